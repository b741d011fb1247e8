import { instantOf } from '../core/time.ts';
import { loadRollups } from '../intake/rollup-load.ts';
import type { CostStore } from '../store/cost-contract.ts';
import { costContextOf } from '../usecases/cost/cost-door.ts';
import type { DemoHospital } from './cost.ts';
import { demoCost, demoCostGenerator } from './cost.ts';
import type { CityPlan } from './plan/city.ts';
import { actor, type World } from './world.ts';

/** The hospital whose newest front pages are left out: seeds/demo/front-page-sample.csv is its file of that month. */
export const hospitalWithoutNewest = 'h02';
/** The first month without figures. */
export const costUntil = '2026-11';

/** Three years of ward cost, loaded as imports of the commission and switched live by entries like any file. */
export async function loadCost(world: World, plan: CityPlan, store: CostStore): Promise<void> {
  const { ports, hospitals, wards } = world;
  const context = await costContextOf(actor(world, 'registrar'));
  context.reach('cost.import', [{}]);
  const loads = demoCost({
    hospitals: plan.hospitals.flatMap(({ key, level, wards: planned }): DemoHospital[] => {
      if (level === 1) return [];
      const known = planned.map((ward) => ({ wardId: wards.get(ward.key), specialty: ward.specialty }));
      return [{ hospitalId: hospitals.get(key), level, wards: known }];
    }),
    until: costUntil,
    months: plan.size.costMonths,
    random: plan.luck.branch('cost').next,
    leaveOut: hospitals.get(hospitalWithoutNewest),
  });
  for (const load of loads) {
    const importing = { importId: ports.newId('imp'), startedAt: instantOf(ports.clock.now()) };
    const generator = `${demoCostGenerator} ${plan.size.name}`;
    await context.switchSlice(await loadRollups(store, { ...load, ...importing, generator }));
  }
  // One copy at the end in place of one transaction for each of some thousand slices.
  await store.syncLive(await ports.store.slices.live());
}
