import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { Clock } from '../core/clock.ts';
import { emptyRegister, foldRegister } from '../core/register/register.ts';
import { replayDraft } from '../core/replay/replay.ts';
import type { CheckpointLock } from '../log/checkpoint-lock.ts';
import { openDatabaseLock } from '../log/database-lock.ts';
import { openFileLock } from '../log/file-lock.ts';
import { postgresAccessRecords } from '../store/postgres/access.ts';
import { openPostgresCost, postgresCostReads } from '../store/postgres/cost.ts';
import { withHistories } from '../store/postgres/histories.ts';
import { openReplica } from '../store/postgres/replica.ts';
import { type PostgresSql, postgresSql } from '../store/postgres/sql.ts';
import { createPostgresLedger, openPostgresStore } from '../store/postgres/store.ts';
import type { Ports } from '../usecases/context.ts';
import { createKeyFolder, logSigner, type OpenService, type Surroundings } from './folder.ts';

/** The settings of a service over PostgreSQL. */
type Database = NonNullable<Config['database']>;

/**
 * Opens a database that other processes serve as well. The data folder holds the keys, which all of them need, and, unless
 * LOCK_DATABASE_URL names a server, the checkpoint lock, which processes of one machine can share.
 *
 * @throws Error when there are no keys, or the database refuses to be served from; see openPostgresStore.
 */
export async function openDatabase(
  config: Config,
  database: Database,
  { clock, randomBytes }: Pick<Surroundings, 'clock' | 'randomBytes'>,
): Promise<OpenService> {
  const { dataDir } = config;
  if (!existsSync(join(dataDir, 'keys'))) {
    throw new Error(
      `${dataDir} holds no keys; make them with: rx12 init --origin NAME, or copy them from another process`,
    );
  }
  const store = await openPostgresStore({ url: database.url, clock, randomSalt: () => randomBytes(32) });
  try {
    const { pool } = store;
    const sql = postgresSql(pool);
    const signer = logSigner(config, store.ledger.origin);
    const checkpointLock = await openLock(config, database, store.ledger.origin);
    const { replicaUrl: url } = database;
    const copy = url === undefined ? undefined : openReplica({ url, origin: store.ledger.origin, clock });
    return {
      store,
      checkpointLock,
      signer,
      shared: true,
      cost: {
        worker: { url: database.url },
        openWriter: () => openPostgresCost(database.url),
        openReads: () => ({ ...postgresCostReads(pool), close: async () => {} }),
        copy,
      },
      openAccessRecords: () => postgresAccessRecords(sql),
      replay: (question) => replay(sql, question),
      close: async () => {
        await copy?.close();
        await store.close();
        await checkpointLock.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** Where the newest checkpoint is kept outside the ledger's database. */
export async function openLock(config: Config, { lockUrl }: Database, origin: string): Promise<CheckpointLock> {
  return lockUrl === undefined ? openFileLock(config.log.lockPath) : openDatabaseLock(lockUrl, origin);
}

/** Page by page on this thread: between two pages others have their turn. */
async function replay(sql: PostgresSql, { scheme, asOf }: Parameters<Ports['replay']>[0]): ReturnType<Ports['replay']> {
  return withHistories(sql, async ({ register, pages }) => {
    const replaying = replayDraft(foldRegister(emptyRegister, register), scheme, asOf);
    for await (const page of pages()) {
      for (const { doctorId, entries } of page) replaying.add(doctorId, entries);
    }
    return replaying.finish();
  });
}

/** Makes the keys and, as the owner, the schema and the ledger. @throws Error when either is there already. */
export async function createDatabase(config: Config, database: Database, origin: string, clock: Clock): Promise<void> {
  createKeyFolder(config.dataDir, origin);
  await createPostgresLedger(ownerOf(database), origin, clock);
}

/** @throws Error when the settings do not say who owns the database, or say the role that serves. */
export function ownerOf({ url, ownerUrl }: Database): { readonly ownerUrl: string; readonly writer: string } {
  if (ownerUrl === undefined) throw new Error('DATABASE_OWNER_URL must name the role that owns the database');
  const writer = decodeURIComponent(new URL(url).username);
  if (writer === '' || writer === decodeURIComponent(new URL(ownerUrl).username)) {
    throw new Error('DATABASE_URL must name the role that serves, and that is not the owner');
  }
  return { ownerUrl, writer };
}
