import type { AntibacterialGrade } from '../../core/register/doctor.ts';
import type { RightKind } from '../../core/register/right.ts';
import { addMonths, type IsoDate } from '../../core/time.ts';
import type { Chance } from './chance.ts';
import { foundedOn, type WorkingDays } from './days.ts';
import type { HospitalPlan } from './places.ts';
import type { DemoSeeds } from './seeds.ts';

export interface DoctorPlan {
  /** `h01.0007`: the hospital and the staff number there. */
  readonly key: string;
  readonly hospital: string;
  readonly staffNo: string;
  readonly name: string;
  readonly licenceNo: string;
  readonly idNumber: string | null;
  readonly title: string;
  readonly antibacterialGrade: AntibacterialGrade;
  readonly licensedOn: IsoDate;
  readonly practiceScope: string;
  readonly department: string;
  /** A ward's key. */
  readonly ward: string | null;
  /** Since when the post is held. */
  readonly from: IsoDate;
  /** The day of registration where that is not with the hospital's others: who is hired during the history. */
  readonly joinsOn: IsoDate | null;
  /** Empty: no right to prescribe yet, so nobody the scheme manages. */
  readonly rights: readonly RightKind[];
  readonly career: Career | null;
}

/** What happens to a doctor's register entry during the history. */
export type Career =
  | { readonly kind: 'second-post'; readonly on: IsoDate; readonly hospital: string; readonly staffNo: string }
  | { readonly kind: 'moves'; readonly on: IsoDate; readonly department: string; readonly ward: string | null }
  | { readonly kind: 'promoted'; readonly on: IsoDate; readonly title: string }
  | { readonly kind: 'leaves'; readonly on: IsoDate }
  | { readonly kind: 'ends'; readonly on: IsoDate; readonly reason: string };

export function planDoctors(
  { people }: DemoSeeds,
  hospitals: readonly HospitalPlan[],
  days: WorkingDays,
  luck: Chance,
): DoctorPlan[] {
  const [surnames, given] = [[...people.surnames], [...people.given]];
  let count = 0;
  return hospitals.flatMap((hospital) => {
    const chance = luck.branch(hospital.key);
    return Array.from({ length: hospital.doctors }, (_, place): DoctorPlan => {
      count += 1;
      const { title, grade } = place === 0 ? mainCharacter : chance.weighted(people.titles);
      const ward = chance.happens(0.85) ? chance.pick(hospital.wards) : undefined;
      const department = ward?.department ?? chance.pick(hospital.departments);
      const rank = people.titles.findIndex((each) => each.title === title);
      const licensedOn = dayIn(2021 - 5 * Math.max(rank, 0) - chance.below(4), chance);
      const mains = mainCharactersOf(hospital.key);
      const isNew = place >= mains + careers.length && chance.happens(0.04);
      const joinsOn = isNew ? startOfMonth(days, chance) : null;
      const hasRight = place < mains || !(title === '住院医师' && chance.happens(0.12));
      const staffNo = String(place + 1).padStart(4, '0');
      return {
        key: `${hospital.key}.${staffNo}`,
        hospital: hospital.key,
        staffNo,
        name: nameOf(surnames, given, chance),
        licenceNo: demoLicence(count),
        idNumber: `0000001980010${String(count).padStart(5, '0')}`,
        title,
        antibacterialGrade: hasRight ? grade : 'none',
        licensedOn,
        practiceScope: scopeOf(department),
        department,
        ward: ward?.key ?? null,
        from: joinsOn ?? dayIn(Number(licensedOn.slice(0, 4)) + 1, chance),
        joinsOn,
        rights: hasRight ? rightsOf(title, grade, department, chance) : [],
        career:
          isNew || place < mains
            ? null
            : careerOf(hospital, hospitals, days, { title, staffNo, place: place - mains }, chance),
      };
    });
  });
}

/** A real licence begins with 1 or 2; nobody's has these nines and zeros. */
export function demoLicence(count: number): string {
  return `99000000${String(count).padStart(7, '0')}`;
}

