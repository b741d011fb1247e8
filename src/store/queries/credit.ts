import { and, desc, eq, inArray, lt } from 'drizzle-orm';
import type { Db } from '../db.ts';
import { credit } from '../tables.ts';

export interface CreditSearch {
  /** null: all. */
  readonly hospitalIds: readonly string[] | null;
  readonly state: string | undefined;
  /** Newest first; the position of the last one of the page before. */
  readonly before: number | undefined;
  readonly limit: number;
}

export interface CreditRow {
  readonly creditId: string;
  readonly doctorId: string;
  readonly hospitalId: string;
  readonly scheme: string;
  readonly activity: string;
  readonly doneOn: string;
  readonly recordedOn: string;
  readonly recordedSeq: number;
  readonly state: string;
  readonly decidedOn: string | null;
}

export interface CreditQueries {
  search(search: CreditSearch): Promise<readonly CreditRow[]>;
}

export function creditQueries(db: Db): CreditQueries {
  return {
    search: async ({ hospitalIds, state, before, limit }) =>
      db
        .select({
          creditId: credit.id,
          doctorId: credit.doctorId,
          hospitalId: credit.hospitalId,
          scheme: credit.scheme,
          activity: credit.activity,
          doneOn: credit.doneOn,
          recordedOn: credit.recordedOn,
          recordedSeq: credit.recordedSeq,
          state: credit.state,
          decidedOn: credit.decidedOn,
        })
        .from(credit)
        .where(
          and(
            hospitalIds === null ? undefined : inArray(credit.hospitalId, [...hospitalIds]),
            state === undefined ? undefined : eq(credit.state, state),
            before === undefined ? undefined : lt(credit.recordedSeq, before),
          ),
        )
        .orderBy(desc(credit.recordedSeq))
        .limit(limit),
  };
}
