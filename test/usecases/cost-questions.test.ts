import fc from 'fast-check';
import { expect, it } from 'vitest';
import { answered } from '../../src/usecases/cost/cost-answer.ts';
import type { CostContext } from '../../src/usecases/cost/cost-context.ts';
import { drillQuestion } from '../../src/usecases/cost/question/cost-drill.ts';
import { heatMapQuestion } from '../../src/usecases/cost/question/cost-heat-map.ts';
import { peersQuestion } from '../../src/usecases/cost/question/cost-peers.ts';
import { savingsQuestion } from '../../src/usecases/cost/question/cost-savings.ts';
import { standoutsQuestion } from '../../src/usecases/cost/question/cost-standouts.ts';
import { trendQuestion } from '../../src/usecases/cost/question/cost-trend.ts';
import { wardsQuestion } from '../../src/usecases/cost/question/cost-wards.ts';
import {
  type Cell,
  costBenchOf,
  mergedOn,
  specialtyOf,
  type World,
  type WorldHospital,
  world,
} from '../support/cost-world.ts';

const measure = 'drugCostPerDischarge';
const base = { measure, version: null };
const now = ['2026-07', '2026-08', '2026-09'];
const lastYear = ['2025-07', '2025-08', '2025-09'];
const quarter = { from: '2026-07', until: '2026-10' };

/** Loading a city takes longer than asking it everything. */
const runs = { numRuns: 12, endOnFailure: true };

it('every question agrees with a naive fold of what is live in a random city', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(world, async (city) => {
      const { context } = await costBenchOf(city);
      await checkTrend(context, city);
      await checkDrill(context, city);
      await checkPeersAndSavings(context, city);
      await checkWards(context, city);
    }),
    runs,
  );
});

// The naive side: plain loops over what was imported, nothing of the answers' code.

interface Sum {
  drug: number;
  discharges: number;
}

function liveImport(hospital: WorldHospital, month: string) {
  const found = hospital.months[month];
  return found === undefined || found.live === null ? undefined : found.imports[found.live];
}

function owes(hospital: WorldHospital, month: string): boolean {
  return hospital.until === null || hospital.until === undefined || hospital.until > `${month}-01`;
}

function sumOf(cells: readonly Cell[]): Sum {
  return cells.reduce<Sum>(
    (sum, cell) => ({ drug: sum.drug + cell.drugFen, discharges: sum.discharges + cell.discharges }),
    { drug: 0, discharges: 0 },
  );
}

function hospitalSum(hospital: WorldHospital, month: string): Sum | null {
  const live = liveImport(hospital, month);
  return live === undefined ? null : sumOf(Object.values(live.wards));
}

/** A hospital's months together; null where it owes one that is not in, or none. */
function overMonths(hospital: WorldHospital, months: readonly string[]): Sum | null {
  const owed = months.filter((month) => owes(hospital, month));
  const sums = owed.map((month) => hospitalSum(hospital, month));
  if (owed.length === 0 || sums.includes(null)) return null;
  return sums.reduce<Sum>(
    (total, sum) => ({ drug: total.drug + (sum?.drug ?? 0), discharges: total.discharges + (sum?.discharges ?? 0) }),
    { drug: 0, discharges: 0 },
  );
}

function pooled(hospitals: readonly WorldHospital[], months: readonly string[]): Sum | null {
  const sums = hospitals.flatMap((hospital) => overMonths(hospital, months) ?? []);
  return sums.length === 0
    ? null
    : sumOf(sums.map((sum) => ({ drugFen: sum.drug, discharges: sum.discharges, totalFen: 0 })));
}

function yuan(sum: Sum | null | undefined): number | null {
  return sum === null || sum === undefined || sum.discharges === 0 ? null : sum.drug / 100 / sum.discharges;
}

