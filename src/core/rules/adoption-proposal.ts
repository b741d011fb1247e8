import { DomainError } from '../errors.ts';
import type { EventOf } from '../events.ts';
import type { Entry } from '../ledger/entry.ts';
import { type IsoDate, shanghaiDateOf } from '../time.ts';
import { type AdoptionContext, checkedAdoption, type SchemeEvent } from './adoption.ts';
import type { Scheme } from './scheme.ts';

/** An adoption that one person proposed; nothing binds anybody by it. */
export interface AdoptionProposal {
  readonly adoptionId: string;
  readonly scheme: Scheme;
  readonly hash: string;
  readonly from: IsoDate;
  readonly jurisdictionId: string;
  /** The number of the adopting document, and the day it was published. */
  readonly document: string;
  readonly publishedOn: IsoDate;
  readonly proposedBy: string;
  readonly proposedOn: IsoDate;
  readonly state: 'open' | 'confirmed' | 'dropped';
}

export type Proposals = ReadonlyMap<string, AdoptionProposal>;

/** Folds one entry about adoptions: a proposed one waits until it is adopted or dropped. */
export function withProposal(
  proposals: Proposals,
  event: SchemeEvent,
  { by, at }: Pick<Entry, 'by' | 'at'>,
): Proposals {
  if (event.kind === 'scheme.adoption-proposed') {
    const { kind: _kind, v: _v, schemeId: _schemeId, ...proposed } = event;
    const proposal = { ...proposed, proposedBy: by.personId, proposedOn: shanghaiDateOf(at), state: 'open' } as const;
    return new Map(proposals).set(event.adoptionId, proposal);
  }
  const proposal = 'adoptionId' in event ? proposals.get(event.adoptionId) : undefined;
  if (proposal === undefined) return proposals;
  const state = event.kind === 'scheme.adopted' ? 'confirmed' : 'dropped';
  return new Map(proposals).set(proposal.adoptionId, { ...proposal, state });
}

/** Those that wait for their second person, oldest first. */
export function openProposals(proposals: Proposals): AdoptionProposal[] {
  return [...proposals.values()].filter(({ state }) => state === 'open');
}

export interface Proposing extends AdoptionContext {
  readonly proposals: Proposals;
  /** Every id of whoever signs. */
  readonly signerIds: readonly string[];
  readonly today: IsoDate;
}

export interface ProposeAdoption {
  readonly adoptionId: string;
  readonly scheme: Scheme;
  readonly from: IsoDate;
  readonly jurisdictionId: string;
  readonly document: string;
  readonly publishedOn: IsoDate;
}

/**
 * One person proposes that a scheme binds a jurisdiction from a later day on. A rule that is to bind must have been
 * published before it does (行政处罚法 art 5).
 *
 * @throws DomainError `adoption.in-past`, `adoption.published-late`, `adoption.already-proposed`, and what
 * `checkedAdoption` refuses.
 */
export function proposeAdoption(context: Proposing, command: ProposeAdoption): EventOf<'scheme.adoption-proposed'> {
  const { adoptionId, scheme, from, jurisdictionId, document, publishedOn } = command;
  const named = { scheme: scheme.id, version: scheme.version, from };
  const hash = checkedAdoption(context, command);
  refusePast(from, context.today, named);
  if (publishedOn > from) throw new DomainError('invalid', 'adoption.published-late', { ...named, publishedOn });
  for (const open of openProposals(context.proposals)) {
    if (open.scheme.id === scheme.id && open.jurisdictionId === jurisdictionId) {
      throw new DomainError('conflict', 'adoption.already-proposed', { ...named, adoptionId: open.adoptionId });
    }
  }
  return {
    kind: 'scheme.adoption-proposed',
    v: 1,
    adoptionId,
    schemeId: scheme.id,
    hash,
    from,
    jurisdictionId,
    document,
    publishedOn,
    scheme,
  };
}

/**
 * Another person confirms, before the day it begins: what was proposed binds, text and all.
 *
 * @throws DomainError `adoption.not-open`, `adoption.own-proposal`, `adoption.in-past`, and what `checkedAdoption` refuses,
 * because another adoption may have come in between.
 */
export function confirmAdoption(context: Proposing, adoptionId: string): EventOf<'scheme.adopted'> {
  const proposal = openProposal(context, adoptionId);
  const { scheme, from, jurisdictionId, document, publishedOn } = proposal;
  if (context.signerIds.includes(proposal.proposedBy)) {
    throw new DomainError('forbidden', 'adoption.own-proposal', { adoptionId });
  }
  refusePast(from, context.today, { scheme: scheme.id, version: scheme.version, from });
  const hash = checkedAdoption(context, proposal);
  const what = { schemeId: scheme.id, hash, from, jurisdictionId, document, publishedOn, scheme };
  return { kind: 'scheme.adopted', v: 2, adoptionId, ...what };
}

/** Takes a proposal back; whoever may adopt may, the proposer too. @throws DomainError `adoption.not-open`. */
export function dropAdoption(
  context: Proposing,
  { adoptionId, reason }: { readonly adoptionId: string; readonly reason: string },
): EventOf<'scheme.adoption-dropped'> {
  const { scheme } = openProposal(context, adoptionId);
  return { kind: 'scheme.adoption-dropped', v: 1, adoptionId, schemeId: scheme.id, reason };
}

function openProposal({ proposals }: Proposing, adoptionId: string): AdoptionProposal {
  const proposal = proposals.get(adoptionId);
  if (proposal?.state !== 'open') throw new DomainError('conflict', 'adoption.not-open', { adoptionId });
  return proposal;
}

/** From tomorrow at the earliest: nobody is bound by what they could not have known. */
function refusePast(from: IsoDate, today: IsoDate, named: Readonly<Record<string, string>>): void {
  if (from <= today) throw new DomainError('invalid', 'adoption.in-past', { ...named, today });
}
