import { eq, sql } from 'drizzle-orm';
import type { Db } from '../db.ts';
import { mandate } from '../tables.ts';

export interface MandateRow {
  readonly mandateId: string;
  readonly hospitalId: string;
  readonly personId: string;
  readonly role: string;
  readonly inPlaceOf: string | null;
  readonly from: string;
  readonly until: string;
  readonly reason: string;
  readonly document: string;
}

export interface MandateQueries {
  byId(mandateId: string): Promise<MandateRow | undefined>;
  /** Those of a hospital, newest first, past ones too; at most `limit`. */
  ofHospital(hospitalId: string, limit: number): Promise<readonly MandateRow[]>;
}

export function mandateQueries(db: Db): MandateQueries {
  const fields = {
    mandateId: mandate.id,
    hospitalId: mandate.hospitalId,
    personId: mandate.personId,
    role: mandate.role,
    inPlaceOf: mandate.inPlaceOf,
    from: mandate.fromDate,
    until: mandate.untilDate,
    reason: mandate.reason,
    document: mandate.document,
  };
  return {
    byId: async (mandateId) => (await db.select(fields).from(mandate).where(eq(mandate.id, mandateId)))[0],
    ofHospital: async (hospitalId, limit) =>
      db
        .select(fields)
        .from(mandate)
        .where(eq(mandate.hospitalId, hospitalId))
        .orderBy(sql`${mandate.givenSeq} desc`)
        .limit(limit),
  };
}
