import { chmodSync, copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openCheckpoint } from '../../src/core/ledger/checkpoint.ts';
import type { CheckpointLock } from '../../src/log/checkpoint-lock.ts';
import { openFileLock } from '../../src/log/file-lock.ts';
import { nodeCrypto } from '../../src/log/node-crypto.ts';
import { openPublisher } from '../../src/log/publisher.ts';
import { commandSigner, fileSigner } from '../../src/log/signer.ts';
import { sql } from '../support/database.ts';
import { startService, type TestService } from '../support/service.ts';
import { naiveRoot } from '../support/tree.ts';

let service: TestService;
beforeEach(async () => {
  service = await startService({ listen: false });
});
afterEach(() => service.close());

const data = (name = '') => join(service.folder, 'data', name);
const write = () => service.user([]);
const keys = () => fileSigner(data('keys'), 'test.example/rx12').keys;

async function withLock<T>(read: (lock: CheckpointLock) => Promise<T>): Promise<T> {
  const lock = openFileLock(data('checkpoint.lock'));
  try {
    return await read(lock);
  } finally {
    await lock.close();
  }
}

describe('publishing', () => {
  it('signs what the ledger holds, puts it into the lock, and signs nothing while nothing is new', async () => {
    await write();
    const published = await service.publisher.publish();
    const { size, root } = openCheckpoint(nodeCrypto, published?.text ?? '', keys());
    expect(size).toBe(await service.ports.store.ledger.size());
    const places = Array.from({ length: size }, (_, index) => ({ level: 0, index }));
    expect(Buffer.from(root)).toEqual(naiveRoot(await service.ports.store.tree.hashes(places)));
    expect(await withLock((lock) => lock.read())).toBe(published?.text);
    service.clock.advanceMs(5_000);
    expect(await service.publisher.publish()).toBe(published);
  });

  it('begins with the empty ledger, so that no entry is ever outside a lock', async () => {
    expect(service.publisher.newest()?.size).toBe(0);
  });

  it('gives out no checkpoint that the lock did not take', async () => {
    await write();
    const { tree, ledger } = service.ports.store;
    const signer = fileSigner(data('keys'), ledger.origin);
    let failing = false;
    await withLock(async (lock) => {
      const replace: CheckpointLock['replace'] = (...given) =>
        failing ? Promise.reject(new Error('the other disk is gone')) : lock.replace(...given);
      const publisher = await openPublisher({
        origin: ledger.origin,
        tree,
        lock: { ...lock, replace },
        signer,
        clock: service.clock,
      });
      const before = publisher.newest();
      failing = true;
      await expect(publisher.publish()).rejects.toThrow('the other disk is gone');
      expect(publisher.newest()).toBe(before);
      failing = false;
      expect((await publisher.publish())?.size).toBe(await tree.size());
    });
  });

  it('stops for reading only when another server moved the lock', async () => {
    await write();
    await withLock(async (lock) => lock.replace(await lock.read(), 'somebody else’s checkpoint'));
    expect(await service.publisher.publish()).toBeUndefined();
    await expect(write()).rejects.toThrow(expect.objectContaining({ code: 'ledger.lock-moved', kind: 'unavailable' }));
    await withLock(async (lock) => expect(await lock.read()).toBe('somebody else’s checkpoint'));
  });
});

describe('a ledger that does not extend the lock', () => {
  it('is an old copy: it starts read-only and says from where to where', async () => {
    await write();
    await service.reopen(() => copyFileSync(data('rx12.db'), data('old.db')));
    const before = await service.ports.store.ledger.size();
    await write();
    const after = await service.ports.store.ledger.size();
    await service.reopen(() => copyFileSync(data('old.db'), data('rx12.db')));
    expect(service.logged()).toContain(`rolled back ${after} → ${before}`);
    expect(service.publisher.newest()).toBeUndefined();
    await expect(write()).rejects.toThrow(
      expect.objectContaining({ code: 'ledger.rolled-back', parameters: { from: after, to: before } }),
    );
    expect(await service.ports.store.ledger.size()).toBe(before);
    expect(await service.publisher.publish()).toBeUndefined();
  });

  it('is a rewritten one of the same length', async () => {
    await write();
    await service.reopen(() =>
      sql(
        data('rx12.db'),
        'drop trigger entry_no_update; update entry set leaf = zeroblob(32) where seq = 1; drop trigger tree_node_no_update; update tree_node set hash = zeroblob(32)',
      ),
    );
    await expect(write()).rejects.toThrow('ledger.rewritten');
    expect(service.logged()).toContain('rewritten below');
  });

  it('is a full one whose lock is gone; an untouched one goes on', async () => {
    await write();
    await service.reopen();
    await write();
    await service.reopen(() => rmSync(data('checkpoint.lock')));
    await expect(write()).rejects.toThrow('ledger.lock-missing');
  });

  it('does not start at all with the lock of another ledger', async () => {
    await write();
    const { tree } = service.ports.store;
    const signer = fileSigner(data('keys'), 'other.example/rx12');
    await withLock(async (lock) => {
      const ports = { origin: 'other.example/rx12', tree, lock, signer, clock: service.clock };
      await expect(openPublisher(ports)).rejects.toThrow('the checkpoint lock is not this ledger');
    });
  });
});

describe('the log’s key', () => {
  it('is refused while others may read its file', () => {
    chmodSync(data('keys/log.key.pem'), 0o640);
    expect(() => keys()).toThrow('may be read by others (mode 640)');
    chmodSync(data('keys/log.key.pem'), 0o600);
    expect(keys()).toHaveLength(1);
  });

  it('may stay with an outside program, which may add lines of other algorithms', async () => {
    const command = outsideSigner("lines + '— sm2.example ' + Buffer.alloc(70, 7).toString('base64') + '\\n'");
    const signatures = await commandSigner(command, keys()).sign('text\n');
    expect(signatures.map(({ name }) => name)).toEqual(['test.example/rx12', 'sm2.example']);
  });

  it('of an outside program that signs something else, fails or is not there is no signature', async () => {
    const bad = [
      outsideSigner('lines.replace(/.{8}\\n/, "AAAAAAA=\\n")'),
      outsideSigner('process.exit(3)'),
      data('nothing-here'),
    ];
    for (const command of bad) await expect(commandSigner(command, keys()).sign('text\n'), command).rejects.toThrow();
  });
});

/** A program that signs standard input with the log's own key file and prints what the expression makes of the lines. */
function outsideSigner(printed: string): string {
  const path = data(`signer-${Math.abs(hashOf(printed))}`);
  const [key] = keys();
  writeFileSync(
    path,
    `#!${process.execPath}
const { sign } = require('node:crypto'); const { readFileSync } = require('node:fs');
const text = readFileSync(0);
const bytes = sign(null, text, readFileSync(${JSON.stringify(data('keys/log.key.pem'))}));
const lines = '— ${key?.name} ' + Buffer.concat([Buffer.from('${key?.keyId}', 'hex'), bytes]).toString('base64') + '\\n';
process.stdout.write(${printed});
`,
    { mode: 0o700 },
  );
  return path;
}

function hashOf(text: string): number {
  return [...text].reduce((hash, character) => (hash * 31 + character.charCodeAt(0)) | 0, 7);
}
