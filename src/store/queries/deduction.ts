import { and, eq, inArray, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { ClockCut } from '../../core/procedure/deduction-cut.ts';
import type { Db } from '../db.ts';
import { deduction, deductionItem, doctor } from '../tables.ts';
import { conditions, effectiveState } from './deduction-conditions.ts';

/** Whose deductions: those that any of the parts admits. Within a part every condition that is given must hold. */
export type DeductionReach = readonly ReachPart[];

export interface ReachPart {
  readonly hospitalIds?: readonly string[] | undefined;
  readonly department?: string | undefined;
  readonly doctorIds?: readonly string[] | undefined;
  /** Every item of the finding is one of these. */
  readonly onlyCodes?: readonly SchemeCodes[] | undefined;
}

export interface SchemeCodes {
  readonly scheme: string;
  readonly codes: readonly string[];
}

/** As `deductionStatus` names them, and three that gather several. */
export type StateFilter =
  | 'recorded'
  | 'confirmable'
  | 'stated'
  | 'acknowledged'
  | 'confirmed'
  | 'dismissed'
  | 'withdrawn'
  | 'lapsed'
  | 'revoked'
  | 'reversed'
  /** Neither decided nor lapsed. */
  | 'open'
  /** Open, and another person may decide it now. */
  | 'decidable';

/** By deduction id. */
export type PausedStates = ReadonlyMap<string, DeductionRow['state']>;

export interface DeductionSearch {
  readonly reach: DeductionReach;
  readonly cuts: readonly ClockCut[];
  /** Open records that a leave has paused, with what they are: these the cuts do not decide. */
  readonly paused: PausedStates;
  readonly state: StateFilter | undefined;
  readonly hospitalId: string | undefined;
  readonly department: string | undefined;
  readonly wardId: string | undefined;
  /** Every record of one doctor. */
  readonly doctorIds: readonly string[] | undefined;
  readonly findingId: string | undefined;
  readonly code: string | undefined;
  readonly scheme: string | undefined;
  /** Some item is one of these. */
  readonly anyCodes: readonly SchemeCodes[] | undefined;
  /** Half-open. */
  readonly occurredFrom: string | undefined;
  readonly occurredUntil: string | undefined;
  readonly recordedFrom: string | undefined;
  readonly recordedUntil: string | undefined;
  /** Newest first; the position of the last one of the page before. */
  readonly before: number | undefined;
  readonly limit: number;
}

export interface DeductionRow {
  readonly deductionId: string;
  readonly findingId: string;
  /** Of the record that stays. */
  readonly doctorId: string;
  readonly doctorName: string;
  readonly capacity: string;
  readonly hospitalId: string;
  readonly department: string;
  readonly wardId: string | null;
  readonly setting: string;
  readonly occurredOn: string;
  readonly actRef: string;
  readonly reviewRef: string;
  readonly source: string;
  readonly recordedOn: string;
  readonly recordedSeq: number;
  /** What has been signed and what time has done since. */
  readonly state: Exclude<StateFilter, 'open' | 'decidable'>;
  readonly answeredOn: string | null;
  readonly decidedOn: string | null;
  readonly foundOn: string | null;
  readonly items: readonly { readonly scheme: string; readonly code: string; readonly points: number | null }[];
}

/** A line of a worksheet that was recorded before. */
export interface WorksheetRow {
  readonly line: number;
  readonly deductionId: string;
}

export interface DeductionQueries {
  /** The doctor, as the finding names them, whose stream tells of a deduction. */
  doctorOf(deductionId: string): Promise<string | undefined>;
  /** Whether any finding has ever been recorded. */
  anyRecorded(): Promise<boolean>;
  search(search: DeductionSearch): Promise<readonly DeductionRow[]>;
  /** The other deductions of the same finding: those of the other persons responsible. */
  ofFinding(findingId: string): Promise<readonly { readonly deductionId: string; readonly capacity: string }[]>;
  /** What a hospital recorded from a file, by line. */
  ofWorksheet(hospitalId: string, sha256: string): Promise<readonly WorksheetRow[]>;
}

export function deductionQueries(db: Db): DeductionQueries {
  const record = alias(doctor, 'record');
  const kept = alias(doctor, 'kept');
  const root = sql<string>`coalesce(${record.mergedInto}, ${deduction.doctorId})`;
  const doctorOf = db
    .select({ doctorId: deduction.doctorId })
    .from(deduction)
    .where(eq(deduction.id, sql.placeholder('id')))
    .prepare();
  const ofFinding = db
    .select({ deductionId: deduction.id, capacity: deduction.capacity })
    .from(deduction)
    .where(eq(deduction.findingId, sql.placeholder('findingId')))
    .orderBy(deduction.recordedSeq)
    .prepare();
  return {
    doctorOf: async (id) => (await doctorOf.get({ id }))?.doctorId,
    anyRecorded: async () => (await db.select({ id: deduction.id }).from(deduction).limit(1)).length > 0,
    search: async (search) => {
      const rows = await db
        .select({
          deductionId: deduction.id,
          findingId: deduction.findingId,
          doctorId: root.as('root'),
          doctorName: kept.name,
          capacity: deduction.capacity,
          hospitalId: deduction.hospitalId,
          department: deduction.department,
          wardId: deduction.wardId,
          setting: deduction.setting,
          occurredOn: deduction.occurredOn,
          actRef: deduction.actRef,
          reviewRef: deduction.reviewRef,
          source: deduction.source,
          recordedOn: deduction.recordedOn,
          recordedSeq: deduction.recordedSeq,
          state: effectiveState(search.cuts, search.paused).as('effective_state'),
          answeredOn: deduction.answeredOn,
          decidedOn: deduction.decidedOn,
          foundOn: deduction.foundOn,
        })
        .from(deduction)
        .leftJoin(record, eq(record.id, deduction.doctorId))
        .leftJoin(kept, eq(kept.id, root))
        .where(and(...conditions(search)))
        .orderBy(sql`${deduction.recordedSeq} desc`)
        .limit(search.limit);
      const items = await itemsOf(
        db,
        rows.map((row) => row.deductionId),
      );
      return rows.map((row) => ({
        ...row,
        doctorName: row.doctorName ?? '',
        state: row.state as DeductionRow['state'],
        items: items.get(row.deductionId) ?? [],
      }));
    },
    ofFinding: async (findingId) => ofFinding.all({ findingId }),
    ofWorksheet: async (hospitalId, sha256) => {
      const rows = await db
        .select({ line: deduction.worksheetLine, deductionId: deduction.id })
        .from(deduction)
        .where(and(eq(deduction.worksheetSha256, sha256), eq(deduction.hospitalId, hospitalId)))
        .orderBy(deduction.recordedSeq);
      return rows.map(({ line, deductionId }) => ({ line: line ?? 0, deductionId }));
    },
  };
}

async function itemsOf(db: Db, deductionIds: readonly string[]): Promise<Map<string, DeductionRow['items'][number][]>> {
  const byDeduction = new Map<string, DeductionRow['items'][number][]>();
  if (deductionIds.length === 0) return byDeduction;
  const rows = await db
    .select({
      deductionId: deductionItem.deductionId,
      scheme: deductionItem.scheme,
      code: deductionItem.code,
      points: deductionItem.points,
    })
    .from(deductionItem)
    .where(inArray(deductionItem.deductionId, [...deductionIds]))
    .orderBy(deductionItem.scheme);
  for (const { deductionId, ...item } of rows) {
    byDeduction.set(deductionId, [...(byDeduction.get(deductionId) ?? []), item]);
  }
  return byDeduction;
}

/** Spelt as the partial indexes spell it, or they are not used. */
