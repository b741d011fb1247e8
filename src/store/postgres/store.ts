import type { Clock } from '../../core/clock.ts';
import type { Store } from '../contract.ts';
import { doorStore } from '../doors/doors.ts';
import { doctorQueries } from '../queries/doctor.ts';
import { rightQueries } from '../queries/right.ts';
import { sharedQueries } from '../queries/shared.ts';
import { postgresAttempts } from './attempts.ts';
import { openPool, type PostgresClient, type PostgresPool, refuseUnsafeServer } from './connect.ts';
import { postgresCoordination } from './coordination.ts';
import { postgresDb } from './db.ts';
import { postgresLedger } from './ledger/ledger.ts';
import { migratePostgres, refuseOtherSchema } from './migrate.ts';
import { postgresRightHeads } from './right-heads.ts';
import { refuseMightyRole } from './rights.ts';
import { postgresSessions } from './sessions.ts';
import { postgresSql } from './sql.ts';
import { postgresTree } from './tree.ts';

/** The store that several processes share: one database, and as many of us as a balancer has. */
export interface PostgresStoreOptions {
  /** Of the role that serves, not of the owner. */
  readonly url: string;
  readonly clock: Clock;
  /** 32 fresh bytes a call. */
  readonly randomSalt: () => Uint8Array;
}

/** Each process; a server takes a hundred unless it is told otherwise. */
const connections = 16;

/**
 * @throws Error when the server may lose what it acknowledged, the role may do too much, the schema is of another release,
 * or no ledger was founded; DatabaseUnreachable.
 */
export async function openPostgresStore(
  options: PostgresStoreOptions,
): Promise<Store & { readonly pool: PostgresPool }> {
  const pool = openPool({ url: options.url, name: 'rx12', connections });
  try {
    await refuseUnsafeServer(pool);
    await refuseOtherSchema(pool);
    await refuseMightyRole(pool);
    return await storeOver(pool, options);
  } catch (error) {
    await pool.end();
    throw error;
  }
}

async function storeOver(pool: PostgresPool, options: PostgresStoreOptions) {
  const sql = postgresSql(pool);
  const db = postgresDb(sql);
  const sessions = postgresSessions(sql);
  const rights = rightQueries(db);
  const ledger = await postgresLedger({ pool, sql, sessions }, options);
  return {
    pool,
    ledger,
    tree: postgresTree(sql),
    ...sharedQueries(db, sql),
    doctors: doctorQueries(db),
    rights: { ...rights, ...postgresRightHeads(sql, rights) },
    doors: doorStore(sql, sessions),
    attempts: postgresAttempts(sql),
    coordination: postgresCoordination(pool),
    close: async () => {
      await ledger.drained();
      if (!pool.ending) await pool.end();
    },
  };
}

/** Who owns the database, and which role is to serve from it. */
export interface PostgresOwner {
  readonly ownerUrl: string;
  readonly writer: string;
}

/** Makes or brings up the schema, as the owner. @returns the steps that ran. */
export async function migratePostgresDatabase({ ownerUrl, writer }: PostgresOwner): Promise<string[]> {
  return asOwner(ownerUrl, (client) => migratePostgres(client, writer));
}

/** Makes the schema and founds the ledger under its name. @throws Error when there is one already. */
export async function createPostgresLedger(owner: PostgresOwner, origin: string, clock: Clock): Promise<void> {
  await migratePostgresDatabase(owner);
  await asOwner(owner.ownerUrl, async (client) => {
    const createdAt = new Date(clock.now()).toISOString();
    const { rowCount } = await client.query(
      'insert into ledger (id, origin, created_at) values (1, $1, $2) on conflict do nothing',
      [origin, createdAt],
    );
    if (rowCount !== 1) throw new Error('the database holds a ledger already');
  });
}

async function asOwner<T>(url: string, work: (client: PostgresClient) => Promise<T>): Promise<T> {
  const pool = openPool({ url, name: 'rx12 owner', connections: 1 });
  try {
    const client = await pool.connect();
    try {
      return await work(client);
    } finally {
      client.release();
    }
  } finally {
    await pool.end();
  }
}
