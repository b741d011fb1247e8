import type { Explanation, Text } from './explanation.ts';
import type { Deduction, FoundItem } from './procedure/deduction.ts';
import {
  type DeductionStatus,
  deductionStatus,
  type EffectiveState,
  schemeOfItem,
} from './procedure/deduction-status.ts';
import type { ClockDue } from './register/calendar.ts';
import { actKey } from './rules/act.ts';
import type { AdoptedScheme } from './rules/adoption.ts';
import { type ConfirmedItem, type CountedItem, carriedOver, statedPoints } from './rules/counting.ts';
import type { Violation } from './rules/scheme.ts';
import type { StandingItem } from './standing.ts';
import type { StandingFile } from './standing-file.ts';
import { addDays, type IsoDate } from './time.ts';

/** A doctor's items under one scheme, by what has become of them. */
export interface Found {
  readonly confirmed: readonly ConfirmedFinding[];
  readonly open: readonly OpenFinding[];
  readonly closed: readonly ClosedFinding[];
  readonly lastAdopted: AdoptedScheme | undefined;
  readonly isContested: (item: { readonly deductionId: string }) => boolean;
}

export interface FoundUnder {
  readonly deduction: Deduction;
  readonly item: FoundItem;
  readonly adopted: AdoptedScheme;
  readonly state: EffectiveState;
}

/** Waits for a decision, on clocks. */
export interface OpenFinding extends FoundUnder {
  readonly status: DeductionStatus;
}

/** Dismissed, withdrawn, lapsed, revoked or reversed: it does not count. */
export interface ClosedFinding extends FoundUnder {
  /** The day whose cycle shows it. */
  readonly endedOn: IsoDate;
}

interface ConfirmedFinding {
  readonly from: FoundUnder;
  readonly item: ConfirmedItem;
}

export function foundUnder(schemeId: string, file: StandingFile): Found {
  const confirmed: ConfirmedFinding[] = [];
  const open: OpenFinding[] = [];
  const closed: ClosedFinding[] = [];
  const contested = new Set<string>();
  let lastAdopted: AdoptedScheme | undefined;
  for (const deduction of file.deductions) {
    const item = deduction.finding.items.find((each) => each.scheme === schemeId);
    if (item === undefined) continue;
    const adopted = versionOf(deduction, item, file);
    lastAdopted = adopted;
    if (deduction.contestedOn !== null) contested.add(deduction.finding.deductionId);
    const found = { deduction, item, adopted, state: deduction.state };
    const { decided, foundOn, process } = deduction;
    if (process.fallen !== null && foundOn !== null) {
      // Listed in the cycle that it counted in, and would count in if it stood.
      closed.push({ ...found, endedOn: foundOn });
    } else if (decided !== null && foundOn !== null) {
      confirmed.push({ from: found, item: confirmedItem(found, foundOn, decided.seq) });
    } else if (decided !== null) {
      closed.push({ ...found, endedOn: decided.on });
    } else {
      const status = deductionStatus(file.register, deduction, file.asOf);
      const { state } = status;
      if (state === 'lapsed') closed.push({ ...found, state, endedOn: addDays(status.confirmation.notBefore, 1) });
      else open.push({ ...found, state, status });
    }
  }
  return { confirmed, open, closed, lastAdopted, isContested: ({ deductionId }) => contested.has(deductionId) };
}

export function countedItem(counted: CountedItem, from: FoundUnder, sumAfter: number): StandingItem {
  const { weight: points, counted: taken } = counted;
  const { code, occurredOn, foundOn } = counted.item;
  const version = from.adopted.scheme.version;
  const how: Explanation = {
    code: 'item.counted',
    parameters: { code, version, occurredOn, foundOn, points, counted: taken, sumAfter },
  };
  return {
    ...itemOf(from),
    points,
    counted: taken,
    sumAfter: taken > 0 ? sumAfter : null,
    reasons: taken > 0 ? [...counted.reasons, how] : counted.reasons,
  };
}

