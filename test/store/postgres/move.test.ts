import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { migrateStore } from '../../../src/cli/migrate-store.ts';
import { readConfig } from '../../../src/config.ts';
import { sumsOf } from '../../../src/core/cost/sums.ts';
import type { Draft } from '../../../src/core/ledger/entry.ts';
import { linkOf } from '../../../src/core/ledger/seal.ts';
import { sha256 } from '../../../src/hashing.ts';
import { openDatabaseLock } from '../../../src/log/database-lock.ts';
import { openCostStore } from '../../../src/store/cost/sqlite.ts';
import type { CostReads, CostStore } from '../../../src/store/cost-contract.ts';
import { openSqlite } from '../../../src/store/open-sqlite.ts';
import { openPool } from '../../../src/store/postgres/connect.ts';
import { openPostgresCost } from '../../../src/store/postgres/cost.ts';
import { moveLedger } from '../../../src/store/postgres/move/ledger.ts';
import { migratePostgresDatabase, openPostgresStore } from '../../../src/store/postgres/store.ts';
import { confirmed, type DeductionCity, deductionCity, recorded } from '../../support/deductions.ts';
import { personDraft, testLedger } from '../../support/ledger.ts';
import { describePostgres, emptyDatabase, type TestDatabase, wrongIn } from '../../support/postgres/database.ts';
import { roles } from '../../support/postgres/server.ts';
import { aFinding } from '../../support/record.ts';
import { startService, type TestService } from '../../support/service.ts';

const slice = { hospitalId: 'h', month: '2026-09', dataset: 'inpatientRows' } as const;

async function imported(cost: CostStore, importId: string, position: number): Promise<void> {
  await cost.beginImport({ importId, origin: 'file', dataset: slice.dataset, startedAt: `2026-11-2${position}` });
  await cost.addChunk(importId, 0, 3, Buffer.from(`rows of ${importId}`));
  await cost.finishImport(importId, {
    identitySha256: importId,
    fileSha256: importId,
    summary: '{}',
    slices: [{ ...slice, rows: 3, rejected: 0, state: 'complete' }],
    wardMonths: [{ ...slice, wardId: 'w', sums: sumsOf({ discharges: 3, drugFen: 10 ** 12 + position }) }],
    hospitalMonths: [],
    codes: { ward: ['a'], drg: ['FM19'] },
  });
  await cost.pointTo([{ ...slice, importId, state: 'complete', position }]);
}

/** What the questions of drug cost are answered from. */
async function costOf(cost: CostReads) {
  const months = { from: '2026-01', until: '2027-01' };
  return {
    version: await cost.liveVersion(),
    live: await cost.liveSlices(months),
    wards: await cost.wardMonths({ hospitalId: 'h', ...months }),
    hospitals: await cost.hospitalMonths({ datasets: [slice.dataset], hospitalIds: ['h'], ...months }),
    history: await cost.history(slice),
    chunk: await cost.chunk('a', 0),
    codes: await cost.codes('a', 'ward'),
  };
}