function wardSum(hospital: WorldHospital, code: string, month: string): Sum | null {
  const live = liveImport(hospital, month);
  if (live === undefined) return null;
  return sumOf([live.wards[code] ?? { drugFen: 0, totalFen: 0, discharges: 0 }]);
}

const close = (answer: number | null | undefined, naive: number | null, digits = 2) => {
  if (naive === null) expect(answer).toBeNull();
  else expect(Math.abs((answer ?? Number.NaN) - naive)).toBeLessThanOrEqual(0.500001 * 10 ** -digits);
};

const growthOf = (after: Sum | null, before: Sum | null) => {
  const [now_, then] = [yuan(after), yuan(before)];
  return now_ === null || then === null || then === 0 ? null : now_ / then - 1;
};

async function checkTrend(context: CostContext, { hospitals }: World): Promise<void> {
  const command = { ...base, scope: { kind: 'city' }, level: null, prices: null, ...quarter } as const;
  const monthly = await answered(context, trendQuestion, { ...command, grain: 'month' });
  const quarterly = await answered(context, trendQuestion, { ...command, grain: 'quarter' });
  for (const { level, points } of monthly.series) {
    const of = hospitals.filter((hospital) => level === null || hospital.level === level);
    for (const [at, month] of now.entries()) {
      const point = points[at];
      const reporting = of.filter((hospital) => overMonths(hospital, [month]) !== null);
      const sum = pooled(of, [month]);
      const means = reporting.flatMap((hospital) => yuan(overMonths(hospital, [month])) ?? []);
      expect(point?.reporting).toBe(reporting.length);
      expect(point?.expected).toBe(of.filter((hospital) => owes(hospital, month)).length);
      expect([point?.numerator, point?.denominator]).toEqual([sum?.drug ?? null, sum?.discharges ?? null]);
      close(point?.value, yuan(sum));
      close(point?.unweightedMean, means.length === 0 ? null : means.reduce((a, b) => a + b, 0) / means.length);
      close(point?.yoy, growthOf(sum, pooled(of, [lastYear[at] ?? ''])), 4);
      close(point?.mom, at === 0 ? null : growthOf(sum, pooled(of, [now[at - 1] ?? ''])), 4);
    }
    const whole = quarterly.series.find((series) => series.level === level)?.points[0];
    expect(whole?.numerator).toBe(pooled(of, now)?.drug ?? null);
    close(whole?.yoy, growthOf(pooled(of, now), pooled(of, lastYear)), 4);
  }
}

async function checkDrill(context: CostContext, { hospitals }: World): Promise<void> {
  const command = { ...base, level: null, ...quarter } as const;
  const city = await answered(context, drillQuestion, { ...command, scope: { kind: 'city' } });
  for (const { level, total, parts } of city.groups) {
    const of = hospitals.filter((hospital) => level === null || hospital.level === level);
    expect(total.numerator).toBe(pooled(of, now)?.drug ?? null);
    for (const regionId of ['north', 'south'] as const) {
      const within = of.filter((hospital) => hospital.regionId === regionId);
      expect(parts.find((part) => part.id === regionId)?.numerator).toBe(pooled(within, now)?.drug ?? null);
    }
    // Exact in fen: the counties add up to the city.
    expect(parts.reduce((sum, part) => sum + (part.numerator ?? 0), 0)).toBe(total.numerator ?? 0);
  }
  const county = await answered(context, drillQuestion, { ...command, scope: { kind: 'county', regionId: 'north' } });
  for (const part of county.groups.find(({ level }) => level === null)?.parts ?? []) {
    const hospital = hospitals.find((one) => one.hospitalId === part.id);
    expect(part.numerator).toBe(hospital && (overMonths(hospital, now)?.drug ?? null));
  }
}

