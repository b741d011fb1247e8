import type { Clock } from '../../core/clock.ts';
import { type Instant, instantOf } from '../../core/time.ts';
import type { CostReads } from '../cost-contract.ts';
import { storeFailed } from '../failure.ts';
import { openPool } from './connect.ts';
import { postgresCostReads } from './cost.ts';
import { postgresSql } from './sql.ts';

export interface ReplicaOptions {
  readonly url: string;
  /** The ledger that it must be a copy of. */
  readonly origin: string;
  readonly clock: Clock;
}

/** Drug cost read from a streaming replica: what is written to the primary is there a moment later. */
export interface Replica {
  readonly reads: CostReads;
  /**
   * Whatever the primary committed before this instant is in what is read from now on. Undefined: the replica is away, is
   * none (it was promoted, or is of another ledger), or lags by more than `maxLagMs`: then the primary is to be asked.
   */
  asOf(): Promise<Instant | undefined>;
  close(): Promise<void>;
}

/** Of one process. */
const connections = 8;
/** Figures come by the month; who imports one and sees nothing of it for longer would send it again. */
const maxLagMs = 15 * 60_000;
/** After it was away, so that questions do not each wait for it. */
const awayMs = 30_000;

export function openReplica({ url, origin, clock }: ReplicaOptions): Replica {
  const pool = openPool({ url, name: 'rx12 replica', connections });
  const sql = postgresSql(pool);
  let askedAgainMs = 0;
  return {
    reads: postgresCostReads(pool),
    asOf: async () => {
      if (clock.now() < askedAgainMs) return undefined;
      try {
        const [found] = await sql.rows<{ origin: string; at: Date | null }>(lag);
        if (found?.at == null || found.origin !== origin) return undefined;
        return clock.now() - found.at.getTime() > maxLagMs ? undefined : instantOf(found.at.getTime());
      } catch (error) {
        if (!storeFailed(error)) throw error;
        askedAgainMs = clock.now() + awayMs;
        return undefined;
      }
    },
    close: () => pool.end(),
  };
}

/**
 * Where everything that came is replayed and more may come at any moment, the instant is now; else that of the newest
 * commit that was replayed. A line that broke without a word is noticed by PostgreSQL after wal_receiver_timeout (one
 * minute): until then "now" is of a minute ago at worst. Null: not a replica, or one that has replayed nothing yet.
 */
const lag = `select (select origin from ledger) as origin,
  case when not pg_is_in_recovery() then null
    when pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn()
      and exists (select 1 from pg_stat_wal_receiver where pid is not null) then clock_timestamp()
    else pg_last_xact_replay_timestamp() end as at`;
