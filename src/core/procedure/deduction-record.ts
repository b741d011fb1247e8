import { DomainError, type Parameter, type ProblemRow } from '../errors.ts';
import type { EventOf } from '../events.ts';
import { clockDue, hasExpired } from '../register/calendar.ts';
import { actKey } from '../rules/act.ts';
import type { AdoptedScheme } from '../rules/adoption.ts';
import { foldGrants, isEnrolled } from '../rules/enrolment.ts';
import type { Violation } from '../rules/scheme.ts';
import { type Deciding, isRecused, isSubject, todayOf } from './deciding.ts';
import { type Finding, type FoundItem, foldDeductions } from './deduction.ts';
import { deductionStatus, schemeOfItem } from './deduction-status.ts';

/**
 * Decides that a finding is recorded. It deducts nothing: the doctor is told, may answer, and another person confirms.
 *
 * @throws DomainError with the code of the first thing wrong and one row for each; see `refusalsOf`.
 */
export function recordDeduction(context: Deciding, finding: Finding): EventOf<'deduction.recorded'> {
  const refusals = refusalsOf(context, finding);
  const [first] = refusals;
  if (first !== undefined) {
    throw new DomainError(kindOf(first.code), first.code, first.parameters ?? {}, refusals);
  }
  return { kind: 'deduction.recorded', v: 1, ...finding };
}

/** Everything that stands against recording a finding, so that a worksheet can report all its bad rows at once. */
export function refusalsOf(context: Deciding, finding: Finding): readonly ProblemRow[] {
  return [
    ...signerRefusals(context, finding),
    ...dateRefusals(context, finding),
    ...placeRefusals(context, finding),
    ...itemListRefusals(finding),
    ...finding.items.flatMap((item, index) => itemRefusals(context, finding, item, `items[${index}]`)),
  ];
}

function signerRefusals(context: Deciding, { deductionId }: Finding): ProblemRow[] {
  if (isSubject(context)) return [refusal('doctorId', undefined, 'deduction.own-record', { deductionId })];
  return isRecused(context) ? [refusal('doctorId', undefined, 'deduction.recused', { deductionId })] : [];
}

function dateRefusals(context: Deciding, { occurredOn, externalDecision }: Finding): ProblemRow[] {
  const today = todayOf(context);
  const rows: ProblemRow[] = [];
  if (occurredOn > today) rows.push(refusal('occurredOn', occurredOn, 'deduction.occurred-in-future', { today }));
  if (externalDecision === null) return rows;
  const { decidedOn } = externalDecision;
  if (decidedOn > today)
    rows.push(refusal('externalDecision.decidedOn', decidedOn, 'deduction.decided-in-future', { today }));
  if (decidedOn < occurredOn) {
    rows.push(refusal('externalDecision.decidedOn', decidedOn, 'deduction.decided-before-act', { occurredOn }));
  }
  return rows;
}

function placeRefusals({ register }: Deciding, { hospitalId, wardId, occurredOn }: Finding): ProblemRow[] {
  if (register.hospitalOn(hospitalId, occurredOn) === undefined) {
    return [refusal('hospitalId', hospitalId, 'deduction.hospital-absent', { occurredOn })];
  }
  if (wardId === null || register.hospitalOfWard(wardId, occurredOn) === hospitalId) return [];
  return [refusal('wardId', wardId, 'deduction.ward-elsewhere', { hospitalId, occurredOn })];
}

function itemListRefusals({ items }: Finding): ProblemRow[] {
  if (items.length === 0) return [refusal('items', undefined, 'deduction.no-item', {})];
  return items.flatMap(({ scheme }, index) =>
    items.findIndex((other) => other.scheme === scheme) < index
      ? [refusal(`items[${index}].scheme`, scheme, 'deduction.scheme-twice', { scheme })]
      : [],
  );
}

function itemRefusals(context: Deciding, finding: Finding, item: FoundItem, at: string): ProblemRow[] {
  const { occurredOn, hospitalId } = finding;
  const adopted = schemeOfItem(context.register, finding, item.scheme);
  if (adopted === undefined) {
    const parameters = { scheme: item.scheme, hospitalId, occurredOn };
    return [refusal(`${at}.scheme`, item.scheme, 'deduction.scheme-not-in-force', parameters)];
  }
  const violation = adopted.violations.get(item.code);
  if (violation === undefined) {
    const parameters = { code: item.code, scheme: item.scheme, version: adopted.scheme.version };
    return [refusal(`${at}.code`, item.code, 'deduction.unknown-code', parameters)];
  }
  return [
    ...schemeRefusals(context, finding, item, adopted, at),
    ...subjectRefusals(violation, at),
    ...pointsRefusals(violation, item, at),
    ...repetitionRefusals(context, finding, item, at),
  ];
}

