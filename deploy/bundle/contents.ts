import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { arch } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { measuredNeeds, type Needs } from './glibc.ts';
import { shippedPackages, writeLicences, writeSbom } from './packages.ts';
import { readMe } from './read-me.ts';
import { buildSqliteForOldGlibc } from './sqlite.ts';

export interface Release {
  readonly repository: string;
  readonly version: string;
  /** Build better-sqlite3 for C libraries back to 2.28 instead of shipping its own binary. */
  readonly oldGlibc: boolean;
}

/** What a machine calls the architecture that Node calls otherwise. */
export const machines: Readonly<Record<string, string>> = { x64: 'x86_64', arm64: 'aarch64' };

/**
 * Lays out what an installation needs and nothing else: Node, the built program with the packages that are not built into
 * it, what it reads at run time, and the papers.
 *
 * @throws Error when something is missing, or a file names a folder of this machine.
 */
export function layOut(folder: string, release: Release): Needs {
  const { repository, version } = release;
  const machine = machines[arch()];
  if (machine === undefined) throw new Error(`bundles are for x64 and arm64, not for ${arch()}`);
  if (!existsSync(join(repository, 'dist', 'console', 'index.html')))
    throw new Error('there is no dist with the console: run npm run build first');
  const put = (from: string, to: string) => {
    mkdirSync(dirname(join(folder, to)), { recursive: true });
    cpSync(join(repository, from), join(folder, to), { recursive: true, dereference: true });
  };
  for (const name of ['dist', 'migrations', 'seeds', 'openapi.yaml', 'pages/verify-receipt.html'])
    put(name, `app/${name}`);
  const { name, type, license } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'));
  writeFileSync(
    join(folder, 'app/package.json'),
    `${JSON.stringify({ name, version, type, license, private: true }, null, 2)}\n`,
  );
  for (const part of apart) put(`node_modules/${part}`, `app/node_modules/${part}`);
  putSqlite(folder, release);
  put('node_modules/node/bin/node', 'node/bin/node');
  for (const [from, to] of besides) put(from, to);
  const shipped = shippedPackages(repository);
  writeLicences(repository, join(folder, 'licences'), shipped);
  writeSbom(repository, join(folder, 'sbom.cdx.json'), shipped, version);

  const needs = measuredNeeds(folder, filesIn(folder));
  writeFileSync(join(folder, 'REQUIRES'), `version=${version}\nmachine=${machine}\nglibc=${needs.glibc}\n`);
  writeFileSync(join(folder, 'README.md'), readMe({ version, machine, needs }));
  for (const file of filesIn(folder)) chmodSync(join(folder, file), executables.includes(file) ? 0o755 : 0o644);
  refuseTraces(folder, repository);
  writeSums(folder);
  return needs;
}

/** What stays outside the built files because it is native, handed out as it is, or asked for by name while running. */
const apart = [
  'better-sqlite3/package.json',
  'better-sqlite3/lib',
  '@zxcvbn-ts/dictionary-compression',
  '@zxcvbn-ts/language-common/package.json',
  '@zxcvbn-ts/language-common/dist',
  'swagger-ui-dist/package.json',
  'swagger-ui-dist/swagger-ui.css',
  'swagger-ui-dist/swagger-ui-bundle.js',
];

const besides: readonly (readonly [string, string])[] = [
  ['deploy/install.sh', 'install.sh'],
  ['deploy/rx12', 'bin/rx12'],
  ...[
    'rx12.service',
    'rx12.env',
    'nginx/rx12.conf',
    'container/Containerfile',
    'container/compose.yaml',
    'container/compose.postgres.yaml',
    'container/postgres-roles.sh',
  ].map((name) => [`deploy/${name}`, `deploy/${name}`] as const),
  ['docs/operations.md', 'docs/operations.md'],
  ['docs/operations.zh-CN.md', 'docs/operations.zh-CN.md'],
];

const executables = ['install.sh', 'bin/rx12', 'deploy/container/postgres-roles.sh', 'node/bin/node'];

function putSqlite(folder: string, { repository, oldGlibc }: Release): void {
  const to = join(folder, 'app/node_modules/better-sqlite3');
  if (oldGlibc) {
    // Where it looks before it takes what it brings along.
    buildSqliteForOldGlibc(repository, join(to, 'build/Release/better_sqlite3.node'));
  } else {
    const binary = `prebuilds/linux-${arch()}.node`;
    cpSync(join(repository, 'node_modules/better-sqlite3', binary), join(to, binary), { recursive: true });
  }
}

/** Every file below a folder, by name. */
export function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort();
}

/** A path of the builder's in a file tells strangers about it, and makes two builders' bundles differ. */
function refuseTraces(folder: string, repository: string): void {
  const trace = repository.replace(/\/$/, '');
  for (const name of filesIn(folder)) {
    if (name === 'node/bin/node') continue;
    if (readFileSync(join(folder, name)).includes(trace))
      throw new Error(`${name} names ${trace}, a folder of this machine`);
  }
}

function writeSums(folder: string): void {
  const lines = filesIn(folder).map((name) => {
    const sum = createHash('sha256')
      .update(readFileSync(join(folder, name)))
      .digest('hex');
    return `${sum}  ./${name}\n`;
  });
  writeFileSync(join(folder, 'SHA256SUMS'), lines.join(''), { mode: 0o644 });
}

/** One file of all, with nothing in it of who packed it and when. @returns its path. */
export function packed(folder: string): string {
  const tar = `${folder}.tar`;
  const still = ['--sort=name', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner', '--mode=u=rwX,go=rX'];
  execFileSync('tar', [
    ...still,
    '--format=ustar',
    '-cf',
    tar,
    '-C',
    dirname(folder),
    relative(dirname(folder), folder),
  ]);
  execFileSync('gzip', ['--no-name', '--force', '-6', tar]);
  return `${tar}.gz`;
}
