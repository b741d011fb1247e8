import fc from 'fast-check';
import type { PlaceWard } from '../../src/core/cost/places.ts';
import type { SliceState } from '../../src/core/cost/slice.ts';
import { sumsOf, type WardMonth } from '../../src/core/cost/sums.ts';
import type { CostContext } from '../../src/usecases/cost/cost-context.ts';
import { type CostBench, costBench, type TestHospital } from './cost.ts';

/** A random city for oracles: what was imported, which of it is live, and nothing that the questions computed. */
export interface World {
  readonly hospitals: readonly WorldHospital[];
}

export interface WorldHospital extends TestHospital {
  readonly level: 2 | 3;
  readonly regionId: 'north' | 'south';
  /** Imports of every month, oldest first, and which of them is live: an index, or null where none is. */
  readonly months: Readonly<Record<string, { readonly imports: readonly WorldImport[]; readonly live: number | null }>>;
}

export interface WorldImport {
  readonly state: SliceState;
  /** Ward code, or '' for unmapped. A ward that is absent had nobody. */
  readonly wards: Readonly<Record<string, Cell>>;
}

export interface Cell {
  readonly drugFen: number;
  readonly totalFen: number;
  readonly discharges: number;
}

/** A quarter and its base a year before. */
export const worldMonths = ['2025-07', '2025-08', '2025-09', '2026-07', '2026-08', '2026-09'] as const;
/** Ward W3 ended on this day and went over to W1; its hospital went on reporting. */
export const mergedOn = '2026-08-01';
export const specialtyOf: Readonly<Record<string, string>> = { W1: '心血管内科', W2: '呼吸内科', W3: '心血管内科' };

const cell: fc.Arbitrary<Cell> = fc.record({
  drugFen: fc.nat(5_000_000),
  totalFen: fc.nat(9_000_000),
  // Zero often: a ratio without a denominator is null.
  discharges: fc.oneof(fc.constant(0), fc.nat(80)),
});

const imported: fc.Arbitrary<WorldImport> = fc.record({
  state: fc.constantFrom('complete', 'complete', 'partial'),
  wards: fc.record({ W1: cell, W2: cell, W3: cell, '': cell }, { requiredKeys: ['W1'] }),
});

const month = fc
  .array(imported, { minLength: 0, maxLength: 2 })
  .chain((imports) =>
    fc.record({ imports: fc.constant(imports), live: fc.option(fc.nat(Math.max(0, imports.length - 1)), { freq: 8 }) }),
  )
  .map(({ imports, live }) => ({ imports, live: imports.length === 0 ? null : live }));

export const world: fc.Arbitrary<World> = fc
  .array(
    fc.record({
      level: fc.constantFrom<2 | 3>(3, 3, 2),
      regionId: fc.constantFrom<'north' | 'south'>('north', 'south'),
      until: fc.constantFrom(null, null, null, '2026-08-01'),
      months: fc.record(Object.fromEntries(worldMonths.map((name) => [name, month]))),
    }),
    { minLength: 7, maxLength: 9 },
  )
  .map((hospitals) => ({
    hospitals: hospitals.map((one, at) => ({ ...one, hospitalId: `h${at}`, wards: ['W1', 'W2', 'W3'] })),
  }));

/** Loads a world into a real store: every import, each made live in turn, then the pointer set back to the live one. */
export async function costBenchOf({ hospitals }: World): Promise<CostBench> {
  const bench = costBench(hospitals);
  const { store } = bench;
  let position = 0;
  for (const { hospitalId, months } of hospitals) {
    for (const turn of [0, 1]) {
      const importId = `${hospitalId}-${turn}`;
      const some = Object.entries(months).flatMap(([of, { imports }]) => {
        const found = imports[turn];
        return found === undefined ? [] : [{ of, ...found }];
      });
      if (some.length === 0) continue;
      await store.beginImport({
        importId,
        origin: 'generated',
        dataset: 'inpatientRows',
        startedAt: `2026-10-0${turn + 1}T00:00:00.000Z`,
      });
      await store.finishImport(importId, {
        identitySha256: importId,
        fileSha256: importId,
        summary: '{}',
        slices: some.map(({ of, state }) => ({
          hospitalId,
          month: of,
          dataset: 'inpatientRows',
          rows: 1,
          rejected: 0,
          state,
        })),
        wardMonths: some.flatMap(({ of, wards }) =>
          Object.entries(wards).map(
            ([code, sums]): WardMonth => ({
              hospitalId,
              month: of,
              wardId: code === '' ? null : `${hospitalId}/${code}`,
              sums: sumsOf(sums),
            }),
          ),
        ),
        hospitalMonths: [],
        codes: { ward: [], drg: [] },
      });
      for (const { of, state } of some) {
        position += 1;
        await store.pointTo([{ hospitalId, month: of, dataset: 'inpatientRows', importId, state, position }]);
      }
      // Read between the switches, so that what follows has to be noticed.
      await bench.context.live.current();
    }
    for (const [of, { imports, live }] of Object.entries(months)) {
      if (imports.length === 0 || live === imports.length - 1) continue;
      position += 1;
      const state = live === null ? 'complete' : (imports[live]?.state ?? 'complete');
      const slice = { hospitalId, month: of, dataset: 'inpatientRows' } as const;
      const importId = live === null ? null : `${hospitalId}-${live}`;
      await store.pointTo([{ ...slice, importId, state, position }]);
    }
  }
  return { ...bench, context: withWards(bench.context) };
}

/** Specialties, a renamed ward and a merged one. */
function withWards(context: CostContext): CostContext {
  const wards = new Map<string, PlaceWard>();
  for (const [wardId, ward] of context.places.wards) {
    const code = wardId.slice(wardId.indexOf('/') + 1);
    const specialty = specialtyOf[code] ?? '';
    const renamed = code === 'W2' ? '呼吸与危重症医学科' : ward.name;
    const facts = { specialty, name: renamed };
    // Its code goes on, the ward does not: what was its own before the merger stays its own.
    const end = code === 'W3' ? { until: mergedOn, intoId: wardId.replace('W3', 'W1') } : {};
    wards.set(wardId, { ...ward, ...facts, ...end, steps: ward.steps.map((step) => ({ ...step, ...facts })) });
  }
  return { ...context, places: { ...context.places, wards } };
}
