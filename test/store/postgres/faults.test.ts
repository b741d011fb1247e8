import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabaseLock } from '../../../src/log/database-lock.ts';
import { storeFailed } from '../../../src/store/failure.ts';
import { createPostgresLedger, openPostgresStore } from '../../../src/store/postgres/store.ts';
import { testClock } from '../../support/clock.ts';
import { personDraft } from '../../support/ledger.ts';
import { describePostgres } from '../../support/postgres/database.ts';
import {
  type Cluster,
  findPostgres,
  runCluster,
  startCluster,
  stopCluster,
  unprivileged,
} from '../../support/postgres/server.ts';

const clock = testClock();
let salts = 0;
let cluster: Cluster;
let binaries = '';
const tls = ['ssl=on', 'ssl_cert_file=cert.pem', 'ssl_key_file=key.pem'];
const url = (role: string, query = '') => `postgresql://${role}@localhost:${cluster.port}/rx12${query}`;

/** A certificate of our own for `localhost`, where the server looks for it. */
function certify(folder: string): void {
  const file = (name: string) => join(folder, 'data', name);
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

describePostgres('a server of its own', () => {
  beforeAll(async () => {
    const found = findPostgres();
    if (found.kind !== 'binary') throw new Error('this test kills its server: it needs the programs, not an address');
    binaries = found.folder;
    const plain = await startCluster(binaries);
    certify(plain.folder);
    process.kill(plain.pid, 'SIGINT');
    while (existsSync(join(plain.folder, 'data', 'postmaster.pid')))
      await new Promise((resolve) => setTimeout(resolve, 20));
    cluster = { ...plain, pid: await runCluster(binaries, { ...plain, data: join(plain.folder, 'data') }, tls) };
    const admin = new pg.Client({ connectionString: `postgresql://postgres@127.0.0.1:${cluster.port}/postgres` });
    await admin.connect();
    for (const role of ['rx12_owner', 'rx12']) await admin.query(`create role ${role} login`);
    await admin.query('create database rx12 owner rx12_owner');
    await admin.query('create database locks owner rx12');
    await admin.end();
    await createPostgresLedger({ ownerUrl: url('rx12_owner'), writer: 'rx12' }, 'test.example/rx12', clock);
  });
  afterAll(() => stopCluster(cluster));

  const open = (query = '') =>
    openPostgresStore({ url: url('rx12', query), clock, randomSalt: () => Buffer.alloc(32, ++salts) });

  it('is spoken to under TLS where its certificate is the one that was named, and not where it is another', async () => {
    const named = (name: string) => `?sslmode=verify-full&sslrootcert=${join(cluster.folder, 'data', name)}`;
    const store = await open(named('cert.pem'));
    const { rows } = await store.pool.query('select ssl from pg_stat_ssl where pid = pg_backend_pid()');
    expect(rows).toEqual([{ ssl: true }]);
    await store.close();
    await expect(open(named('other.pem'))).rejects.toThrow(/certificate|cannot be reached/);
  });

  it('keeps the checkpoint lock: what stands there is only replaced by whoever names it', async () => {
    const lockUrl = `postgresql://rx12@localhost:${cluster.port}/locks`;
    const [one, other] = [await openDatabaseLock(lockUrl, 'a'), await openDatabaseLock(lockUrl, 'a')];
    expect(await one.read()).toBeUndefined();
    expect(await Promise.all([one.replace(undefined, 'x'), other.replace(undefined, 'y')])).toContain(false);
    const held = await other.read();
    expect(await one.replace('z', 'w')).toBe(false);
    expect(await one.replace(held, 'w')).toBe(true);
    expect(await other.read()).toBe('w');
    const another = await openDatabaseLock(lockUrl, 'b');
    expect(await another.read()).toBeUndefined();
    await Promise.all([one, other, another].map((lock) => lock.close()));
  });

  it('may be killed: whoever asks meanwhile is told so, nothing acknowledged is lost, and the same store goes on', async () => {
    const store = await open();
    const acknowledged: string[] = [];
    const write = async (id: string) => {
      await store.ledger.append([personDraft(id)]);
      acknowledged.push(id);
    };
    await write('per_before');
    const underWay = Promise.allSettled(Array.from({ length: 50 }, (_, at) => write(`per_${at}`)));
    kill();
    const failures = (await underWay).flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    const meanwhile = await store.ledger.append([personDraft('per_lost')]).catch((error: unknown) => error);
    expect([...failures, meanwhile].every(storeFailed)).toBe(true);
    expect(storeFailed(await store.ledger.size().catch((error: unknown) => error))).toBe(true);
    cluster = { ...cluster, pid: await runCluster(binaries, { ...cluster, data: join(cluster.folder, 'data') }, tls) };
    await write('per_after');
    for (const id of acknowledged) expect(await store.ledger.lengthOf({ kind: 'person', id }), id).toBe(1);
    expect(await store.ledger.lengthOf({ kind: 'person', id: 'per_lost' })).toBe(0);
    await store.close();
  });
});
