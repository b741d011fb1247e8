import { and, countDistinct, eq, gte, inArray, isNull, lt, sql } from 'drizzle-orm';
import type { IsoDate, Month } from '../../core/time.ts';
import type { Db } from '../db.ts';
import { deduction } from '../tables.ts';

export interface DeductionCountQueries {
  /**
   * Findings that stand (confirmed, neither revoked nor reversed) by hospital, ward and month of the act: acts, not the
   * doctors held responsible for them. Nothing about a doctor or a drug comes out of here.
   */
  byWardMonth(search: {
    readonly hospitalIds: readonly string[];
    readonly from: IsoDate;
    readonly until: IsoDate;
    /** Only those from one source. */
    readonly source?: string;
  }): Promise<readonly DeductionCount[]>;
}

export interface DeductionCount {
  readonly hospitalId: string;
  /** null: the act names no ward, as in an outpatient clinic. */
  readonly wardId: string | null;
  readonly month: Month;
  readonly findings: number;
}

export function deductionCountQueries(db: Db): DeductionCountQueries {
  return {
    byWardMonth: async ({ hospitalIds, from, until, source }) => {
      if (hospitalIds.length === 0) return [];
      return db
        .select({
          hospitalId: deduction.hospitalId,
          wardId: deduction.wardId,
          month: sql<Month>`substr(${deduction.occurredOn}, 1, 7)`,
          findings: countDistinct(deduction.findingId),
        })
        .from(deduction)
        .where(
          and(
            gte(deduction.occurredOn, from),
            lt(deduction.occurredOn, until),
            eq(deduction.state, 'confirmed'),
            isNull(deduction.fallen),
            inArray(deduction.hospitalId, [...hospitalIds]),
            source === undefined ? undefined : eq(deduction.source, source),
          ),
        )
        .groupBy(sql`1`, sql`2`, sql`3`)
        .orderBy(sql`1`, sql`2 nulls first`, sql`3`);
    },
  };
}