/** The record clock is exact to the day: on day 730 it is still recorded, on day 731 no longer. */
function schemeRefusals(
  context: Deciding,
  { occurredOn, externalDecision }: Finding,
  item: FoundItem,
  { scheme }: AdoptedScheme,
  at: string,
): ProblemRow[] {
  const rows: ProblemRow[] = [];
  const { days } = scheme.clocks.record;
  const window = clockDue(context.register.calendar, scheme.clocks.record, occurredOn);
  if (hasExpired(window, todayOf(context))) {
    const parameters = { scheme: item.scheme, days, last: window.notBefore };
    rows.push(refusal('occurredOn', occurredOn, 'deduction.too-old', parameters));
  }
  if (scheme.factsFrom === 'external-decisions' && externalDecision === null) {
    rows.push(refusal('externalDecision', undefined, 'deduction.external-decision-missing', { scheme: item.scheme }));
  }
  const grants = foldGrants(context.dossier.entries).values();
  if (!isEnrolled(context.register, scheme.enrolment, grants, occurredOn)) {
    const level = scheme.enrolment.hospitalLevelAtLeast;
    rows.push(
      refusal(`${at}.scheme`, item.scheme, 'deduction.not-enrolled', { scheme: item.scheme, occurredOn, level }),
    );
  }
  return rows;
}

/** 规范 art 17 item 3 is the pharmacist's failing: nobody answers for it with a prescribing right. */
function subjectRefusals({ code, subject }: Violation, at: string): ProblemRow[] {
  return subject === 'pharmacist' ? [refusal(`${at}.code`, code, 'deduction.code-of-pharmacist', { code })] : [];
}

/** Points come from the scheme; a person chooses only inside a range, and says why. */
function pointsRefusals({ code, points: stated }: Violation, item: FoundItem, at: string): ProblemRow[] {
  const { points, pointsReason } = item;
  if (typeof stated === 'number') {
    if (points === null) return [];
    return [refusal(`${at}.points`, String(points), 'deduction.points-typed', { code, points, stated })];
  }
  const { min, max } = stated;
  if (points === null) return [refusal(`${at}.points`, undefined, 'deduction.points-missing', { code, min, max })];
  const rows: ProblemRow[] = [];
  if (!Number.isInteger(points) || points < min || points > max) {
    rows.push(refusal(`${at}.points`, String(points), 'deduction.points-outside-range', { code, points, min, max }));
  }
  if (pointsReason === null || pointsReason.trim() === '') {
    rows.push(refusal(`${at}.pointsReason`, undefined, 'deduction.points-reason-missing', { code, min, max }));
  }
  return rows;
}

/** One code about one act is one deduction, as long as it is open or confirmed; what was revoked on appeal stays settled. */
function repetitionRefusals(context: Deciding, finding: Finding, item: FoundItem, at: string): ProblemRow[] {
  const act = actKey(finding.hospitalId, finding.actRef);
  for (const other of foldDeductions(context.dossier.entries).values()) {
    const { hospitalId, actRef, items, deductionId } = other.finding;
    if (hospitalId !== finding.hospitalId || actKey(hospitalId, actRef) !== act) continue;
    if (!items.some(({ scheme, code }) => scheme === item.scheme && code === item.code)) continue;
    const { state } = deductionStatus(context.register, other, todayOf(context));
    if (state === 'dismissed' || state === 'withdrawn' || state === 'lapsed' || state === 'reversed') continue;
    const parameters = { code: item.code, actRef, deductionId, state };
    return [refusal(`${at}.code`, item.code, 'deduction.act-already-recorded', parameters)];
  }
  return [];
}

function kindOf(code: string): 'invalid' | 'conflict' | 'forbidden' {
  if (code === 'deduction.act-already-recorded') return 'conflict';
  return code === 'deduction.own-record' || code === 'deduction.recused' ? 'forbidden' : 'invalid';
}

function refusal(
  at: string,
  value: string | undefined,
  code: string,
  parameters: Readonly<Record<string, Parameter>>,
): ProblemRow {
  return { at, value, code, parameters: value === undefined ? parameters : { value, ...parameters } };
}
