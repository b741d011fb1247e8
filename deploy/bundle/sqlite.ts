import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/**
 * Builds better-sqlite3 for C libraries back to 2.28 (Kylin V10, EL 8), with the settings of its own binding.gyp but for
 * link-time optimisation, in which pinned symbol versions are lost. Node's interface for addons is stable, so nothing of
 * Node is needed but its headers.
 *
 * @param to the file to write.
 * @throws Error when there is no compiler, or a source does not compile.
 */
export function buildSqliteForOldGlibc(repository: string, to: string): void {
  const own = join(repository, 'deploy', 'sqlite');
  const modules = join(repository, 'node_modules');
  const from = join(modules, 'better-sqlite3');
  const folder = mkdtempSync(join(tmpdir(), 'rx12-sqlite-'));
  // Where a file lies is nobody's business who gets the bundle.
  const common = ['-c', '-fPIC', '-DNDEBUG', '-fvisibility=hidden', `-ffile-prefix-map=${repository}=.`];
  const pinned = [...common, '-O3', '-include', join(own, 'old-glibc.h')];
  const run = (command: string, ...args: string[]) => execFileSync(command, args, { cwd: folder, stdio: 'inherit' });
  try {
    run('cc', ...common, '-O2', join(own, 'old-glibc.c'), '-o', 'old-glibc.o');
    run('cc', ...pinned, '-std=c99', '-w', ...definesOf(from), join(from, 'deps/sqlite3/sqlite3.c'), '-o', 'sqlite3.o');
    run(
      'c++',
      ...pinned,
      ...['-std=c++20', '-fno-rtti', '-fno-exceptions', '-fvisibility-inlines-hidden'],
      ...['NAPI_VERSION=10', 'NAPI_DISABLE_CPP_EXCEPTIONS', 'NODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS'].map(define),
      ...['node-api-headers/include', 'node-addon-api'].map((headers) => `-I${join(modules, headers)}`),
      `-I${join(from, 'deps/sqlite3')}`,
      ...[join(from, 'src/better_sqlite3.cpp'), '-o', 'addon.o'],
    );
    mkdirSync(dirname(to), { recursive: true });
    // libgcc stays outside: Node itself needs it, and its unwinder of today asks for a C library of today.
    const linking = [
      '-shared',
      '-static-libstdc++',
      '-Wl,-Bsymbolic',
      '-Wl,--exclude-libs,ALL',
      '-Wl,--as-needed',
      '-s',
    ];
    run('c++', ...linking, 'old-glibc.o', 'addon.o', 'sqlite3.o', '-o', to);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const define = (name: string) => `-D${name}`;

/** What better-sqlite3 compiles SQLite with. @throws Error when its file has another form than known here. */
function definesOf(from: string): string[] {
  const text = readFileSync(join(from, 'deps/defines.gypi'), 'utf8');
  const names = [...text.matchAll(/^ {4}'([A-Z][A-Z0-9_]*(?:=-?\d+)?)',$/gm)].map(([, name = '']) => name);
  if (!names.includes('SQLITE_ENABLE_COLUMN_METADATA') || names.length !== text.split("\n    '").length - 1)
    throw new Error('deps/defines.gypi of better-sqlite3 is not in the known form');
  return names.map(define);
}
