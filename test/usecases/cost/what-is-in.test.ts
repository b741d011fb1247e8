import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Dataset, datasets, sumsOf } from '../../../src/core/cost/sums.ts';
import { answered } from '../../../src/usecases/cost/cost-answer.ts';
import { completenessQuestion } from '../../../src/usecases/cost/question/cost-completeness.ts';
import { reconciliationQuestion } from '../../../src/usecases/cost/question/cost-reconciliation.ts';
import { type CostBench, costBench } from '../../support/cost.ts';

/** Imports of one slice, oldest first; `live`: which of them, or null where it was taken out or never switched. */
interface Sent {
  readonly imports: readonly {
    readonly day: number;
    readonly state: 'complete' | 'partial';
    readonly drugFen: number;
    readonly discharges: number;
    readonly bloodProductFen: number | null;
  }[];
  readonly live: number | null;
}

const months = ['2026-08', '2026-09', '2026-10'] as const;
const sentDatasets = ['inpatientRows', 'inpatientReturn'] as const;
const range = { from: '2026-08', until: '2026-11' };
const today = '2026-11-20';

const sent: fc.Arbitrary<Sent> = fc
  .array(
    fc.record({
      // Days since 2026-08-01.
      day: fc.nat(110),
      state: fc.constantFrom('complete', 'complete', 'partial'),
      drugFen: fc.oneof(fc.constant(0), fc.nat(50_000_000)),
      discharges: fc.nat(300),
      bloodProductFen: fc.option(fc.nat(3_000_000)),
    }),
    { maxLength: 3 },
  )
  .chain((imports) =>
    fc.record({
      imports: fc.constant([...imports].sort((left, right) => left.day - right.day)),
      live: imports.length === 0 ? fc.constant(null) : fc.option(fc.nat(imports.length - 1), { freq: 6 }),
    }),
  ) as fc.Arbitrary<Sent>;

const hospital = fc.record({
  until: fc.constantFrom(null, null, '2026-10-01', '2026-09-15'),
  level: fc.constantFrom(2 as const, 3 as const),
  slices: fc.record(
    Object.fromEntries(months.flatMap((month) => sentDatasets.map((dataset) => [`${month} ${dataset}`, sent]))),
  ),
});
type Hospital = { until: string | null; level: 2 | 3; slices: Record<string, Sent> };

const instantOf = (day: number) => new Date(Date.parse('2026-08-01T02:00:00.000Z') + day * 86_400_000).toISOString();
const dateOf = (day: number) => instantOf(day).slice(0, 10);

async function load({ store, context }: CostBench, hospitals: readonly Hospital[]): Promise<void> {
  let position = 0;
  for (const [at, { slices }] of hospitals.entries()) {
    for (const [key, { imports, live }] of Object.entries(slices)) {
      const [month = '', dataset = ''] = key.split(' ') as [string, Dataset];
      const slice = { hospitalId: `h${at}`, month, dataset: dataset as Dataset };
      for (const [turn, one] of imports.entries()) {
        const importId = `${at} ${key} ${turn}`;
        await store.beginImport({
          importId,
          origin: 'generated',
          dataset: slice.dataset,
          startedAt: instantOf(one.day),
        });
        const { drugFen, discharges, bloodProductFen } = one;
        const row = { hospitalId: `h${at}`, month, sums: sumsOf({ drugFen, discharges, bloodProductFen }) };
        await store.finishImport(importId, {
          identitySha256: importId,
          fileSha256: importId,
          summary: '{}',
          slices: [{ ...slice, rows: 1, rejected: 0, state: one.state }],
          wardMonths: dataset === 'inpatientRows' ? [{ ...row, wardId: null }] : [],
          hospitalMonths: dataset === 'inpatientRows' ? [] : [row],
          codes: { ward: [], drg: [] },
        });
        position += 1;
        await store.pointTo([{ ...slice, importId, state: one.state, position }]);
      }
      if (imports.length === 0 || live === imports.length - 1) continue;
      // Read before the slice is pointed back, so that the change has to be noticed.
      await context.live.current();
      position += 1;
      const importId = live === null ? null : `${at} ${key} ${live}`;
      await store.pointTo([
        { ...slice, importId, state: (live !== null && imports[live]?.state) || 'complete', position },
      ]);
    }
  }
}

