import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { init } from '../../../src/cli/init.ts';
import { migrate } from '../../../src/cli/migrate.ts';
import { verify } from '../../../src/cli/verify.ts';
import { realSurroundings } from '../../../src/compose/folder.ts';
import { openService, type Service } from '../../../src/compose/service.ts';
import { readConfig } from '../../../src/config.ts';
import { openDatabaseLock } from '../../../src/log/database-lock.ts';
import { logTo } from '../../../src/logger.ts';
import { storeFailed } from '../../../src/store/failure.ts';
import { postgresSql } from '../../../src/store/postgres/sql.ts';
import { openPostgresStore } from '../../../src/store/postgres/store.ts';
import { personDraft } from '../../support/ledger.ts';
import {
  describeOwnServer,
  emptyDatabase,
  type TestDatabase,
  testDatabase,
  testOrigin,
} from '../../support/postgres/database.ts';
import { type Cluster, runCluster, startCluster, stopCluster, unprivileged } from '../../support/postgres/server.ts';

let salts = 0;
let cluster: Cluster;
/** On another server than the ledger. */
let locks: TestDatabase;
const folder = mkdtempSync(join(tmpdir(), 'rx12-pg-faults-'));
const tls = ['ssl=on', 'ssl_cert_file=cert.pem', 'ssl_key_file=key.pem'];
const url = (role: string, query = '') => `postgresql://${role}@localhost:${cluster.port}/rx12${query}`;
const config = () =>
  readConfig({
    RX12_DATA: join(folder, 'data'),
    RX12_SECOND_FACTOR: 'off',
    RX12_CONSOLE: '0',
    DATABASE_URL: url('rx12'),
    DATABASE_OWNER_URL: url('rx12_owner'),
    LOCK_DATABASE_URL: locks.ownerUrl,
  });
const printedBy = async (command: (print: (line: string) => void) => Promise<unknown>) => {
  const lines: string[] = [];
  const result = await command((line) => lines.push(line.trim()));
  return { result, text: lines.join('\n') };
};

/** A certificate of our own for `localhost`, where the server looks for it. */
function certify(within: string): void {
  const file = (name: string) => join(within, 'data', name);
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const keys = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  for (const name of ['cert', 'other']) {
    const out = ['-keyout', file(`${name === 'cert' ? 'key' : 'other-key'}.pem`), '-out', file(`${name}.pem`)];
    execFileSync('openssl', ['req', '-x509', '-days', '30', ...keys, ...subject, ...out], { stdio: 'ignore' });
  }
  const user = unprivileged();
  for (const name of ['cert.pem', 'key.pem', 'other.pem']) if (user) chownSync(file(name), user.uid, user.gid);
}

