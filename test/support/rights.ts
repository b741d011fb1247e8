import type { RightKind, RightMeasure } from '../../src/core/register/right.ts';
import { startPost } from '../../src/usecases/register/doctor.ts';
import { doctorById } from '../../src/usecases/register/doctor-search.ts';
import { rightStatus } from '../../src/usecases/rights/right.ts';
import { measureRight, rightsOfDoctor } from '../../src/usecases/rights/right-change.ts';
import { prescriber, type SmallHospital } from './city.ts';
import type { TestUser } from './service.ts';

export const reasons = {
  legalBasis: 'periodic-assessment',
  reason: '离岗培训',
  document: null,
  sanctionDueId: null,
} as const;

/** A doctor of the hospital with the general right, and all the numbers and ids that lead to them. */
export async function doctorAt(hospital: SmallHospital) {
  const licenceNo = nextLicence();
  const staffNo = `S${numbers}`;
  const doctorId = await prescriber(hospital, { licenceNo, post: post(hospital, staffNo) });
  const { grants } = await rightsOfDoctor(hospital.affairs.context, doctorId);
  const { doctor } = await doctorById(hospital.affairs.context, doctorId);
  return { licenceNo, staffNo, doctorId, grantId: grants[0]?.grantId ?? '', postId: doctor.posts[0]?.postId ?? '' };
}

let numbers = 0;

export function nextLicence(): string {
  numbers += 1;
  return `3607${String(numbers).padStart(11, '0')}`;
}

export function post(hospital: SmallHospital, staffNo: string) {
  const { hospitalId, wardId } = hospital;
  return { hospitalId, staffNo, department: '心内科', wardId, from: '2020-01-01' };
}

export async function postAt(hospital: SmallHospital, licenceNo: string): Promise<void> {
  numbers += 1;
  await startPost(hospital.affairs.context, { doctor: { licenceNo }, ...post(hospital, `P${numbers}`) });
}

export function at(hospital: SmallHospital, doctorId: string) {
  return { doctorId, hospitalId: hospital.hospitalId };
}

/** What the caller is told of the general right. */
export async function general(user: TestUser, licenceNo: string): Promise<string | undefined> {
  const answer = await rightStatus(user.context, { licenceNo });
  return answer.hospitals[0]?.rights.find(({ kind }) => kind === 'general')?.status;
}

export async function suspend(
  hospital: SmallHospital,
  doctorId: string,
  from: string,
  until: string | null,
): Promise<string> {
  const kinds = { measure: 'suspended', rightKinds: ['general'] } as const;
  const { id } = await measureRight(hospital.affairs.context, {
    ...at(hospital, doctorId),
    ...reasons,
    ...kinds,
    from,
    until,
  });
  return id;
}

export async function measure(
  hospital: SmallHospital,
  doctorId: string,
  taken: RightMeasure,
  rightKinds: readonly RightKind[],
): Promise<void> {
  const command = { ...at(hospital, doctorId), ...reasons, measure: taken, rightKinds };
  await measureRight(hospital.affairs.context, { ...command, from: '2026-11-20', until: null });
}
