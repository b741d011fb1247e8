import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { onceInRun } from '../../rig/run.ts';

/** A real PostgreSQL server of a test run, and who may do what there. */
export interface TestServer {
  /** Of a role that may make databases and roles. */
  readonly adminUrl: string;
  readonly databaseUrl: (role: 'owner' | 'writer', database: string) => string;
}

export const roles = { owner: 'rx12_test_owner', writer: 'rx12_test_writer' } as const;

/** Where a server can be had: named by TEST_POSTGRES_URL, or a binary on this machine. */
export type Found =
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'binary'; readonly folder: string }
  | { readonly kind: 'none' };

export function findPostgres(): Found {
  const url = process.env.TEST_POSTGRES_URL;
  if (url !== undefined && url !== '') return { kind: 'url', url };
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [...versions.map((version) => join(debian, version, 'bin')), ...(process.env.PATH ?? '').split(':')];
  const folder = folders.find((each) => existsSync(join(each, 'initdb')) && existsSync(join(each, 'postgres')));
  return folder === undefined ? { kind: 'none' } : { kind: 'binary', folder };
}

/** A cluster and its process; files in memory where the machine has such a folder, so that fsync is on and costs little. */
export interface Cluster {
  readonly port: number;
  readonly pid: number;
  readonly folder: string;
}

/**
 * Starts a fresh server on loopback.
 *
 * @param settings `name=value`, beyond what tests need.
 * @param parent the folder that holds its files; without, memory where the machine has such a folder.
 */
export async function startCluster(
  binaries: string,
  settings: readonly string[] = [],
  parent = existsSync('/dev/shm') ? '/dev/shm' : tmpdir(),
): Promise<Cluster> {
  const folder = mkdtempSync(join(parent, 'rx12-pg-'));
  const user = unprivileged();
  if (user !== undefined) chownSync(folder, user.uid, user.gid);
  chmodSync(folder, 0o700);
  const data = join(folder, 'data');
  const run = { cwd: folder, stdio: 'ignore', ...user } as const;
  const form = ['-A', 'trust', '-U', 'postgres', '-E', 'UTF8', '--locale=C', '--no-sync'];
  execFileSync(join(binaries, 'initdb'), ['-D', data, ...form], run);
  const cluster = { folder, data, port: await freePort() };
  return { folder, port: cluster.port, pid: await runCluster(binaries, cluster, settings) };
}

/** A hot standby that streams from a server: its files are in that server's folder and go with them. */
export async function startStandby(binaries: string, { folder, port: from }: Cluster): Promise<Cluster> {
  const data = join(folder, 'standby');
  const run = { cwd: folder, stdio: 'ignore', ...unprivileged() } as const;
  const source = ['-h', '127.0.0.1', '-p', String(from), '-U', 'postgres'];
  const form = ['-R', '-X', 'stream', '--checkpoint=fast', '--no-sync'];
  execFileSync(join(binaries, 'pg_basebackup'), [...source, '-D', data, ...form], run);
  const port = await freePort();
  return { folder, port, pid: await runCluster(binaries, { folder, data, port }) };
}

/** Starts the server of a folder, also one that was killed. @returns its process id. */
export async function runCluster(
  binaries: string,
  { folder, data, port }: { readonly folder: string; readonly data: string; readonly port: number },
  settings: readonly string[] = [],
): Promise<number> {
  const sizes = ['shared_buffers=64MB', 'max_connections=300', 'listen_addresses=127.0.0.1', `port=${port}`];
  const options = [...sizes, `unix_socket_directories=${folder}`, ...settings].flatMap((setting) => ['-c', setting]);
  const log = openSync(join(folder, 'log'), 'a');
  const server = spawn(join(binaries, 'postgres'), ['-D', data, ...options], {
    cwd: folder,
    stdio: ['ignore', log, log],
    detached: true,
    ...unprivileged(),
  });
  server.unref();
  const url = `postgresql://postgres@127.0.0.1:${port}/postgres`;
  for (let attempt = 0; attempt < startAttempts; attempt += 1) {
    const client = new pg.Client({ connectionString: url });
    const up = await client.connect().then(
      () => true,
      () => false,
    );
    await client.end().catch(() => undefined);
    if (up && server.pid !== undefined) return server.pid;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`PostgreSQL did not start:\n${readFileSync(join(folder, 'log'), 'utf8').slice(-2_000)}`);
}

const startAttempts = 400;

/** Root may not run PostgreSQL. */
export function unprivileged(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

/** The server of this run. */
export async function sharedServer(runFolder: string): Promise<TestServer> {
  const adminUrl = await onceInRun(runFolder, 'postgres', async () => {
    const found = findPostgres();
    if (found.kind === 'none') throw new Error('there is no PostgreSQL to test with');
    const started = found.kind === 'binary' ? await startCluster(found.folder) : undefined;
    if (started) writeFileSync(join(runFolder, clusterFile), JSON.stringify(started));
    const url = found.kind === 'url' ? found.url : `postgresql://postgres@127.0.0.1:${started?.port ?? 0}/postgres`;
    await makeRoles(url);
    return url;
  });
  return {
    adminUrl,
    databaseUrl: (role, database) => {
      const url = new URL(adminUrl);
      url.username = roles[role];
      url.password = password;
      url.pathname = `/${database}`;
      return url.href;
    },
  };
}

const clusterFile = 'cluster.json';
const password = 'test';

async function makeRoles(adminUrl: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  for (const role of Object.values(roles)) {
    const { rowCount } = await admin.query('select 1 from pg_roles where rolname = $1', [role]);
    if (rowCount === 0) await admin.query(`create role ${role} login password '${password}'`);
  }
  await admin.end();
}

/** Stops what `sharedServer` started in a run and removes its files. */
export function stopServerOf(runFolder: string): void {
  const started = join(runFolder, clusterFile);
  if (existsSync(started)) stopCluster(JSON.parse(readFileSync(started, 'utf8')) as Cluster);
}

export function stopCluster({ pid, folder }: Pick<Cluster, 'pid' | 'folder'>): void {
  try {
    // At once: nothing of it is kept.
    process.kill(pid, 'SIGQUIT');
  } catch {
    // It is gone already.
  }
  removeAsItDies(folder);
}

/** A server that was told to end still puts a file down here or there, so that one removal can leave a folder behind. */
function removeAsItDies(folder: string): void {
  for (let attempt = 1; existsSync(folder); attempt += 1) {
    try {
      rmSync(folder, { recursive: true, force: true });
    } catch (error) {
      if (attempt === removals) throw error;
    }
    if (existsSync(folder)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, betweenRemovalsMs);
  }
}

const removals = 100;
const betweenRemovalsMs = 50;
