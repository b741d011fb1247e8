import Database from 'better-sqlite3';
import { type MigrationSet, migrationSteps } from '../migrate.ts';
import type { SqliteConnection } from '../open-sqlite.ts';
import type { Finding } from './finding.ts';

/**
 * Whether the file's tables, indexes and triggers are those that the migrations it names make, and nothing besides: a
 * dropped trigger lets rows be changed later without a trace, a new one can change them by itself.
 */
export function verifySchema(connection: SqliteConnection, set: MigrationSet): Finding[] {
  const ran = connection
    .prepare<[], { name: string; sha256: string }>('select name, sha256 from migration order by name')
    .all();
  const steps = migrationSteps(set).slice(0, ran.length);
  const odd = ran.find((row, at) => steps[at]?.name !== row.name || steps[at]?.sha256 !== row.sha256);
  if (odd) return [{ seq: null, what: `the migration ${odd.name} is not one of this release` }];
  const expected = objectsMadeBy(steps.map(({ sql }) => sql));
  const found = objectsOf(connection);
  return [
    ...[...expected].flatMap(([name, sql]) => (found.get(name) === sql ? [] : [differing(name, found.get(name))])),
    ...[...found.keys()]
      .filter((name) => !expected.has(name))
      .map((name) => finding(`${name} belongs to no migration`)),
    ...pageFindings(connection),
  ];
}

/** SQL text by "kind name". SQLite's own tables and indexes have none of ours. */
function objectsOf(connection: SqliteConnection): Map<string, string> {
  const rows = connection
    .prepare<[], { kind: string; name: string; sql: string }>(
      "select type as kind, name, coalesce(sql, '') as sql from sqlite_schema order by type, name",
    )
    .all();
  const own = rows.filter(({ name }) => !name.startsWith('sqlite_') && name !== 'migration');
  return new Map(own.map(({ kind, name, sql }) => [`${kind} ${name}`, sql]));
}

/** Built in memory and gone at once: it is only read for what the migrations say, so no setting of a store matters. */
function objectsMadeBy(migrations: readonly string[]): ReadonlyMap<string, string> {
  const key = migrations.join('\n');
  const known = made.get(key);
  if (known !== undefined) return known;
  const connection = new Database(':memory:');
  for (const sql of migrations) connection.exec(sql);
  const objects = objectsOf(connection);
  connection.close();
  made.set(key, objects);
  return objects;
}

/** The migrations belong to the release: there are as many keys as there are releases among the files checked. */
const made = new Map<string, ReadonlyMap<string, string>>();

function pageFindings(connection: SqliteConnection): Finding[] {
  const rows = connection.pragma('integrity_check(10)') as { integrity_check: string }[];
  return rows.filter((row) => row.integrity_check !== 'ok').map((row) => finding(`SQLite: ${row.integrity_check}`));
}

function differing(name: string, sql: string | undefined): Finding {
  return finding(sql === undefined ? `${name} is missing` : `${name} is not what its migration made`);
}

function finding(what: string): Finding {
  return { seq: null, what };
}
