import { mkdirSync, mkdtempSync, renameSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AccessRecord } from '../../src/core/register/people/access-record.ts';
import type { AccessRecordStore } from '../../src/store/access/contract.ts';
import { verifyAccessRecords } from '../../src/store/access/verify.ts';
import { openSqlite } from '../../src/store/open-sqlite.ts';
import { openAccessRecords } from '../../src/worker-access.ts';
import { sql } from '../support/database.ts';

let folder: string;
let path: string;
let store: AccessRecordStore;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rx12-access-'));
  path = join(folder, 'access.db');
  store = openAccessRecords(path);
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const read = (at: string): AccessRecord => ({
  at,
  act: 'read',
  operation: 'getStanding',
  outcome: 'done',
  personId: 'per_1',
  accountId: 'acc_1',
  capacities: [{ role: 'reviewer', scope: { kind: 'city' } }],
  purpose: 'review',
  purposeStated: false,
  object: null,
  requestId: 'req_1',
});
const verified = () => {
  const connection = openSqlite(path, 'read-only');
  try {
    return verifyAccessRecords(connection);
  } finally {
    connection.close();
  }
};
/** The oldest row is exactly six months, as the file counts them, older than the newest in the second. */
const first = '2026-01-01T00:00:00.000Z';
const exactly = '2026-07-04T00:00:00.000Z';
const after = '2026-07-04T00:00:00.001Z';

describe('the access record', () => {
  it('has its log copied back into the file while it goes on, by nobody that an answer waits for', async () => {
    const empty = statSync(path).size;
    await Promise.all(Array.from({ length: 1_200 }, (_, n) => store.add(read(first), [`doc_${n}`])));
    // The writing connection would wait for 128 MB of log.
    await expect.poll(() => statSync(path).size).toBeGreaterThan(empty);
    expect(await store.add(read(first), ['doc_a'])).toBe(1_201);
  });

  it('numbers rows without a gap, also those of one commit, and reads them back newest first', async () => {
    const numbers = await Promise.all(
      ['doc_a', 'doc_b', 'doc_a'].map((doctorId) => store.add(read(first), [doctorId])),
    );
    expect(numbers).toEqual([1, 2, 3]);
    await store.addDoctors(1, ['doc_b', 'doc_a']);
    const rows = await store.search({}, { limit: 9 });
    expect(rows.map(({ recordId, doctorIds }) => [recordId, doctorIds])).toEqual([
      [3, ['doc_a']],
      [2, ['doc_b']],
      [1, ['doc_a', 'doc_b']],
    ]);
    expect(rows[2]).toMatchObject(read(first));
    const about = await store.search({ doctorIds: ['doc_b'] }, { limit: 9 });
    expect(about.map(({ recordId }) => recordId)).toEqual([2, 1]);
  });

  it('refuses what its thread cannot write, and starts another thread for the next', async () => {
    const away = `${path}.away`;
    renameSync(path, away);
    mkdirSync(path);
    await expect(store.add(read(first), ['doc_a'])).rejects.toThrow('unable to open database file');
    rmdirSync(path);
    renameSync(away, path);
    expect(await store.add(read(first), ['doc_a'])).toBe(1);
    expect(await store.search({}, { limit: 9 })).toHaveLength(1);
  });

  it('shares one commit among all that wait for it', async () => {
    const frames = () => {
      const connection = openSqlite(path, 'read-only');
      const version = connection.pragma('data_version', { simple: true });
      return { version: () => connection.pragma('data_version', { simple: true }), was: version, connection };
    };
    const watch = frames();
    await Promise.all(Array.from({ length: 100 }, () => store.add(read(first), ['doc_a'])));
    // The version another connection sees grows by one for each commit.
    expect(Number(watch.version()) - Number(watch.was)).toBe(1);
    watch.connection.close();
  });

  it('cannot be changed or shortened by whoever has the file, but for the oldest rows after six months', async () => {
    await store.add(read(first), ['doc_a']);
    await store.add(read('2026-03-01T00:00:00.000Z'), ['doc_b']);
    await store.addChecks([{ hour: '2026-01-01T00', accountId: 'acc_1', doctorId: 'doc_a', checks: 3 }]);
    await store.addChecks([{ hour: '2026-07-04T00', accountId: 'acc_1', doctorId: 'doc_a', checks: 1 }]);
    await store.add(read(exactly), ['doc_a']);
    for (const [statement, why] of [
      ["update access_record set outcome = 'denied'", 'never changes'],
      ["update access_record_doctor set doctor_id = 'doc_x'", 'never changes'],
      ['delete from access_record where id = 2', 'only the oldest'],
      ['delete from access_record where id = 1', 'after six months'],
      ['delete from access_record_doctor', 'goes with its row'],
      [
        "insert or replace into access_record select 1, at, 'export', operation, outcome, null, null, '[]', null, 0, null, 'x' from access_record where id = 1",
        'at the end',
      ],
      ['update right_check_count set checks = 1 where checks = 3', 'only grows'],
      ["delete from right_check_count where hour = '2026-01-01T00'", 'after six months'],
    ] as const) {
      expect(
        () => sql(path, `pragma recursive_triggers = on; pragma foreign_keys = on; ${statement}`),
        statement,
      ).toThrow(why);
    }
    expect((await store.search({}, { limit: 9 })).length).toBe(3);
  });

  it('forgets from the oldest on what is older than asked, and never what is younger than six months', async () => {
    await store.add(read(first), ['doc_a']);
    await store.addChecks([
      { hour: '2026-01-01T00', accountId: 'acc_1', doctorId: 'doc_a', checks: 1 },
      { hour: '2026-07-05T00', accountId: 'acc_1', doctorId: 'doc_a', checks: 1 },
    ]);
    await store.add(read(exactly), ['doc_a']);
    await expect(store.prune(exactly)).rejects.toThrow('after six months');
    expect((await store.search({}, { limit: 9 })).length).toBe(2);
    await store.add(read(after), ['doc_a']);
    expect(await store.prune(first)).toBe(0);
    expect(await store.prune('2026-01-01T00:00:00.001Z')).toBe(1);
    expect((await store.search({}, { limit: 9 })).map(({ recordId }) => recordId)).toEqual([3, 2]);
    expect(await store.search({ doctorIds: ['doc_a'] }, { limit: 9 })).toHaveLength(2);
    expect(verified()).toEqual({ rows: 2, findings: [] });
  });

  it('adds to what was counted', async () => {
    const count = { hour: '2026-01-01T00', accountId: 'acc_1', doctorId: 'doc_a' };
    await store.addChecks([{ ...count, checks: 2 }]);
    await store.addChecks([{ ...count, checks: 5 }]);
    expect(await store.checks({}, { limit: 9 })).toEqual([{ ...count, checks: 7 }]);
  });
});

describe('verifying it', () => {
  it('finds a row that was taken out, and a trigger that was', async () => {
    for (const doctorId of ['doc_a', 'doc_b', 'doc_c']) await store.add(read(first), [doctorId]);
    expect(verified()).toEqual({ rows: 3, findings: [] });
    const trigger = "select sql from sqlite_schema where name = 'access_record_kept'";
    const connection = openSqlite(path);
    const text = connection.prepare<[], string>(trigger).pluck().get() ?? '';
    connection.exec('drop trigger access_record_kept; delete from access_record where id = 2');
    expect(verified().findings.map(({ what }) => what)).toEqual([
      'access record: trigger access_record_kept is missing',
      'access record: 1 row(s) in between are missing',
    ]);
    connection.exec(text);
    connection.close();
    expect(verified().findings).toHaveLength(1);
  });
});
