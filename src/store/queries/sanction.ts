import { sql } from 'drizzle-orm';
import type { Db } from '../db.ts';
import { deduction, doctor, rightGrant } from '../tables.sqlite.ts';

export interface SanctionQueries {
  /** Doctors to whom one of the hospitals (null: any) has ever granted a right and about whom a finding stands, by id. */
  candidates(search: {
    readonly hospitalIds: readonly string[] | null;
    /** The id a page ended with; empty: from the beginning. */
    readonly after: string;
    readonly limit: number;
  }): Promise<readonly string[]>;
}

export function sanctionQueries(db: Db): SanctionQueries {
  return {
    candidates: async ({ hospitalIds, after, limit }) => {
      const granting =
        hospitalIds === null
          ? sql`1 = 1`
          : hospitalIds.length === 0
            ? sql`1 = 0`
            : sql`${rightGrant.hospitalId} in ${[...hospitalIds]}`;
      const rows = db.all<{ id: string }>(sql`
        select distinct coalesce(${doctor.mergedInto}, ${doctor.id}) as id
        from ${deduction}
        join ${doctor} on ${doctor.id} = ${deduction.doctorId}
        where ${deduction.state} = 'confirmed'
          and coalesce(${doctor.mergedInto}, ${doctor.id}) > ${after}
          and exists (
            select 1 from ${rightGrant}
            where ${rightGrant.doctorId} in (${doctor.id}, ${doctor.mergedInto}) and ${granting})
        order by id
        limit ${limit}`);
      return rows.map(({ id }) => id);
    },
  };
}
