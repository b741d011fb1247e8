import { expect, it } from 'vitest';
import { growth } from '../../../src/core/cost/measure.ts';
import type { TrendPoint } from '../../../src/core/cost/question/trend.ts';
import { importFile } from '../../../src/usecases/cost/cost.ts';
import { answered } from '../../../src/usecases/cost/cost-answer.ts';
import { trendQuestion } from '../../../src/usecases/cost/question/cost-trend.ts';
import { costBench, tempFile } from '../../support/cost.ts';

/**
 * One hospital's published third quarter of 2021 against 2020 (domain facts 4.3), income in 万元. Only quarters were
 * published, and drug income only as one sum: the split over months and over inpatients and outpatients is ours, and the
 * published figures must not depend on it.
 */
const published = {
  2021: {
    outpatientIncome: '2551.77',
    visits: 105_721,
    inpatientIncome: '2501.51',
    discharges: 4_519,
    drugIncome: '1680.61',
  },
  2020: {
    outpatientIncome: '2333.68',
    visits: 86_628,
    inpatientIncome: '3029.34',
    discharges: 5_325,
    drugIncome: '1623.68',
  },
} as const;

/** What the hospital wrote: 2021 leaves negotiated drugs out, 2020 does not. Kept as text: it is on two definitions. */
const publishedShareText = { 2021: '28.07 %', 2020: '30.28 %' } as const;

it('the published quarter comes out of monthly returns to the digit', async () => {
  const { context } = costBench([{ hospitalId: 'h', level: 2 }], '2021-11-01T00:00:00.000Z');
  await importReturns(context, 'inpatientReturn', '月份,出院人次,住院医疗收入,住院药品收入', 'inpatient');
  await importReturns(context, 'outpatientReturn', '月份,门急诊人次,门急诊医疗收入,门急诊药品收入', 'outpatient');

  const outpatient = await quarter(context, 'outpatientCostPerVisit');
  expect(outpatient.now).toMatchObject({
    period: '2021-Q3',
    denominator: 105_721,
    value: 241.37,
    yoy: -0.104,
    status: 'complete',
  });
  expect(outpatient.base.value).toBe(269.39);
  expect(growthOf(outpatient, 'denominator')).toBe(0.2204);

  const inpatient = await quarter(context, 'totalCostPerDischarge');
  expect(inpatient.now).toMatchObject({ denominator: 4_519, value: 5535.54, yoy: -0.027 });
  expect(inpatient.base.value).toBe(5688.9);
  expect(growthOf(inpatient, 'numerator')).toBe(-0.1742);
  expect(growthOf(inpatient, 'denominator')).toBe(-0.1514);

  const share = await quarter(context, 'hospitalDrugShare');
  expect(share.now.denominator).toBe(5_053_280_000); // 5053.28 万元
  expect(share.base.denominator).toBe(5_363_020_000);
  expect(growthOf(share, 'denominator')).toBe(-0.0578);
  expect(growthOf(share, 'numerator')).toBe(0.0351);
  expect(growthOf(outpatient, 'numerator')).toBe(0.0935);

  // On one definition the share rose, whatever was published.
  expect(share.now.value).toBe(0.3326);
  expect(share.base.value).toBe(0.3028);
  expect(share.now.yoy).toBeGreaterThan(0);
  expect(publishedShareText[2020]).toBe(percent(share.base.value));
  expect(publishedShareText[2021]).not.toBe(percent(share.now.value));
});

type Context = Parameters<typeof importFile>[0];

async function importReturns(
  context: Context,
  dataset: 'inpatientReturn' | 'outpatientReturn',
  header: string,
  kind: 'inpatient' | 'outpatient',
) {
  const lines = [header];
  for (const year of [2020, 2021] as const) {
    const { visits, discharges, inpatientIncome, outpatientIncome, drugIncome } = published[year];
    const count = kind === 'inpatient' ? discharges : visits;
    const income = fenOf(kind === 'inpatient' ? inpatientIncome : outpatientIncome);
    const inpatientDrug = Math.floor(fenOf(drugIncome) * 0.4);
    const drug = kind === 'inpatient' ? inpatientDrug : fenOf(drugIncome) - inpatientDrug;
    for (const [at, month] of ['07', '08', '09'].entries()) {
      lines.push([`${year}-${month}`, third(count, at), yuan(third(income, at)), yuan(third(drug, at))].join(','));
    }
  }
  const source = { kind: 'path', path: tempFile(lines.join('\n')) } as const;
  const done = await importFile(context, { dataset, hospitalId: 'h', source, dryRun: false });
  expect(done).toMatchObject({ outcome: 'stored', rows: 6, rejected: 0 });
}

async function quarter(context: Context, measure: string): Promise<{ now: TrendPoint; base: TrendPoint }> {
  const scope = { kind: 'hospital', hospitalId: 'h' } as const;
  const command = {
    measure,
    version: null,
    scope,
    level: null,
    grain: 'quarter',
    prices: null,
    from: '2020-07',
    until: '2021-10',
  } as const;
  const points = (await answered(context, trendQuestion, command)).series[0]?.points ?? [];
  const [base, , , , now] = points;
  if (base === undefined || now === undefined) throw new Error('no such quarter');
  return { now, base };
}

function growthOf({ now, base }: { now: TrendPoint; base: TrendPoint }, part: 'numerator' | 'denominator') {
  return growth({ numerator: now[part] ?? 0, denominator: 1 }, { numerator: base[part] ?? 0, denominator: 1 });
}

function fenOf(tenThousandYuan: string): number {
  return Math.round(Number(tenThousandYuan) * 100) * 10_000;
}

/** Uneven thirds that add up. */
function third(whole: number, at: number): number {
  const [first, second] = [Math.floor(whole * 0.31), Math.floor(whole * 0.36)];
  return [first, second, whole - first - second][at] ?? 0;
}

function yuan(fen: number): string {
  return (fen / 100).toFixed(2);
}

function percent(share: number | null): string {
  return `${((share ?? 0) * 100).toFixed(2)} %`;
}
