import { DomainError } from '../errors.ts';
import type { IsoDate } from '../time.ts';
import { whatChanges } from './dated.ts';
import { type Doctor, type DoctorEvent, type DoctorFacts, factsIn, type Post, type PostFacts } from './doctor.ts';
import { hospitalFactsOn } from './hospital.ts';
import type { Register } from './register.ts';
import { wardFactsOn } from './ward.ts';

/** What tables say of numbers that only one living record may bear; read by the use case, raced for by its streams. */
export interface NumbersTaken {
  /** The living record that bears the licence number of the command. */
  readonly licenceHolder: string | undefined;
  /** The doctor whose ID number has the same keyed hash. */
  readonly identityHolder: string | undefined;
}

export interface RegisterDoctor extends DoctorFacts {
  readonly doctorId: string;
  readonly from: IsoDate;
  readonly identityHash: string | null;
}

/** @throws DomainError `doctor.licence-format`, `doctor.licence-taken`, `doctor.identity-taken`, `doctor.in-future`. */
export function registerDoctor(taken: NumbersTaken, command: RegisterDoctor, today: IsoDate): DoctorEvent {
  const { doctorId, from, identityHash } = command;
  const facts = factsIn(command);
  refuseFuture('from', from, today);
  refuseFuture('licensedOn', facts.licensedOn, today);
  refuseBadLicence(facts.licenceNo);
  if (taken.licenceHolder !== undefined) throw new DomainError('conflict', 'doctor.licence-taken');
  if (taken.identityHolder !== undefined) throw new DomainError('conflict', 'doctor.identity-taken');
  return { kind: 'doctor.registered', v: 1, doctorId, from, identityHash, ...facts };
}

export interface ChangeDoctor {
  readonly from: IsoDate;
  readonly set: Partial<DoctorFacts>;
}

/**
 * Facts are entered when they hold, never ahead: searches and HIS answer from what holds today.
 *
 * @throws DomainError `doctor.ended`, `doctor.change-before-start`, `doctor.in-future`, `doctor.unchanged`,
 * `doctor.licence-format`, `doctor.licence-taken`, `doctor.own-record`.
 */
export function changeDoctor(
  doctor: Doctor,
  taken: Pick<NumbersTaken, 'licenceHolder'>,
  { from, set }: ChangeDoctor,
  by: Decider,
): DoctorEvent {
  refuseOwnRecord(doctor, by);
  refuseEnded(doctor, from);
  if (from < doctor.facts.from) {
    throw new DomainError('invalid', 'doctor.change-before-start', { from, start: doctor.facts.from });
  }
  refuseFuture('from', from, by.today);
  const changes = whatChanges(doctor.facts, { from, set });
  if (Object.keys(changes).length === 0) throw new DomainError('invalid', 'doctor.unchanged', { from });
  if (changes.licensedOn !== undefined) refuseFuture('licensedOn', changes.licensedOn, by.today);
  if (changes.licenceNo !== undefined) {
    refuseBadLicence(changes.licenceNo);
    if (taken.licenceHolder !== undefined && taken.licenceHolder !== doctor.doctorId) {
      throw new DomainError('conflict', 'doctor.licence-taken');
    }
  }
  return { kind: 'doctor.changed', v: 1, doctorId: doctor.doctorId, from, set: changes };
}

export interface EndDoctor {
  readonly until: IsoDate;
  readonly reason: string;
}

/**
 * Ends a record: left the profession, died, entered by mistake. Posts and rights that are still open are ended by
 * entries of their own, see endPost and endOpenRights.
 *
 * @throws DomainError `doctor.ended`, `doctor.end-before-start`, `doctor.own-record`.
 */
export function endDoctor(doctor: Doctor, { until, reason }: EndDoctor, by: Decider): DoctorEvent {
  refuseOwnRecord(doctor, by);
  if (doctor.until !== null) throw new DomainError('conflict', 'doctor.ended', { until: doctor.until });
  if (until < doctor.facts.from) {
    throw new DomainError('invalid', 'doctor.end-before-start', { until, start: doctor.facts.from });
  }
  return { kind: 'doctor.ended', v: 1, doctorId: doctor.doctorId, until, reason };
}

