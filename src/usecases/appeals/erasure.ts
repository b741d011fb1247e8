import type { Evidence } from '../../core/procedure/deduction.ts';
import {
  confirmErasure,
  dropErasure,
  type Erasure,
  entriesAbout,
  erasedFrom,
  foldErasures,
  proposeErasure,
} from '../../core/procedure/erasure.ts';
import { outlivedWith } from '../../core/procedure/retention.ts';
import { placesOf } from '../../core/register/register.ts';
import { sha256 } from '../../hashing.ts';
import { absent, type Context, grantsHeld, reach, todayOf, type Written } from '../context.ts';
import { loadDeduction } from '../deductions/deduction-load.ts';
import { type Step, signStep } from '../deductions/deduction-sign.ts';
import { recordNow } from '../doctor-memo.ts';
import { registerOf } from '../register.ts';

/** @throws DomainError as core's `proposeErasure`. */
export async function proposeToErase(
  context: Context,
  command: Step & { readonly reason: string; readonly document: Evidence | null },
): Promise<Written> {
  return signStep(context, 'erasure.propose', command, (deciding) => proposeErasure(deciding, command));
}

/**
 * The second person: with this entry the bodies and salts of everything written about the deduction, and of the lead it
 * came from, are destroyed, and its rows with them; so are credits, opening balances and what was written about sanctions
 * whose own time is over, once no deduction of their time is left.
 *
 * @throws DomainError as core's `confirmErasure`.
 */
export async function eraseDeduction(context: Context, command: Step & { readonly note: string }): Promise<Written> {
  return signStep(context, 'erasure.confirm', command, async (deciding) => {
    const { deductionId } = command;
    const { deduction } = await loadDeduction(context, 'erasure.confirm', deductionId);
    const { ledger, tree } = context.store;
    const { leadId } = deduction.finding;
    const ofLead = leadId === null ? [] : await ledger.entriesOf([{ kind: 'lead', id: leadId }]);
    const own = entriesAbout(deciding.dossier.entries, deductionId);
    const about = new Map([...own, ...ofLead, ...outlivedWith(deciding, deductionId)].map((e) => [e.seq, e]));
    const opened = await tree.opened([...about.keys()].sort((a, b) => a - b));
    const erased = opened.flatMap((each) => {
      const entry = about.get(each.seq);
      return entry === undefined ? [] : [erasedFrom(sha256, entry, each)];
    });
    return confirmErasure(deciding, command, erased);
  });
}

/** @throws DomainError as core's `dropErasure`. */
export async function dropProposedErasure(
  context: Context,
  command: Step & { readonly reason: string },
): Promise<Written> {
  return signStep(context, 'erasure.propose', command, (deciding) => dropErasure(deciding, command));
}

/** What was proposed to be erased of a doctor's record and what was: all that is left of it. @throws DomainError `absent`. */
export async function erasuresOf(
  context: Context,
  doctorId: string,
): Promise<{ readonly items: readonly Erasure[]; readonly length: number }> {
  grantsHeld(context, 'erasure.read');
  const record = await recordNow(context, doctorId);
  if (record === undefined) throw absent();
  reach(context, 'erasure.read', placesOf(await registerOf(context), record.doctor, todayOf(context)));
  return { items: [...foldErasures(record.dossier.entries).values()], length: record.stream.decidedOn };
}
