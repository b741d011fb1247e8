import { type ChildProcess, execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { layOut, packed } from '../../deploy/bundle/contents.ts';
import { byVersion, newest } from '../../deploy/bundle/glibc.ts';
import { emptyDatabase } from '../support/postgres/database.ts';
import { type Offline, openOffline } from './offline.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));
/** Two bundles are built, one of them with a compiler: a minute that only where everything is checked is spent. */
const inCi = process.env.CI === 'true';
if (!inCi) process.stderr.write('SKIPPED: no bundle was built and installed. CI=true runs test/deploy whole.\n');

const older = '0.1.0';
const newer = '9.9.9';

describe('what a file of machine code asks for', () => {
  it('is its newest version by number, not by letters', () => {
    const symbols = '(GLIBC_2.4) a\n(GLIBC_2.28) b\n(GLIBC_2.3.4) c\n(GLIBCXX_3.4.21) d';
    expect(newest(symbols, 'GLIBC')).toBe('2.28');
    expect(newest(symbols, 'GLIBCXX')).toBe('3.4.21');
    expect(newest('', 'GLIBC')).toBe('0');
  });

  it('orders 2.9, 2.28 and 2.28.1', () => {
    expect(['2.28.1', '2.9', '2.28'].sort(byVersion)).toEqual(['2.9', '2.28', '2.28.1']);
  });
});

describe.runIf(inCi)('a bundle', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rx12-deploy-'));
  const first = join(folder, 'made', `rx12-${older}`);
  const second = join(folder, 'made', `rx12-${newer}`);
  let needs: Record<string, string>;

  beforeAll(async () => {
    if (!existsSync(join(repository, 'dist', 'console', 'index.html'))) throw new Error('run npm run build first');
    mkdirSync(first, { recursive: true });
    mkdirSync(second);
    needs = { [older]: layOut(first, { repository, version: older, oldGlibc: false }).glibc };
    needs[newer] = layOut(second, { repository: nextRelease(folder), version: newer, oldGlibc: true }).glibc;
  }, 600_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('needs glibc 2.34 with the binary of better-sqlite3, and 2.28 with ours', () => {
    // arm64 has the same two by the same compilers; what is measured here is this machine's.
    expect(needs).toEqual({ [older]: '2.34', [newer]: '2.28' });
    expect(readFileSync(join(second, 'REQUIRES'), 'utf8')).toContain('glibc=2.28\n');
  });

  it('is the same bytes when it is made again', { timeout: 120_000 }, () => {
    const again = join(folder, 'again', `rx12-${older}`);
    mkdirSync(again, { recursive: true });
    layOut(again, { repository, version: older, oldGlibc: false });
    expect(sha256(packed(again))).toBe(sha256(packed(first)));
  });

  it('names every production package in its SBOM, none of development alone, and nothing of this machine', () => {
    const text = readFileSync(join(first, 'sbom.cdx.json'), 'utf8');
    const names = (JSON.parse(text) as { components: { name: string }[] }).components.map(({ name }) => name);
    const own = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'));
    expect(Object.keys(own.dependencies).filter((name) => !names.includes(name))).toEqual([]);
    expect(names).toEqual(expect.arrayContaining(['react', 'antd', 'echarts']));
    expect(names.filter((name) => ['vitest', 'typescript', 'vite', 'playwright-core'].includes(name))).toEqual([]);
    expect(text).not.toContain(repository.replace(/\/$/, ''));
    expect(text).not.toMatch(/https?:\/\/(?!cyclonedx\.org)/);
  });

  it('is refused when a file was changed or added, and named; untouched it is installed', { timeout: 120_000 }, () => {
    const prefix = join(folder, 'tampered-prefix');
    const copy = join(folder, 'tampered');
    cpSync(first, copy, { recursive: true });
    appendFileSync(join(copy, 'app', 'dist', 'main.js'), ' ');
    expect(install(copy, prefix)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('app/dist/main.js: FAILED'),
    });
    cpSync(join(first, 'app', 'dist', 'main.js'), join(copy, 'app', 'dist', 'main.js'));
    writeFileSync(join(copy, 'app', 'dist', 'besides.js'), '');
    expect(install(copy, prefix)).toMatchObject({ status: 1, stderr: expect.stringContaining('besides.js') });
    expect(existsSync(join(prefix, older))).toBe(false);
    rmSync(join(copy, 'app', 'dist', 'besides.js'));
    expect(install(copy, prefix)).toMatchObject({ status: 0 });
    expect(readlinkSync(join(prefix, 'current'))).toBe(older);
  });

  it('refuses another architecture and a C library that is too old, and takes one that is just new enough', {
    timeout: 120_000,
  }, () => {
    const prefix = join(folder, 'tampered-prefix');
    expect(install(first, prefix, { uname: 'riscv64' }).stderr).toMatch(/is for \w+, this machine is riscv64/);
    expect(install(first, prefix, { getconf: 'glibc 2.33' }).stderr).toMatch(
      /needs glibc 2\.34, this machine has 2\.33/,
    );
    expect(install(first, prefix, { getconf: 'glibc 2.4' }).status).toBe(1);
    expect(install(first, prefix, { getconf: 'glibc 2.34' }).status).toBe(0);
    expect(install(second, join(folder, 'old-prefix'), { getconf: 'glibc 2.28' }).status).toBe(0);
    expect(install(second, join(folder, 'old-prefix'), { getconf: 'glibc 2.27' }).status).toBe(1);
  });

  it('founds and verifies a ledger in PostgreSQL as well', { timeout: 120_000 }, async () => {
    const prefix = join(folder, 'pg-prefix');
    expect(install(first, prefix)).toMatchObject({ status: 0 });
    const database = await emptyDatabase();
    const env = {
      PATH: process.env.PATH,
      RX12_DATA: join(folder, 'pg-data'),
      DATABASE_URL: database.url,
      DATABASE_OWNER_URL: database.ownerUrl,
    };
    const rx12 = (...words: string[]) =>
      spawnSync(join(prefix, 'current', 'bin', 'rx12'), words, { encoding: 'utf8', env });
    expect(rx12('init', '--origin', 'test.example/rx12')).toMatchObject({ status: 0, stderr: '' });
    expect(rx12('verify')).toMatchObject({ status: 0, stdout: expect.stringContaining('ok: 3 entries') });
    await database.drop();
  });

  /** What the machine says of itself, said otherwise. */
  function install(from: string, prefix: string, says: { readonly uname?: string; readonly getconf?: string } = {}) {
    const bin = mkdtempSync(join(folder, 'bin-'));
    for (const [name, text] of Object.entries(says)) {
      writeFileSync(join(bin, name), `#!/bin/sh\necho '${text}'\n`);
      chmodSync(join(bin, name), 0o755);
    }
    const PATH = `${bin}:${process.env.PATH}`;
    return spawnSync(join(from, 'install.sh'), ['--prefix', prefix], { encoding: 'utf8', env: { PATH } });
  }

  describe('on a machine without a network', () => {
    const prefix = join(folder, 'prefix');
    const data = join(folder, 'data');
    const backups = join(folder, 'backups');
    const rx12 = join(prefix, 'current', 'bin', 'rx12');
    const environment = { RX12_DATA: data, RX12_PORT: '8012', PATH: process.env.PATH };
    const mine = 'a-better-one-Of-my-0wn';
    let offline: Offline;
    let serving: ChildProcess | undefined;

    beforeAll(async () => {
      offline = await openOffline();
    });
    afterAll(async () => {
      await stop();
      await offline.end();
    });

    it('serves what was founded, and lets in whoever may', { timeout: 120_000 }, async () => {
      expect(offline.run('cat', ['/proc/net/route']).trim().split('\n')).toHaveLength(1);
      const tar = join(folder, 'made', `rx12-${older}.tar.gz`);
      mkdirSync(join(folder, 'unpacked'));
      execFileSync('tar', ['-xzf', tar, '-C', join(folder, 'unpacked')]);
      offline.run(join(folder, 'unpacked', `rx12-${older}`, 'install.sh'), ['--prefix', prefix]);
      const said = offline.run(rx12, ['init', '--origin', 'test.example/deploy'], environment);
      const [, password = ''] = /password {2}(\S+)/.exec(said) ?? [];
      await serve();
      expect(ask('/healthz')).toEqual({ status: 200, body: { status: 'ok' } });
      expect(ask('/').status).toBe(200);
      const { accessToken } = login(password).body;
      const changed = ask('/v1/auth/password', { currentPassword: password, newPassword: mine }, accessToken);
      expect(changed.status).toBeLessThan(300);
      expect([login(password).status, login(mine).status]).toEqual([401, 200]);
    });

    it('is backed up while it runs, and upgraded with its data', { timeout: 120_000 }, async () => {
      offline.run(rx12, ['backup', backups], environment);
      offline.run(join(second, 'install.sh'), ['--prefix', prefix]);
      expect(login(mine).status).toBe(200);
      await stop();
      await serve();
      expect(ask('/openapi.yaml').status).toBe(200);
      expect(login(mine).status).toBe(200);
      await stop();
      expect(offline.run(rx12, ['verify'], environment)).toMatch(/^ok: \d+ entries/);
    });

    it('says on the way back that a migration went forward, and serves the backup', { timeout: 120_000 }, async () => {
      const switched = offline.run(join(prefix, 'current', 'install.sh'), ['--switch', older]);
      expect(switched).toContain(`${older} lacks migrations of ${newer}: ./sqlite/ledger/9999_next.sql`);
      expect(() => offline.run(rx12, ['serve'], environment)).toThrow(/made by a newer release/);
      const [backup = ''] = readdirSync(backups);
      offline.run(rx12, ['restore', join(backups, backup)], environment);
      await serve();
      expect(login(mine).status).toBe(200);
      await stop();
      expect(offline.run(rx12, ['verify'], environment)).toMatch(/^ok: \d+ entries/);
    });

    async function serve(): Promise<void> {
      serving = offline.start(rx12, ['serve'], environment);
      const { stdout } = serving;
      if (stdout === null) throw new Error('it has no output');
      const ended = once(serving, 'exit').then(([code]) => {
        throw new Error(`it ended with ${code}`);
      });
      for (let text = ''; !text.includes('rx12 serves'); ) {
        const [data] = await Promise.race([once(stdout, 'data'), ended]);
        text += data;
      }
      ended.catch(() => undefined);
    }

    async function stop(): Promise<void> {
      if (serving === undefined || serving.exitCode !== null) return;
      const ended = once(serving, 'exit');
      serving.kill('SIGTERM');
      await ended;
    }

    const login = (password: string) => ask('/v1/auth/login', { login: 'security', password });

    /** One request from inside, by the bundle's own Node. */
    function ask(path: string, body?: unknown, token?: string): { status: number; body: { accessToken: string } } {
      const headers = {
        accept: 'text/html, application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      };
      const request = { method: body === undefined ? 'GET' : 'POST', headers, body: JSON.stringify(body) };
      const script = `fetch('http://127.0.0.1:8012${path}', ${JSON.stringify(request)}).then(async (answer) => {
        const text = await answer.text();
        const json = /json/.test(answer.headers.get('content-type')) ? JSON.parse(text) : {};
        console.log(JSON.stringify({ status: answer.status, body: json }));
      })`;
      return JSON.parse(offline.run(join(prefix, 'current', 'node', 'bin', 'node'), ['-e', script]));
    }
  });
});

/** The same sources with one migration more. @returns a folder that looks like the repository. */
function nextRelease(folder: string): string {
  const next = join(folder, 'next');
  mkdirSync(next);
  for (const name of readdirSync(repository))
    if (name !== 'migrations' && name !== '.git') symlinkSync(join(repository, name), join(next, name));
  cpSync(join(repository, 'migrations'), join(next, 'migrations'), { recursive: true });
  writeFileSync(join(next, 'migrations/sqlite/ledger/9999_next.sql'), 'create table next_release (id text) strict;\n');
  return next;
}

function sha256(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}
