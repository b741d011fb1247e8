import pg from 'pg';
import type { CheckpointLock } from './checkpoint-lock.ts';

/**
 * The lock as a row on a database server, which should not be the ledger's: then no copy of one server's disks can roll
 * both back. One row a ledger; the comparison and the replacing are one statement.
 *
 * @throws Error when the server cannot be reached or would not keep what it acknowledged.
 */
export async function openDatabaseLock(url: string, origin: string): Promise<CheckpointLock> {
  const pool = new pg.Pool({
    connectionString: url,
    max: 1,
    connectionTimeoutMillis: connectTimeoutMs,
    application_name: 'rx12 lock',
  });
  pool.on('error', () => {});
  const read = async () => {
    const { rows } = await pool.query<{ checkpoint: string }>(
      'select checkpoint from checkpoint_lock where origin = $1',
      [origin],
    );
    return rows[0]?.checkpoint;
  };
  try {
    for (const setting of ['fsync', 'synchronous_commit']) {
      const { rows } = await pool.query<{ value: string }>('select current_setting($1) as value', [setting]);
      if (rows[0]?.value !== 'on')
        throw new Error(`the server of the checkpoint lock runs with ${setting} = ${rows[0]?.value}`);
    }
    await pool.query('create table if not exists checkpoint_lock (origin text primary key, checkpoint text not null)');
  } catch (error) {
    await pool.end();
    throw error;
  }
  return {
    read,
    replace: async (expected, next) => {
      const done =
        expected === undefined
          ? await pool.query(
              'insert into checkpoint_lock (origin, checkpoint) values ($1, $2) on conflict do nothing',
              [origin, next],
            )
          : await pool.query('update checkpoint_lock set checkpoint = $3 where origin = $1 and checkpoint = $2', [
              origin,
              expected,
              next,
            ]);
      return done.rowCount === 1;
    },
    close: () => pool.end(),
  };
}

const connectTimeoutMs = 3_000;