async function checkPeersAndSavings(context: CostContext, { hospitals }: World): Promise<void> {
  const first = hospitals[0];
  if (first === undefined) throw new Error('a city has hospitals');
  const scope = { kind: 'hospital', hospitalId: first.hospitalId } as const;
  const { months } = await answered(context, peersQuestion, { ...base, scope, acrossLevels: false, ...quarter });
  for (const [at, month] of now.entries()) {
    const peers = owes(first, month) ? hospitals.filter((one) => one.level === first.level && owes(one, month)) : [];
    const values = peers.flatMap((one) => yuan(hospitalSum(one, month)) ?? []);
    const own = owes(first, month) ? yuan(hospitalSum(first, month)) : null;
    const enough = values.length >= 5;
    expect(months[at]?.ranked).toBe(values.length);
    expect(months[at]?.rank).toBe(!enough || own === null ? null : values.filter((other) => other < own).length + 1);
    for (const share of [0.1, 0.25, 0.5, 0.75, 0.9]) {
      const band = `p${share * 100}` as keyof NonNullable<(typeof months)[number]['bands']>;
      close(months[at]?.bands?.[band] ?? null, enough ? quantileOf(values, share) : null);
    }
    expect(months[at]?.percentile).toBe(enough && own !== null ? shareBelow(values, own) : null);
    expect(months[at]?.expected).toBe(peers.length);
    close(months[at]?.unweightedMean, enough ? values.reduce((a, b) => a + b, 0) / values.length : null);
    close(months[at]?.pooled, enough ? yuan(pooled(peers, [month])) : null);
  }
  const { groups } = await answered(context, savingsQuestion, {
    ...base,
    of: 'hospitals',
    scope: { kind: 'city' },
    acrossLevels: true,
    from: '2026-07',
    until: '2026-08',
  });
  const ratios = hospitals.flatMap((one) => {
    const sum = overMonths(one, ['2026-07']);
    return sum !== null && sum.discharges > 0 ? [{ id: one.hospitalId, ...sum }] : [];
  });
  const median = ratios.length >= 5 ? medianOf(ratios.map((sum) => sum.drug / sum.discharges)) : null;
  const above = ratios.filter((sum) => median !== null && Math.round(sum.drug - median * sum.discharges) > 0);
  const rows = groups.flatMap((group) => group.units);
  expect(rows.map((row) => row.hospitalId).sort()).toEqual(above.map(({ id }) => id).sort());
  for (const row of rows) {
    const sum = above.find(({ id }) => id === row.hospitalId);
    close(row.savingFen, sum === undefined || median === null ? null : sum.drug - median * sum.discharges, 0);
  }
  await checkStandouts(context, hospitals);
}

/** Every hospital, and every ward by its specialty, against all of the city: levels together. */
async function checkStandouts(context: CostContext, hospitals: readonly WorldHospital[]): Promise<void> {
  const [month, acrossLevels] = ['2026-07', true];
  const scope = { kind: 'city' } as const;
  const found = await answered(context, standoutsQuestion, { measure, scope, acrossLevels, month });
  const there = hospitals.filter((one) => owes(one, month));
  const ward = (code: string) =>
    there.map((one) => ({ id: `${one.hospitalId}/${code}`, sum: wardSum(one, code, month) }));
  const groups = [
    there.map((one) => ({ id: one.hospitalId, sum: hospitalSum(one, month) })),
    // W1 and W3 are of one specialty; in July W3 was still there.
    [...ward('W1'), ...ward('W3')],
    ward('W2'),
  ];
  let [compared, small] = [0, 0];
  const expected: { id: string; z: number }[] = [];
  for (const group of groups) {
    const units = group.flatMap(({ id, sum }) => {
      const value = yuan(sum);
      return value === null || sum === null ? [] : [{ id, value, discharges: sum.discharges }];
    });
    const middle = medianOf(units.map(({ value }) => value)) ?? 0;
    const mad = medianOf(units.map(({ value }) => Math.abs(value - middle))) ?? 0;
    if (units.length < 5 || mad === 0) continue;
    compared += units.length;
    for (const { id, value, discharges } of units) {
      const z = (0.6745 * (value - middle)) / mad;
      if (Math.abs(z) < 3.5) continue;
      if (discharges < 30) small += 1;
      else expected.push({ id, z });
    }
  }
  expect([found.compared, found.small, found.total]).toEqual([compared, small, expected.length]);
  const shown = new Map(found.items.map((item) => [item.wardId ?? item.hospitalId, item]));
  for (const { id, z } of expected) {
    close(shown.get(id)?.z, z, 2);
    // Less drug cost is better.
    expect(shown.get(id)?.side).toBe(z < 0 ? 'better' : 'worse');
  }
}

