import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { Db } from '../db.ts';
import { doctor, lead } from '../tables.ts';

export interface LeadSearch {
  /** null: all. */
  readonly hospitalIds: readonly string[] | null;
  readonly state: string | undefined;
  readonly source: string | undefined;
  /** Newest first; the position of the last one of the page before. */
  readonly before: number | undefined;
  readonly limit: number;
}

export interface LeadRow {
  readonly leadId: string;
  readonly hospitalId: string;
  readonly doctorId: string | null;
  /** Of the record that stays; null: nobody is known yet. */
  readonly doctorName: string | null;
  readonly source: string;
  readonly occurredOn: string;
  readonly actRef: string | null;
  readonly code: string | null;
  readonly text: string;
  readonly postedOn: string;
  readonly postedSeq: number;
  readonly state: string;
  readonly deductionId: string | null;
  readonly reason: string | null;
  readonly closedOn: string | null;
}

export interface LeadQueries {
  search(search: LeadSearch): Promise<readonly LeadRow[]>;
  /** The leads about these doctors that a person looked at and found to be none, in ledger order. */
  setAsideAbout(doctorIds: readonly string[]): Promise<readonly string[]>;
}

export function leadQueries(db: Db): LeadQueries {
  const record = alias(doctor, 'record');
  const kept = alias(doctor, 'kept');
  return {
    search: async ({ hospitalIds, state, source, before, limit }) =>
      db
        .select({
          leadId: lead.id,
          hospitalId: lead.hospitalId,
          doctorId: lead.doctorId,
          doctorName: kept.name,
          source: lead.source,
          occurredOn: lead.occurredOn,
          actRef: lead.actRef,
          code: lead.code,
          text: lead.text,
          postedOn: lead.postedOn,
          postedSeq: lead.postedSeq,
          state: lead.state,
          deductionId: lead.deductionId,
          reason: lead.reason,
          closedOn: lead.closedOn,
        })
        .from(lead)
        .leftJoin(record, eq(record.id, lead.doctorId))
        .leftJoin(kept, sql`${kept.id} = coalesce(${record.mergedInto}, ${record.id})`)
        .where(
          and(
            hospitalIds === null ? undefined : within(hospitalIds),
            state === undefined ? undefined : eq(lead.state, state),
            source === undefined ? undefined : eq(lead.source, source),
            before === undefined ? undefined : sql`${lead.postedSeq} < ${before}`,
          ),
        )
        .orderBy(sql`${lead.postedSeq} desc`)
        .limit(limit),
    setAsideAbout: async (doctorIds) => {
      const rows = await db
        .select({ leadId: lead.id })
        .from(lead)
        .where(and(inArray(lead.doctorId, [...doctorIds]), eq(lead.state, 'set-aside')))
        .orderBy(lead.postedSeq);
      return rows.map(({ leadId }) => leadId);
    },
  };
}

function within(hospitalIds: readonly string[]): SQL {
  return hospitalIds.length === 0 ? sql`1 = 0` : inArray(lead.hospitalId, [...hospitalIds]);
}
