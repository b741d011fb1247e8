import type { Text } from '../../core/explanation.ts';
import { type Deduction, type Finding, foldDeductions, type Signature } from '../../core/procedure/deduction.ts';
import { type ConfirmPreview, previewConfirmation } from '../../core/procedure/deduction-preview.ts';
import { type DeductionStatus, deductionStatus, schemeOfItem } from '../../core/procedure/deduction-status.ts';
import type { DeductionStep } from '../../core/procedure/open-steps.ts';
import { factsNear } from '../../core/register/dated.ts';
import type { Operation } from '../../core/register/people/permission.ts';
import type { Register } from '../../core/register/register.ts';
import { statedPoints } from '../../core/rules/counting.ts';
import type { Violation } from '../../core/rules/scheme.ts';
import type { Instant, IsoDate } from '../../core/time.ts';
import { absent, type Context, grantsHeld, todayOf } from '../context.ts';
import { idsOfPerson, recordNow } from '../doctor-memo.ts';
import type { DoctorRecord } from '../dossier.ts';
import { registerOf } from '../register.ts';
import { signedBy } from '../signer.ts';
import { loadDeduction } from './deduction-load.ts';
import { stepsOpen } from './open-steps.ts';

/** A step that somebody signed, for people to read. */
export interface SignatureView {
  readonly personId: string;
  readonly name: string;
  readonly role: string;
  readonly at: Instant;
  readonly on: IsoDate;
}

export interface DeductionView extends Omit<Finding, 'items'> {
  readonly hospitalName: string;
  readonly doctorName: string;
  readonly items: readonly ItemView[];
  readonly status: DeductionStatus;
  readonly recorded: SignatureView;
  readonly statements: readonly (SignatureView & Pick<Deduction['statements'][number], 'text' | 'attachments'>)[];
  readonly acknowledged: SignatureView | null;
  readonly decided: (SignatureView & Omit<NonNullable<Deduction['decided']>, keyof Signature>) | null;
  readonly foundOn: IsoDate | null;
  /** The other persons responsible for the act; not told to the doctor concerned. */
  readonly sameFinding: readonly { readonly deductionId: string; readonly capacity: string }[];
  /** What the actor could do now. */
  readonly can: readonly DeductionStep[];
}

export interface ItemView {
  readonly scheme: string;
  readonly schemeVersion: string;
  readonly code: string;
  readonly category: string;
  readonly text: Text;
  readonly source: string | null;
  readonly legalBasis: Violation['legalBasis'];
  readonly referral: boolean;
  readonly points: number;
  readonly pointsReason: string | null;
  /** The reasons the scheme lists for which such a finding falls. */
  readonly exculpations: readonly { readonly id: string; readonly zh: string; readonly en: string }[];
}

/** `length` is that of the doctor's stream: the ETag for a step on what was read. */
export async function deductionById(
  context: Context,
  deductionId: string,
): Promise<{ readonly deduction: DeductionView; readonly length: number }> {
  const { register, record, deduction, by } = await loadDeduction(context, 'deduction.read', deductionId);
  const { finding, recorded, statements, acknowledged, decided } = deduction;
  const signatures = [recorded, ...statements, acknowledged, decided].filter((each) => each !== null);
  const names = await context.store.people.namesOf(signatures.map((each) => each.by.personId));
  const shown = (signature: Signature) => signatureView(signature, names);
  const signerIds = await idsOfPerson(context, by.personId);
  const family = by.role === 'doctor' ? [] : await context.store.deductions.ofFinding(finding.findingId);
  const view: DeductionView = {
    ...finding,
    doctorId: record.doctor.doctorId,
    doctorName: factsNear(record.doctor.facts, todayOf(context)).name,
    hospitalName: register.hospitalName(finding.hospitalId, todayOf(context)),
    items: itemViews(register, finding),
    status: deductionStatus(register, deduction, todayOf(context)),
    recorded: shown(recorded),
    statements: statements.map((each) => ({ ...shown(each), text: each.text, attachments: each.attachments })),
    acknowledged: acknowledged && shown(acknowledged),
    decided: decided && {
      ...shown(decided),
      outcome: decided.outcome,
      reason: decided.reason,
      exculpation: decided.exculpation,
    },
    foundOn: deduction.foundOn,
    sameFinding: family.filter((other) => other.deductionId !== deductionId),
    can: stepsOpen({ ...context, signerIds }, register, record, deduction),
  };
  return { deduction: view, length: record.stream.decidedOn };
}