async function checkWards(context: CostContext, { hospitals }: World): Promise<void> {
  const hospital = hospitals[0];
  if (hospital === undefined) throw new Error('a city has hospitals');
  const { hospitalId } = hospital;
  const table = await answered(context, wardsQuestion, { ...base, hospitalId, month: '2026-08' });
  const live = liveImport(hospital, '2026-08');
  // W3 has ended; what its hospital still reports under it is shown, and nothing else of it.
  const codes = live === undefined ? [] : [...new Set(['W1', 'W2', ...Object.keys(live.wards)])];
  expect(table.wards.map((row) => row.wardId ?? '').sort()).toEqual(
    codes.map((code) => (code === '' ? '' : `${hospitalId}/${code}`)).sort(),
  );
  for (const row of table.wards) {
    const code = row.wardId === null ? '' : row.wardId.slice(hospitalId.length + 1);
    const sum = wardSum(hospital, code, '2026-08');
    expect([row.numerator, row.denominator]).toEqual([sum?.drug, sum?.discharges]);
    close(row.yoy, growthOf(sum, wardSum(hospital, code, '2025-08')), 4);
  }
  expect(table.total.numerator).toBe(hospitalSum(hospital, '2026-08')?.drug ?? null);
  const { wards: rows } = await answered(context, heatMapQuestion, { ...base, hospitalId, ...quarter });
  for (const row of rows) {
    const code = row.wardId.slice(hospitalId.length + 1);
    for (const [at, month] of now.entries()) {
      const cell = row.cells[at];
      const gone = code === 'W3' && `${month}-01` >= mergedOn && liveImport(hospital, month)?.wards.W3 === undefined;
      if (gone) expect(cell).toBeNull();
      else {
        expect(cell?.numerator).toBe(wardSum(hospital, code, month)?.drug ?? null);
        expect(cell?.percentile).toBe(percentileOf(hospitals, hospital, code, month));
      }
    }
  }
}

function percentileOf(all: readonly WorldHospital[], own: WorldHospital, code: string, month: string): number | null {
  const there = (of: string) => of !== 'W3' || `${month}-01` < mergedOn;
  if (!owes(own, month) || !there(code)) return null;
  const peers = all
    .filter((one) => one.level === own.level && owes(one, month))
    .flatMap((one) =>
      ['W1', 'W2', 'W3'].flatMap((of) => (specialtyOf[of] === specialtyOf[code] && there(of) ? [{ one, of }] : [])),
    );
  const values = peers.flatMap(({ one, of }) => yuan(wardSum(one, of, month)) ?? []);
  const value = yuan(wardSum(own, code, month));
  if (value === null || values.length < 5) return null;
  return shareBelow(values, value);
}

/** The share of the others that are lower, equal ones counted half. */
function shareBelow(values: readonly number[], value: number): number {
  const lower = values.filter((other) => other < value).length;
  const equal = values.filter((other) => other === value).length;
  return Math.round(((lower + (equal - 1) / 2) / (values.length - 1)) * 10_000) / 10_000;
}

/** Every value stands at its rank between 0 and 1; between two of them in proportion. */
function quantileOf(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const [low = 0, high = 0] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return low * (1 - (place % 1)) + high * (place % 1);
}

function medianOf(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const [lower, upper] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  return lower === undefined || upper === undefined ? null : (lower + upper) / 2;
}