it('what is in, late and awaited, and what two books say, agree with plain loops over random slices', {
  timeout: 60_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(hospital, { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 1, max: 28 }),
      async (drawn, dueDay) => {
        const hospitals = drawn as readonly Hospital[];
        const bench = costBench(
          hospitals.map(({ level, until }, at) => ({ hospitalId: `h${at}`, level, until })),
          `${today}T01:00:00.000Z`,
        );
        await load(bench, hospitals);
        const scope = { kind: 'city' } as const;
        const found = await answered(bench.context, completenessQuestion, { scope, dueDay, ...range });
        const totals = Object.fromEntries(datasets.map((of) => [of, { complete: 0, partial: 0, late: 0, awaited: 0 }]));
        for (const [at, { until, slices }] of hospitals.entries()) {
          const row = found.hospitals.find(({ hospitalId }) => hospitalId === `h${at}`);
          const owed = months.filter((month) => until === null || until > `${month}-01`);
          expect(row?.months.map(({ month }) => month) ?? []).toEqual(owed);
          for (const { month, dueOn, slices: shown } of row?.months ?? []) {
            const next = months.indexOf(month as (typeof months)[number]) + 9;
            expect(dueOn).toBe(`2026-${String(next).padStart(2, '0')}-${String(dueDay).padStart(2, '0')}`);
            for (const dataset of datasets) {
              const own = slices[`${month} ${dataset}`];
              const live = own === undefined || own.live === null ? undefined : own.imports[own.live];
              const status = live?.state ?? (today > dueOn ? 'late' : 'awaited');
              // The day of the first import, whichever is live; nothing where none is.
              const arrivedOn = live === undefined ? null : dateOf(own?.imports[0]?.day ?? 0);
              const days = Math.round((Date.parse(arrivedOn ?? today) - Date.parse(dueOn)) / 86_400_000);
              expect(shown[dataset]).toEqual({ status, arrivedOn, daysLate: Math.max(0, days) });
              const total = totals[dataset];
              if (total !== undefined) total[status] += 1;
            }
          }
        }
        expect(found.totals).toEqual(totals);
        await checkReconciliation(bench, hospitals);
      },
    ),
    { numRuns: 15, endOnFailure: true },
  );
});

async function checkReconciliation({ context }: CostBench, hospitals: readonly Hospital[]): Promise<void> {
  const found = await answered(context, reconciliationQuestion, { scope: { kind: 'city' }, ...range });
  for (const row of found.months) {
    const { slices } = hospitals[Number(row.hospitalId.slice(1))] as Hospital;
    const liveOf = (dataset: string) => {
      const own = slices[`${row.month} ${dataset}`];
      return own === undefined || own.live === null ? undefined : own.imports[own.live];
    };
    const [pages, finance] = [liveOf('inpatientRows'), liveOf('inpatientReturn')];
    expect(row.frontPages).toEqual({
      status: pages?.state ?? 'missing',
      drugFen: pages?.drugFen ?? null,
      discharges: pages?.discharges ?? null,
    });
    expect(row.bloodProductFen).toBe(pages?.bloodProductFen ?? null);
    if (pages === undefined || finance === undefined) {
      expect(row).toMatchObject({ verdict: 'missing', differenceFen: null, differenceShare: null });
      continue;
    }
    const difference = finance.drugFen - pages.drugFen;
    expect([row.differenceFen, row.dischargesDifference]).toEqual([difference, finance.discharges - pages.discharges]);
    if (pages.drugFen === 0) expect(row.differenceShare).toBeNull();
    else expect(Math.abs((row.differenceShare ?? 0) - difference / pages.drugFen)).toBeLessThan(0.000051);
    const slack = Math.floor(pages.drugFen / 50);
    const explained = difference >= -slack && difference <= (pages.bloodProductFen ?? 0) + slack;
    expect(row.verdict).toBe(explained ? 'explained' : 'unexplained');
  }
  const owed = hospitals.flatMap(({ until }, at) =>
    months.filter((month) => until === null || until > `${month}-01`).map((month) => `h${at} ${month}`),
  );
  expect(found.months.map(({ hospitalId, month }) => `${hospitalId} ${month}`).sort()).toEqual(owed.sort());
}