/** Ends the server as a power cut would: no process of it says goodbye. */
function kill(): void {
  const pid = Number(readFileSync(join(cluster.folder, 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);
  process.kill(pid, 'SIGKILL');
  for (const child of children) process.kill(child, 'SIGKILL');
}

/** Asks it to end, and waits until it has. */
async function end(): Promise<void> {
  process.kill(cluster.pid, 'SIGINT');
  while (existsSync(join(cluster.folder, 'data', 'postmaster.pid'))) await wait(20);
}

describeOwnServer('a server of its own', (binaries) => {
  let founded: Awaited<ReturnType<typeof printedBy>>;
  beforeAll(async () => {
    locks = await emptyDatabase();
    cluster = await startCluster(binaries);
    certify(cluster.folder);
    await end();
    await runAgain(tls);
    const admin = new pg.Client({ connectionString: `postgresql://postgres@127.0.0.1:${cluster.port}/postgres` });
    await admin.connect();
    for (const role of ['rx12_owner', 'rx12']) await admin.query(`create role ${role} login`);
    await admin.query('create database rx12 owner rx12_owner');
    await admin.end();
    founded = await printedBy((print) => init(config(), testOrigin, print));
  });
  afterAll(async () => {
    stopCluster(cluster);
    await locks.drop();
    rmSync(folder, { recursive: true });
  });

  async function runAgain(settings: readonly string[]): Promise<void> {
    const pid = await runCluster(binaries, { ...cluster, data: join(cluster.folder, 'data') }, settings);
    cluster = { ...cluster, pid };
  }
  const open = (query = '') =>
    openPostgresStore({
      url: url('rx12', query),
      clock: { now: Date.now },
      randomSalt: () => Buffer.alloc(32, ++salts),
    });
  const serving = (): Promise<Service> => openService(config(), logTo('silent'), realSurroundings);
  const login = async ({ app }: Service, password: string) => {
    const payload = { login: 'security', password };
    const { statusCode, headers } = await app.inject({ method: 'POST', url: '/v1/auth/login', payload });
    return { statusCode, retryAfter: headers['retry-after'] };
  };

  it('is what rx12 init, verify and migrate work on, with the checkpoint on another server', async () => {
    expect(founded.text).toMatch(/login {5}security\n {2}password {2}\S{16}/);
    const verified = await printedBy((print) => verify(config(), {}, print));
    expect(verified).toEqual({ result: 0, text: expect.stringMatching(/^ok: 3 entries.*\n.*the first 3 are those/s) });
    const lock = await openDatabaseLock(locks.ownerUrl, testOrigin);
    expect(await lock.read()).toMatch(`${testOrigin}\n3\n`);
    await lock.close();
    expect(await printedBy((print) => migrate(config(), print))).toMatchObject({ text: 'Nothing to do.' });
    await expect(init(config(), testOrigin, () => {})).rejects.toThrow('is not empty');
    const elsewhere = { ...config(), dataDir: join(folder, 'other') };
    await expect(init(elsewhere, testOrigin, () => {})).rejects.toThrow('holds a ledger already');
    const { DATABASE_OWNER_URL: _, ...withoutOwner } = { DATABASE_URL: url('rx12'), DATABASE_OWNER_URL: '' };
    await expect(migrate(readConfig(withoutOwner), () => {})).rejects.toThrow('DATABASE_OWNER_URL must name');
    await expect(migrate(readConfig({}), () => {})).rejects.toThrow('DATABASE_URL is not set');
  });

  it('may lose its ledger to an older copy: whoever starts then only reads, by the word of the other server', async () => {
    const copy = await testDatabase();
    const older = {
      ...config(),
      database: { url: copy.url, ownerUrl: undefined, lockUrl: locks.ownerUrl, replicaUrl: undefined },
    };
    const service = await openService(older, logTo('silent'), realSurroundings);
    expect(service.publisher.refusal()).toMatchObject({ code: 'ledger.rolled-back', parameters: { from: 3, to: 0 } });
    await service.close();
    await copy.drop();
  });

  it('is spoken to under TLS where its certificate is the one that was named, and not where it is another', async () => {
    const named = (name: string) => `?sslmode=verify-full&sslrootcert=${join(cluster.folder, 'data', name)}`;
    const store = await open(named('cert.pem'));
    const { rows } = await store.pool.query('select ssl from pg_stat_ssl where pid = pg_backend_pid()');
    expect(rows).toEqual([{ ssl: true }]);
    await store.close();
    await expect(open(named('other.pem'))).rejects.toThrow(/certificate|cannot be reached/);
  });

  it('keeps the checkpoint lock: what stands there is only replaced by whoever names it', async () => {
    const lock = (origin: string) => openDatabaseLock(locks.ownerUrl, origin);
    const [one, other] = [await lock('a'), await lock('a')];
    expect(await one.read()).toBeUndefined();
    expect(await Promise.all([one.replace(undefined, 'x'), other.replace(undefined, 'y')])).toContain(false);
    const held = await other.read();
    expect(await one.replace('z', 'w')).toBe(false);
    expect(await one.replace(held, 'w')).toBe(true);
    expect(await other.read()).toBe('w');
    const another = await lock('b');
    expect(await another.read()).toBeUndefined();
    await Promise.all([one, other, another].map((each) => each.close()));
  });

  it('may be killed: whoever asks meanwhile is told so, nothing acknowledged is lost, and the same store goes on', async () => {
    const [store, service] = [await open(), await serving()];
    const password = /password {2}(\S+)/.exec(founded.text)?.[1] ?? '';
    expect((await login(service, password)).statusCode).toBe(200);
    const acknowledged: string[] = [];
    const write = async (id: string) => {
      await store.ledger.append([personDraft(id)]);
      acknowledged.push(id);
    };
    await write('per_before');
    const underWay = Promise.allSettled(Array.from({ length: 50 }, (_, at) => write(`per_${at}`)));
    const asked = login(service, password);
    kill();
    const failures = (await underWay).flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    const meanwhile = await store.ledger.append([personDraft('per_lost')]).catch((error: unknown) => error);
    expect([...failures, meanwhile].every(storeFailed)).toBe(true);
    expect(storeFailed(await store.ledger.size().catch((error: unknown) => error))).toBe(true);
    expect([200, 503]).toContain((await asked).statusCode);
    expect(await login(service, password)).toEqual({ statusCode: 503, retryAfter: expect.stringMatching(/^\d+$/) });
    await expect(service.publisher.publish()).rejects.toSatisfy(storeFailed);
    await runAgain(tls);
    await write('per_after');
    for (const id of acknowledged) expect(await store.ledger.lengthOf({ kind: 'person', id }), id).toBe(1);
    expect(await store.ledger.lengthOf({ kind: 'person', id: 'per_lost' })).toBe(0);
    expect((await login(service, password)).statusCode).toBe(200);
    expect((await service.publisher.publish())?.size).toBe(await store.ledger.size());
    await service.close();
    await store.close();
  });

  it('may end a connection: a reading that was under way is asked again, a writing never is', async () => {
    const store = await open();
    const sql = postgresSql(store.pool);
    const cutWhileRunning = async <T>(text: string, statement: Promise<T>): Promise<T | 'lost'> => {
      const done = statement.catch((error: unknown) => (storeFailed(error) ? 'lost' : Promise.reject(error)));
      const running = `state = 'active' and pid <> pg_backend_pid() and query like '${text}%'`;
      const cut = `select pg_terminate_backend(pid) from pg_stat_activity where ${running}`;
      while ((await sql.rows(cut)).length === 0) await wait(5);
      return done;
    };
    const reading = sql.rows('select pg_sleep(0.3)::text as slept');
    expect(await cutWhileRunning('select pg_sleep', reading)).toEqual([{ slept: '' }]);
    const writing = sql.change('update ledger_tail set at = at where pg_sleep(0.3) is not null');
    expect(await cutWhileRunning('update ledger_tail', writing)).toBe('lost');
    await store.close();
  });

  it('is not served from without TLS where TLS was asked for, nor when it may lose what it acknowledged', async () => {
    for (const [setting, asLock] of [
      ['fsync=off', true],
      ['full_page_writes=off', false],
      ['synchronous_commit=local', true],
    ] as const) {
      await end();
      await runAgain([setting]);
      await expect(open(), setting).rejects.toThrow(`${setting.replace('=', ' = ')}; it must be on`);
      if (asLock) await expect(openDatabaseLock(url('rx12'), 'a')).rejects.toThrow(setting.replace('=', ' = '));
    }
    await expect(open('?sslmode=verify-full')).rejects.toThrow(/SSL|cannot be reached/);
  });
});
