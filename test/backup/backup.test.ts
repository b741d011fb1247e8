import { randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backup, backupsIn } from '../../src/backup/backup.ts';
import { readManifest } from '../../src/backup/manifest.ts';
import { restore } from '../../src/backup/restore.ts';
import { isDue } from '../../src/backup/schedule.ts';
import { acceptRestoredLedger } from '../../src/cli/log.ts';
import { verify } from '../../src/cli/verify.ts';
import { type Config, readConfig } from '../../src/config.ts';
import { parseCheckpoint } from '../../src/core/ledger/checkpoint.ts';
import { holdWriterLock } from '../../src/store/writer-lock.ts';
import { openAccessRecords } from '../../src/worker-access.ts';
import { sql } from '../support/database.ts';
import { type TestLedger, testLedger } from '../support/ledger.ts';

let ledger: TestLedger;
let config: Config;
let target: string;
beforeEach(async () => {
  ledger = await testLedger();
  config = readConfig({ RX12_DATA: ledger.folder });
  target = ledger.path('backups');
});
afterEach(() => ledger.remove());

const anAccess = {
  at: '2026-11-20T01:00:00.000Z',
  act: 'read',
  operation: 'getStanding',
  outcome: 'done',
  personId: 'per_1',
  accountId: 'acc_1',
  capacities: [],
  purpose: null,
  purposeStated: false,
  object: null,
  requestId: 'req_1',
} as const;

const make = (keep?: number, withKeys = false) => {
  ledger.clock.advanceMs(60_000);
  return backup(config, ledger.clock, { target, keep, withKeys });
};

async function verified(folder?: string): Promise<{ exit: number; text: string }> {
  const lines: string[] = [];
  const exit = await verify(config, { folder }, (line) => lines.push(line));
  return { exit, text: lines.join('\n') };
}

