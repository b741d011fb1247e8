import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../db.ts';
import { followUp } from '../tables-signal.ts';

export interface FollowUpSearch {
  /** null: all. */
  readonly hospitalIds: readonly string[] | null;
  readonly state: string | undefined;
  /** Newest first; the position of the last one of the page before. */
  readonly before: number | undefined;
  readonly limit: number;
}

export interface FollowUpRow {
  readonly followUpId: string;
  readonly hospitalId: string;
  readonly wardId: string | null;
  readonly measure: string;
  readonly rule: string;
  readonly side: string;
  readonly since: string;
  readonly to: string;
  readonly fromValue: number;
  readonly toValue: number;
  readonly state: string;
  readonly openedOn: string;
  readonly openedSeq: number;
  readonly deadline: string | null;
}

export interface FollowUpQueries {
  search(search: FollowUpSearch): Promise<readonly FollowUpRow[]>;
  /** All that are not closed; of the hospitals named, or (null) of all. */
  unfinished(hospitalIds: readonly string[] | null): Promise<readonly FollowUpRow[]>;
}

export function followUpQueries(db: Db): FollowUpQueries {
  const columns = {
    followUpId: followUp.id,
    hospitalId: followUp.hospitalId,
    wardId: followUp.wardId,
    measure: followUp.measure,
    rule: followUp.rule,
    side: followUp.side,
    since: followUp.since,
    to: followUp.to,
    fromValue: followUp.fromValue,
    toValue: followUp.toValue,
    state: followUp.state,
    openedOn: followUp.openedOn,
    openedSeq: followUp.openedSeq,
    deadline: followUp.deadline,
  };
  return {
    search: async ({ hospitalIds, state, before, limit }) =>
      db
        .select(columns)
        .from(followUp)
        .where(
          and(
            atHospitals(hospitalIds),
            state === undefined ? undefined : eq(followUp.state, state),
            before === undefined ? undefined : sql`${followUp.openedSeq} < ${before}`,
          ),
        )
        .orderBy(sql`${followUp.openedSeq} desc`)
        .limit(limit),
    unfinished: async (hospitalIds) =>
      db
        .select(columns)
        .from(followUp)
        .where(and(atHospitals(hospitalIds), sql`${followUp.state} <> 'closed'`)),
  };
}

function atHospitals(hospitalIds: readonly string[] | null): SQL | undefined {
  if (hospitalIds === null) return undefined;
  return hospitalIds.length === 0 ? sql`1 = 0` : inArray(followUp.hospitalId, [...hospitalIds]);
}