/** How many of a hospital's first doctors stay as they are: logins and stories are theirs. */
export function mainCharactersOf(hospital: string): number {
  return hospital === 'h01' ? 40 : 12;
}

const mainCharacter = { title: '主治医师', grade: 'restricted' } as const;
const careers = ['second-post', 'moves', 'promoted', 'leaves', 'ends'] as const;

function careerOf(
  hospital: HospitalPlan,
  hospitals: readonly HospitalPlan[],
  days: WorkingDays,
  { title, staffNo, place }: { readonly title: string; readonly staffNo: string; readonly place: number },
  chance: Chance,
): Career | null {
  const on = startOfMonth(days, chance);
  const draw = chance.next();
  const drawn = draw < 0.12 ? careers[careerShares.findIndex((share) => draw < share)] : undefined;
  // Somebody of each kind in the first hospital, however small the city is built.
  const kind = hospital.key === 'h01' && place < careers.length ? careers[place] : drawn;
  switch (kind) {
    case 'second-post': {
      const other = chance.pick(hospitals.filter(({ key, level }) => key !== hospital.key && level > 1));
      return { kind, on, hospital: other.key, staffNo: `${hospital.key.slice(1)}${staffNo}` };
    }
    case 'moves': {
      const ward = chance.pick(hospital.wards);
      return { kind, on, department: ward.department, ward: ward.key };
    }
    case 'promoted':
      return promotions[title] === undefined ? null : { kind, on, title: promotions[title] };
    case 'leaves':
      return { kind, on };
    case 'ends':
      return { kind, on, reason: chance.pick(['退休', '离职，不再执业']) };
    case undefined:
      return null;
  }
}

/** Up to which draw each of `careers` happens. */
const careerShares = [0.04, 0.07, 0.1, 0.113, 0.12];

const promotions: Readonly<Record<string, string>> = {
  住院医师: '主治医师',
  主治医师: '副主任医师',
  副主任医师: '主任医师',
};

function rightsOf(
  title: string,
  grade: 'unrestricted' | 'restricted' | 'special',
  department: string,
  chance: Chance,
): RightKind[] {
  const grades = ['unrestricted', 'restricted', 'special'] as const;
  const held = grades.slice(0, grades.indexOf(grade) + 1);
  const senior = title === '副主任医师' || title === '主任医师';
  return [
    'general',
    ...held.map((each) => `antibacterial-${each}` as const),
    ...(chance.happens(senior ? 0.7 : 0.3) ? (['narcotic'] as const) : []),
    ...(senior && chance.happens(0.5) ? (['key-monitored'] as const) : []),
    ...(/中医|针灸/.test(department) ? (['herbal'] as const) : []),
  ];
}

function scopeOf(department: string): string {
  if (/中医|针灸/.test(department)) return '中医专业';
  if (/外|骨|眼|耳/.test(department)) return '外科专业';
  if (/妇|产|生殖/.test(department)) return '妇产科专业';
  if (/儿/.test(department)) return '儿科专业';
  return /精神|心理/.test(department) ? '精神卫生专业' : '内科专业';
}

export function nameOf(surnames: readonly string[], given: readonly string[], chance: Chance): string {
  // Frequent surnames stand first in the list: the square draws them more often.
  const surname = surnames[Math.floor(chance.next() ** 2 * surnames.length)] ?? '';
  return `${surname}${chance.pick(given)}${chance.happens(0.72) ? chance.pick(given) : ''}`;
}

/** Hospitals hire, move and let go with the month: the first working day of one. */
function startOfMonth(days: WorkingDays, chance: Chance): IsoDate {
  return days.from(addMonths('2025-02-01', chance.below(22)));
}

function dayIn(year: number, chance: Chance): IsoDate {
  const day = dayBetween(chance, `${year}-01-01`, `${year}-12-28`);
  return day < foundedOn ? day : '2024-07-01';
}

function dayBetween(chance: Chance, from: IsoDate, until: IsoDate): IsoDate {
  const [first, last] = [Date.parse(from), Date.parse(until)];
  return new Date(first + chance.next() * (last - first)).toISOString().slice(0, 10);
}
