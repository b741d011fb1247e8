import { DomainError } from '../../core/errors.ts';
import type { Draft, Signer } from '../../core/ledger/entry.ts';
import type { Capacity } from '../../core/procedure/deduction.ts';
import { type FindingPreview, previewFinding } from '../../core/procedure/deduction-preview.ts';
import { recordDeduction } from '../../core/procedure/deduction-record.ts';
import { closeLead, foldLead } from '../../core/procedure/lead.ts';
import { factsNear } from '../../core/register/dated.ts';
import { covers } from '../../core/register/people/permission.ts';
import { placeOfHospital, type Register } from '../../core/register/register.ts';
import { absent, type Context, grantsHeld, replyFor, signerIn, todayOf, type Written } from '../context.ts';
import { registerOf } from '../register.ts';
import { decideOnNewest, refuseMoved } from '../retry.ts';
import { signedBy } from '../signer.ts';
import { type DoctorRef, doctorAt, type FoundAct, findingOf, type Responsible } from './deduction-finding.ts';
import { admitsCategories, categoriesOf } from './deduction-reach.ts';

export interface RecordFinding extends FoundAct {
  /** Everybody responsible for the act, one deduction each. */
  readonly persons: readonly { readonly doctor: DoctorRef; readonly capacity: Capacity }[];
  /** The length of the first doctor's stream. */
  readonly ifMatch?: number | undefined;
}

/**
 * Records a finding: one deduction for each person responsible, all or none, and closes the lead it came from.
 *
 * @returns the id of the first person's deduction; the entries are in the order of the persons.
 * @throws DomainError `absent` for a hospital that is not the actor's; `deduction.category-outside-grant`; what
 * `recordDeduction` and `doctorAt` refuse; `deduction.person-twice`; `deduction.lead-unknown`, `lead.already-closed`.
 */
export async function recordFinding(context: Context, command: RecordFinding): Promise<Written> {
  grantsHeld(context, 'deduction.record');
  const { ifMatch, persons, ...act } = command;
  return decideOnNewest(ifMatch, async () => {
    const { register, by } = await signerOf(context, act);
    const responsible = await responsibleFor(context, act, persons);
    const [first] = responsible;
    if (first === undefined) throw new DomainError('invalid', 'deduction.no-person');
    refuseMoved(ifMatch, first.record.stream.decidedOn);
    const findingId = context.newId('fnd');
    const signed = await signedBy(context, register, by);
    const drafts: Draft[] = responsible.map((each) => ({
      event: recordDeduction({ ...signed, dossier: each.record.dossier }, findingOf(act, findingId, each)),
      by,
      streams: [each.record.stream],
    }));
    if (act.leadId !== null) {
      const { lead, stream } = await leadOf(context, act.leadId, act.hospitalId);
      const { deductionId } = first;
      drafts.push({
        event: closeLead({ lead }, { outcome: 'recorded', deductionId, reason: '' }),
        by,
        streams: [stream],
      });
    }
    const appended = await context.store.ledger.append(drafts, replyFor(context, first.deductionId));
    return { id: first.deductionId, appended };
  });
}

/** What confirming would do, to each person responsible. */
export interface WouldFollow extends FindingPreview {
  readonly doctorId: string;
  readonly doctorName: string;
  readonly department: string;
}

/**
 * What recording and confirming this finding now would do; nothing is written.
 *
 * @throws DomainError what `recordFinding` refuses, but for what is wrong with a lead.
 */
export async function previewOfFinding(
  context: Context,
  { persons, ...act }: Omit<RecordFinding, 'ifMatch'>,
): Promise<readonly WouldFollow[]> {
  grantsHeld(context, 'deduction.record');
  const { register, by } = await signerOf(context, act);
  const signed = await signedBy(context, register, by);
  const findingId = context.newId('fnd');
  return (await responsibleFor(context, act, persons)).map((each): WouldFollow => {
    const { doctor, dossier } = each.record;
    const finding = findingOf(act, findingId, each);
    return {
      doctorId: doctor.doctorId,
      doctorName: factsNear(doctor.facts, todayOf(context)).name,
      department: finding.department,
      ...previewFinding({ ...signed, dossier }, finding),
    };
  });
}

/** Who would sign at the hospital of the act. @throws DomainError `absent`; `deduction.category-outside-grant`. */
async function signerOf(
  context: Context,
  act: FoundAct,
): Promise<{ readonly register: Register; readonly by: Signer }> {
  const register = await registerOf(context);
  const place = placeOfHospital(register, act.hospitalId, todayOf(context));
  const grants = grantsHeld(context, 'deduction.record').filter((grant) => covers(grant, place));
  if (grants.length === 0) throw absent();
  const categories = categoriesOf(register, { ...act, department: '' });
  const grant = grants.find((held) => admitsCategories(held, categories));
  if (grant === undefined) throw new DomainError('forbidden', 'deduction.category-outside-grant', { categories });
  return { register, by: signerIn(context, grant) };
}

async function responsibleFor(
  context: Context,
  { hospitalId, occurredOn }: FoundAct,
  persons: RecordFinding['persons'],
): Promise<Responsible[]> {
  const responsible: Responsible[] = [];
  for (const { doctor, capacity } of persons) {
    const record = await doctorAt(context, hospitalId, doctor, occurredOn);
    const { doctorId } = record.doctor;
    if (responsible.some((other) => other.record.doctor.doctorId === doctorId)) {
      throw new DomainError('invalid', 'deduction.person-twice', { doctorId });
    }
    responsible.push({ record, capacity, deductionId: context.newId('ded') });
  }
  return responsible;
}

/** The lead of this hospital; of another one and of none the answer is the same. */
async function leadOf({ store }: Context, leadId: string, hospitalId: string) {
  const stream = { kind: 'lead' as const, id: leadId };
  const decidedOn = await store.ledger.lengthOf(stream);
  const lead = foldLead(await store.ledger.entriesOf([stream]));
  if (lead?.posted.hospitalId !== hospitalId) throw new DomainError('invalid', 'deduction.lead-unknown', { leadId });
  return { lead, stream: { ...stream, decidedOn } };
}
