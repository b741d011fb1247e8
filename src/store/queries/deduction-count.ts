import { sql } from 'drizzle-orm';
import type { IsoDate, Month } from '../../core/time.ts';
import type { Db } from '../db.ts';
import { deduction } from '../tables.sqlite.ts';

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
      return db.all<DeductionCount>(sql`
        select ${deduction.hospitalId} as "hospitalId", ${deduction.wardId} as "wardId",
          substr(${deduction.occurredOn}, 1, 7) as month, count(distinct ${deduction.findingId}) as findings
        from ${deduction}
        where ${deduction.occurredOn} >= ${from} and ${deduction.occurredOn} < ${until}
          and ${deduction.state} = 'confirmed' and ${deduction.fallen} is null
          and ${deduction.hospitalId} in ${[...hospitalIds]}
          and ${source === undefined ? sql`1 = 1` : sql`${deduction.source} = ${source}`}
        group by 1, 2, 3
        order by 1, 2, 3`);
    },
  };
}