describe('a backup', () => {
  it('made while entries are written is the ledger as it was at one moment, and verifies', async () => {
    await ledger.append(200);
    await ledger.publisher.publish();
    let running = true;
    const made = make().finally(() => {
      running = false;
    });
    let during = 0;
    for (; running && during < 500; during += 1) await ledger.append(3);
    const { folder, manifest } = await made;
    expect(during).toBeGreaterThan(0);
    expect(manifest.entries).toBeGreaterThanOrEqual(200);
    expect(manifest.entries).toBeLessThanOrEqual(await ledger.store.ledger.size());
    expect(await verified(folder)).toEqual({
      exit: 0,
      text: expect.stringMatching(
        new RegExp(`^ok: ${manifest.entries} entries.*\nthe first 200 are those of the signed checkpoint$`),
      ),
    });
    expect(await verified()).toMatchObject({ exit: 0 });
  });

  it('lists its files with size and hash and carries the checkpoint, and no key unless it is asked', async () => {
    await ledger.append(5);
    await ledger.publisher.publish();
    const { folder, manifest } = await make();
    expect(manifest).toMatchObject({ form: 'rx12/backup/v1', origin: 'test.example/rx12', entries: 5 });
    expect(parseCheckpoint(manifest.checkpoint ?? '').size).toBe(5);
    expect(readdirSync(folder).toSorted()).toEqual(['manifest.json', 'rx12.db']);
    const withKeys = await make(undefined, true);
    expect(withKeys.manifest.files.map(({ name }) => name)).toContain('keys/log.key.pem');
  });

  it('keeps as many as it is told, and counts only complete ones', async () => {
    await ledger.append(1);
    for (let made = 0; made < 4; made += 1) await make(3);
    const kept = backupsIn(target);
    expect(kept).toHaveLength(3);
    rmSync(join(target, kept[2] ?? '', 'manifest.json'));
    await make(3);
    expect(backupsIn(target)).toHaveLength(3);
    expect(existsSync(join(target, kept[0] ?? ''))).toBe(true);
  });

  it('is due when the newest one is as old as the interval', () => {
    const name = 'rx12-20261120T010000000Z';
    const madeAt = Date.parse('2026-11-20T01:00:00.000Z');
    expect([undefined, 'rx12-odd'].map((newest) => isDue(newest, 0, 1_000))).toEqual([true, true]);
    expect([999, 1_000, 1_001].map((ms) => isDue(name, madeAt + ms, 1_000))).toEqual([false, true, true]);
  });

  it('that was damaged or edited is found out', async () => {
    await ledger.append(5);
    const { folder } = await make();
    const path = join(folder, 'rx12.db');
    const bytes = readFileSync(path);
    bytes[bytes.length - 100] = (bytes[bytes.length - 100] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    expect(await verified(folder)).toMatchObject({
      exit: 2,
      text: expect.stringContaining('is not as it was written'),
    });
    await ledger.close();
    await expect(restore(config, ledger.clock, folder)).rejects.toThrow('is not as it was written');
    rmSync(path);
    expect((await readManifest(folder)?.damaged())?.[0]?.what).toBe('the backup lacks rx12.db');
  });
});

describe('the restore drill', () => {
  it('brings back all that was backed up, names what was published since and lost, and goes on', async () => {
    const kept = await ledger.append(20);
    await ledger.publisher.publish();
    const { folder } = await make();
    await ledger.append(7);
    await ledger.publisher.publish();
    const lost = (await ledger.store.tree.opened([26]))[0]?.body;
    await ledger.close();

    writeFileSync(ledger.path('rx12.db'), 'the disk is gone');
    writeFileSync(ledger.path('rx12.db-wal'), 'and what it left would be played into the copy');
    const { manifest, aside } = await restore(config, ledger.clock, folder);
    expect(manifest.entries).toBe(20);
    expect(readFileSync(join(aside ?? '', 'rx12.db'), 'utf8')).toBe('the disk is gone');
    expect(existsSync(ledger.path('rx12.db-wal'))).toBe(false);

    expect(await verified()).toMatchObject({ exit: 2, text: expect.stringContaining('rolled back 27 → 20') });
    await ledger.reopen();
    expect(ledger.publisher.refusal()).toEqual({ code: 'ledger.rolled-back', parameters: { from: 27, to: 20 } });
    expect(await ledger.store.ledger.entriesAt(kept)).toHaveLength(20);
    await ledger.close();

    const surroundings = { clock: ledger.clock, randomBytes };
    await acceptRestoredLedger({ config, surroundings }, { reason: '磁盘损坏', by: '信息科' }, () => {});
    await ledger.reopen();
    await ledger.append(1);
    await ledger.publisher.publish();
    expect(await verified()).toMatchObject({ exit: 0 });
    const after = await ledger.store.tree.opened([20, 21]);
    expect(after.map(({ body }) => JSON.parse(body).event.kind)).toEqual(['log.restored', 'person.registered']);
    expect(after.map(({ body }) => body)).not.toContain(lost);
  });

  it('needs no accepting when nothing was published since', async () => {
    await ledger.append(3);
    await ledger.publisher.publish();
    const { folder } = await make();
    await ledger.close();
    rmSync(ledger.path('rx12.db'));
    await restore(config, ledger.clock, folder);
    await ledger.reopen();
    expect(ledger.publisher.refusal()).toBeUndefined();
    await ledger.append(1);
  });

  it('brings back the record of who looked where it is lost, and leaves a newer one alone', async () => {
    await ledger.append(3);
    const path = ledger.path('access.db');
    const looked = async (times: number) => {
      const store = openAccessRecords(path);
      for (let look = 0; look < times; look += 1) await store.add(anAccess, ['doc_1']);
      await store.close();
    };
    await looked(2);
    const { folder, manifest } = await make();
    expect(manifest.files.map(({ name }) => name)).toContain('access.db');
    expect(await verified(folder)).toMatchObject({ exit: 0, text: expect.stringContaining('access record: 2 rows') });
    await looked(1);
    await ledger.close();
    await restore(config, ledger.clock, folder);
    expect((await verified()).text).toContain('access record: 3 rows');
    for (const file of [path, `${path}-wal`, `${path}-shm`]) rmSync(file, { force: true });
    ledger.clock.advanceMs(1);
    await restore(config, ledger.clock, folder);
    expect((await verified()).text).toContain('access record: 2 rows');
    sql(path, 'drop trigger access_record_no_update');
    expect(await verified()).toMatchObject({ exit: 2, text: expect.stringContaining('access_record_no_update') });
  });

  it('is refused while the service runs, and from a folder that is no backup', async () => {
    await ledger.append(1);
    const { folder } = await make();
    const held = holdWriterLock(ledger.path('writer.lock'));
    await expect(restore(config, ledger.clock, folder)).rejects.toThrow('another rx12 process');
    held.release();
    mkdirSync(ledger.path('other'));
    copyFileSync(join(folder, 'rx12.db'), ledger.path('other/rx12.db'));
    await expect(restore(config, ledger.clock, ledger.path('other'))).rejects.toThrow('is no backup');
  });
});
