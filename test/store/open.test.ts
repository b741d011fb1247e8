import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrateSqlite, migrationSteps } from '../../src/store/migrate.ts';
import { openSqlite } from '../../src/store/open-sqlite.ts';
import { openSqliteStore } from '../../src/store/sqlite.ts';
import { holdWriterLock } from '../../src/store/writer-lock.ts';
import { testClock } from '../support/clock.ts';
import { sql } from '../support/database.ts';

let folder: string;
const path = (name = 'a.db') => join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rx12-open-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('opening a database', () => {
  it('makes it durable and strict, also when it is opened again', () => {
    for (let round = 0; round < 2; round += 1) {
      const connection = openSqlite(path());
      const read = (pragma: string) => connection.pragma(pragma, { simple: true });
      expect(['journal_mode', 'synchronous', 'foreign_keys', 'recursive_triggers', 'trusted_schema'].map(read)).toEqual(
        ['wal', 2, 1, 1, 0],
      );
      connection.exec('create table if not exists t (a) strict'.replace('(a)', '(a integer)'));
      expect(read('synchronous')).toBe(2);
      connection.close();
    }
  });

  it('refuses one on which a setting does not take, and says which', () => {
    // A temporary database cannot be put into WAL mode; SQLite says so by not doing it.
    expect(() => openSqlite('')).toThrow('SQLite did not take journal_mode = wal: it reads back');
    expect(() => openSqlite(path()).close()).not.toThrow();
  });

  it('refuses a ledger that was never founded, and names the command', () => {
    const options = { path: path(), clock: testClock(), randomSalt: () => Buffer.alloc(32) };
    expect(() => openSqliteStore(options)).toThrow(/holds no ledger.*rx12 init/);
  });
});

describe('migrating', () => {
  it('runs each step once, in order', () => {
    const connection = openSqlite(path());
    const names = migrationSteps('ledger').map(({ name }) => name);
    expect(names.length).toBeGreaterThan(3);
    expect(migrateSqlite(connection, 'ledger')).toEqual(names);
    expect(migrateSqlite(connection, 'ledger')).toEqual([]);
    connection.close();
  });

  it('refuses a step that was edited after it had run', () => {
    const connection = openSqlite(path());
    migrateSqlite(connection, 'ledger');
    sql(path(), "update migration set sha256 = 'other' where name = '0001_ledger.sql'");
    expect(() => migrateSqlite(connection, 'ledger')).toThrow('0001_ledger.sql was edited after it had run');
    connection.close();
  });

  it('refuses a database of a newer release', () => {
    const connection = openSqlite(path());
    migrateSqlite(connection, 'ledger');
    sql(path(), "insert into migration (name, sha256) values ('9999_later.sql', 'x')");
    expect(() => migrateSqlite(connection, 'ledger')).toThrow('newer release: it has the migration 9999_later.sql');
    connection.close();
  });
});

describe('the writer’s lock', () => {
  it('is refused to a second process while it is held, and given when it is let go', () => {
    const attempt = () => {
      const script = `
        const { holdWriterLock } = await import(${JSON.stringify(new URL('../../src/store/writer-lock.ts', import.meta.url).href)});
        holdWriterLock(${JSON.stringify(path('writer.lock'))});`;
      return spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    };
    const lock = holdWriterLock(path('writer.lock'));
    const refused = attempt();
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain('another rx12 process is writing this data folder');
    lock.release();
    expect(attempt().status).toBe(0);
  });

  it('goes with the process that held it, however it died', () => {
    const script = `
      const { holdWriterLock } = await import(${JSON.stringify(new URL('../../src/store/writer-lock.ts', import.meta.url).href)});
      holdWriterLock(${JSON.stringify(path('writer.lock'))});
      process.kill(process.pid, 'SIGKILL');`;
    expect(spawnSync(process.execPath, ['--input-type=module', '-e', script]).signal).toBe('SIGKILL');
    holdWriterLock(path('writer.lock')).release();
  });

  it('leaves the file readable for verify and backup', () => {
    openSqlite(path()).close();
    const lock = holdWriterLock(path('writer.lock'));
    new Database(path(), { readonly: true }).close();
    lock.release();
  });
});
