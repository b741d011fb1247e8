import { and, eq, sql } from 'drizzle-orm';
import type { Db } from '../db.ts';
import { deduction, doctor, rightGrant } from '../tables.ts';

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
      const root = sql<string>`coalesce(${doctor.mergedInto}, ${doctor.id})`;
      const rows = await db
        .selectDistinct({ id: root.as('root') })
        .from(deduction)
        .innerJoin(doctor, eq(doctor.id, deduction.doctorId))
        .where(
          and(
            eq(deduction.state, 'confirmed'),
            sql`${root} > ${after}`,
            sql`exists (
              select 1 from ${rightGrant}
              where ${rightGrant.doctorId} in (${doctor.id}, ${doctor.mergedInto}) and ${granting})`,
          ),
        )
        .orderBy(sql`root`)
        .limit(limit);
      return rows.map(({ id }) => id);
    },
  };
}