/** One hospital does not end a doctor who works at another. @throws DomainError `doctor.posts-elsewhere`. */
export function refusePostsElsewhere(elsewhere: readonly Post[]): void {
  if (elsewhere.length > 0) throw new DomainError('conflict', 'doctor.posts-elsewhere', { posts: elsewhere.length });
}

export interface StartPost extends PostFacts {
  readonly postId: string;
  readonly from: IsoDate;
}

/** A post that bears the same staff number at the same hospital, of whichever doctor. */
export interface StaffNumberUse {
  readonly doctorId: string;
  readonly from: IsoDate;
  readonly until: IsoDate | null;
}

/**
 * @throws DomainError `doctor.ended`, `post.hospital-not-in-force`, `post.ward-elsewhere`, `post.ward-not-in-force`,
 * `post.staff-number-taken`, `doctor.own-record`.
 */
export function startPost(
  register: Register,
  doctor: Pick<Doctor, 'doctorId' | 'recordIds' | 'until'>,
  uses: readonly StaffNumberUse[],
  command: StartPost,
  by: Decider,
): DoctorEvent {
  refuseOwnRecord(doctor, by);
  const { postId, from, hospitalId, staffNo, department, wardId } = command;
  refuseEnded(doctor, from);
  const hospital = register.hospitals.get(hospitalId);
  if (hospital === undefined || hospitalFactsOn(hospital, from) === undefined) {
    throw new DomainError('invalid', 'post.hospital-not-in-force', { from });
  }
  if (wardId !== null) {
    const ward = register.wards.get(wardId);
    if (ward?.hospitalId !== hospitalId) throw new DomainError('invalid', 'post.ward-elsewhere', { wardId });
    if (wardFactsOn(ward, from) === undefined) {
      throw new DomainError('invalid', 'post.ward-not-in-force', { wardId, from });
    }
  }
  // The new post is open, so it meets every use that has not ended before it starts.
  const other = uses.find((use) => use.doctorId !== doctor.doctorId && isOpenFrom(use, from));
  if (other !== undefined) throw new DomainError('conflict', 'post.staff-number-taken', { from });
  const { doctorId } = doctor;
  return { kind: 'doctor.post-started', v: 1, doctorId, postId, from, hospitalId, staffNo, department, wardId };
}

export interface EndPost {
  readonly until: IsoDate;
  readonly reason: string;
}

/** @throws DomainError `post.already-ended`, `post.end-before-start`, `doctor.own-record`. */
export function endPost(doctor: Doctor, post: Post, { until, reason }: EndPost, by: Decider): DoctorEvent {
  refuseOwnRecord(doctor, by);
  if (post.until !== null) throw new DomainError('conflict', 'post.already-ended', { until: post.until });
  if (until < post.from) throw new DomainError('invalid', 'post.end-before-start', { until, start: post.from });
  const { postId, hospitalId } = post;
  return { kind: 'doctor.post-ended', v: 1, doctorId: doctor.doctorId, postId, hospitalId, until, reason };
}

/** Who decides, and on which day. */
export interface Decider {
  readonly personId: string;
  readonly today: IsoDate;
}

/** Nobody signs on their own record, under whichever of its ids they are known. @throws DomainError `doctor.own-record`. */
export function refuseOwnRecord(doctor: Pick<Doctor, 'recordIds'>, by: Decider): void {
  if (doctor.recordIds.includes(by.personId)) throw new DomainError('conflict', 'doctor.own-record');
}

/** @throws DomainError `doctor.ended` when the record is no longer on that day. */
export function refuseEnded(doctor: Pick<Doctor, 'until'>, date: IsoDate): void {
  if (doctor.until !== null && date >= doctor.until) {
    throw new DomainError('conflict', 'doctor.ended', { until: doctor.until });
  }
}

function refuseFuture(field: string, date: IsoDate, today: IsoDate): void {
  if (date > today) throw new DomainError('invalid', 'doctor.in-future', { field, date, today });
}

/** The number itself is not repeated: it is one person's. */
function refuseBadLicence(licenceNo: string): void {
  if (!/^\d{15}$/.test(licenceNo)) {
    throw new DomainError('invalid', 'doctor.licence-format', { characters: [...licenceNo].length });
  }
}

function isOpenFrom(range: { readonly until: IsoDate | null }, date: IsoDate): boolean {
  return range.until === null || range.until > date;
}
