import { DomainError } from '../../errors.ts';
import type { EventOf } from '../../events.ts';
import { foldInterests } from '../../register/people/interest.ts';
import { type Deciding, deductionIn, todayOf } from '../deciding.ts';
import type { Deduction } from '../deduction.ts';
import { appealStatus } from './appeal-status.ts';
import {
  type Appeal,
  type AppealBody,
  type Minutes,
  openAppeal,
  type ReducedItem,
  type RulingOutcome,
} from './due-process.ts';
import { refuseHeavier } from './reduction.ts';

export interface RuleOnAppeal {
  readonly deductionId: string;
  /** In which body the signer acts. */
  readonly body: AppealBody;
  readonly outcome: RulingOutcome;
  /** Only for `reduced`: what the items weigh from now on; those not named stay as they are. */
  readonly items: readonly ReducedItem[];
  readonly reason: string;
  /** Who ruled with the signer. */
  readonly memberIds: readonly string[];
  /** Every id of each of them, in their order, of records that were merged as well; without, the one by which they are named. */
  readonly memberPersons?: readonly (readonly string[])[];
  readonly minutes: Minutes;
}

/**
 * The body that the scheme names rules on the open appeal: upheld, reduced or revoked, back to the day of the finding and
 * never heavier. Nobody among it recorded, confirmed or ruled on it before, is the doctor, or has a declared interest.
 *
 * @throws DomainError `ruling.no-appeal-open`, `ruling.wrong-body`, `ruling.own-record`, `ruling.recused`,
 * `ruling.by-recorder`, `ruling.by-confirmer`, `ruling.by-earlier-panel`, `ruling.member-twice`, `ruling.panel-too-small`,
 * `ruling.minutes-in-future`, `ruling.minutes-before-appeal`, and what `refuseHeavier` refuses.
 */
export function ruleOnAppeal(context: Deciding, command: RuleOnAppeal): EventOf<'deduction.ruled'> {
  const { deductionId, body, outcome, items, reason, memberIds, minutes } = command;
  const members = command.memberPersons ?? memberIds.map((personId) => [personId]);
  const deduction = deductionIn(context, deductionId);
  const appeal = openAppeal(deduction.process);
  if (appeal === undefined) {
    throw new DomainError('conflict', 'ruling.no-appeal-open', { deductionId, state: deduction.state });
  }
  const panel = [context.signerIds, ...members];
  for (const personId of new Set(panel.flat())) refuseInvolved(context, deduction, personId);
  const status = appealStatus(context.register, deduction, todayOf(context));
  if (!status.bodies.includes(body)) {
    throw new DomainError('conflict', 'ruling.wrong-body', { deductionId, value: body, accepted: status.bodies });
  }
  refusePanel(deductionId, panel, status.level?.membersAtLeast ?? 1);
  refuseMinutes(context, appeal, minutes);
  refuseHeavier(context, deduction, command);
  const { doctorId } = deduction.finding;
  const { level } = appeal;
  const ruled = { level, body, outcome, items, reason, memberIds, minutes };
  return { kind: 'deduction.ruled', v: 1, deductionId, doctorId, ...ruled };
}

/** Why this person can be no part of the second decision; persons are compared, never accounts. */
function refuseInvolved({ dossier }: Deciding, { finding, recorded, decided, process }: Deduction, personId: string) {
  const { deductionId } = finding;
  const named = { deductionId, personId };
  if (dossier.doctorIds.includes(personId)) throw new DomainError('forbidden', 'ruling.own-record', named);
  if (foldInterests(dossier.entries).some((interest) => interest.personId === personId))
    throw new DomainError('forbidden', 'ruling.recused', named);
  if (recorded.by.personId === personId) throw new DomainError('forbidden', 'ruling.by-recorder', named);
  if (decided?.by.personId === personId) throw new DomainError('forbidden', 'ruling.by-confirmer', named);
  const ruledBefore = process.appeals.some(
    ({ ruling }) => ruling !== null && [ruling.by.personId, ...ruling.memberIds].includes(personId),
  );
  if (ruledBefore) throw new DomainError('forbidden', 'ruling.by-earlier-panel', named);
}

/** @param panel every id of each person. */
function refusePanel(deductionId: string, panel: readonly (readonly string[])[], atLeast: number): void {
  const sat = new Set<string>();
  for (const ids of panel) {
    const twice = ids.find((personId) => sat.has(personId));
    if (twice !== undefined) throw new DomainError('invalid', 'ruling.member-twice', { deductionId, personId: twice });
    for (const personId of ids) sat.add(personId);
  }
  if (panel.length < atLeast) {
    throw new DomainError('invalid', 'ruling.panel-too-small', { deductionId, members: panel.length, atLeast });
  }
}

function refuseMinutes(context: Deciding, appeal: Appeal, { heldOn }: Minutes): void {
  const today = todayOf(context);
  if (heldOn > today) throw new DomainError('invalid', 'ruling.minutes-in-future', { value: heldOn, today });
  if (heldOn < appeal.on) {
    throw new DomainError('invalid', 'ruling.minutes-before-appeal', { value: heldOn, on: appeal.on });
  }
}
