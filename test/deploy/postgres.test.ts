import { execFileSync } from 'node:child_process';
import { chownSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parse } from 'yaml';
import { init } from '../../src/cli/init.ts';
import { migrate } from '../../src/cli/migrate.ts';
import { verify } from '../../src/cli/verify.ts';
import { readConfig } from '../../src/config.ts';
import { describeOwnServer } from '../support/postgres/database.ts';
import { type Cluster, startCluster, stopCluster, unprivileged } from '../support/postgres/server.ts';

const container = fileURLToPath(new URL('../../deploy/container/', import.meta.url));

interface Service {
  readonly environment: Readonly<Record<string, string>>;
  readonly volumes: readonly string[];
}

/** What the compose file says when its variables stand for these. */
function composed(variables: Readonly<Record<string, string>>): Readonly<Record<string, Service>> {
  const text = readFileSync(join(container, 'compose.postgres.yaml'), 'utf8');
  const filled = text.replace(
    /\$\{(\w+)(?::[-?]([^}]*))?\}/g,
    (_, name: string, other = '') => variables[name] ?? other,
  );
  return (parse(filled, { merge: true }) as { services: Record<string, Service> }).services;
}

describeOwnServer('the compose file with PostgreSQL', (binaries) => {
  const folder = mkdtempSync(join(tmpdir(), 'rx12-compose-'));
  const passwords = { RX12_DB_OWNER_PASSWORD: 'a1b2', RX12_DB_PASSWORD: 'c3d4', POSTGRES_PASSWORD: 'e5f6' };
  const services = composed({ ...passwords, RX12_PUBLIC_URL: 'https://rx12.example.cn' });
  let cluster: Cluster;
  /** The settings of a container, with the socket and the folder where they are here. */
  const settingsOf = (name: string) => {
    const socket = `${encodeURIComponent(cluster.folder)}:${cluster.port}`;
    const here = Object.entries(services[name]?.environment ?? {}).map(([key, value]) => [
      key,
      value.replace('%2Fvar%2Frun%2Fpostgresql', socket),
    ]);
    return readConfig({ ...Object.fromEntries(here), RX12_DATA: join(folder, 'data') });
  };

  beforeAll(async () => {
    const hba = join(folder, 'hba.conf');
    writeFileSync(hba, 'local all all scram-sha-256\nhost all all 127.0.0.1/32 trust\n');
    const user = unprivileged();
    for (const path of user ? [folder, hba] : []) chownSync(path, user?.uid ?? 0, user?.gid ?? 0);
    cluster = await startCluster(binaries, [`hba_file=${hba}`]);
    const server = { PGHOST: '127.0.0.1', PGPORT: String(cluster.port), POSTGRES_USER: 'postgres' };
    execFileSync('sh', [join(container, 'postgres-roles.sh')], {
      env: { PATH: `${binaries}:${process.env.PATH}`, ...server, ...services.postgres?.environment, ...server },
    });
  });
  afterAll(() => {
    stopCluster(cluster);
    rmSync(folder, { recursive: true });
  });

  it('gives its containers settings with which a ledger is founded, migrated, and served by passwords', async () => {
    const lines: string[] = [];
    const print = (line: string) => void lines.push(line.trim());
    await expect(init(settingsOf('first'), 'test.example/rx12', print)).rejects.toThrow('DATABASE_OWNER_URL must name');
    rmSync(join(folder, 'data'), { recursive: true, force: true });
    await init(settingsOf('owner'), 'test.example/rx12', print);
    await migrate(settingsOf('owner'), print);
    expect(lines.at(-1)).toBe('Nothing to do.');
    for (const name of ['first', 'second']) expect(await verify(settingsOf(name), {}, print), name).toBe(0);
    const stranger = { ...settingsOf('first'), database: readConfig(wrongPassword()).database };
    await expect(verify(stranger, {}, print)).rejects.toThrow('password authentication failed');
  });

  const wrongPassword = () => ({
    DATABASE_URL: `postgresql://rx12:wrong@${encodeURIComponent(cluster.folder)}:${cluster.port}/rx12`,
  });

  it('lets both serve the same keys and lock, and only the commands know the owner', () => {
    const { first, second, owner } = services;
    expect(second?.environment).toEqual(first?.environment);
    expect(Object.keys(first?.environment ?? {})).not.toContain('DATABASE_OWNER_URL');
    expect(Object.keys(owner?.environment ?? {})).toContain('DATABASE_OWNER_URL');
    for (const each of [first, second, owner]) expect(each?.volumes).toContain('data:/var/lib/rx12');
  });
});