describePostgres('moving a folder into a database', () => {
  let service: TestService;
  let city: DeductionCity;
  let database: TestDatabase;
  let locks: TestDatabase;
  let cost: CostStore;
  const printed: string[] = [];
  const data = () => join(service.folder, 'data');
  const move = () => {
    const lockUrl = locks.ownerUrl;
    const config = readConfig({ RX12_DATA: data(), DATABASE_URL: database.url, LOCK_DATABASE_URL: lockUrl });
    return migrateStore(config, { from: `sqlite:${data()}`, to: database.ownerUrl }, (line) => printed.push(line));
  };
  beforeAll(async () => {
    service = await startService({ listen: false });
    city = await deductionCity(service);
    [database, locks] = [await emptyDatabase(), await emptyDatabase()];
    cost = openCostStore(join(data(), 'cost.db'));
  });
  afterAll(async () => {
    await cost.close();
    await service.close();
    await database.drop();
    await locks.drop();
  });

  it('takes everything, also while it is served; a second run takes what came since, and the store goes on', async () => {
    await confirmed(city);
    await imported(cost, 'a', 1);
    await cost.beginImport({ importId: 'half', origin: 'file', dataset: slice.dataset, startedAt: '2026-11-20' });
    await service.publisher.publish();
    expect(await move()).toBe(0);
    const deductionId = await recorded(city);
    await imported(cost, 'b', 2);
    await service.ports.accessRecords.add(
      {
        at: new Date(service.clock.now()).toISOString(),
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
      },
      [city.doctorId],
    );
    await service.publisher.publish();
    expect(await move()).toBe(0);
    expect(printed.at(-1)).toMatch(/^ok: \d+ entries, root [0-9a-f]{64}, 1 accesses/);
    await database.admin("set session_replication_role = 'replica'; delete from access_record_doctor");
    expect(await move()).toBe(2);
    expect(printed.join()).toContain('access_record_doctor: 1 rows in the file, 0 in the database');
    const size = await service.ports.store.ledger.size();
    const { clock } = service;
    const store = await openPostgresStore({ url: database.url, clock, randomSalt: () => Buffer.alloc(32, 3) });
    expect(await store.ledger.size()).toBe(size);
    expect(await store.deductions.doctorOf(deductionId)).toBe(city.doctorId);
    const places = Array.from({ length: size }, (_, at) => at);
    expect(await store.tree.opened(places)).toEqual(await service.ports.store.tree.opened(places));
    expect(await store.doors.credentialOf(city.auditor.accountId)).toMatchObject({ mustChange: false });
    await store.doors.setCredential({ accountId: 'acc_1', passwordHash: 'h', mustChange: false, changedAt: 'x' });
    const [last] = await service.ports.store.ledger.entriesAt([size - 1]);
    if (last === undefined) throw new Error('the ledger has no last entry');
    const { event, by, streams } = last.entry;
    await store.ledger.append([{ event, by, streams: streams.map(({ kind, id }) => ({ kind, id })) }]);
    await store.close();
    const moved = openPostgresCost(database.url);
    expect(await costOf(moved)).toEqual(await costOf(cost));
    expect((await moved.history(slice)).map(({ importId }) => importId)).toEqual(['b', 'a']);
    expect(await moved.discardStaged()).toBe(0);
    await moved.close();
    const lock = await openDatabaseLock(locks.ownerUrl, 'test.example/rx12');
    expect(await lock.read()).toBe(service.publisher.newest()?.text);
    await lock.close();
  });

  it('refuses a database that holds what the folder does not extend', async () => {
    await expect(move()).rejects.toThrow('the file does not extend');
  });
});

describePostgres('a ledger that is moved in pieces', () => {
  it('goes on where a run was cut short, also with an entry that was erased meanwhile', async () => {
    const database = await emptyDatabase();
    await migratePostgresDatabase({ ownerUrl: database.ownerUrl, writer: roles.writer });
    const ledger = await testLedger();
    const { by } = personDraft('x');
    const streams = [{ kind: 'doctor' as const, id: 'doctor' }];
    const finding = { event: { kind: 'deduction.recorded', v: 1, ...aFinding() }, by, streams } satisfies Draft;
    await ledger.append(5);
    await ledger.store.ledger.append([finding]);
    await ledger.append(37);
    const pool = openPool({ url: database.ownerUrl, name: 'rx12 test', connections: 1 });
    const client = await pool.connect();
    const moveSome = async (pieces: number) => {
      const from = openSqlite(ledger.path('rx12.db'), 'read-only');
      let left = pieces;
      const moved = () => {
        left -= 1;
        if (left === 0) throw new Error('cut short');
      };
      try {
        await moveLedger(from, client, moved, 7);
      } finally {
        from.close();
      }
    };
    const reached = async () => (await client.query('select count(*) as n from entry')).rows[0]?.n;
    await expect(moveSome(3)).rejects.toThrow('cut short');
    expect(await reached()).toBe(21);
    const [opened] = await ledger.store.tree.opened([5]);
    const link = Buffer.from(linkOf(sha256, opened?.salt ?? new Uint8Array(), opened?.leaf ?? new Uint8Array()));
    const erased = [{ seq: 5, streams: [{ kind: 'doctor' as const, id: 'doctor', n: 1 }], link: link.toString('hex') }];
    const order = { kind: 'erasure.confirmed', v: 1, deductionId: 'd1', doctorId: 'doctor', note: '', erased } as const;
    await ledger.store.ledger.append([{ event: { ...order, retainedUntil: '2026-11-01' }, by, streams }]);
    await moveSome(Number.POSITIVE_INFINITY);
    expect(await reached()).toBe(44);
    expect((await client.query('select count(*) as n from entry_body where seq = 5')).rows[0]?.n).toBe(0);
    expect(await wrongIn(database.url)).toEqual([]);
    client.release();
    await pool.end();
    await ledger.remove();
    await database.drop();
  });
});
