import { DomainError } from '../errors.ts';
import type { IsoDate } from '../time.ts';
import { type Doctor, postsAt } from './doctor.ts';
import { type Decider, refuseEnded, refuseOwnRecord } from './doctor-change.ts';
import {
  endOfMeasure,
  kindsGranted,
  type MeasureTaken,
  type Measuring,
  type RightEvent,
  type RightGrant,
  type RightKind,
  type Rights,
  type Site,
} from './right.ts';

/** What a decision on a right reads. */
export interface RightHolder {
  readonly doctor: Doctor;
  readonly rights: Rights;
}

export interface GrantRight {
  readonly grantId: string;
  readonly rightKind: RightKind;
  readonly from: IsoDate;
  readonly document: string | null;
}

/** @throws DomainError `doctor.own-record`, `doctor.ended`, `right.no-post`, `right.already-granted`. */
export function grantRight({ doctor, rights }: RightHolder, site: Site, command: GrantRight, by: Decider): RightEvent {
  const { grantId, rightKind, from, document } = command;
  const { hospitalId } = site;
  refuseOwnRecord(doctor, by);
  refuseEnded(doctor, from);
  if (postsAt(doctor, hospitalId, from).length === 0) throw new DomainError('invalid', 'right.no-post', { from });
  const held = rights.grants.find(
    (grant) =>
      grant.hospitalId === hospitalId && grant.rightKind === rightKind && (grant.until === null || grant.until > from),
  );
  if (held !== undefined) {
    throw new DomainError('conflict', 'right.already-granted', { rightKind, since: held.from });
  }
  return { kind: 'right.granted', v: 1, doctorId: doctor.doctorId, hospitalId, grantId, rightKind, from, document };
}

export interface EndRight {
  readonly until: IsoDate;
  readonly reason: string;
}

/** Ends a grant: left the hospital, or entered by mistake. @throws DomainError `doctor.own-record`, `right.already-ended`, `right.end-before-start`. */
export function endRight(doctor: Doctor, grant: RightGrant, { until, reason }: EndRight, by: Decider): RightEvent {
  const { grantId, hospitalId } = grant;
  refuseOwnRecord(doctor, by);
  if (grant.until !== null) throw new DomainError('conflict', 'right.already-ended', { until: grant.until });
  if (until < grant.from) throw new DomainError('invalid', 'right.end-before-start', { until, start: grant.from });
  return { kind: 'right.ended', v: 1, doctorId: doctor.doctorId, hospitalId, grantId, until, reason };
}

/** The grants at a hospital that a doctor's leaving it ends, each by its own entry. One that begins later never begins. */
export function endOpenRights(
  { doctor, rights }: RightHolder,
  hospitalId: string,
  { until, reason }: EndRight,
  by: Decider,
): readonly RightEvent[] {
  return rights.grants
    .filter((grant) => grant.hospitalId === hospitalId && grant.until === null)
    .map((grant) => endRight(doctor, grant, { until: until < grant.from ? grant.from : until, reason }, by));
}

export type MeasureRight = Omit<Measuring, 'kind' | 'doctorId' | 'hospitalId'>;

/**
 * Restricts, suspends or cancels rights of some kinds at the hospital that granted them, from today or a later day: what
 * HIS was told about yesterday stays true.
 *
 * @throws DomainError `doctor.own-record`, `right.points-without-sanction`, `right.no-kinds`,
 * `right.until-not-after-from`, `right.measure-in-past`, `right.kinds-not-granted`.
 */
export function measureRight(
  { doctor, rights }: RightHolder,
  site: Site,
  command: MeasureRight,
  by: Decider,
): RightEvent {
  const { measureId, measure, from, until, legalBasis, reason, document, sanctionDueId } = command;
  const kinds = [...new Set(command.rightKinds)];
  refuseOwnRecord(doctor, by);
  // Delivery, the appeal window and the lifting terms hang on the sanction that a measure on points answers.
  if (legalBasis === 'internal-points') throw new DomainError('invalid', 'right.points-without-sanction');
  if (kinds.length === 0) throw new DomainError('invalid', 'right.no-kinds');
  if (until !== null && until <= from) throw new DomainError('invalid', 'right.until-not-after-from', { from, until });
  if (from < by.today) throw new DomainError('invalid', 'right.measure-in-past', { from, today: by.today });
  const granted = kindsGranted(rights, site, from);
  const missing = kinds.filter((kind) => !granted.includes(kind));
  if (missing.length > 0) throw new DomainError('invalid', 'right.kinds-not-granted', { rightKinds: missing, from });
  return {
    kind: 'right.measured',
    v: 1,
    doctorId: doctor.doctorId,
    hospitalId: site.hospitalId,
    measureId,
    measure,
    rightKinds: kinds,
    from,
    until,
    legalBasis,
    reason,
    document,
    sanctionDueId,
  };
}

export interface LiftMeasure {
  readonly from: IsoDate;
  readonly reason: string;
  readonly document: string | null;
}

/**
 * Lifts a measure from today or a later day; one that has not begun by then never does.
 *
 * @throws DomainError `doctor.own-record`, `right.already-lifted`, `right.lift-in-past`, `right.measure-not-in-force`.
 */
export function liftMeasure(
  doctor: Doctor,
  taken: MeasureTaken,
  { from, reason, document }: LiftMeasure,
  by: Decider,
): RightEvent {
  refuseOwnRecord(doctor, by);
  const { measureId, hospitalId, liftedFrom } = taken;
  if (liftedFrom !== null) throw new DomainError('conflict', 'right.already-lifted', { from: liftedFrom });
  if (from < by.today) throw new DomainError('invalid', 'right.lift-in-past', { from, today: by.today });
  const end = endOfMeasure(taken);
  if (end !== null && from >= end)
    throw new DomainError('conflict', 'right.measure-not-in-force', { from, until: end });
  return {
    kind: 'right.lifted',
    v: 1,
    doctorId: doctor.doctorId,
    hospitalId,
    measureId,
    from,
    reason,
    document,
  };
}
