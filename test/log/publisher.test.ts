import { chmodSync, copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openCheckpoint } from '../../src/core/ledger/checkpoint.ts';
import type { CheckpointLock } from '../../src/log/checkpoint-lock.ts';
import { nodeCrypto } from '../../src/log/node-crypto.ts';
import { openPublisher } from '../../src/log/publisher.ts';
import { commandSigner, fileSigner } from '../../src/log/signer.ts';
import { sql } from '../support/database.ts';
import { type TestLedger, testLedger, testOrigin } from '../support/ledger.ts';
import { startService } from '../support/service.ts';
import { naiveRoot } from '../support/tree.ts';

let ledger: TestLedger;
beforeEach(async () => {
  ledger = await testLedger();
});
afterEach(() => ledger.remove());

const keys = () => fileSigner(ledger.path('keys'), testOrigin).keys;

describe('publishing', () => {
  it('signs what the ledger holds, puts it into the lock, and signs nothing while nothing is new', async () => {
    await ledger.append(3);
    const published = await ledger.publisher.publish();
    const { size, root } = openCheckpoint(nodeCrypto, published?.text ?? '', keys());
    expect(size).toBe(3);
    const places = Array.from({ length: size }, (_, index) => ({ level: 0, index }));
    expect(Buffer.from(root)).toEqual(naiveRoot(await ledger.store.tree.hashes(places)));
    expect(await ledger.lock.read()).toBe(published?.text);
    ledger.clock.advanceMs(5_000);
    expect(await ledger.publisher.publish()).toBe(published);
  });

  it('begins with the empty ledger, so that no entry is ever outside a lock', () => {
    expect(ledger.publisher.newest()?.size).toBe(0);
  });

  it('gives out no checkpoint that the lock did not take', async () => {
    await ledger.append(1);
    let failing = false;
    const replace: CheckpointLock['replace'] = (...given) =>
      failing ? Promise.reject(new Error('the other disk is gone')) : ledger.lock.replace(...given);
    const { signer, clock } = ledger;
    const lock = { ...ledger.lock, replace };
    const publisher = await openPublisher({ origin: testOrigin, tree: ledger.store.tree, lock, signer, clock });
    const before = publisher.newest();
    failing = true;
    await expect(publisher.publish()).rejects.toThrow('the other disk is gone');
    expect(publisher.newest()).toBe(before);
    failing = false;
    expect((await publisher.publish())?.size).toBe(1);
  });

  it('stops for reading only when another server moved the lock', async () => {
    await ledger.append(1);
    await ledger.lock.replace(await ledger.lock.read(), 'somebody else’s checkpoint');
    expect(await ledger.publisher.publish()).toBeUndefined();
    await expect(ledger.append(1)).rejects.toThrow(
      expect.objectContaining({ code: 'ledger.lock-moved', kind: 'unavailable' }),
    );
    expect(await ledger.lock.read()).toBe('somebody else’s checkpoint');
  });
});

describe('a ledger that does not extend the lock', () => {
  it('is an old copy: it may only be read and says from where to where', async () => {
    await ledger.append(2);
    await ledger.reopen(() => copyFileSync(ledger.path('rx12.db'), ledger.path('old.db')));
    await ledger.append(5);
    await ledger.publisher.publish();
    await ledger.reopen(() => copyFileSync(ledger.path('old.db'), ledger.path('rx12.db')));
    expect(ledger.publisher.refusal()).toEqual({ code: 'ledger.rolled-back', parameters: { from: 7, to: 2 } });
    expect(ledger.publisher.newest()).toBeUndefined();
    await expect(ledger.append(1)).rejects.toThrow('ledger.rolled-back');
    expect(await ledger.publisher.publish()).toBeUndefined();
    expect(await ledger.store.ledger.size()).toBe(2);
  });

  it('is a rewritten one of the same length', async () => {
    await ledger.append(2);
    await ledger.publisher.publish();
    await ledger.reopen(() =>
      sql(
        ledger.path('rx12.db'),
        'drop trigger entry_no_update; drop trigger tree_node_no_update; update entry set leaf = zeroblob(32); update tree_node set hash = zeroblob(32)',
      ),
    );
    expect(ledger.publisher.refusal()?.code).toBe('ledger.rewritten');
  });

  it('is a full one whose lock is gone; an untouched one goes on', async () => {
    await ledger.append(1);
    await ledger.reopen();
    await ledger.append(1);
    await ledger.reopen(() => rmSync(ledger.path('checkpoint.lock')));
    await expect(ledger.append(1)).rejects.toThrow('ledger.lock-missing');
  });

  it('does not start at all with the lock of another ledger', async () => {
    const { lock, clock, store } = ledger;
    const signer = fileSigner(ledger.path('keys'), 'other.example/rx12');
    const ports = { origin: 'other.example/rx12', tree: store.tree, lock, signer, clock };
    await expect(openPublisher(ports)).rejects.toThrow('the checkpoint lock is not this ledger');
  });

  it('is refused by the service’s doors, which go on reading', async () => {
    const service = await startService();
    const data = (name: string) => join(service.folder, 'data', name);
    try {
      await service.user([]);
      await service.reopen(() => copyFileSync(data('rx12.db'), data('old.db')));
      await service.user([{ role: 'security-administrator', scope: { kind: 'city' } }]);
      await service.reopen(() => copyFileSync(data('old.db'), data('rx12.db')));
      expect(service.logged()).toContain('the ledger is read-only: rolled back 5 → 2');
      await expect(service.user([])).rejects.toThrow('ledger.rolled-back');
      await service.http.get('/healthz').expect(200);
    } finally {
      await service.close();
    }
  });
});

describe('the log’s key', () => {
  it('is refused while others may read its file', () => {
    chmodSync(ledger.path('keys/log.key.pem'), 0o640);
    expect(() => keys()).toThrow('may be read by others (mode 640)');
    chmodSync(ledger.path('keys/log.key.pem'), 0o600);
    expect(keys()).toHaveLength(1);
  });

  it('may stay with an outside program, which may add lines of other algorithms', async () => {
    const command = outsideSigner("lines + '— sm2.example ' + Buffer.alloc(70, 7).toString('base64') + '\\n'");
    const signatures = await commandSigner(command, keys()).sign('text\n');
    expect(signatures.map(({ name }) => name)).toEqual([testOrigin, 'sm2.example']);
  });

  it('of an outside program that signs something else, fails or is not there is no signature', async () => {
    const bad = [
      outsideSigner('lines.replace(/.{8}\\n/, "AAAAAAA=\\n")'),
      outsideSigner('process.exit(3)'),
      ledger.path('nothing-here'),
    ];
    for (const command of bad) await expect(commandSigner(command, keys()).sign('text\n'), command).rejects.toThrow();
  });
});

/** A program that signs standard input with the log's own key file and prints what the expression makes of the lines. */
function outsideSigner(printed: string): string {
  const path = ledger.path(`signer-${Math.abs(hashOf(printed))}`);
  const [key] = keys();
  writeFileSync(
    path,
    `#!${process.execPath}
const { sign } = require('node:crypto'); const { readFileSync } = require('node:fs');
const text = readFileSync(0);
const bytes = sign(null, text, readFileSync(${JSON.stringify(ledger.path('keys/log.key.pem'))}));
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
