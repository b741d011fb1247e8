import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { packageFolder } from '../package-folder.ts';
import type { SqliteConnection } from './open-sqlite.ts';

/** The folders of hand-written SQL; the same number means the same step in every dialect. */
export type MigrationSet = 'ledger' | 'cost' | 'access';

/**
 * Brings one SQLite file to the newest schema. Each file runs in a transaction of its own together with the row that
 * says it ran, so an interruption leaves either the whole step or nothing of it.
 *
 * @returns the names of the steps that ran now.
 * @throws Error when a step that already ran has been edited since, or when the file is from a newer release.
 */
export function migrateSqlite(connection: SqliteConnection, set: MigrationSet): string[] {
  connection.exec(
    'create table if not exists migration (name text primary key, sha256 text not null) strict, without rowid',
  );
  const done = new Map(
    connection
      .prepare<[], { name: string; sha256: string }>('select name, sha256 from migration')
      .all()
      .map((row) => [row.name, row.sha256]),
  );
  const steps = migrationSteps(set);
  for (const name of done.keys()) {
    if (!steps.some((step) => step.name === name)) {
      throw new Error(`the database was made by a newer release: it has the migration ${name}, which this one lacks`);
    }
  }
  const ran: string[] = [];
  for (const step of steps) {
    const before = done.get(step.name);
    if (before === step.sha256) continue;
    if (before !== undefined) throw new Error(`the migration ${step.name} was edited after it had run`);
    connection
      .transaction(() => {
        connection.exec(step.sql);
        connection.prepare('insert into migration (name, sha256) values (?, ?)').run(step.name, step.sha256);
      })
      .immediate();
    ran.push(step.name);
  }
  return ran;
}

/** The steps of a set in order, each with the hash that caches of built databases are keyed by. */
export function migrationSteps(
  set: MigrationSet,
  dialect: 'sqlite' | 'postgres' = 'sqlite',
): { name: string; sql: string; sha256: string }[] {
  const folder = fileURLToPath(new URL(`migrations/${dialect}/${set}/`, packageFolder));
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => {
      const sql = readFileSync(`${folder}${name}`, 'utf8');
      return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
    });
}
