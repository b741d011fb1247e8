import type { PersonKind } from '../core/register/people/person.ts';
import type { CostStore } from '../store/cost-contract.ts';
import type { Ports } from '../usecases/context.ts';
import { careerMoments, doctorLogin, joiningDay, joiningTime } from './careers.ts';
import { loadCost } from './cost-load.ts';
import { deductionMoments, whoAnswers } from './deductions.ts';
import {
  adoptCityScheme,
  adoptPilotSchemes,
  foundCity,
  joinHospital,
  makePasswords,
  setPasswords,
} from './founding.ts';
import { type CityPlan, planCity } from './plan/city.ts';
import { isOpen, planStaff, type StaffPlan, securityLogin } from './plan/people.ts';
import type { DemoSize } from './plan/size.ts';
import { type Moment, play } from './timeline.ts';
import { emptyWorld, type HistoryClock, type World } from './world.ts';

/** Told how far the building is; `total` does not change. */
export type Progress = (done: number, total: number) => void;

export interface CityWanted {
  readonly size: DemoSize;
  readonly seed: string;
  /** The file of drug cost in the same folder, opened for writing. */
  readonly cost: CostStore;
}

/** One seed for every demo, so that examples in the documentation hold everywhere. */
export const demoSeed = 'rx12-demo-1';

/**
 * Builds the city in an empty data folder, everything by the use cases that the doors call, in the order of its history.
 *
 * @param ports of a service over the empty folder that keeps time by `clock`.
 */
export async function buildCity(
  ports: Ports,
  clock: HistoryClock,
  { size, seed, cost }: CityWanted,
  progress: Progress,
): Promise<{ readonly plan: CityPlan; readonly world: World }> {
  const plan = planCity(size, seed);
  const world = emptyWorld(ports, clock);
  const withLogin = plan.doctors.filter((doctor) => doctorLogin(doctor) !== doctor.key);
  const staff = openStaff(plan);
  const human = [securityLogin, ...loginsOf(staff, 'human'), ...withLogin.map(doctorLogin)];
  await makePasswords(world, { human, machine: loginsOf(staff, 'machine') });
  await foundCity(world, plan);
  const answering = whoAnswers(plan);
  for (const doctor of withLogin) answering.add(doctor.key);
  const moments = [...placeMoments(plan, cost), ...careerMoments(plan, answering), ...deductionMoments(plan)];
  await play(world, moments, (done) => progress(done, moments.length));
  await setPasswords(world, human);
  return { plan, world };
}

/** Hospitals join one at a time: what is read of all places is decided on by each. */
function placeMoments(plan: CityPlan, cost: CostStore): Moment[] {
  const { hospitals, days } = plan;
  const joining = hospitals.map((hospital, place): Moment => {
    return {
      on: joiningDay(plan, place),
      at: joiningTime(place),
      what: `${hospital.key} joins`,
      happen: (world) => joinHospital(world, plan, hospital),
    };
  });
  return [
    ...joining,
    { on: days.from('2024-12-30'), at: '16:00', what: 'the pilot is adopted', happen: adoptPilotSchemes },
    { on: days.from('2025-12-15'), at: '16:00', what: 'the city adopts its scheme', happen: adoptCityScheme },
    {
      on: '2026-11-12',
      at: '18:00',
      what: 'drug cost is loaded',
      happen: (world) => loadCost(world, plan, cost),
    },
  ];
}

/** Whose accounts can be entered. */
function openStaff(plan: CityPlan): StaffPlan[] {
  const staff = plan.hospitals.flatMap((hospital) => planStaff(plan.seeds, hospital, plan.luck));
  return [...plan.commission, ...staff].filter(isOpen);
}

function loginsOf(staff: readonly StaffPlan[], kind: PersonKind): string[] {
  return staff.filter(({ personKind }) => personKind === kind).map(({ login }) => login);
}
