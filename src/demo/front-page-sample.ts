import { amountFields as allAmountFields, summedFields, tcmFields } from '../core/cost/frontpage/columns.ts';

/** Of the front page of western medicine. */
const amountFields = allAmountFields.filter((field) => !tcmFields.includes(field));

/**
 * A front-page export as a hospital would send it, synthetic to the last cell: pinyin headers, personal columns that
 * must never be read, thousands separators in quotes, and about 2 % of rows with something wrong.
 */
export interface SampleSettings {
  readonly rows: number;
  /** `YYYY-MM`: every discharge lies in it. */
  readonly month: string;
  readonly wardCodes: readonly string[];
  readonly random: () => number;
}

/** What seeds/demo/front-page-sample.csv is made with; its ward codes are those of the demo's sample hospital. */
export const sampleRows = 2_400;
export const sampleMonth = '2026-10';
export const sampleSeed = 20_261_120;
export const sampleWardCodes = Array.from({ length: 18 }, (_, at) => `W${String(at + 1).padStart(2, '0')}`);
/** One code that no ward of the hospital has: its rows count as unmapped. */
export const sampleUnmappedCode = 'W99';

export function frontPageSample({ rows, month, wardCodes, random }: SampleSettings): string {
  const header = [
    'XM',
    'XB',
    'SFZH',
    'LXDH',
    'XZZ',
    'BAH',
    'ZYCS',
    'RYSJ',
    'CYSJ',
    'ZKKB',
    'CYKB',
    'CYBF',
    'SJZYTS',
    'LYFS',
    'ZYZD',
    'DRG',
    'DRGQZ',
    ...amountFields,
  ];
  const lines = [header.join(',')];
  for (let row = 1; row <= rows; row += 1) lines.push(rowOf(row, month, wardCodes, random, lines).join(','));
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

function rowOf(
  row: number,
  month: string,
  wardCodes: readonly string[],
  random: () => number,
  before: readonly string[],
): string[] {
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  const discharged = 1 + Math.floor(random() * 30);
  const stay = 1 + Math.floor(random() * random() * 28);
  const admitted = new Date(Date.parse(`${month}-01T00:00:00Z`) + (discharged - 1 - stay) * 86_400_000).toISOString();
  const fen = amountsOf(random);
  const code = random() < 0.012 ? sampleUnmappedCode : pick(wardCodes);
  const cells = [
    `演示患者${row}`,
    pick(['男', '女']),
    `00000019${String(50 + (row % 50))}0101${String(row % 10_000).padStart(4, '0')}`,
    `000${String(row).padStart(8, '0')}`,
    `演示市示例路${row % 200}号`,
    `D${String(100_000 + row)}`,
    String(1 + (row % 3)),
    `${admitted.slice(0, 10)} 08:30:00`,
    `${month}-${String(discharged).padStart(2, '0')} 10:15:00`,
    random() < 0.04 ? '重症医学科' : '-',
    '内科',
    code,
    String(stay),
    random() < 0.006 ? '5' : '1',
    pick(['高血压', '肺炎', '胆囊结石', '2型糖尿病']),
    pick(['FM19', 'ES23', 'HC15', 'KS13']),
    (0.4 + random() * 1.6).toFixed(4),
    ...amountFields.map((field) => yuan(fen.get(field) ?? 0, random)),
  ];
  return random() < 0.02 ? spoilt(cells, before, row, random) : cells;
}

/** Parts drawn freely, the total their sum: drugs about a quarter, antibacterials inside western drugs. */
function amountsOf(random: () => number): Map<string, number> {
  const scale = 180_000 + random() * random() * 1_600_000;
  const weights: Record<string, number> = {
    XYF: 0.2,
    ZCYF: 0.025,
    ZCYF1: 0.006,
    SYSZDF: 0.13,
    YXXZDF: 0.1,
    HLF: 0.05,
    SSZLF: 0.14,
    YYCLF: 0.06,
    YCXYYCLF: 0.08,
    FSSZLXMF: 0.07,
  };
  const fen = new Map<string, number>();
  let total = 0;
  for (const field of summedFields) {
    if (tcmFields.includes(field)) continue;
    const amount = Math.round(scale * (weights[field] ?? 0.008) * (0.5 + random()));
    fen.set(field, amount);
    total += amount;
  }
  fen.set('ZFY', total);
  fen.set('ZFJE', Math.round(total * 0.34));
  fen.set('KJYWF', Math.round((fen.get('XYF') ?? 0) * 0.2 * random()));
  fen.set('MAF', Math.round((fen.get('SSZLF') ?? 0) * 0.2));
  fen.set('SSF', Math.round((fen.get('SSZLF') ?? 0) * 0.7));
  fen.set('WLZLF', 0);
  return fen;
}

function yuan(fen: number, random: () => number): string {
  const text = (fen / 100).toFixed(2);
  if (fen < 100_000 || random() > 0.1) return text;
  return `"${text.replace(/\B(?=(\d{3})+(?!\d))/g, ',')}"`;
}

/** One of the things seen in real exports. */
function spoilt(cells: readonly string[], before: readonly string[], row: number, random: () => number): string[] {
  const spoil = [...cells];
  const amount = 17 + Math.floor(random() * amountFields.length);
  switch (row % 7) {
    case 0:
      spoil[amount] = '1O24.5O';
      return spoil;
    case 1:
      spoil[amount] = '-120.00';
      return spoil;
    case 2:
      spoil[17] = '';
      return spoil;
    case 3:
      spoil[8] = '2026-13-05';
      return spoil;
    case 4:
      // One cell lost: every later column is shifted, and names stand where dates should.
      return spoil.slice(1);
    case 5:
      spoil[7] = '2027-01-01 00:00:00';
      return spoil;
    default:
      return before.length > 1 ? (before[before.length - 1] as string).split(',') : spoil;
  }
}
