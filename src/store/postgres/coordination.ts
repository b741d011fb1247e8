import type { Coordination, SharedTask } from '../doors/coordination.ts';
import type { PostgresPool } from './connect.ts';

/**
 * Tasks that one process at a time does, by advisory locks: the server lets go of one when its connection ends, so a
 * process that dies leaves nothing behind. Each held task keeps a connection.
 */
export function postgresCoordination(pool: PostgresPool): Coordination {
  return {
    takeTask: async (task) => {
      const client = await pool.connect();
      try {
        const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1, $2) as taken', [
          lockSpace,
          numbers[task],
        ]);
        if (rows[0]?.taken !== true) {
          client.release();
          return undefined;
        }
      } catch (error) {
        client.release(true);
        throw error;
      }
      return {
        release: async () => {
          const done = await client
            .query('select pg_advisory_unlock($1, $2)', [lockSpace, numbers[task]])
            .catch(() => undefined);
          client.release(done === undefined);
        },
      };
    },
  };
}

/** Any number that is only ours. */
const lockSpace = 12_002;
const numbers: Readonly<Record<SharedTask, number>> = {
  sending: 1,
  pruning: 2,
  forgetting: 3,
};
