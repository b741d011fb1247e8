import { DomainError } from '../../core/errors.ts';
import type {
  Capacity,
  Circumstances,
  DrugOnSheet,
  Evidence,
  ExternalDecision,
  Finding,
  FoundItem,
  Setting,
} from '../../core/procedure/deduction.ts';
import { postsAt } from '../../core/register/doctor.ts';
import { type IsoDate, monthOf, within } from '../../core/time.ts';
import type { Ports } from '../context.ts';
import { recordNow } from '../doctor-memo.ts';
import type { DoctorRecord } from '../dossier.ts';

/** How whoever records names a doctor: by our id, by the staff number at the hospital of the act, or by licence. */
export type DoctorRef = { readonly doctorId: string } | { readonly staffNo: string } | { readonly licenceNo: string };

/** What was found about an act, before it is said of whom. */
export interface FoundAct {
  readonly hospitalId: string;
  readonly occurredOn: IsoDate;
  readonly setting: Setting;
  /** null: the one of the doctor's post at the hospital on that day. */
  readonly department: string | null;
  readonly wardId: string | null;
  readonly drugs: readonly DrugOnSheet[];
  readonly actRef: string;
  /** null: the hospital, the month of the act and the source. */
  readonly reviewRef: string | null;
  readonly sheets: number;
  readonly circumstances: Circumstances;
  readonly evidence: readonly Evidence[];
  readonly remarks: string;
  readonly source: string;
  readonly externalDecision: ExternalDecision | null;
  readonly items: readonly FoundItem[];
  readonly leadId: string | null;
}

export interface Responsible {
  readonly record: DoctorRecord;
  readonly capacity: Capacity;
  readonly deductionId: string;
}

export function findingOf(act: FoundAct, findingId: string, { record, capacity, deductionId }: Responsible): Finding {
  const { hospitalId, occurredOn, source } = act;
  const post = postsAt(record.doctor, hospitalId, occurredOn)[0];
  return {
    ...act,
    deductionId,
    findingId,
    doctorId: record.doctor.doctorId,
    capacity,
    department: act.department ?? post?.department ?? '',
    reviewRef: act.reviewRef ?? `${hospitalId}/${monthOf(occurredOn)}/${source}`,
  };
}

/**
 * The doctor a hospital means. One whom the hospital has no post or right for does not exist for it.
 *
 * @throws DomainError `deduction.doctor-unknown`, `deduction.doctor-ambiguous`; neither repeats the number it was asked for.
 */
export async function doctorAt(
  ports: Pick<Ports, 'store'>,
  hospitalId: string,
  ref: DoctorRef,
  on: IsoDate,
): Promise<DoctorRecord> {
  const ids = [...new Set(await doctorIdsFor(ports, hospitalId, ref, on))];
  const records = await Promise.all(ids.map((id) => recordNow(ports, id)));
  const known = records.filter((record) => record !== undefined && isKnownAt(record, hospitalId));
  const [record, other] = known;
  if (other !== undefined) {
    const candidates = known.flatMap((each) => each?.doctor.doctorId ?? []);
    throw new DomainError('invalid', 'deduction.doctor-ambiguous', { by: kindOf(ref), candidates });
  }
  if (record === undefined) {
    throw new DomainError('invalid', 'deduction.doctor-unknown', { by: kindOf(ref), hospitalId, occurredOn: on });
  }
  return record;
}

async function doctorIdsFor(
  { store }: Pick<Ports, 'store'>,
  hospitalId: string,
  ref: DoctorRef,
  on: IsoDate,
): Promise<readonly string[]> {
  if ('doctorId' in ref) return [ref.doctorId];
  if ('licenceNo' in ref) return store.doctors.bearersOf(ref.licenceNo);
  // A staff number may have been another doctor's before: the one who bore it on the day of the act.
  const posts = await store.doctors.postsByStaffNo(hospitalId, ref.staffNo);
  return posts.filter((post) => within(post, on)).map((post) => post.doctorId);
}

function isKnownAt({ doctor, dossier }: DoctorRecord, hospitalId: string): boolean {
  return (
    doctor.posts.some((post) => post.hospitalId === hospitalId) ||
    dossier.entries.some(({ event }) => event.kind === 'right.granted' && event.hospitalId === hospitalId)
  );
}

function kindOf(ref: DoctorRef): string {
  if ('doctorId' in ref) return 'doctorId';
  return 'staffNo' in ref ? 'staffNo' : 'licenceNo';
}
