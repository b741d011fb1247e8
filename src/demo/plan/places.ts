import type { HospitalFacts, HospitalLevel } from '../../core/register/hospital.ts';
import type { DemoSeeds } from './seeds.ts';
import type { DemoSize } from './size.ts';

export interface HospitalPlan {
  /** `h01` …: what the plan calls it before it has an id. */
  readonly key: string;
  readonly name: string;
  readonly county: string;
  readonly level: HospitalLevel;
  readonly kind: HospitalFacts['hospitalKind'];
  readonly wards: readonly WardPlan[];
  /** In the order of the wards; also where there are no beds. */
  readonly departments: readonly string[];
  readonly doctors: number;
}

export interface WardPlan {
  readonly key: string;
  readonly name: string;
  readonly department: string;
  readonly specialty: string;
  /** `W01` …: how the hospital's own files call it. */
  readonly code: string;
}

export function planHospitals({ places }: DemoSeeds, size: DemoSize): HospitalPlan[] {
  return places.hospitals
    .filter(({ key }) => size.hospitals === 'all' || size.hospitals.includes(key))
    .map((hospital) => {
      const { key, name, county, level } = hospital;
      const specialties = places.specialties[hospital.kind] ?? [];
      const count = Math.max(1, Math.round(hospital.wards * size.wardShare));
      const wards = Array.from({ length: count }, (_, place): WardPlan => {
        const { department, code: specialty } = specialties[place % specialties.length] ?? specialtyOfNone;
        const turn = Math.floor(place / specialties.length);
        const code = `W${String(place + 1).padStart(2, '0')}`;
        return { key: `${key}/${code}`, name: `${department}${turns[turn]}病区`, department, specialty, code };
      });
      const departments = [...new Set(wards.map((ward) => ward.department))];
      const doctors = Math.max(minDoctors, Math.round(hospital.doctors * size.doctorShare));
      return { key, name, county, level, kind: kinds[hospital.kind], wards, departments, doctors };
    });
}

const minDoctors = 2;
const turns = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
const specialtyOfNone = { department: '全科医疗科', code: '02 全科医疗科' };
const kinds = {
  general: 'general',
  tcm: 'tcm',
  maternity: 'maternity',
  oncology: 'specialist',
  psychiatric: 'specialist',
  township: 'township',
} as const satisfies Record<string, HospitalFacts['hospitalKind']>;
