import { and, asc, eq } from 'drizzle-orm';
import type { Baseline } from '../../core/cost/signal/xmr.ts';
import type { Db } from '../db.ts';
import { baseline } from '../tables-signal.ts';

export interface BaselineQueries {
  /** By series and month from which each holds; of all measures (null), and of one series only where `owner` is named. */
  of(measure: string | null, owner?: string): Promise<readonly BaselineRow[]>;
}

export interface BaselineRow extends Baseline {
  readonly owner: string;
  readonly reason: string;
  readonly setBy: string;
  readonly setOn: string;
  readonly setSeq: number;
}

export function baselineQueries(db: Db): BaselineQueries {
  return {
    of: async (measure, owner) =>
      db
        .select({
          owner: baseline.owner,
          from: baseline.fromMonth,
          until: baseline.untilMonth,
          appliesFrom: baseline.appliesFrom,
          reason: baseline.reason,
          setBy: baseline.setBy,
          setOn: baseline.setOn,
          setSeq: baseline.setSeq,
        })
        .from(baseline)
        .where(
          and(
            measure === null ? undefined : eq(baseline.measure, measure),
            owner === undefined ? undefined : eq(baseline.owner, owner),
          ),
        )
        .orderBy(asc(baseline.owner), asc(baseline.appliesFrom)),
  };
}
