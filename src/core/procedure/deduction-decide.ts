import { DomainError } from '../errors.ts';
import type { EventOf } from '../events.ts';
import type { Minutes } from './appeal/due-process.ts';
import { type Deciding, deductionIn, isSigner, refuseSubject, stillOpen, todayOf } from './deciding.ts';
import type { Deduction } from './deduction.ts';
import { schemesOf } from './deduction-status.ts';

/**
 * Another person confirms: from this signature on the points count. Where many are confirmed in one act, each cites the
 * committee's minutes.
 *
 * @throws DomainError `deduction.own-record` (the doctor concerned), `deduction.own-confirmation` (the recorder),
 * `deduction.statement-window-open`, `deduction.already-confirmed`, `deduction.already-closed`, `deduction.lapsed`,
 * `deduction.recused`, `deduction.minutes-in-future`.
 */
export function confirmDeduction(
  context: Deciding,
  command: { readonly deductionId: string; readonly note: string; readonly minutes?: Minutes | undefined },
): EventOf<'deduction.confirmed'> {
  const { deductionId, note, minutes } = command;
  const deduction = deductionIn(context, deductionId);
  const { confirmableFrom, statement } = stillOpen(context, deduction);
  refuseSubject(context, deductionId);
  refuseRecorder(context, deduction, 'deduction.own-confirmation');
  if (confirmableFrom !== null && todayOf(context) < confirmableFrom) {
    const parameters = { deductionId, due: statement.notBefore, from: confirmableFrom };
    throw new DomainError('conflict', 'deduction.statement-window-open', parameters);
  }
  const today = todayOf(context);
  if (minutes !== undefined && minutes.heldOn > today) {
    throw new DomainError('invalid', 'deduction.minutes-in-future', { value: minutes.heldOn, today });
  }
  const { doctorId } = deduction.finding;
  return {
    kind: 'deduction.confirmed',
    v: 1,
    deductionId,
    doctorId,
    note,
    ...(minutes === undefined ? {} : { minutes }),
  };
}

/**
 * Another person finds that it does not stand, at any time while it is open. Where one of the scheme's exculpations is
 * the reason it is named, so that it can be counted which reasons hold.
 *
 * @throws DomainError `deduction.own-dismissal` (the recorder withdraws instead), `deduction.unknown-exculpation`, …
 */
export function dismissDeduction(
  context: Deciding,
  command: { readonly deductionId: string; readonly reason: string; readonly exculpation: string | null },
): EventOf<'deduction.dismissed'> {
  const { deductionId, reason, exculpation } = command;
  const deduction = deductionIn(context, deductionId);
  stillOpen(context, deduction);
  refuseSubject(context, deductionId);
  refuseRecorder(context, deduction, 'deduction.own-dismissal');
  const accepted = exculpationsOf(context, deduction);
  if (exculpation !== null && !accepted.includes(exculpation)) {
    throw new DomainError('invalid', 'deduction.unknown-exculpation', { deductionId, value: exculpation, accepted });
  }
  return { kind: 'deduction.dismissed', v: 1, deductionId, doctorId: deduction.finding.doctorId, reason, exculpation };
}

/**
 * The recording side takes a record back while it is open: the recorder, or whoever the door lets withdraw at that
 * hospital, because it only ever helps the doctor. The doctor concerned cannot.
 */
export function withdrawDeduction(
  context: Deciding,
  { deductionId, reason }: { readonly deductionId: string; readonly reason: string },
): EventOf<'deduction.withdrawn'> {
  const deduction = deductionIn(context, deductionId);
  stillOpen(context, deduction);
  refuseSubject(context, deductionId);
  return { kind: 'deduction.withdrawn', v: 1, deductionId, doctorId: deduction.finding.doctorId, reason };
}

/** Persons are compared, never accounts: nobody is two people by having two logins. */
function refuseRecorder(context: Deciding, { finding, recorded }: Deduction, code: string): void {
  if (isSigner(context, recorded.by.personId)) {
    throw new DomainError('forbidden', code, { deductionId: finding.deductionId });
  }
}

function exculpationsOf({ register }: Deciding, { finding }: Deduction): string[] {
  const adopted = schemesOf(register, finding);
  const ids = finding.items.flatMap((item) =>
    adopted.flatMap(({ schemeId, violations }) =>
      schemeId === item.scheme ? (violations.get(item.code)?.exculpations ?? []) : [],
    ),
  );
  return [...new Set(ids)].sort();
}
