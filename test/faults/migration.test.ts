import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../bench/rig/closed-loop.ts';
import { migrateSqlite, migrationSteps } from '../../src/store/migrate.ts';
import { openSqlite } from '../../src/store/open-sqlite.ts';
import { verifySchema } from '../../src/store/verify/schema.ts';
import { disk } from './rig/disk.ts';
import { faultCache, inCi, lacks } from './rig/extent.ts';
import { type Cut, folderAfter } from './rig/power-cut.ts';
import { readTrace, type TraceEvent } from './rig/trace.ts';

/** Between two moments that are tried; in CI each write is one. */
const stride = inCi ? 1 : 17;
/** Processes that are really killed, as many calls apart. */
const killStride = inCi ? 12 : 120;
const stepsOfOldRelease = 3;
const origin = 'old.example/rx12';
const withoutCompiler = lacks('cc');

let folder: string;
/** A file of an older release, founded; and copies of it to be migrated. */
let old: string;
beforeAll(() => {
  if (withoutCompiler) return;
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'rx12-migration-')));
  old = join(folder, 'old');
  mkdirSync(old);
  const connection = openSqlite(join(old, 'rx12.db'));
  connection.exec('create table migration (name text primary key, sha256 text not null) strict, without rowid');
  for (const { name, sql, sha256 } of migrationSteps('ledger').slice(0, stepsOfOldRelease)) {
    connection.exec(sql);
    connection.prepare('insert into migration (name, sha256) values (?, ?)').run(name, sha256);
  }
  const found = connection.prepare('insert into ledger (id, origin, created_at) values (1, ?, ?)');
  found.run(origin, '2024-01-01T00:00:00.000Z');
  connection.close();
});
afterAll(() => {
  if (!withoutCompiler) rmSync(folder, { recursive: true });
});

const control = () => join(folder, 'control');
const data = () => join(folder, 'data');

/** Migrates a copy of the old file in a process of its own. */
function migrate(environment: Readonly<Record<string, string>>, how = 'whole') {
  rmSync(data(), { recursive: true, force: true });
  cpSync(old, data(), { recursive: true });
  const program = fileURLToPath(new URL('rig/migrate.ts', import.meta.url));
  const env = { PATH: process.env.PATH ?? '', NODE_COMPILE_CACHE: resolve(faultCache), ...environment };
  return spawnSync(process.execPath, [program, join(data(), 'rx12.db'), how], { env, encoding: 'utf8' });
}

function traced(how: string): TraceEvent[] {
  const trace = join(folder, `trace-${how}`);
  const watching = disk({ control: control(), folder: data(), trace });
  const { status, stderr } = migrate(watching.environment, how);
  watching.close();
  expect(status, stderr).toBe(0);
  return readTrace(trace);
}

/** What is wrong after the next start, which brings the file to the newest schema; empty: nothing. */
function afterNextStart(path: string): string[] {
  const connection = openSqlite(path);
  try {
    migrateSqlite(connection, 'ledger');
    const ran = connection.prepare<[], string>('select name from migration order by name').pluck().all();
    const kept = connection.prepare<[], string>('select origin from ledger').pluck().all();
    expect(ran).toEqual(migrationSteps('ledger').map(({ name }) => name));
    return [
      ...verifySchema(connection, 'ledger').map(({ what }) => what),
      ...(kept[0] === origin ? [] : ['unfounded']),
    ];
  } catch (error) {
    return [String(error)];
  } finally {
    connection.close();
  }
}

function interrupted(
  events: readonly TraceEvent[],
  step: number,
  cuts: readonly Cut[],
): { tried: number; wrong: string[] } {
  const chance = seededRandom(4);
  const wrong: string[] = [];
  let tried = 0;
  for (let count = 0; count <= events.length; count += step) {
    const cut = cuts[tried % cuts.length] ?? 'kept';
    tried += 1;
    folderAfter({ base: old, events, count, cut, chance }, join(folder, 'cut'));
    wrong.push(...afterNextStart(join(folder, 'cut', 'rx12.db')).map((what) => `${cut} after ${count}: ${what}`));
  }
  return { tried, wrong };
}

describe.skipIf(withoutCompiler)('a migration', () => {
  it('that is interrupted at any write is completed by the next start', { timeout: 300_000 }, () => {
    const events = traced('whole');
    expect(events.length).toBeGreaterThan(stride * 3);
    expect(interrupted(events, stride, ['kept', 'torn', 'kept', 'drop-all', 'kept', 'subset']).wrong).toEqual([]);
    if (inCi) expect(interrupted(events, stride, ['kept']).wrong).toEqual([]);
  });

  it('whose process is killed before a write is completed by the next start', { timeout: 300_000 }, () => {
    const killer = disk({ control: control(), fails: join(data(), 'rx12.db') });
    let kills = 0;
    for (let call = 1; ; call += killStride) {
      killer.reset();
      killer.set({ killAt: call });
      const { status, signal, stderr } = migrate(killer.environment);
      if (signal === null) {
        expect(status, stderr).toBe(0);
        break;
      }
      expect(signal).toBe('SIGKILL');
      kills += 1;
      expect(afterNextStart(join(data(), 'rx12.db')), `killed at call ${call}`).toEqual([]);
    }
    killer.close();
    expect(kills).toBeGreaterThan(1);
  });

  it('without a transaction around each step would stay halfway', { timeout: 240_000 }, () => {
    const { wrong } = interrupted(traced('bare'), stride, ['kept']);
    expect(wrong.filter((what) => what.includes('already exists')).length).toBeGreaterThan(0);
  });
});
