import { and, desc, eq, inArray, lt, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { Db } from '../db.ts';
import { credit, doctor } from '../tables.ts';

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
  /** As the record was made for; the name is that of the record that stays. */
  readonly doctorId: string;
  readonly doctorName: string;
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
  const record = alias(doctor, 'record');
  const kept = alias(doctor, 'kept');
  return {
    search: async ({ hospitalIds, state, before, limit }) =>
      db
        .select({
          creditId: credit.id,
          doctorId: credit.doctorId,
          doctorName: kept.name,
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
        .innerJoin(record, eq(record.id, credit.doctorId))
        .innerJoin(kept, sql`${kept.id} = coalesce(${record.mergedInto}, ${record.id})`)
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
