import { DomainError } from '../errors.ts';
import type { EventOf } from '../events.ts';
import type { Entry } from '../ledger/entry.ts';
import { type Instant, type IsoDate, shanghaiDateOf } from '../time.ts';

export type LeadSource = 'his-hit' | 'complaint' | 'outlier' | 'other';

export interface PostedLead {
  readonly leadId: string;
  readonly hospitalId: string;
  /** null where it is not known yet whom it concerns. */
  readonly doctorId: string | null;
  readonly source: LeadSource;
  readonly occurredOn: IsoDate;
  readonly actRef: string | null;
  readonly code: string | null;
  readonly text: string;
}

/** A lead (线索) is nobody's fault yet: it notifies nobody and deducts nothing until a person records a finding from it. */
export type LeadEvent =
  | ({ readonly kind: 'lead.posted'; readonly v: 1 } & PostedLead)
  | {
      readonly kind: 'lead.closed';
      readonly v: 1;
      readonly leadId: string;
      readonly hospitalId: string;
      readonly outcome: LeadOutcome;
      readonly deductionId: string | null;
      readonly reason: string;
    };

/** recorded: a person made a finding of it, which `deductionId` names. set-aside: a person looked and it was none. */
export type LeadOutcome = 'recorded' | 'set-aside';

export interface Lead {
  readonly posted: PostedLead;
  readonly closed: {
    readonly outcome: LeadOutcome;
    readonly deductionId: string | null;
    readonly reason: string;
  } | null;
}

/** The lead that a stream of its entries tells of; undefined where it was never posted. */
export function foldLead(entries: readonly Entry[]): Lead | undefined {
  let lead: Lead | undefined;
  for (const { event } of entries) {
    if (event.kind === 'lead.posted') lead = { posted: event, closed: null };
    if (event.kind === 'lead.closed' && lead !== undefined) lead = { ...lead, closed: event };
  }
  return lead;
}

/** @throws DomainError `lead.occurred-in-future`. */
export function postLead(context: { readonly now: Instant }, lead: PostedLead): EventOf<'lead.posted'> {
  const today = shanghaiDateOf(context.now);
  if (lead.occurredOn > today) {
    throw new DomainError('invalid', 'lead.occurred-in-future', { value: lead.occurredOn, today });
  }
  return { kind: 'lead.posted', v: 1, ...lead };
}

/** @throws DomainError `lead.already-closed`, `lead.deduction-missing` (recorded, but not as what), `lead.deduction-unwanted`. */
export function closeLead(
  { lead }: { readonly lead: Lead },
  command: { readonly outcome: LeadOutcome; readonly deductionId: string | null; readonly reason: string },
): EventOf<'lead.closed'> {
  const { outcome, deductionId, reason } = command;
  const { leadId, hospitalId } = lead.posted;
  if (lead.closed !== null)
    throw new DomainError('conflict', 'lead.already-closed', { leadId, outcome: lead.closed.outcome });
  if (outcome === 'recorded' && deductionId === null)
    throw new DomainError('invalid', 'lead.deduction-missing', { leadId });
  if (outcome === 'set-aside' && deductionId !== null) {
    throw new DomainError('invalid', 'lead.deduction-unwanted', { leadId, value: deductionId });
  }
  return { kind: 'lead.closed', v: 1, leadId, hospitalId, outcome, deductionId, reason };
}
