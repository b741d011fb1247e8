import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { doctorLogin } from './careers.ts';
import type { CityPlan } from './plan/city.ts';
import { roleOf } from './plan/stories.ts';
import type { World } from './world.ts';

/** What whoever starts the demo is told of the city: ids that differ by size, and how much of everything there is. */
export type Tour = z.infer<typeof format>;

const format = z.strictObject({
  entries: z.int(),
  hospitals: z.int(),
  wards: z.int(),
  doctors: z.int(),
  findings: z.int(),
  hospitalId: z.string(),
  hospitalName: z.string(),
  costHospitalId: z.string(),
  doctor: z.strictObject({ doctorId: z.string(), name: z.string(), licenceNo: z.string(), staffNo: z.string() }),
  suspendedLicenceNo: z.string(),
  restrictedLicenceNo: z.string(),
  /** Waits for the doctor's answer. */
  waitingDeductionId: z.string(),
});

export async function tourOf(world: World, plan: CityPlan): Promise<Tour> {
  const [hospital] = plan.hospitals;
  const own = plan.doctors.filter((doctor) => doctor.hospital === hospital?.key);
  const [doctor, suspended, restricted] = [own[roleOf.login], own[roleOf.suspended], own[roleOf.restricted]];
  const waiting = plan.findings.find(
    ({ persons: [first] }) => first?.doctor === doctor?.key && !first?.life.answer && !first?.life.decision,
  );
  if (!hospital || !doctor || !suspended || !restricted || !waiting || doctorLogin(doctor) !== 'doctor') {
    throw new Error('the city lacks somebody whom the tour shows');
  }
  const { name, licenceNo, staffNo } = doctor;
  return {
    entries: await world.ports.store.ledger.size(),
    hospitals: plan.hospitals.length,
    wards: plan.hospitals.reduce((sum, { wards }) => sum + wards.length, 0),
    doctors: plan.doctors.length,
    findings: plan.findings.length,
    hospitalId: world.hospitals.get(hospital.key),
    hospitalName: hospital.name,
    costHospitalId: world.hospitals.get('h02'),
    doctor: { doctorId: world.doctors.get(doctor.key), name, licenceNo, staffNo },
    suspendedLicenceNo: suspended.licenceNo,
    restrictedLicenceNo: restricted.licenceNo,
    waitingDeductionId: world.deductions.get(`${waiting.key}/0`),
  };
}

export function writeTour(folder: string, tour: Tour): void {
  writeFileSync(join(folder, file), JSON.stringify(tour, null, 2));
}

/** @throws Error when the folder was not made by writeTour. */
export function readTour(folder: string): Tour {
  return format.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
}

const file = 'tour.json';
