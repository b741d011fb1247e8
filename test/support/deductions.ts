import { readCalendars } from '../../src/library.ts';
import type { Context } from '../../src/usecases/context.ts';
import { type RecordFinding, recordFinding } from '../../src/usecases/deductions/deduction-record.ts';
import { acknowledge, confirm } from '../../src/usecases/deductions/deduction-step.ts';
import { loadCalendar } from '../../src/usecases/register/calendar.ts';
import { adoptScheme } from '../../src/usecases/schemes/adoption.ts';
import { prescriber, type SmallCity, type SmallHospital, smallCity } from './city.ts';
import type { TestService, TestUser } from './service.ts';

/** A small city that has adopted the default scheme and the calendars, with one doctor at its first hospital. */
export interface DeductionCity extends SmallCity {
  readonly auditor: TestUser;
  readonly reviewer: TestUser;
  readonly otherAuditor: TestUser;
  readonly otherReviewer: TestUser;
  readonly doctorId: string;
  readonly doctor: TestUser;
}

export async function deductionCity(service: TestService): Promise<DeductionCity> {
  const city = await smallCity(service);
  const { context } = city.registrar;
  for (const table of readCalendars()) await loadCalendar(context, table);
  await adopt(context, city.cityId, 'ganzhou-default-2026.yaml');
  const staff = (hospital: SmallHospital, role: 'auditor' | 'reviewer') =>
    service.user([{ role, scope: { kind: 'hospital', hospitalId: hospital.hospitalId } }]);
  const doctorId = await prescriber(city.first);
  return {
    ...city,
    auditor: await staff(city.first, 'auditor'),
    reviewer: await staff(city.first, 'reviewer'),
    otherAuditor: await staff(city.second, 'auditor'),
    otherReviewer: await staff(city.second, 'reviewer'),
    doctorId,
    doctor: await asDoctor(service, doctorId),
  };
}

export async function adopt(context: Context, jurisdictionId: string, file: string, from = '2026-01-01') {
  await adoptScheme(context, { file, from, jurisdictionId, document: null });
}

export async function asDoctor(service: TestService, doctorId: string): Promise<TestUser> {
  return service.user([{ role: 'doctor', scope: { kind: 'self', doctorId } }], doctorId);
}

let acts = 0;

/** Item 2-1 (2 points) about a fresh prescription of 2 November 2026 by the doctor of the first hospital. */
export function found(city: DeductionCity, changes: Partial<RecordFinding> = {}): RecordFinding {
  acts += 1;
  return {
    persons: [{ doctor: { staffNo: 'A001' }, capacity: 'prescriber' }],
    hospitalId: city.first.hospitalId,
    occurredOn: '2026-11-02',
    setting: 'outpatient',
    department: null,
    wardId: null,
    drugs: [],
    actRef: `RX${acts}`,
    reviewRef: null,
    sheets: 1,
    circumstances: { responsibility: null, mitigating: [], aggravating: [] },
    evidence: [],
    remarks: '',
    source: 'prescription-review',
    externalDecision: null,
    items: [{ scheme: 'ganzhou-default', code: '2-1', points: null, pointsReason: null }],
    leadId: null,
    ...changes,
  };
}

export async function recorded(city: DeductionCity, changes: Partial<RecordFinding> = {}): Promise<string> {
  return (await recordFinding(city.auditor.context, found(city, changes))).id;
}

/** Recorded, acknowledged and confirmed, all now. */
export async function confirmed(city: DeductionCity, changes: Partial<RecordFinding> = {}): Promise<string> {
  const deductionId = await recorded(city, changes);
  await acknowledge(city.doctor.context, { deductionId });
  await confirm(city.reviewer.context, { deductionId, note: '' });
  return deductionId;
}
