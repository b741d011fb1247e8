import { and, eq, inArray, or, type SQL, sql } from 'drizzle-orm';
import type { ClockCut } from '../../core/procedure/deduction-cut.ts';
import { deduction, deductionItem } from '../tables.ts';
import type { DeductionSearch, PausedStates, ReachPart, SchemeCodes, StateFilter } from './deduction.ts';

const undecided = sql`${deduction.state} in ('recorded', 'stated', 'acknowledged')`;

/** What a search admits; all must hold. */
export function conditions(search: DeductionSearch): (SQL | undefined)[] {
  const { before, scheme, code, anyCodes } = search;
  return [
    anyOf(search.reach.map(partCondition)),
    search.state && stateCondition(search.state, search.cuts, search.paused),
    search.hospitalId === undefined ? undefined : eq(deduction.hospitalId, search.hospitalId),
    search.department === undefined ? undefined : eq(deduction.department, search.department),
    search.wardId === undefined ? undefined : eq(deduction.wardId, search.wardId),
    search.doctorIds === undefined ? undefined : inArray(deduction.doctorId, [...search.doctorIds]),
    search.findingId === undefined ? undefined : eq(deduction.findingId, search.findingId),
    scheme === undefined && code === undefined
      ? undefined
      : foundAs(
          and(
            scheme === undefined ? undefined : eq(deductionItem.scheme, scheme),
            code === undefined ? undefined : eq(deductionItem.code, code),
          ),
        ),
    anyCodes && foundAs(anyOf(anyCodes.map(codesCondition))),
    search.occurredFrom === undefined ? undefined : sql`${deduction.occurredOn} >= ${search.occurredFrom}`,
    search.occurredUntil === undefined ? undefined : sql`${deduction.occurredOn} < ${search.occurredUntil}`,
    search.recordedFrom === undefined ? undefined : sql`${deduction.recordedOn} >= ${search.recordedFrom}`,
    search.recordedUntil === undefined ? undefined : sql`${deduction.recordedOn} < ${search.recordedUntil}`,
    before === undefined ? undefined : sql`${deduction.recordedSeq} < ${before}`,
  ];
}

export function partCondition({ hospitalIds, department, doctorIds, onlyCodes }: ReachPart): SQL {
  const all = and(
    hospitalIds && atHospitals(hospitalIds),
    department === undefined ? undefined : eq(deduction.department, department),
    doctorIds === undefined ? undefined : inArray(deduction.doctorId, [...doctorIds]),
    onlyCodes && sql`not ${hasItem(sql`not (${anyOf(onlyCodes.map(codesCondition))})`)}`,
  );
  return all ?? sql`1 = 1`;
}

function codesCondition({ scheme, codes }: SchemeCodes): SQL {
  return sql`(${deductionItem.scheme} = ${scheme} and ${inArray(deductionItem.code, [...codes])})`;
}

function hasItem(where: SQL | undefined): SQL {
  return sql`exists (select 1 from ${deductionItem} where ${deductionItem.deductionId} = ${deduction.id} and ${where ?? sql`1 = 1`})`;
}

/** As `hasItem`, by position: the index of codes gives the positions in the order of the list. */
function foundAs(where: SQL | undefined): SQL {
  return sql`${deduction.recordedSeq} in (select ${deductionItem.recordedSeq} from ${deductionItem} where ${where ?? sql`1 = 1`})`;
}

/**
 * The index of one hospital gives its rows in the order of the list. That of several gives them hospital by hospital, to
 * be sorted; walking the whole list and leaving out the others ends after a page, so there the index is avoided.
 */
function atHospitals(hospitalIds: readonly string[]): SQL {
  const [only, ...others] = hospitalIds;
  if (only === undefined) return sql`1 = 0`;
  if (others.length === 0) return eq(deduction.hospitalId, only);
  return inArray(sql`(${deduction.hospitalId} || '')`, [...hospitalIds]);
}

/** Nothing admitted is nothing found, not everything. */
export function anyOf(some: readonly SQL[]): SQL {
  return or(...some) ?? sql`1 = 0`;
}

