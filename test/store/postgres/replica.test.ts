import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sumsOf } from '../../../src/core/cost/sums.ts';
import { openPostgresCost } from '../../../src/store/postgres/cost.ts';
import { openReplica } from '../../../src/store/postgres/replica.ts';
import { createPostgresLedger } from '../../../src/store/postgres/store.ts';
import { type SmallCity, smallCity } from '../../support/city.ts';
import { testClock } from '../../support/clock.ts';
import { describeOwnServer, testOrigin } from '../../support/postgres/database.ts';
import { type Cluster, startCluster, startStandby, stopCluster } from '../../support/postgres/server.ts';
import { startService, type TestService } from '../../support/service.ts';

async function on(port: number, database: string, statement: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: `postgresql://postgres@127.0.0.1:${port}/${database}` });
  await client.connect();
  try {
    return await client.query(statement);
  } finally {
    await client.end();
  }
}

/** What is asked must come true within some seconds: the standby follows at its own pace. */
async function until<T>(ask: () => Promise<T>, right: (found: T) => boolean): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    const found = await ask();
    if (right(found) || attempt === 400) return found;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

describeOwnServer('questions of drug cost, asked of a streaming replica', (binaries) => {
  let primary: Cluster;
  let standby: Cluster;
  let service: TestService;
  let city: SmallCity;
  // The servers' clocks are real: how far a replica lags is told by them.
  const clock = testClock(new Date().toISOString());
  const url = (port: number) => `postgresql://rx12@127.0.0.1:${port}/rx12`;

  beforeAll(async () => {
    primary = await startCluster(binaries);
    for (const role of ['rx12_owner', 'rx12']) await on(primary.port, 'postgres', `create role ${role} login`);
    await on(primary.port, 'postgres', 'create database rx12 owner rx12_owner');
    const ownerUrl = `postgresql://rx12_owner@127.0.0.1:${primary.port}/rx12`;
    await createPostgresLedger({ ownerUrl, writer: 'rx12' }, testOrigin, clock);
    standby = await startStandby(binaries, primary);
    service = await startService({
      clock,
      listen: false,
      settings: { DATABASE_REPLICA_URL: url(standby.port) },
      database: { url: url(primary.port), admin: (statement) => on(primary.port, 'rx12', statement) },
    });
    city = await smallCity(service);
  });
  afterAll(async () => {
    await service.close();
    stopCluster(standby);
    stopCluster(primary);
  });

  let position = 0;
  async function imported(month: string, discharges: number): Promise<void> {
    position += 1;
    const { hospitalId } = city.first;
    const slice = { hospitalId, month, dataset: 'inpatientRows' } as const;
    const cost = openPostgresCost(url(primary.port));
    const importId = `imp_${position}`;
    await cost.beginImport({ importId, origin: 'file', dataset: slice.dataset, startedAt: '2026-11-20' });
    await cost.finishImport(importId, {
      identitySha256: importId,
      fileSha256: importId,
      summary: '{}',
      slices: [{ ...slice, rows: 3, rejected: 0, state: 'complete' }],
      wardMonths: [{ ...slice, wardId: null, sums: sumsOf({ discharges, drugFen: 1_000 * discharges }) }],
      hospitalMonths: [],
      codes: { ward: [], drg: [] },
    });
    await cost.pointTo([{ ...slice, importId, state: 'complete', position }]);
    await cost.close();
  }

  const ask = async (form = '') => {
    const query = `measure=drugCostPerDischarge&hospital=${city.first.hospitalId}&from=2026-09&until=2026-10`;
    const reply = await service.app.inject({
      method: 'GET',
      url: `/v1/cost/trends${form}?${query}`,
      headers: city.officer.bearer,
    });
    expect(reply.statusCode, reply.body).toBe(200);
    const asOf = reply.headers['rx12-data-as-of'];
    return { asOf: typeof asOf === 'string' ? Date.parse(asOf) : undefined, text: reply.body };
  };
  const says = (discharges: number) => (found: { readonly text: string }) =>
    found.text.includes(`"denominator":${discharges}`);
  const askedAt = (port: number, statement: string) => on(port, 'rx12', statement);

  it('say as of when, in JSON and in CSV, and hold what was committed before', async () => {
    const before = Date.now();
    await imported('2026-09', 41);
    const found = await until(ask, says(41));
    expect(found).toSatisfy(says(41));
    expect(found.asOf).toBeGreaterThanOrEqual(before);
    expect(found.asOf).toBeLessThanOrEqual(Date.now());
    expect((await ask('.csv')).asOf).toBeGreaterThanOrEqual(before);
  });

  it('say that they lag, where replay has stopped; and go on when it does', async () => {
    await askedAt(standby.port, 'select pg_wal_replay_pause()');
    const pausedAt = Date.now();
    await imported('2026-09', 77);
    // What was sent has arrived there, and is not replayed.
    const behind = 'select pg_last_wal_receive_lsn() > pg_last_wal_replay_lsn() as behind';
    await until(
      () => askedAt(standby.port, behind),
      ({ rows }) => rows[0].behind === true,
    );
    const stale = await ask();
    expect(stale).toSatisfy(says(41));
    expect(stale.asOf).toBeLessThanOrEqual(pausedAt);
    // Deciding does not ask there.
    expect(await service.ports.cost.reads.liveVersion()).toBe(2);
    await askedAt(standby.port, 'select pg_wal_replay_resume()');
    const fresh = await until(ask, says(77));
    expect(fresh).toSatisfy(says(77));
    expect(fresh.asOf).toBeGreaterThanOrEqual(pausedAt);
  });

  it('go to the database itself where the replica lags too far, is away, was promoted or is of another ledger', async () => {
    const of = (origin: string, now: number) =>
      openReplica({ url: url(standby.port), origin, clock: { now: () => now } });
    const asOf = async (origin: string, now: number) => {
      const replica = of(origin, now);
      const found = await replica.asOf();
      await replica.close();
      return found;
    };
    const minuteMs = 60_000;
    expect(await asOf(testOrigin, Date.now() + 14 * minuteMs)).toBeDefined();
    expect(await asOf(testOrigin, Date.now() + 16 * minuteMs)).toBeUndefined();
    expect(await asOf('another', Date.now())).toBeUndefined();
    await askedAt(standby.port, 'select pg_promote()');
    expect(
      await until(
        () => asOf(testOrigin, Date.now()),
        (at) => at === undefined,
      ),
    ).toBeUndefined();
    await imported('2026-09', 88);
    process.kill(standby.pid, 'SIGQUIT');
    const primaryOnly = await ask();
    expect(primaryOnly).toSatisfy(says(88));
    expect(primaryOnly.asOf).toBeUndefined();
  });
});
