import { type Chance, chance } from './chance.ts';
import { type WorkingDays, workingDays } from './days.ts';
import { type DoctorPlan, planDoctors } from './doctors.ts';
import { everydayFindings } from './everyday.ts';
import type { FindingPlan } from './finding.ts';
import { type LeadPlan, planLeads } from './leads.ts';
import { planCommission, type StaffPlan } from './people.ts';
import { type HospitalPlan, planHospitals } from './places.ts';
import { type DemoSeeds, readDemoSeeds } from './seeds.ts';
import type { DemoSize } from './size.ts';
import { planStories, type Stories } from './stories.ts';

/** Everything that will happen in the city, decided before any of it does: the same for the same seed and size. */
export interface CityPlan {
  readonly size: DemoSize;
  readonly seeds: DemoSeeds;
  readonly luck: Chance;
  readonly days: WorkingDays;
  readonly city: string;
  readonly counties: readonly string[];
  readonly commission: readonly StaffPlan[];
  readonly hospitals: readonly HospitalPlan[];
  readonly doctors: readonly DoctorPlan[];
  readonly findings: readonly FindingPlan[];
  readonly leads: readonly LeadPlan[];
  readonly stories: Stories;
}

export function planCity(size: DemoSize, seed: string): CityPlan {
  const [seeds, days, luck] = [readDemoSeeds(), workingDays(), chance(seed)];
  const hospitals = planHospitals(seeds, size);
  const doctors = planDoctors(seeds, hospitals, days, luck.branch('doctors'));
  let acts = 0;
  const nextAct = () => {
    acts += 1;
    return acts;
  };
  const maker = { seeds: seeds.findings, days, nextAct };
  const stories = planStories(maker, hospitals, doctors, luck.branch('stories'));
  const everyday = everydayFindings(maker, hospitals, doctors, luck.branch('everyday'));
  const { leads, findings } = planLeads(seeds, hospitals, [...stories.findings, ...everyday], days, luck);
  const { city, counties } = seeds.places;
  const commission = planCommission(seeds, hospitals, luck);
  return { size, seeds, luck, days, city, counties, commission, hospitals, doctors, findings, leads, stories };
}
