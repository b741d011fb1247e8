import type { DomainEvent } from '../../core/events.ts';
import type { Entry } from '../../core/ledger/entry.ts';
import type { Deciding } from '../../core/procedure/deciding.ts';
import type { Evidence } from '../../core/procedure/deduction.ts';
import {
  confirmErasure,
  dropErasure,
  type ErasedEntry,
  type Erasure,
  entriesAbout,
  erasedFrom,
  foldErasures,
  proposeErasure,
} from '../../core/procedure/erasure.ts';
import {
  confirmRemainderErasure,
  dropRemainderErasure,
  proposeRemainderErasure,
} from '../../core/procedure/erasure-remainder.ts';
import { outlived } from '../../core/procedure/retention.ts';
import { placesOf } from '../../core/register/register.ts';
import { instantOf } from '../../core/time.ts';
import { sha256 } from '../../hashing.ts';
import { absent, type Context, grantsHeld, reach, replyFor, todayOf, type Written } from '../context.ts';
import { loadDeduction } from '../deductions/deduction-load.ts';
import { type Step, signStep } from '../deductions/deduction-sign.ts';
import { recordNow } from '../doctor-memo.ts';
import { registerOf } from '../register.ts';
import { decideOnNewest, refuseMoved } from '../retry.ts';
import { signedBy } from '../signer.ts';

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
    const { leadId } = deduction.finding;
    const ofLead = leadId === null ? [] : await context.store.ledger.entriesOf([{ kind: 'lead', id: leadId }]);
    const own = entriesAbout(deciding.dossier.entries, deductionId);
    const { entries: left } = outlived(deciding, deductionId, await leadsSetAside(context, deciding));
    const erased = await whatStaysOf(context, [...own, ...ofLead, ...left]);
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

interface OfDoctor {
  readonly doctorId: string;
  readonly ifMatch?: number | undefined;
}

/** @throws DomainError `absent`, `access.forbidden`; as core's `proposeRemainderErasure`. */
export async function proposeToEraseRemainder(
  context: Context,
  command: OfDoctor & { readonly reason: string; readonly document: Evidence | null },
): Promise<Written> {
  return signRemainder(context, 'erasure.propose', command, async (deciding) =>
    proposeRemainderErasure(deciding, command, await leadsSetAside(context, deciding)),
  );
}

/**
 * The second person: credits, opening balances and what was written about sanctions, of a time of which no deduction is
 * left or ever was, are destroyed as a deduction is.
 *
 * @throws DomainError `absent`, `access.forbidden`; as core's `confirmRemainderErasure`.
 */
export async function eraseRemainder(
  context: Context,
  command: OfDoctor & { readonly note: string },
): Promise<Written> {
  return signRemainder(context, 'erasure.confirm', command, async (deciding) => {
    const leads = await leadsSetAside(context, deciding);
    const erased = await whatStaysOf(context, outlived(deciding, null, leads).entries);
    return confirmRemainderErasure(deciding, command, leads, erased);
  });
}

/** @throws DomainError `absent`, `access.forbidden`; as core's `dropRemainderErasure`. */
export async function dropProposedRemainder(
  context: Context,
  command: OfDoctor & { readonly reason: string },
): Promise<Written> {
  return signRemainder(context, 'erasure.propose', command, (deciding) => dropRemainderErasure(deciding, command));
}

async function signRemainder(
  context: Context,
  operation: 'erasure.propose' | 'erasure.confirm',
  { doctorId, ifMatch }: OfDoctor,
  decide: (deciding: Deciding) => DomainEvent | Promise<DomainEvent>,
): Promise<Written> {
  return decideOnNewest(ifMatch, async () => {
    grantsHeld(context, operation);
    const record = await recordNow(context, doctorId);
    if (record === undefined) throw absent();
    const register = await registerOf(context);
    const by = reach(context, operation, placesOf(register, record.doctor, todayOf(context)));
    refuseMoved(ifMatch, record.stream.decidedOn);
    const event = await decide({ ...(await signedBy(context, register, by)), dossier: record.dossier });
    const drafts = [{ event, by, streams: [record.stream] }];
    return { id: doctorId, appended: await context.store.ledger.append(drafts, replyFor(context, doctorId)) };
  });
}

/** A lead stands in its own stream and notifies nobody, but it is about the doctor all the same. */
async function leadsSetAside({ store }: Context, { dossier }: Pick<Deciding, 'dossier'>): Promise<readonly Entry[]> {
  const leadIds = await store.leads.setAsideAbout(dossier.doctorIds);
  return leadIds.length === 0 ? [] : store.ledger.entriesOf(leadIds.map((id) => ({ kind: 'lead' as const, id })));
}

async function whatStaysOf(context: Context, entries: readonly Entry[]): Promise<ErasedEntry[]> {
  const about = new Map(entries.map((entry) => [entry.seq, entry]));
  const opened = await context.store.tree.opened([...about.keys()].sort((a, b) => a - b));
  return opened.flatMap((each) => {
    const entry = about.get(each.seq);
    return entry === undefined ? [] : [erasedFrom(sha256, entry, each)];
  });
}

export interface ErasuresAnswer {
  readonly items: readonly Erasure[];
  /** Positions of what outlived the deductions of its time and may be erased now. */
  readonly outlived: readonly number[];
  readonly length: number;
}

/** What was proposed to be erased of a doctor's record and what was: all that is left of it. @throws DomainError `absent`. */
export async function erasuresOf(context: Context, doctorId: string): Promise<ErasuresAnswer> {
  grantsHeld(context, 'erasure.read');
  const record = await recordNow(context, doctorId);
  if (record === undefined) throw absent();
  const register = await registerOf(context);
  reach(context, 'erasure.read', placesOf(register, record.doctor, todayOf(context)));
  const { dossier, stream } = record;
  const leads = await leadsSetAside(context, { dossier });
  const { entries } = outlived({ register, dossier, now: instantOf(context.clock.now()) }, null, leads);
  return {
    items: [...foldErasures(dossier.entries).values()],
    outlived: entries.map(({ seq }) => seq),
    length: stream.decidedOn,
  };
}
