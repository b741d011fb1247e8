import type { IsoDate } from '../../core/time.ts';
import type { Chance } from './chance.ts';
import { cityWideFrom, pilotFrom, servedOn } from './days.ts';
import { type DoctorPlan, mainCharactersOf } from './doctors.ts';
import { actBefore, anyLife, type FindingMaker, type FindingPlan, findingOf } from './finding.ts';
import type { HospitalPlan } from './places.ts';

/**
 * Findings as frequent as they are known to be (domain facts 2): of one large hospital's doctors about a fifth are docked
 * within five months, most of them once, the worst of them some points short of a consequence.
 */
export function everydayFindings(
  maker: FindingMaker,
  hospitals: readonly HospitalPlan[],
  doctors: readonly DoctorPlan[],
  luck: Chance,
): FindingPlan[] {
  const managed = new Set(hospitals.flatMap(({ key, level }) => (level > 1 ? [key] : [])));
  return doctors.flatMap((doctor) => {
    const chance = luck.branch(doctor.key);
    if (!managed.has(doctor.hospital) || doctor.rights.length === 0 || isMainCharacter(doctor)) return [];
    const pilot = doctor.hospital === pilotHospital ? pilotFindings(maker, doctor, chance.branch('pilot')) : [];
    return [...pilot, ...cityFindings(maker, doctor, chance)];
  });
}

/** The one that tried a scheme of its own before the city had one. */
export const pilotHospital = 'h01';

function cityFindings(maker: FindingMaker, doctor: DoctorPlan, chance: Chance): FindingPlan[] {
  return datesOf(maker, doctor, { from: '2026-01-12', until: servedOn, actsFrom: cityWideFrom }, chance).map(
    ({ recordedOn, occurredOn }) => {
      const { code } = chance.weighted(maker.seeds.codes);
      const life = anyLife(maker, code, recordedOn, chance);
      const doctors = [{ doctor: doctor.key, ward: wardOn(doctor, occurredOn) }];
      return findingOf(maker, { hospital: doctor.hospital, recordedOn, occurredOn, code, doctors, life }, chance);
    },
  );
}

function pilotFindings(maker: FindingMaker, doctor: DoctorPlan, chance: Chance): FindingPlan[] {
  return datesOf(maker, doctor, { from: '2025-01-20', until: '2026-01-01', actsFrom: pilotFrom }, chance).map(
    ({ recordedOn, occurredOn }) => {
      const life = anyLife(maker, 'W01', recordedOn, chance);
      return pilotFinding(maker, doctor, { recordedOn, occurredOn }, life, chance);
    },
  );
}

/** One point for more than was needed, under the scheme of one hospital in 2017: the only item of it that happens. */
export function pilotFinding(
  maker: FindingMaker,
  doctor: DoctorPlan,
  dates: Dates,
  life: FindingPlan['persons'][number]['life'],
  chance: Chance,
): FindingPlan {
  const doctors = [{ doctor: doctor.key, ward: null }];
  const plan = findingOf(maker, { hospital: doctor.hospital, ...dates, code: '1-12', doctors, life }, chance);
  const withoutExculpation = plan.persons.map((person) => ({ ...person, life: plainly(person.life) }));
  const items = [{ scheme: 'wuhan-central', code: 'W01', points: null, pointsReason: null }];
  return { ...plan, items, persons: withoutExculpation };
}

interface Dates {
  readonly recordedOn: IsoDate;
  readonly occurredOn: IsoDate;
}

function datesOf(
  { days }: FindingMaker,
  doctor: DoctorPlan,
  range: { readonly from: IsoDate; readonly until: IsoDate; readonly actsFrom: IsoDate },
  chance: Chance,
): Dates[] {
  const possible = days.between(range.from, range.until);
  const first = doctor.joinsOn ?? doctor.from;
  const last = doctor.career?.kind === 'leaves' || doctor.career?.kind === 'ends' ? doctor.career.on : servedOn;
  const months = possible.length / workingDaysOfMonth;
  // Some doctors are found again and again, most never: chance twice, once for the doctor and once for the month.
  const proneness = -Math.log(1 - chance.next());
  return Array.from({ length: poisson(findingsPerMonth * months * proneness, chance) }, (): Dates => {
    const recordedOn = chance.pick(possible);
    const earliest = actBefore(recordedOn, chance);
    return { recordedOn, occurredOn: earliest < range.actsFrom ? range.actsFrom : earliest };
  }).filter(({ recordedOn, occurredOn }) => occurredOn >= first && occurredOn < recordedOn && recordedOn < last);
}

const findingsPerMonth = 0.06;
const workingDaysOfMonth = 21;

function poisson(mean: number, chance: Chance): number {
  let count = 0;
  for (let left = Math.exp(-mean), product = chance.next(); product > left && count < maxFindings; count += 1) {
    product *= chance.next();
  }
  return count;
}

const maxFindings = 8;

function isMainCharacter({ hospital, staffNo }: DoctorPlan): boolean {
  return Number(staffNo) <= mainCharactersOf(hospital);
}

function wardOn({ ward, career }: DoctorPlan, date: IsoDate): string | null {
  return career?.kind === 'moves' && date >= career.on ? career.ward : ward;
}

function plainly(life: FindingPlan['persons'][number]['life']): FindingPlan['persons'][number]['life'] {
  const { decision } = life;
  return decision?.kind === 'dismissed' ? { ...life, decision: { ...decision, exculpation: null } } : life;
}