export function openItem(found: OpenFinding): StandingItem {
  return { ...itemOf(found), counted: 0, sumAfter: null, reasons: waitingFor(found.status) };
}

export function closedItem(found: ClosedFinding): StandingItem {
  const { deduction, adopted, state, endedOn } = found;
  const excuse = adopted.scheme.exculpations.find((each) => each.id === deduction.decided?.exculpation);
  const on = deduction.process.fallen?.on ?? endedOn;
  const reason: Explanation = { code: `item.${state}`, parameters: { on } };
  const why: Explanation[] =
    excuse === undefined
      ? []
      : [{ code: 'item.exculpated', parameters: { exculpation: { zh: excuse.zh, en: excuse.en } } }];
  return { ...itemOf(found), counted: 0, sumAfter: null, reasons: [...why, reason] };
}

/** An open item as it would be weighed, were it confirmed on a day and after all that was. */
export function asIfConfirmed(open: OpenFinding, on: IsoDate): ConfirmedItem {
  return confirmedItem(open, on, Number.MAX_SAFE_INTEGER);
}

function versionOf({ finding }: Deduction, { scheme }: FoundItem, { register }: StandingFile): AdoptedScheme {
  const adopted = schemeOfItem(register, finding, scheme);
  // Recording refuses this and adoptions are never taken back; a standing that left the item out would be a wrong number.
  if (adopted === undefined) throw new Error(`no version of ${scheme} binds ${finding.deductionId}`);
  return adopted;
}

function confirmedItem({ deduction, item, adopted }: FoundUnder, foundOn: IsoDate, foundSeq: number): ConfirmedItem {
  const { deductionId, doctorId, hospitalId, occurredOn, actRef, externalDecision } = deduction.finding;
  return {
    deductionId,
    recordedFor: doctorId,
    hospitalId,
    occurredOn,
    foundOn,
    foundSeq,
    actRef,
    eventRef: externalDecision?.document ?? actKey(hospitalId, actRef),
    code: item.code,
    chosenPoints: item.points,
    reducedTo: deduction.process.reducedTo[item.scheme] ?? null,
    adopted,
  };
}

function itemOf({
  deduction,
  item,
  adopted,
  state,
}: FoundUnder): Omit<StandingItem, 'counted' | 'sumAfter' | 'reasons'> {
  const { finding } = deduction;
  const violation = adopted.violations.get(item.code);
  return {
    deductionId: finding.deductionId,
    hospitalId: finding.hospitalId,
    actRef: finding.actRef,
    reviewRef: finding.reviewRef,
    code: item.code,
    category: violation?.category ?? '',
    text: textOf(item.code, violation),
    source: violation?.source ?? null,
    schemeVersion: adopted.scheme.version,
    schemeHash: adopted.hash,
    provenance: violation?.provenance ?? adopted.scheme.provenance,
    occurredOn: finding.occurredOn,
    recordedOn: deduction.recorded.on,
    foundOn: deduction.foundOn,
    state,
    points: statedPoints(adopted, item.code, item.points),
  };
}

function textOf(code: string, violation: Violation | undefined): Text {
  if (violation !== undefined) return { zh: violation.zh, en: violation.en };
  return code === carriedOver ? { zh: '纸面记分结转', en: 'Balance carried over from paper' } : { zh: code, en: code };
}

function waitingFor({ state, confirmableFrom, statement, confirmation }: DeductionStatus): Explanation[] {
  const waits: Explanation =
    state === 'recorded'
      ? { code: 'item.awaits-statement', parameters: { until: statement.notBefore } }
      : { code: 'item.awaits-confirmation', parameters: { since: confirmableFrom, until: confirmation.due } };
  return [waits, ...provisional(statement), ...provisional(confirmation)];
}

/** Said once for each clock that reaches a year without a table. */
function provisional(clock: ClockDue): Explanation[] {
  const { missingYear, notBefore } = clock;
  return missingYear === null ? [] : [{ code: 'clock.year-missing', parameters: { year: missingYear, notBefore } }];
}
