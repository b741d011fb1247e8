import { DomainError } from '../errors.ts';
import { appealDeduction, waiveAppeal, withdrawAppeal } from './appeal/appeal.ts';
import { appealStatus } from './appeal/appeal-status.ts';
import { deliverDeduction, readDecision } from './appeal/delivery.ts';
import type { AppealBody } from './appeal/due-process.ts';
import { confirmReversal, dropReversal, proposeReversal, recordOutcome } from './appeal/reversal.ts';
import { ruleOnAppeal } from './appeal/ruling.ts';
import { type Deciding, deductionIn, todayOf } from './deciding.ts';
import { acknowledgeDeduction, stateOnDeduction } from './deduction-answer.ts';
import { confirmDeduction, dismissDeduction, withdrawDeduction } from './deduction-decide.ts';

/** Everything that can be signed about a deduction, in the order of the procedure. */
export const deductionSteps = [
  'state',
  'acknowledge',
  'confirm',
  'dismiss',
  'withdraw',
  'deliver',
  'read',
  'appeal',
  'waive-appeal',
  'withdraw-appeal',
  'rule',
  'record-outcome',
  'propose-reversal',
  'confirm-reversal',
  'drop-reversal',
] as const;
export type DeductionStep = (typeof deductionSteps)[number];

/**
 * Whether this signer's step would be taken now: it is decided on paper by the very code that decides it, so that no
 * second set of rules can say anything else. What a person still has to write (reasons, papers) is taken as given.
 *
 * @param body in which body the signer would rule.
 */
export function wouldGoThrough(
  context: Deciding,
  step: DeductionStep,
  { deductionId, body }: { readonly deductionId: string; readonly body: AppealBody },
): boolean {
  try {
    attempts[step](context, deductionId, body);
    return true;
  } catch (error) {
    if (error instanceof DomainError) return false;
    throw error;
  }
}

type Attempt = (context: Deciding, deductionId: string, body: AppealBody) => unknown;

const written = { ref: '', note: null, sha256: '' };

const attempts: Readonly<Record<DeductionStep, Attempt>> = {
  state: (context, deductionId) => stateOnDeduction(context, { deductionId, text: '', attachments: [] }),
  acknowledge: (context, deductionId) => acknowledgeDeduction(context, { deductionId }),
  confirm: (context, deductionId) => confirmDeduction(context, { deductionId, note: '' }),
  dismiss: (context, deductionId) => dismissDeduction(context, { deductionId, reason: '', exculpation: null }),
  withdraw: (context, deductionId) => withdrawDeduction(context, { deductionId, reason: '' }),
  deliver: (context, deductionId) => {
    const paper = { how: 'signed-paper', document: written, witnessId: null } as const;
    return deliverDeduction(context, { deductionId, receivedOn: todayOf(context), ...paper });
  },
  read: (context, deductionId) => readDecision(context, { deductionId }),
  appeal: (context, deductionId) => appealDeduction(context, { deductionId, grounds: '', attachments: [] }),
  'waive-appeal': (context, deductionId) => waiveAppeal(context, { deductionId }),
  'withdraw-appeal': (context, deductionId) => withdrawAppeal(context, { deductionId }),
  rule: (context, deductionId, body) => {
    const minutes = { ref: '', sha256: '', heldOn: todayOf(context) };
    const memberIds = panelFor(context, deductionId);
    return ruleOnAppeal(context, { deductionId, body, outcome: 'upheld', items: [], reason: '', memberIds, minutes });
  },
  'record-outcome': (context, deductionId) => {
    const decision = { document: '', authority: '', decidedOn: todayOf(context) };
    const outcome = { forum: 'other', outcome: 'upheld', items: [], decision, reason: '' } as const;
    return recordOutcome(context, { deductionId, ...outcome });
  },
  'propose-reversal': (context, deductionId) => proposeReversal(context, { deductionId, reason: '', document: null }),
  'confirm-reversal': (context, deductionId) => confirmReversal(context, { deductionId, note: '' }),
  'drop-reversal': (context, deductionId) => dropReversal(context, { deductionId, reason: '' }),
};

/** As many others as the panel needs, who are nobody: whom the signer sits with is still to be written. */
function panelFor(context: Deciding, deductionId: string): string[] {
  const { level } = appealStatus(context.register, deductionIn(context, deductionId), todayOf(context));
  return Array.from({ length: (level?.membersAtLeast ?? 1) - 1 }, (_, index) => `member ${index + 1}`);
}
