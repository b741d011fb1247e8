import type { DrgMonth, ImportedDrug, WardMonthDrug } from '../core/cost/drugs/drug-sums.ts';
import { sumsOf, type WardMonth } from '../core/cost/sums.ts';
import type { Month } from '../core/time.ts';

/**
 * Cases by DRG and drugs by ward for the demo's ward-months, split out of them so that every part adds up: the DRGs of a
 * month are its discharges, and the drugs of a ward stay below its drug cost. Codes are the demo's own, prices and shares
 * invented; one price falls at a tender and one drug makes way for another, so that price, volume and mix each have a part.
 */

/** The demo regroups its cases in January 2026: case mix before and after is not one series. */
export function demoGrouper(month: Month): string {
  return month < '2026-01' ? 'CHS-DRG 1.1' : 'CHS-DRG 2.0';
}

/** Each ward's cases fall into three of these groups, by its place. */
const drgs = ['ES23', 'FM19', 'GE13', 'HC15', 'IB29', 'KS13', 'LF15', 'NZ13', 'OB25', 'RE19', 'BR23', 'DT13'];
const caseShares = [0.5, 0.3, 0.2];
const costliness = [0.8, 1, 1.5];

export function demoDrgMonths(rows: readonly WardMonth[], placeOf: (wardId: string) => number): DrgMonth[] {
  const months = new Map<string, Record<keyof DrgSums, number> & Pick<DrgMonth, 'hospitalId' | 'month' | 'drg'>>();
  for (const { hospitalId, month, wardId, sums } of rows) {
    const place = wardId === null ? -1 : placeOf(wardId);
    const cases = split(sums.discharges ?? 0, caseShares);
    const weights = caseShares.map((share, at) => share * (costliness[at] as number));
    const parts = (total: number | null) => split(total ?? 0, weights);
    const [beds, totals, drugs, weight] = [sums.bedDays, sums.totalFen, sums.drugFen, sums.weightE4].map(parts);
    for (const [at, discharges] of cases.entries()) {
      const drg = place < 0 ? '' : (drgs[(place * 2 + at) % drgs.length] as string);
      const key = `${month} ${drg}`;
      const sum = months.get(key) ?? { hospitalId, month, drg, ...noCases };
      months.set(key, sum);
      sum.discharges += discharges;
      sum.bedDays += beds?.[at] ?? 0;
      sum.totalFen += totals?.[at] ?? 0;
      sum.drugFen += drugs?.[at] ?? 0;
      sum.weightedDischarges += sums.weightedDischarges === null ? 0 : discharges;
      sum.weightE4 += weight?.[at] ?? 0;
    }
  }
  return [...months.values()];
}

type DrgSums = Omit<DrgMonth, 'hospitalId' | 'month' | 'drg'>;
const noCases: DrgSums = { discharges: 0, bedDays: 0, totalFen: 0, drugFen: 0, weightedDischarges: 0, weightE4: 0 };

interface DemoDrug extends ImportedDrug {
  readonly share: number;
  readonly fen: number;
  /** Defined daily doses of one unit, in ten-thousandths; only of antibacterials. */
  readonly dddE4: number | null;
  readonly flag?: 'negotiated' | 'key-monitored';
  readonly until?: Month;
  readonly from?: Month;
  /** From this month on the price is `tenderFen`. */
  readonly tender?: Month;
  readonly tenderFen?: number;
}

const drugs: readonly DemoDrug[] = [
  drug('YS0001', '注射用头孢哌酮钠舒巴坦钠', 0.08, 3_850, 2_500, { tender: '2026-04', tenderFen: 2_150 }),
  drug('YS0002', '注射用哌拉西林钠他唑巴坦钠', 0.07, 4_620, 3_200),
  drug('YS0003', '左氧氟沙星氯化钠注射液', 0.04, 2_980, 10_000),
  drug('YS0004', '注射用美罗培南', 0.06, 8_800, 1_667),
  drug('YS0101', '阿托伐他汀钙片', 0.03, 310, null),
  drug('YS0102', '硫酸氢氯吡格雷片', 0.04, 560, null, { until: '2026-03' }),
  drug('YS0103', '替格瑞洛片', 0.04, 590, null, { from: '2026-03' }),
  drug('YS0104', '注射用泮托拉唑钠', 0.08, 1_420, null, { flag: 'key-monitored' }),
  drug('YS0105', '注射用脑蛋白水解物', 0.07, 3_300, null, { flag: 'key-monitored' }),
  drug('YS0201', '信迪利单抗注射液', 0.12, 108_000, null, { flag: 'negotiated' }),
  drug('YS0202', '甲磺酸奥希替尼片', 0.05, 18_600, null, { flag: 'negotiated' }),
  drug('YS0301', '血必净注射液', 0.04, 2_760, null),
];

