import { setImmediate } from 'node:timers/promises';
import type { LiveCost, LiveFigures, LiveMonth } from '../../core/cost/live.ts';
import { nothingLive } from '../../core/cost/live.ts';
import type { LiveSlice } from '../../core/cost/slice.ts';
import type { Dataset, Sums } from '../../core/cost/sums.ts';
import { addToMonth, type IsoDate, type Month, shanghaiDateOf } from '../../core/time.ts';
import type { CostReads } from '../../store/cost-contract.ts';

/**
 * The live figures in memory, brought up to date before each question by reading what was switched since. Questions cost
 * the same however many rows were imported: a city of 1 200 wards and five years is about 70 000 ward-months, 40 MB.
 */
export interface LiveCostReader {
  current(): Promise<LiveCost>;
}

export function liveCostReader(reads: CostReads): LiveCostReader {
  let held: LiveCost = nothingLive;
  let reading: Promise<LiveCost> | undefined;
  return {
    async current() {
      const wanted = await reads.liveVersion();
      // Whoever comes while changes are read waits for the same reading. It may have begun before the newest switch; the
      // next one has not.
      for (let readings = 0; held.version < wanted && readings < maxReadings; readings += 1) {
        reading ??= brought(reads, held).finally(() => {
          reading = undefined;
        });
        held = await reading;
      }
      return held;
    },
  };
}

const maxReadings = 2;

/** The version is read first: what is switched meanwhile is read again next time, and is the same then. */
async function brought(reads: CostReads, before: LiveCost): Promise<LiveCost> {
  const version = await reads.liveVersion();
  const changed = await reads.slicesChangedAfter(before.version);
  const hospitals = new Map(before.hospitals);
  for (const [hospitalId, slices] of Map.groupBy(changed, (slice) => slice.hospitalId)) {
    hospitals.set(hospitalId, await withSlices(reads, hospitals.get(hospitalId) ?? new Map(), hospitalId, slices));
    // A hospital takes a few milliseconds: other requests come in between.
    await setImmediate();
  }
  return { version, hospitals };
}

async function withSlices(
  reads: CostReads,
  before: ReadonlyMap<Month, LiveMonth>,
  hospitalId: string,
  slices: readonly LiveSlice[],
): Promise<Map<Month, LiveMonth>> {
  const months = slices.map((slice) => slice.month).sort();
  const [from, last] = [months[0], months[months.length - 1]];
  if (from === undefined || last === undefined) return new Map(before);
  const range = { from, until: addToMonth(last, 1) };
  const datasets = [...new Set(slices.map((slice) => slice.dataset))];
  const key = (month: Month, dataset: Dataset) => `${month} ${dataset}`;
  const whole = new Map<string, Sums>();
  for (const { month, dataset, sums } of await reads.hospitalMonths({ datasets, hospitalIds: [hospitalId], ...range }))
    whole.set(key(month, dataset), sums);
  const wards = Map.groupBy(await reads.wardMonths({ hospitalId, ...range }), (row) => key(row.month, row.dataset));
  const arrivals = new Map<string, IsoDate>();
  for (const { month, dataset, arrivedAt } of await reads.arrivals({ hospitalId, ...range }))
    arrivals.set(key(month, dataset), shanghaiDateOf(arrivedAt));
  const groupers = new Map<Month, string | null>();
  if (datasets.includes('inpatientRows')) {
    for (const { month, grouper } of await reads.groupers({ hospitalIds: [hospitalId], ...range })) {
      groupers.set(month, grouper);
    }
  }
  const after = new Map(before);
  for (const { month, dataset, importId, state } of slices) {
    const figures = new Map<Dataset, LiveFigures>(after.get(month));
    const rows = wards.get(key(month, dataset)) ?? [];
    if (importId === null) figures.delete(dataset);
    else
      figures.set(dataset, {
        state,
        grouper: dataset === 'inpatientRows' ? (groupers.get(month) ?? null) : null,
        arrivedOn: arrivals.get(key(month, dataset)) ?? '',
        sums: whole.get(key(month, dataset)) ?? null,
        wards: new Map(rows.map((row) => [row.wardId, row.sums])),
      });
    after.set(month, figures);
  }
  return after;
}
