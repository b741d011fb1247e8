import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { onceOnly } from '../../../src/http/idempotency.ts';
import { openPostgresCost } from '../../../src/store/postgres/cost.ts';
import { openPostgresStore } from '../../../src/store/postgres/store.ts';
import { attemptBudget, attempts } from '../../../src/usecases/access/budget.ts';
import { builtPackage } from '../../rig/built.ts';
import { testClock } from '../../support/clock.ts';
import { personDraft } from '../../support/ledger.ts';
import { describePostgres, type TestDatabase, testDatabase, wrongIn } from '../../support/postgres/database.ts';

let program: string;
beforeAll(async () => {
  program = join(await builtPackage(), 'dist', 'append-many.js');
}, 60_000);

/** @param until ends the process without warning once so many were acknowledged. */
function appendMany(database: TestDatabase, name: string, calls: number, until = Number.POSITIVE_INFINITY) {
  const child = spawn(process.execPath, [program, database.url, name, String(calls), '8'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.on('data', (bytes: Buffer) => {
    text += bytes.toString();
    if (text.split('\n').length > until) child.kill('SIGKILL');
  });
  return new Promise<{ acknowledged: number[]; signal: string | null }>((resolve) =>
    child.once('close', (_, signal) => {
      // A line that was cut short by the end was not said.
      const lines = text.split('\n').slice(0, -1);
      resolve({ acknowledged: lines.map(Number), signal });
    }),
  );
}

describePostgres('several processes over one database', () => {
  let database: TestDatabase;
  const clock = testClock();
  let salts = 0;
  const open = () => openPostgresStore({ url: database.url, clock, randomSalt: () => Buffer.alloc(32, ++salts) });
  beforeEach(async () => {
    database = await testDatabase();
  });
  afterEach(() => database.drop());

  it('never fork or gap the ledger or a stream; one that is killed loses nothing it acknowledged', async () => {
    const all = await Promise.all([
      ...['a', 'b', 'c'].map((name) => appendMany(database, name, 60)),
      appendMany(database, 'killed', 1_000_000, 20),
    ]);
    expect(all.map(({ signal }) => signal)).toEqual([null, null, null, 'SIGKILL']);
    const acknowledged = all.flatMap((each) => each.acknowledged);
    expect(new Set(acknowledged).size).toBe(acknowledged.length);
    const { rows } = await database.admin('select count(*)::int as n, max(seq)::int as last from entry');
    expect(rows[0].last).toBe(rows[0].n - 1);
    expect(rows[0].n).toBeGreaterThanOrEqual(acknowledged.length);
    expect(all.slice(0, 3).map((each) => each.acknowledged.length)).toEqual([60, 60, 60]);
    const held = await database.admin(
      `select count(*)::int as n from entry_body where seq in (${acknowledged.join(', ')})`,
    );
    expect(held.rows[0].n).toBe(acknowledged.length);
    expect(await wrongIn(database.url)).toEqual([]);
    // Four processes start, which on a busy machine takes longer than what they do.
  }, 90_000);

  it('answer one Idempotency-Key once, with the same reply', async () => {
    const [one, other] = [await open(), await open()];
    const key = { key: 'k', bodyHash: 'b' };
    const write = (store: typeof one, personId: string) => async () => {
      await store.ledger.append([personDraft(personId)], { ...key, status: 201, id: personId });
      return personId;
    };
    const again = async ({ id }: { id: string }) => id;
    const replies = await Promise.all([
      onceOnly(one)(key, again, write(one, 'per_one')),
      onceOnly(other)(key, again, write(other, 'per_other')),
    ]);
    expect(replies[0]).toBe(replies[1]);
    expect(await one.ledger.size()).toBe(1);
    await expect(one.ledger.append([personDraft('per_x')], { ...key, status: 201, id: 'x' })).rejects.toMatchObject({
      code: 'idempotency.answered',
    });
    await Promise.all([one.close(), other.close()]);
  });

  it('have one winner of two decisions about the same state', async () => {
    const [one, other] = [await open(), await open()];
    const draft = { ...personDraft('per_a'), streams: [{ kind: 'person' as const, id: 'per_a', decidedOn: 0 }] };
    const outcomes = await Promise.allSettled([one.ledger.append([draft]), other.ledger.append([draft])]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await other.ledger.size()).toBe(1);
    await Promise.all([one.close(), other.close()]);
  });

  it('share the budget of attempts, and what a success gives back', async () => {
    const [one, other] = [await open(), await open()];
    const [here, there] = [attemptBudget(clock, one.attempts), attemptBudget(clock, other.attempts)];
    for (let at = 0; at < attempts.perSourceAndAccount; at += 1) await (at % 2 === 0 ? here : there).take('a', 'x');
    await expect(there.take('a', 'x')).rejects.toMatchObject({ code: 'auth.too-many' });
    await there.take('a', 'y');
    await here.succeeded('a', 'x');
    await there.take('a', 'x');
    await expect(here.take('a', 'x')).rejects.toMatchObject({ code: 'auth.too-many' });
    clock.advanceMs(15 * 60_000);
    await here.take('a', 'x');
    await Promise.all([one.close(), other.close()]);
  });

  it('end a session everywhere at once, and let it idle by the newest use that any of them saw', async () => {
    const [one, other] = [await open(), await open()];
    const at = new Date(clock.now()).toISOString();
    const session = {
      accountId: 'acc',
      startedAt: at,
      expiresAt: '9999-01-01T00:00:00.000Z',
      endedAt: null,
      seenAt: at,
    };
    const start = (sessionId: string) =>
      one.doors.startSession({ ...session, sessionId, refreshHash: sessionId, check: { at, by: 'password' } }, 5);
    await start('ses_1');
    await start('ses_2');
    expect(await other.doors.useSession('ses_1', clock.now(), 600_000)).toBe(true);
    await one.doors.endSession('ses_1', at);
    expect(await other.doors.useSession('ses_1', clock.now(), 600_000)).toBe(false);
    clock.advanceMs(500_000);
    expect(await other.doors.useSession('ses_2', clock.now(), 600_000)).toBe(true);
    clock.advanceMs(500_000);
    expect(await one.doors.useSession('ses_2', clock.now(), 600_000)).toBe(true);
    clock.advanceMs(600_000);
    expect(await one.doors.useSession('ses_2', clock.now(), 600_000)).toBe(false);
    expect(await other.doors.useSession('ses_2', clock.now(), 600_000)).toBe(false);
    await Promise.all([one.close(), other.close()]);
  });

  it('give a task to one of them, and to another once it was released or its holder is gone', async () => {
    const [one, other] = [await open(), await open()];
    const held = await one.coordination.takeTask('sending');
    expect(held).toBeDefined();
    expect(await other.coordination.takeTask('sending')).toBeUndefined();
    const pruning = await other.coordination.takeTask('pruning');
    expect(pruning).toBeDefined();
    await held?.release();
    expect(await other.coordination.takeTask('sending')).toBeDefined();
    expect(await one.coordination.takeTask('sending')).toBeUndefined();
    await database.admin("select pg_terminate_backend(pid, 5000) from pg_locks where locktype = 'advisory'");
    expect(await one.coordination.takeTask('sending')).toBeDefined();
  });

  it('leave an import alone that another of them is making, and remove one whose maker is gone', async () => {
    const maker = openPostgresCost(database.url);
    const other = openPostgresCost(database.url);
    await maker.beginImport({ importId: 'a', origin: 'file', dataset: 'inpatientRows', startedAt: 'x' });
    const job = { jobId: 'j', hospitalId: null, dataset: 'inpatientRows', dryRun: false, startedAt: 'x' } as const;
    await maker.keepJob({ ...job, finishedAt: null, state: 'running', result: null, problem: null });
    expect([await other.discardStaged(), await other.interruptJobs('y')]).toEqual([0, 0]);
    await maker.close();
    expect([await other.discardStaged(), await other.interruptJobs('y')]).toEqual([1, 1]);
    expect(await other.importJob('j')).toMatchObject({ state: 'interrupted' });
    await other.close();
  });
});
