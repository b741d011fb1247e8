import { DomainError } from '../../core/errors.ts';
import {
  closeLead as close,
  foldLead,
  type LeadOutcome,
  type LeadSource,
  postLead as post,
} from '../../core/procedure/lead.ts';
import { factsNear } from '../../core/register/dated.ts';
import type { AccessGrant } from '../../core/register/people/access.ts';
import { placeOfHospital, type Register } from '../../core/register/register.ts';
import { type IsoDate, instantOf, shanghaiDateOf } from '../../core/time.ts';
import type { LeadRow } from '../../store/queries/lead.ts';
import { absent, type Context, grantsHeld, reach, replyFor, todayOf, type Written } from '../context.ts';
import { recordNow } from '../doctor-memo.ts';
import { registerOf } from '../register.ts';
import { decideOnNewest, refuseMoved } from '../retry.ts';
import { type DoctorRef, doctorAt } from './deduction-finding.ts';
import { loadDeduction } from './deduction-load.ts';

export interface NewLead {
  readonly hospitalId: string;
  /** null: it is not known yet whom it concerns. */
  readonly doctor: DoctorRef | null;
  readonly source: LeadSource;
  readonly occurredOn: IsoDate;
  readonly actRef: string | null;
  readonly code: string | null;
  readonly text: string;
}

/** Notifies nobody and deducts nothing. @throws DomainError `absent`, `deduction.doctor-unknown`, `lead.occurred-in-future`. */
export async function postLead(context: Context, command: NewLead): Promise<Written> {
  const register = await registerOf(context);
  const { doctor, ...lead } = command;
  const { hospitalId, occurredOn } = lead;
  const by = reach(context, 'lead.post', [placeOfHospital(register, hospitalId, todayOf(context))]);
  if (!register.hospitals.has(hospitalId)) throw absent();
  const record = doctor === null ? undefined : await doctorAt(context, hospitalId, doctor, occurredOn);
  const leadId = context.newId('led');
  const now = instantOf(context.clock.now());
  const event = post({ now }, { ...lead, leadId, doctorId: record?.doctor.doctorId ?? null });
  const appended = await context.store.ledger.append(
    [{ event, by, streams: [{ kind: 'lead', id: leadId }] }],
    replyFor(context, leadId),
  );
  return { id: leadId, appended };
}

export interface LeadFilter {
  readonly hospitalId?: string | undefined;
  readonly state?: 'open' | LeadOutcome | undefined;
  readonly source?: LeadSource | undefined;
}

export interface LeadPage {
  readonly items: readonly LeadRow[];
  readonly before: number | null;
}

/** The leads of the actor's hospitals, newest first. */
export async function leads(
  context: Context,
  { hospitalId, state, source }: LeadFilter,
  { limit, before }: { readonly limit: number; readonly before?: number | undefined },
): Promise<LeadPage> {
  const grants = grantsHeld(context, 'lead.read');
  const reached = hospitalsReached(await registerOf(context), grants, todayOf(context));
  const asked =
    hospitalId === undefined ? reached : reached === null || reached.includes(hospitalId) ? [hospitalId] : [];
  const rows = await context.store.leads.search({ hospitalIds: asked, state, source, before, limit: limit + 1 });
  const items = rows.slice(0, limit);
  return { items, before: rows.length > limit ? (items.at(-1)?.postedSeq ?? null) : null };
}

/** `length` is that of the lead's own stream. @throws DomainError `absent`. */
export async function leadById(
  context: Context,
  leadId: string,
): Promise<{ readonly lead: Omit<LeadRow, 'postedSeq'>; readonly length: number }> {
  const { lead, stream, entries } = await load(context, 'lead.read', leadId);
  const { doctorId, hospitalId, source, occurredOn, actRef, code, text } = lead.posted;
  const [postedOn, closedOn] = entries.map((entry) => shanghaiDateOf(entry.at));
  const record = doctorId === null ? undefined : await recordNow(context, doctorId);
  const doctorName = record === undefined ? null : factsNear(record.doctor.facts, todayOf(context)).name;
  const told = { leadId, hospitalId, doctorId, doctorName, source, occurredOn, actRef, code, text };
  const { outcome = 'open', deductionId = null, reason = null } = lead.closed ?? {};
  return {
    lead: { ...told, postedOn: postedOn ?? '', state: outcome, deductionId, reason, closedOn: closedOn ?? null },
    length: stream.decidedOn,
  };
}

/**
 * A person has looked: it was none, or it was recorded as the deduction named.
 *
 * @throws DomainError `absent`, `lead.already-closed`, `lead.deduction-unknown`.
 */
export async function closeLead(
  context: Context,
  command: {
    readonly leadId: string;
    readonly outcome: LeadOutcome;
    readonly deductionId: string | null;
    readonly reason: string;
    readonly ifMatch?: number | undefined;
  },
): Promise<Written> {
  const { leadId, deductionId, ifMatch } = command;
  return decideOnNewest(ifMatch, async () => {
    const { lead, stream, by } = await load(context, 'lead.close', leadId);
    refuseMoved(ifMatch, stream.decidedOn);
    if (deductionId !== null) await refuseForeignDeduction(context, deductionId, lead.posted.hospitalId);
    const event = close({ lead }, command);
    const appended = await context.store.ledger.append([{ event, by, streams: [stream] }], replyFor(context, leadId));
    return { id: leadId, appended };
  });
}

async function load(context: Context, operation: 'lead.read' | 'lead.close', leadId: string) {
  grantsHeld(context, operation);
  const stream = { kind: 'lead' as const, id: leadId };
  const decidedOn = await context.store.ledger.lengthOf(stream);
  const entries = await context.store.ledger.entriesOf([stream]);
  const lead = foldLead(entries);
  if (lead === undefined) throw absent();
  const register = await registerOf(context);
  const by = reach(context, operation, [placeOfHospital(register, lead.posted.hospitalId, todayOf(context))]);
  return { lead, by, entries, stream: { ...stream, decidedOn } };
}

async function refuseForeignDeduction(context: Context, deductionId: string, hospitalId: string): Promise<void> {
  const unknown = () => new DomainError('invalid', 'lead.deduction-unknown', { deductionId });
  const loaded = await loadDeduction(context, 'deduction.read', deductionId).catch((error: unknown) => {
    throw error instanceof DomainError && error.kind === 'absent' ? unknown() : error;
  });
  if (loaded.deduction.finding.hospitalId !== hospitalId) throw unknown();
}

/** null: all of them. */
function hospitalsReached(
  register: Register,
  grants: readonly AccessGrant[],
  today: IsoDate,
): readonly string[] | null {
  if (grants.some(({ scope }) => scope.kind === 'city')) return null;
  const counties = grants.flatMap(({ scope }) => (scope.kind === 'county' ? [scope.regionId] : []));
  const own = grants.flatMap(({ scope }) => (scope.kind === 'hospital' ? [scope.hospitalId] : []));
  const inCounties = [...register.hospitals.keys()].filter((id) =>
    placeOfHospital(register, id, today).regionIds?.some((regionId) => counties.includes(regionId)),
  );
  return [...new Set([...own, ...inCounties])];
}
