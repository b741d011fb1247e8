import { and, eq, inArray, or, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { ClockCut } from '../../core/procedure/deduction-cut.ts';
import type { Db } from '../db.ts';
import { credit, deduction, doctor, doctorLeave, inboxRead, opening } from '../tables.ts';
import type { PausedStates, ReachPart } from './deduction.ts';
import { anyOf, partCondition, stateCondition } from './deduction-conditions.ts';

/** Part of somebody's reach; a panellist's is narrowed to what is contested. */
export interface DutyPart extends ReachPart {
  readonly contestedOnly: boolean;
}

export interface DutySearch {
  readonly reach: readonly DutyPart[];
  readonly cuts: readonly ClockCut[];
  readonly paused: PausedStates;
  readonly hospitalId: string | undefined;
  /** Windows of decisions delivered before this day have run, whatever paused them. */
  readonly deliveredFrom: string;
  /** Oldest first, after this ledger position. */
  readonly after: number | undefined;
  readonly limit: number;
}

export interface DutyRow {
  readonly deductionId: string;
  readonly doctorId: string;
  readonly recordedSeq: number;
}

/** A balance carried over, or a credit, that waits for a second person. */
export interface BalanceRow {
  readonly kind: 'opening' | 'credit';
  readonly id: string;
  readonly doctorId: string;
  readonly recordedSeq: number;
}

export interface BalanceSearch {
  /** Of these hospitals, null: of all; or about these doctors. */
  readonly hospitalIds: readonly string[] | null;
  readonly doctorIds: readonly string[];
  readonly hospitalId: string | undefined;
  /** Oldest first, after this ledger position. */
  readonly after: number | undefined;
  readonly limit: number;
}

/** Which records may have something due, for core to say what; and what concerns somebody who signed. */
export interface DueProcessQueries {
  mayHaveDuties(search: DutySearch): Promise<readonly DutyRow[]>;
  /** Openings and credits that wait for a second person, together in the order they were recorded. */
  balancesWaiting(search: BalanceSearch): Promise<readonly BalanceRow[]>;
  /** Undecided records whose doctor has been on documented leave since they were recorded; at most some thousands. */
  openDuringLeave(): Promise<readonly { readonly deductionId: string; readonly doctorId: string }[]>;
  /** Deductions that the person recorded or decided, the most recently changed first. */
  signedBy(personId: string, limit: number): Promise<readonly string[]>;
  /** Which of these positions the person has read. */
  readOf(personId: string, positions: readonly number[]): Promise<ReadonlySet<number>>;
}

/** More open records of doctors on leave than a city has. */
const maxPaused = 5_000;

export function dueProcessQueries(db: Db): DueProcessQueries {
  const away = alias(doctor, 'away');
  const recorded = alias(doctor, 'recorded');
  const root = sql`coalesce(${away.mergedInto}, ${doctorLeave.doctorId})`;
  return {
    mayHaveDuties: async ({ reach, cuts, paused, hospitalId, deliveredFrom, after, limit }) =>
      db
        .select({ deductionId: deduction.id, doctorId: deduction.doctorId, recordedSeq: deduction.recordedSeq })
        .from(deduction)
        .where(
          and(
            anyOf(reach.map(dutyPart)),
            or(
              stateCondition('open', cuts, paused),
              and(eq(deduction.process, 'undelivered'), sql`${deduction.fallen} is distinct from 'reversed'`),
              and(
                sql`${deduction.fallen} is null`,
                or(
                  eq(deduction.process, 'contested'),
                  and(eq(deduction.process, 'delivered'), sql`${deduction.deliveredOn} >= ${deliveredFrom}`),
                  eq(deduction.reversalProposed, 1),
                ),
              ),
            ),
            hospitalId === undefined ? undefined : eq(deduction.hospitalId, hospitalId),
            after === undefined ? undefined : sql`${deduction.recordedSeq} > ${after}`,
          ),
        )
        .orderBy(deduction.recordedSeq)
        .limit(limit),
    balancesWaiting: async (search) => {
      const [openings, credits] = await Promise.all([
        db
          .select({ id: opening.id, doctorId: opening.doctorId, recordedSeq: opening.recordedSeq })
          .from(opening)
          .where(and(sql`${opening.state} in ('recorded', 'reversal-proposed')`, balanceCondition(opening, search)))
          .orderBy(opening.recordedSeq)
          .limit(search.limit),
        db
          .select({ id: credit.id, doctorId: credit.doctorId, recordedSeq: credit.recordedSeq })
          .from(credit)
          .where(and(sql`${credit.state} = 'recorded'`, balanceCondition(credit, search)))
          .orderBy(credit.recordedSeq)
          .limit(search.limit),
      ]);
      return [
        ...openings.map((row) => ({ kind: 'opening' as const, ...row })),
        ...credits.map((row) => ({ kind: 'credit' as const, ...row })),
      ]
        .sort((a, b) => a.recordedSeq - b.recordedSeq)
        .slice(0, search.limit);
    },
    openDuringLeave: async () =>
      db
        .selectDistinct({ deductionId: deduction.id, doctorId: deduction.doctorId })
        .from(doctorLeave)
        .leftJoin(away, eq(away.id, doctorLeave.doctorId))
        .innerJoin(recorded, sql`${recorded.id} = ${root} or ${recorded.mergedInto} = ${root}`)
        .innerJoin(deduction, eq(deduction.doctorId, recorded.id))
        .where(
          and(
            inArray(deduction.state, ['recorded', 'stated', 'acknowledged']),
            sql`${doctorLeave.untilDate} > ${deduction.recordedOn}`,
          ),
        )
        .limit(maxPaused),
    signedBy: async (personId, limit) => {
      const rows = await db
        .select({ id: deduction.id })
        .from(deduction)
        .where(or(eq(deduction.recordedBy, personId), eq(deduction.decidedBy, personId)))
        .orderBy(sql`${deduction.changedSeq} desc`)
        .limit(limit);
      return rows.map(({ id }) => id);
    },
    readOf: async (personId, positions) => {
      if (positions.length === 0) return new Set();
      const rows = await db
        .select({ position: inboxRead.position })
        .from(inboxRead)
        .where(and(eq(inboxRead.personId, personId), inArray(inboxRead.position, [...positions])));
      return new Set(rows.map(({ position }) => position));
    },
  };
}

function balanceCondition(
  table: typeof opening | typeof credit,
  { hospitalIds, doctorIds, hospitalId, after }: BalanceSearch,
): SQL | undefined {
  const reached = hospitalIds === null ? sql`1 = 1` : inArray(table.hospitalId, [...hospitalIds]);
  return and(
    anyOf([reached, inArray(table.doctorId, [...doctorIds])]),
    hospitalId === undefined ? undefined : eq(table.hospitalId, hospitalId),
    after === undefined ? undefined : sql`${table.recordedSeq} > ${after}`,
  );
}

function dutyPart({ contestedOnly, ...part }: DutyPart): SQL {
  const reached = partCondition(part);
  return contestedOnly ? (and(reached, eq(deduction.process, 'contested')) ?? reached) : reached;
}
