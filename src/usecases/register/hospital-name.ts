import { factsNear } from '../../core/register/dated.ts';
import type { Register } from '../../core/register/register.ts';
import type { IsoDate } from '../../core/time.ts';

/** What a hospital is called on a day; its last name where it has ended. */
export function nameOfHospital(register: Register, hospitalId: string, date: IsoDate): string {
  const hospital = register.hospitals.get(hospitalId);
  return hospital === undefined ? '' : factsNear(hospital.facts, date).name;
}