/** What confirming now would do, by the very code that confirms; nothing is written. */
export async function previewOf(
  context: Context,
  deductionId: string,
): Promise<{ readonly preview: ConfirmPreview; readonly length: number }> {
  const { register, record, by } = await loadDeduction(context, 'deduction.confirm', deductionId);
  const deciding = { ...(await signedBy(context, register, by)), dossier: record.dossier };
  return { preview: previewConfirmation(deciding, { deductionId }), length: record.stream.decidedOn };
}

/** One of the doctor's own deductions, as the inbox lists it. */
export interface OwnDeduction {
  readonly deductionId: string;
  readonly hospitalId: string;
  readonly hospitalName: string;
  readonly occurredOn: IsoDate;
  readonly recordedOn: IsoDate;
  readonly items: readonly ItemView[];
  readonly status: DeductionStatus;
  readonly can: readonly DeductionStep[];
}

/** What concerns the doctor who asks, newest first: a record appears here by being recorded. @throws DomainError `absent`. */
export async function ownDeductions(
  context: Context,
  { state }: { readonly state?: string | undefined },
): Promise<{ readonly items: readonly OwnDeduction[]; readonly length: number }> {
  const record = await ownRecord(context, 'deduction.answer');
  const register = await registerOf(context);
  const today = todayOf(context);
  const signerIds = record.dossier.doctorIds;
  const items = [...foldDeductions(record.dossier.entries).values()].reverse().map((deduction): OwnDeduction => {
    const { deductionId, hospitalId, occurredOn } = deduction.finding;
    return {
      deductionId,
      hospitalId,
      hospitalName: register.hospitalName(hospitalId, today),
      occurredOn,
      recordedOn: deduction.recorded.on,
      items: itemViews(register, deduction.finding),
      status: deductionStatus(register, deduction, today),
      can: stepsOpen({ ...context, signerIds }, register, record, deduction),
    };
  });
  const wanted = items.filter(({ status }) => state === undefined || matches(status, state));
  return { items: wanted, length: record.stream.decidedOn };
}

/** The record of the doctor who asks. @throws DomainError `access.forbidden`; `absent` for whoever is no doctor. */
export async function ownRecord(context: Context, operation: Operation): Promise<DoctorRecord> {
  for (const { scope } of grantsHeld(context, operation)) {
    const record = scope.kind === 'self' ? await recordNow(context, scope.doctorId) : undefined;
    if (record !== undefined) return record;
  }
  throw absent();
}

function matches({ state }: DeductionStatus, wanted: string): boolean {
  const isOpen = state === 'recorded' || state === 'confirmable' || state === 'stated' || state === 'acknowledged';
  if (wanted === 'open') return isOpen;
  return wanted === 'decidable' ? isOpen && state !== 'recorded' : state === wanted;
}

function itemViews(register: Register, finding: Finding): ItemView[] {
  return finding.items.map(({ scheme, code, points, pointsReason }) => {
    const adopted = schemeOfItem(register, finding, scheme);
    const violation = adopted?.violations.get(code);
    // Recording refuses this and adoptions are never taken back.
    if (adopted === undefined || violation === undefined) throw new Error(`no version of ${scheme} knows ${code}`);
    const { category, zh, en, source, legalBasis, referral, exculpations } = violation;
    return {
      scheme,
      schemeVersion: adopted.scheme.version,
      code,
      category,
      text: { zh, en },
      source,
      legalBasis,
      referral,
      points: statedPoints(adopted, code, points),
      pointsReason,
      exculpations: adopted.scheme.exculpations
        .filter(({ id }) => exculpations.includes(id))
        .map(({ id, zh: chinese, en: english }) => ({ id, zh: chinese, en: english })),
    };
  });
}

function signatureView({ by, at, on }: Signature, names: ReadonlyMap<string, string>): SignatureView {
  return { personId: by.personId, name: names.get(by.personId) ?? '', role: by.role, at, on };
}
