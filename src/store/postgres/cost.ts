import { costReads } from '../cost/reads.ts';
import { costWrites } from '../cost/writes.ts';
import type { CostReads, CostStore } from '../cost-contract.ts';
import { openPool, type PostgresClient, type PostgresPool } from './connect.ts';
import { postgresDb } from './db.ts';
import { type PostgresSql, postgresSql } from './sql.ts';

/** Of one process; imports go one after another. */
const connections = 4;

/** Drug cost in the database that holds the ledger, for its writer in this process. Other processes write beside it. */
export function openPostgresCost(url: string): CostStore {
  const pool = openPool({ url, name: 'rx12 cost', connections });
  const sql = postgresSql(pool);
  const writes = costWrites(sql);
  const marks = underWay(pool);
  return {
    ...costReads(sql, postgresDb(sql)),
    ...writes,
    beginImport: async (draft) => {
      await marks.put(draft.importId);
      await writes.beginImport(draft);
    },
    finishImport: async (importId, outcome) => {
      const finished = await writes.finishImport(importId, outcome);
      await marks.take(importId);
      return finished;
    },
    discardImport: async (importId) => {
      await writes.discardImport(importId);
      await marks.take(importId);
    },
    keepJob: async (job) => {
      if (job.state === 'running') await marks.put(job.jobId);
      await writes.keepJob(job);
      if (job.state !== 'running') await marks.take(job.jobId);
    },
    discardStaged: async () => {
      const staged = await sql.rows<{ id: string }>("select id from cost_import where state = 'staging'");
      const left = await abandoned(sql, staged, marks);
      for (const id of left) await writes.discardImport(id);
      return left.length;
    },
    interruptJobs: async (at) => {
      const running = await sql.rows<{ id: string }>("select id from import_job where state = 'running'");
      const left = await abandoned(sql, running, marks);
      for (const id of left) {
        await sql.change("update import_job set state = 'interrupted', finished_at = ? where id = ?", at, id);
      }
      return left.length;
    },
    close: async () => {
      await marks.close();
      await pool.end();
    },
  };
}

/** Drug cost to be read over connections that are there already. */
export function postgresCostReads(pool: PostgresPool): CostReads {
  const sql = postgresSql(pool);
  return costReads(sql, postgresDb(sql));
}

/** Any number that is only ours. */
const markSpace = 12_003;

interface Marks {
  put(id: string): Promise<void>;
  take(id: string): Promise<void>;
  readonly own: ReadonlySet<string>;
  close(): Promise<void>;
}

/**
 * Marks imports and jobs that are under way in this process by advisory locks of one connection: when the process dies
 * its marks are gone, and whoever starts next knows what a crash cut short from what another process is doing.
 */
function underWay(pool: PostgresPool): Marks {
  const own = new Set<string>();
  let holder: PostgresClient | undefined;
  const held = async () => {
    if (holder !== undefined) return holder;
    const client = await pool.connect();
    holder = client;
    client.on('error', () => {
      // Nothing is marked any more; what is under way goes on, and at worst is taken for a crash.
      if (holder === client) holder = undefined;
    });
    return client;
  };
  return {
    own,
    put: async (id) => {
      if (own.has(id)) return;
      await (await held()).query('select pg_advisory_lock($1, hashtext($2))', [markSpace, id]);
      own.add(id);
    },
    take: async (id) => {
      if (!own.delete(id)) return;
      await (await held()).query('select pg_advisory_unlock($1, hashtext($2))', [markSpace, id]);
    },
    close: async () => {
      const client = holder;
      holder = undefined;
      own.clear();
      if (client === undefined) return;
      const freed = await client.query('select pg_advisory_unlock_all()').catch(() => undefined);
      client.release(freed === undefined);
    },
  };
}

/** Those that no process has marked. */
async function abandoned(
  sql: PostgresSql,
  some: readonly { readonly id: string }[],
  { own }: Marks,
): Promise<readonly string[]> {
  const left: string[] = [];
  for (const { id } of some) {
    if (own.has(id)) continue;
    const [row] = await sql.transaction(
      async (client) =>
        (
          await client.query<{ free: boolean }>('select pg_try_advisory_xact_lock($1, hashtext($2)) as free', [
            markSpace,
            id,
          ])
        ).rows,
    );
    if (row?.free === true) left.push(id);
  }
  return left;
}
