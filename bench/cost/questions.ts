import type { BenchCity } from '../city/city.ts';
import { bareOffered, type Offered, offerInRounds } from '../rig/offered.ts';
import { type BenchServer, serveCity } from '../rig/server.ts';

export interface QuestionTimes {
  /** p99 of each question, slowest first. */
  readonly questions: readonly { readonly name: string; readonly p50Ms: number; readonly p99Ms: number }[];
  readonly trendP50Ms: number;
  readonly trendP99Ms: number;
  readonly completed: number;
  readonly failed: number;
}

/**
 * Every question at 50 requests/s, each for some seconds and with places, measures and months that go on changing, so that
 * a good part of the answers is computed and not found.
 */
export async function questionTimes(city: BenchCity): Promise<QuestionTimes> {
  const server = await serveCity(city);
  try {
    const authorization = `Bearer ${await server.token('officer')}`;
    // The first of all reads what is live and runs uncompiled code; a service does that once.
    await asked(server, authorization, (n) => questions.trend?.(n) ?? '', 1);
    const times = [];
    let [completed, failed] = [0, 0];
    for (const [name, path] of Object.entries(questions)) {
      const times_ = await asked(server, authorization, path, secondsEach);
      completed += times_.completed;
      failed += times_.failed;
      times.push({ name, p50Ms: times_.p50Ms, p99Ms: times_.p99Ms });
    }
    const trend = times.find(({ name }) => name === 'trend');
    if (trend === undefined) throw new Error('the trend is one of the questions');
    times.sort((left, right) => right.p99Ms - left.p99Ms);
    return { questions: times, trendP50Ms: trend.p50Ms, trendP99Ms: trend.p99Ms, completed, failed };
  } finally {
    await server.stop();
  }
}

/** Of each round. */
const secondsEach = 2.5;

const load = { perSecond: 50, connections: 20 };
/** A trend of three years, in bytes. */
const trendBytes = 30_000;

/** What the machine does to the same load. */
export function bareQuestion(): Promise<Offered> {
  return bareOffered({ ...load, seconds: secondsEach }, trendBytes);
}

function asked({ origin }: BenchServer, authorization: string, path: (n: number) => string, seconds: number) {
  const request = (n: number) => ({ method: 'GET', path: `/v1/cost/${path(n)}`, headers: { authorization } });
  return offerInRounds({ ...load, origin, seconds, request, expected: 200 });
}

const range = 'from=2023-11&until=2026-11';
const byWard = [
  'drugCostPerDischarge',
  'totalCostPerDischarge',
  'drugCostPerBedDay',
  'drugShare',
  'materialPer100Yuan',
];
const measureOf = (n: number) => byWard[n % byWard.length] ?? '';
const hospitalOf = (n: number) => `hos_${n % 24}`;
const monthOf = (n: number) => `2026-${String(1 + (n % 10)).padStart(2, '0')}`;

export const questions: Readonly<Record<string, (n: number) => string>> = {
  trend: (n) => `trends?measure=${measureOf(n)}&scope=city&grain=month&${range}`,
  hospitalTrend: (n) =>
    `trends?measure=${measureOf(n)}&hospital=${hospitalOf(n)}&grain=cumulative&from=2024-01&until=2026-11`,
  peers: (n) => `peers?measure=${measureOf(n)}&hospital=${hospitalOf(n)}&${range}`,
  wards: (n) => `wards?measure=${measureOf(n)}&hospital=${hospitalOf(n)}&month=${monthOf(n)}`,
  heatMap: (n) => `heat-map?measure=${measureOf(n)}&hospital=${hospitalOf(n)}&from=2025-11&until=2026-11`,
  drill: (n) => `drill?measure=${measureOf(n)}&hospital=${hospitalOf(n)}&from=2026-01&until=2026-11`,
  cityDrill: (n) => `drill?measure=${measureOf(n)}&from=2026-01&until=2026-11`,
  standouts: (n) => `standouts?month=${monthOf(n)}`,
  savings: (n) => `savings?measure=${measureOf(n % 2)}&from=${monthOf(n)}&until=2026-11`,
  completeness: () => `completeness?${range}`,
  reconciliations: (n) => `reconciliations?hospital=${hospitalOf(n)}&${range}`,
  signals: (n) => `signals?measure=${measureOf(n)}&hospital=${hospitalOf(n)}&${range}`,
  alerts: (n) => `alerts?hospital=${hospitalOf(n)}`,
  cityAlerts: () => 'alerts',
  funnels: (n) => `funnels?measure=${measureOf(n)}&of=hospital&level=${2 + (n % 2)}&from=2026-01&until=2026-11`,
  rateMix: (n) =>
    `rate-mix?measure=${measureOf(n)}&by=${n % 2 === 0 ? 'level' : 'hospital'}&from=2026-01&until=2026-11`,
  effects: (n) => `effects?measure=${measureOf(n)}&hospital=${hospitalOf(n)}&${range}&since=2025-07`,
};