/** What has been signed and what time has done since, as `deductionStatus` says it of one. */
export function effectiveState(cuts: readonly ClockCut[], paused: PausedStates): SQL<string> {
  const known = [...new Set(paused.values())].map(
    (state) => sql`when ${inArray(deduction.id, idsIn(paused, [state]))} then ${state}`,
  );
  return sql<string>`case ${sql.join(known, sql` `)}
    when ${deduction.fallen} is not null then ${deduction.fallen}
    when ${undecided} and ${hasLapsed(cuts)} then 'lapsed'
    when ${deduction.state} = 'recorded' and ${statementHasRun(cuts)} then 'confirmable'
    else ${deduction.state} end`;
}

export function stateCondition(state: StateFilter, cuts: readonly ClockCut[], paused: PausedStates): SQL {
  const byCuts = cutCondition(state, cuts);
  if (paused.size === 0) return byCuts;
  const ids = [...paused.keys()];
  const matching = idsIn(paused, statesOf[state]);
  const among = matching.length === 0 ? sql`1 = 0` : inArray(deduction.id, matching);
  return sql`((not ${inArray(deduction.id, ids)} and ${byCuts}) or ${among})`;
}

function idsIn(paused: PausedStates, states: readonly string[]): string[] {
  return [...paused].flatMap(([id, state]) => (states.includes(state) ? [id] : []));
}

/** The effective states of an undecided record that a filter admits. */
const statesOf: Readonly<Record<StateFilter, readonly string[]>> = {
  recorded: ['recorded'],
  confirmable: ['confirmable'],
  stated: ['stated'],
  acknowledged: ['acknowledged'],
  lapsed: ['lapsed'],
  open: ['recorded', 'confirmable', 'stated', 'acknowledged'],
  decidable: ['confirmable', 'stated', 'acknowledged'],
  confirmed: [],
  dismissed: [],
  withdrawn: [],
  revoked: [],
  reversed: [],
};

function cutCondition(state: StateFilter, cuts: readonly ClockCut[]): SQL {
  const lapsed = hasLapsed(cuts);
  switch (state) {
    case 'recorded':
      return sql`(${deduction.state} = 'recorded' and not ${lapsed} and not ${statementHasRun(cuts)})`;
    case 'confirmable':
      return sql`(${deduction.state} = 'recorded' and not ${lapsed} and ${statementHasRun(cuts)})`;
    case 'stated':
    case 'acknowledged':
      return sql`(${deduction.state} = ${state} and not ${lapsed})`;
    case 'lapsed':
      return sql`(${undecided} and ${lapsed})`;
    case 'open':
      return sql`(${undecided} and not ${lapsed})`;
    case 'decidable':
      return sql`(${undecided} and not ${lapsed}
        and (${deduction.state} <> 'recorded' or ${statementHasRun(cuts)}))`;
    case 'confirmed':
      return sql`(${deduction.state} = 'confirmed' and ${deduction.fallen} is null)`;
    case 'dismissed':
    case 'withdrawn':
      return sql`(${deduction.state} in ('dismissed', 'withdrawn') and ${deduction.state} = ${state})`;
    case 'revoked':
    case 'reversed':
      return eq(deduction.fallen, state);
  }
}

/** A record lives as long as the shortest of its schemes lets it. */
function hasLapsed(cuts: readonly ClockCut[]): SQL {
  const run = cuts.flatMap((cut) => {
    if (cut.lapsed === null) return [];
    const { from, upTo } = cut.lapsed;
    const on = deduction.recordedOn;
    return [and(binds(cut), from === null ? undefined : sql`${on} >= ${from}`, sql`${on} <= ${upTo}`) ?? sql`1 = 0`];
  });
  return hasItem(anyOf(run));
}

/** The doctor has the longest of the windows. */
function statementHasRun(cuts: readonly ClockCut[]): SQL {
  const waiting = cuts.map((cut) => {
    return and(binds(cut), sql`${deduction.recordedOn} > ${cut.statementRunFor}`) ?? sql`1 = 0`;
  });
  return sql`not ${hasItem(anyOf(waiting))}`;
}

/** Whether the version of the cut is the one that binds the item. */
function binds({ scheme, hospitalId, occurredFrom, occurredUntil }: ClockCut): SQL | undefined {
  return and(
    eq(deductionItem.scheme, scheme),
    hospitalId === null ? undefined : eq(deduction.hospitalId, hospitalId),
    occurredFrom === null ? undefined : sql`${deduction.occurredOn} >= ${occurredFrom}`,
    occurredUntil === null ? undefined : sql`${deduction.occurredOn} < ${occurredUntil}`,
  );
}
