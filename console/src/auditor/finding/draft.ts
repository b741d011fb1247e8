import type { Schema } from '../../api/client.ts';
import type { Chosen } from '../search-field.tsx';

type Capacity = NonNullable<Schema<'NewFinding'>['persons'][number]['capacity']>;

export interface OtherPerson {
  readonly doctor?: Chosen;
  readonly capacity: Capacity;
}

/** A finding as it stands in the form. */
export interface FindingDraft {
  readonly hospitalId?: string;
  readonly doctor?: Chosen;
  /** Who else is responsible for the same act, each by their own record. */
  readonly others?: readonly OtherPerson[];
  /** What it comes of, and the words of that. */
  readonly lead?: Pick<Schema<'Lead'>, 'leadId' | 'text'>;
  readonly occurredOn: string;
  readonly setting: Schema<'NewFinding'>['setting'];
  readonly actRef?: string;
  /** `scheme code`. */
  readonly violation?: string;
  readonly points?: number | null;
  readonly pointsReason?: string;
  readonly drugs?: readonly string[];
  readonly source: NonNullable<Schema<'NewFinding'>['source']>;
  readonly evidenceRef?: string;
  readonly evidenceHash?: string;
  readonly remarks?: string;
}

export function emptyDraft(hospitalId: string | undefined, today: string): FindingDraft {
  return {
    ...(hospitalId === undefined ? {} : { hospitalId }),
    occurredOn: today,
    setting: 'outpatient',
    source: 'prescription-review',
  };
}

/** What is known of a lead before anybody has looked. */
export function draftOf(lead: Schema<'Lead'>): Partial<FindingDraft> {
  const { leadId, text, hospitalId, doctorId, doctorName, occurredOn, actRef, source } = lead;
  return {
    hospitalId,
    ...(doctorId === null ? {} : { doctor: { value: doctorId, label: doctorName ?? doctorId } }),
    occurredOn,
    ...(actRef === null ? {} : { actRef }),
    source: source === 'his-hit' || source === 'complaint' ? source : 'other',
    lead: { leadId, text },
  };
}

/** What the next finding of the same sitting begins with: where, when and from what, never whom. */
export function nextDraft({ hospitalId, occurredOn, setting, source }: FindingDraft): FindingDraft {
  return { ...(hospitalId === undefined ? {} : { hospitalId }), occurredOn, setting, source };
}

/**
 * What the service is asked.
 *
 * @returns undefined as long as nobody and nothing is named.
 */
export function findingOf(draft: FindingDraft): Schema<'NewFinding'> | undefined {
  const { doctor, hospitalId, violation, occurredOn, setting, source, evidenceRef = '' } = draft;
  if (doctor === undefined || hospitalId === undefined || violation === undefined || occurredOn === '')
    return undefined;
  const [scheme = '', code = ''] = violation.split(' ');
  const { points = null, pointsReason = '', evidenceHash } = draft;
  return {
    persons: [
      { doctor: { doctorId: doctor.value }, capacity: 'prescriber' },
      ...(draft.others ?? []).flatMap((other) =>
        other?.doctor === undefined ? [] : [{ doctor: { doctorId: other.doctor.value }, capacity: other.capacity }],
      ),
    ],
    hospitalId,
    occurredOn,
    setting,
    actRef: draft.actRef?.trim() || unnamed,
    drugs: (draft.drugs ?? []).map((name) => ({ name, code: null, grade: null })),
    department: null,
    wardId: null,
    reviewRef: null,
    sheets: 1,
    circumstances: { responsibility: null, mitigating: [], aggravating: [] },
    externalDecision: null,
    leadId: draft.lead?.leadId ?? null,
    evidence: evidenceRef.trim() === '' ? [] : [{ ref: evidenceRef.trim(), note: null, sha256: evidenceHash ?? null }],
    remarks: draft.remarks ?? '',
    source,
    items: [{ scheme, code, points, pointsReason: pointsReason.trim() === '' ? null : pointsReason }],
  };
}

/** For the preview before a number is typed; the form does not let it be recorded. */
const unnamed = '—';
