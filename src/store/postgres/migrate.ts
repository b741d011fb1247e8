import pg from 'pg';
import { type MigrationSet, migrationSteps } from '../migrate.ts';
import type { PostgresClient, PostgresPool } from './connect.ts';
import { grantRights } from './rights.ts';

/** The order matters: what is refused everywhere is made by the ledger's first step. */
const sets: readonly MigrationSet[] = ['ledger', 'cost', 'access'];

/**
 * Brings a database to the newest schema and gives the service's role what it may do. Runs as the owner; of several that
 * start it at once, one does it and the others find it done. All of it is one transaction.
 *
 * @param writer the role that DATABASE_URL names.
 * @returns the names of the steps that ran now.
 * @throws Error when a step that already ran has been edited since, or when the database is from a newer release.
 */
export async function migratePostgres(owner: PostgresClient, writer: string): Promise<string[]> {
  const ran: string[] = [];
  await owner.query('begin');
  try {
    await owner.query('select pg_advisory_xact_lock($1)', [migrationLock]);
    await owner.query(
      `create table if not exists migration (
         part text collate "C", name text collate "C", sha256 text collate "C" not null, primary key (part, name))`,
    );
    const done = await migrationsDone(owner);
    for (const set of sets) {
      for (const { name, sql, sha256 } of missing(set, done)) {
        await owner.query(sql);
        await owner.query('insert into migration (part, name, sha256) values ($1, $2, $3)', [set, name, sha256]);
        ran.push(`${set}/${name}`);
      }
    }
    await grantRights(owner, pg.escapeIdentifier(writer));
    await owner.query('commit');
  } catch (error) {
    await owner.query('rollback');
    throw error;
  }
  return ran;
}

/** @throws Error unless the database has exactly the schema of this release. */
export async function refuseOtherSchema(pool: PostgresPool): Promise<void> {
  const { rows } = await pool.query<{ made: boolean }>(`select to_regclass('public.migration') is not null as made`);
  if (rows[0]?.made !== true) throw new Error('the database holds no rx12 data; make it with: rx12 init --origin NAME');
  const done = await migrationsDone(pool);
  const steps = sets.flatMap((set) => missing(set, done).map(({ name }) => `${set}/${name}`));
  if (steps.length > 0) {
    throw new Error(`the database lacks ${steps.join(', ')}; bring it up to this release with: rx12 migrate`);
  }
}

interface Done {
  readonly part: string;
  readonly name: string;
  readonly sha256: string;
}

async function migrationsDone(client: Pick<PostgresClient, 'query'>): Promise<readonly Done[]> {
  return (await client.query<Done>('select part, name, sha256 from migration')).rows;
}

function missing(set: MigrationSet, all: readonly Done[]) {
  const done = new Map(all.filter(({ part }) => part === set).map(({ name, sha256 }) => [name, sha256]));
  const steps = migrationSteps(set, 'postgres');
  for (const name of done.keys()) {
    if (steps.some((step) => step.name === name)) continue;
    throw new Error(`the database was made by a newer release: it has the migration ${name}, which this one lacks`);
  }
  return steps.filter(({ name, sha256 }) => {
    const before = done.get(name);
    if (before !== undefined && before !== sha256) throw new Error(`the migration ${name} was edited after it had run`);
    return before === undefined;
  });
}

/** Any number that nothing else in this database locks by. */
export const migrationLock = 12_001;