export const demoDrugs: readonly ImportedDrug[] = drugs.map(({ code, name, unit }) => ({ code, name, unit }));

/** The newest months only: enough for a year against the year before. */
export const drugMonths = 14;

export function demoDrugLines(
  rows: readonly WardMonth[],
  visitsDrugFen: ReadonlyMap<Month, number>,
  random: () => number,
): { readonly wardMonthDrugs: WardMonthDrug[]; readonly wardMonths: WardMonth[] } {
  const wardMonthDrugs: WardMonthDrug[] = [];
  const wardMonths: WardMonth[] = [];
  for (const { hospitalId, month, wardId, sums } of rows) {
    if (wardId === null) continue;
    const totals = { drugFen: 0, antibacterialFen: 0, antibacterialDddsE4: 0, negotiatedFen: 0, keyMonitoredFen: 0 };
    for (const [at, one] of drugs.entries()) {
      if ((one.from ?? month) > month || (one.until ?? '9999-12') <= month || random() < 0.35) continue;
      const fen = one.tender !== undefined && month >= one.tender ? (one.tenderFen ?? one.fen) : one.fen;
      const units = Math.round(((sums.drugFen ?? 0) * one.share * (0.6 + 0.8 * random())) / one.fen);
      if (units === 0) continue;
      const amount = units * fen;
      const ddds = one.dddE4 === null ? null : units * one.dddE4;
      totals.drugFen += amount;
      if (one.dddE4 !== null) totals.antibacterialFen += amount;
      totals.antibacterialDddsE4 += ddds ?? 0;
      if (one.flag === 'negotiated') totals.negotiatedFen += amount;
      if (one.flag === 'key-monitored') totals.keyMonitoredFen += amount;
      const line = lineOf(one, 1 + (at % 5), units, amount, ddds);
      wardMonthDrugs.push({ hospitalId, month, wardId, setting: 'inpatient', drugCode: one.code, sums: line });
    }
    wardMonths.push({ hospitalId, month, wardId, sums: sumsOf(totals) });
  }
  const hospitalId = rows[0]?.hospitalId;
  for (const [month, drugFen] of visitsDrugFen) {
    const statin = drugs[4];
    if (hospitalId === undefined || statin === undefined) break;
    const units = Math.round((drugFen * 0.04) / statin.fen);
    const amount = units * statin.fen;
    const longFen = Math.round(units * 0.4) * statin.fen;
    const sums = { ...lineOf(statin, 1, units, amount, null), longFen };
    wardMonthDrugs.push({ hospitalId, month, wardId: null, setting: 'outpatient', drugCode: statin.code, sums });
    wardMonths.push({ hospitalId, month, wardId: null, sums: sumsOf({ longDrugFen: longFen }) });
  }
  return { wardMonthDrugs, wardMonths };
}

function lineOf(one: DemoDrug, lines: number, units: number, amountFen: number, ddds: number | null) {
  return {
    lines,
    quantityE4: units * 10_000,
    dddsE4: ddds,
    amountFen,
    antibacterialDddsE4: ddds ?? 0,
    antibacterialFen: one.dddE4 === null ? 0 : amountFen,
    negotiatedFen: one.flag === 'negotiated' ? amountFen : 0,
    keyMonitoredFen: one.flag === 'key-monitored' ? amountFen : 0,
    longFen: 0,
  };
}

/** Whole parts by weight that add up to the total. */
function split(total: number, weights: readonly number[]): number[] {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  let rest = total;
  return weights.map((weight, at) => {
    const part = at === weights.length - 1 ? rest : Math.floor((total * weight) / all);
    rest -= part;
    return part;
  });
}

function drug(
  code: string,
  name: string,
  share: number,
  fen: number,
  dddE4: number | null,
  more: Partial<DemoDrug> = {},
): DemoDrug {
  return { code, name, unit: name.endsWith('片') ? '片' : '支', share, fen, dddE4, ...more };
}
