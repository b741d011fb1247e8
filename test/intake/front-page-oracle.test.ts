import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountFields } from '../../src/core/cost/frontpage/columns.ts';
import type { PlaceWard } from '../../src/core/cost/places.ts';
import { importFile, pointSlice } from '../../src/usecases/cost/cost.ts';
import type { CostContext } from '../../src/usecases/cost/cost-context.ts';
import { blocksOf, costBench, gb18030, placesWith } from '../support/cost.ts';

/** A cell as it stands in the file, and what it means: null is blank, 'bad' refuses its row. */
interface Cell<T> {
  readonly text: string;
  readonly means: T | null | 'bad';
}

interface Row {
  readonly record: number;
  readonly discharged: Cell<string>;
  /** Days before the discharge; negative is after it. */
  readonly admitted: Cell<string>;
  readonly stayed: Cell<number>;
  readonly outcome: Cell<number>;
  readonly ward: string;
  readonly department: string;
  readonly transfer: string;
  /** In fen: western, of it antibacterial, patent, herbal, nursing. */
  readonly parts: readonly Cell<number>[];
  readonly total: 'without' | 'with' | 'neither' | 'blank' | 'too-small';
  readonly lostCell: boolean;
}

interface File {
  readonly rows: readonly Row[];
  readonly names: 'pinyin' | 'hqms' | 'chinese';
  readonly encoding: 'utf-8' | 'bom' | 'gb18030';
  readonly separator: string;
  readonly lineEnd: string;
  /** Whether every cost column is there, so that sums can be checked. */
  readonly whole: boolean;
}

const pad = (number: number) => String(number).padStart(2, '0');
const yuan = (fen: number) => (fen / 100).toFixed(2);
const grouped = (fen: number) => yuan(fen).replace(/\B(?=(\d{3})+\.)/g, ',');

/** The five forms of a date, a serial day, and what is none. */
const dateForms: readonly ((date: string) => string)[] = [
  (date) => date,
  (date) => `${date.replaceAll('-', '/')} 08:30`,
  (date) => date.split('-').map(Number).join('.'),
  (date) => date.replaceAll('-', ''),
  (date) => `${date.slice(0, 4)}年${Number(date.slice(5, 7))}月${Number(date.slice(8))}日`,
  (date) => String(Date.parse(date) / 86_400_000 + 25_569),
];
const day = (date: string): fc.Arbitrary<Cell<string>> =>
  fc.constantFrom(...dateForms).map((form) => ({ text: form(date), means: date }));
const rare = <T>(usual: fc.Arbitrary<T>, seldom: fc.Arbitrary<T>, one: number) =>
  fc.oneof({ arbitrary: usual, weight: one - 1 }, { arbitrary: seldom, weight: 1 });
const cell = <T>(text: string, means: T): Cell<T> => ({ text, means });
const bad = (text: string) => ({ text, means: 'bad' as const });
const blank = (text: string) => ({ text, means: null });

const discharge = rare(
  fc
    .tuple(fc.constantFrom('09', '10'), fc.integer({ min: 1, max: 30 }))
    .chain(([month, of]) => day(`2026-${month}-${pad(of)}`)),
  fc.constantFrom<Cell<string>>(bad('2026-02-30'), bad('昨天'), bad(''), bad('1960-01-01')),
  40,
);
const amount = rare(
  fc
    .nat(500_000)
    .chain((fen) =>
      fc.constantFrom<Cell<number>>(
        cell(yuan(fen), fen),
        cell(grouped(fen), fen),
        cell(`￥${grouped(fen)}`, fen),
        cell(`${yuan(fen)}00元`, fen),
        cell(yuan(0), 0),
      ),
    ),
  fc.constantFrom<Cell<number>>(blank(''), blank('-'), bad('-12.00'), bad('12.345'), bad('免费'), bad('1,23.00')),
  30,
);

const row: fc.Arbitrary<Row> = discharge.chain((discharged) => {
  const on = discharged.means === null || discharged.means === 'bad' ? '2026-10-15' : discharged.means;
  const before = (days: number) => new Date(Date.parse(on) - days * 86_400_000).toISOString().slice(0, 10);
  return fc.record({
    record: fc.nat(300),
    discharged: fc.constant(discharged),
    // A stay of no day, and now and then one that ends before it began.
    admitted: rare(
      fc.oneof(
        fc.constant<Cell<string>>(blank('')),
        fc.nat(20).chain((days) => day(before(days))),
      ),
      day(before(-2)).map(({ text }): Cell<string> => ({ text, means: 'bad' })),
      40,
    ),
    stayed: rare(
      fc.oneof(
        fc.constant<Cell<number>>(blank('')),
        fc.nat(25).map((days) => cell(String(days), days)),
      ),
      fc.constantFrom<Cell<number>>(bad('4000'), bad('半天')),
      60,
    ),
    outcome: fc.constantFrom<Cell<number>>(cell('1', 1), cell('5', 5), blank(''), cell('9', 9)),
    ward: fc.constantFrom('W1', 'w1', ' W2 ', 'Ｗ３', 'W9', '', '-'),
    department: fc.constantFrom('W2', '内科', ''),
    transfer: fc.constantFrom('', '-', '呼吸内科'),
    parts: fc.tuple(amount, amount, amount, amount, amount),
    total: rare(fc.constantFrom<Row['total']>('without', 'with', 'neither'), fc.constantFrom('blank', 'too-small'), 40),
    lostCell: fc.integer({ min: 0, max: 59 }).map((of) => of === 0),
  });
});

const file: fc.Arbitrary<File> = fc.record({
  rows: fc.array(row, { minLength: 1, maxLength: 90 }),
  names: fc.constantFrom('pinyin', 'hqms', 'chinese'),
  encoding: fc.constantFrom('utf-8', 'bom', 'gb18030'),
  separator: fc.constantFrom(',', ';', '\t'),
  lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
  whole: fc.boolean(),
});

const partNames = ['XYF', 'KJYWF', 'ZCYF', 'ZCYF1', 'HLF'] as const;
const plain = ['BAH', 'RYSJ', 'CYSJ', 'CYKB', 'CYBF', 'ZKKB', 'SJZYTS', 'LYFS', 'ZFY', ...partNames];
const hqms = ['P3', 'P22', 'P25', 'P26', 'P261', 'P24', 'P27', 'LYFS', 'P782', 'P769', 'P770', 'P771', 'P772', 'P755'];
const chinese =
  '病案号 入院日期 出院时间 出院科别 出院病房 转科科别 实际住院天数 离院方式 总费用（元） 西药费 其中：抗菌药物费 中成药费 中草药费 护理费'.split(
    ' ',
  );
const rest = amountFields.filter(
  (name) => !plain.includes(name) && !['ZYLZYZD', 'ZYZL', 'ZYQT', 'ZYZJF'].includes(name),
);

const known = (value: Cell<number>['means'] | undefined) => (typeof value === 'number' ? value : 0);

/** In fen; null where the cell is blank. */
function totalOf({ parts, total }: Row): number | null {
  const [western = 0, antibacterial = 0, patent = 0, herbal = 0, nursing = 0] = parts.map(({ means }) => known(means));
  const sum = western + patent + herbal + nursing;
  switch (total) {
    case 'without':
      return sum;
    case 'with':
      return sum + antibacterial;
    case 'neither':
      return sum + antibacterial + 700;
    case 'too-small':
      return Math.max(0, western + patent + herbal - 1);
    case 'blank':
      return null;
  }
}

function bytesOf({ rows, names, encoding, separator, lineEnd, whole }: File): Buffer {
  const header = { pinyin: plain, hqms, chinese }[names];
  const quoted = (text: string) => (/[,;\t"]/.test(text) ? `"${text}"` : text);
  const lines = rows.map((one) => {
    const total = totalOf(one);
    const [discharged, admitted, stayed] = [one.discharged.text, one.admitted.text, one.stayed.text];
    const cells = [`R${one.record}`, admitted, discharged, one.department, one.ward, one.transfer, stayed];
    cells.push(one.outcome.text, total === null ? '' : yuan(total), ...one.parts.map(({ text }) => text));
    if (whole) cells.push(...rest.map(() => '0'));
    return (one.lostCell ? cells.slice(1) : cells).map(quoted).join(separator);
  });
  const text = [[...header, ...(whole ? rest : [])].join(separator), ...lines].join(lineEnd);
  if (encoding === 'gb18030') return gb18030(text);
  return Buffer.from(encoding === 'bom' ? `\uFEFF${text}` : text);
}

/** Ward 3's code went over to ward 1 on the tenth of October; ward 2 was renamed, which changes nothing. */
const wardOn = (code: string, date: string): string | null => {
  if (code === 'W1' || code === 'W2') return code;
  return code === 'W3' ? (date < '2026-10-10' ? 'W3' : 'W1') : null;
};

function withMap(context: CostContext, hospitalId: string): CostContext {
  const ward = (code: string, steps: readonly { from: string; codes: string[] }[], until: string | null = null) => {
    const facts = { name: code, department: '内科', specialty: '内科' };
    const dated = steps.map((step, at) => ({ ...facts, name: `${code}${at}`, ...step }));
    const whole = {
      wardId: `${hospitalId}/${code}`,
      hospitalId,
      ...facts,
      codes: [],
      from: '2000-01-01',
      until,
      steps: dated,
    };
    return [`${hospitalId}/${code}`, { ...whole, intoId: null }] satisfies [string, PlaceWard];
  };
  const wards = new Map([
    ward('W1', [
      { from: '2000-01-01', codes: ['W1'] },
      { from: '2026-10-10', codes: ['W1', 'W3'] },
    ]),
    ward('W2', [
      { from: '2000-01-01', codes: ['W2'] },
      { from: '2026-09-20', codes: ['W2'] },
    ]),
    ward('W3', [{ from: '2000-01-01', codes: ['W3'] }], '2026-10-10'),
  ]);
  return { ...context, places: { ...placesWith([{ hospitalId, level: 3 }]), wards } };
}

const sumNames = [
  'discharges',
  'deaths',
  'transfers',
  'bedDays',
  'totalFen',
  'drugFen',
  'antibacterialFen',
  'westernFen',
] as const;
type Naive = Record<(typeof sumNames)[number], number>;

/** Row by row, with nothing of the reader: what each cell means was known before it was written. */
function naive(rows: readonly Row[]) {
  const months: Record<string, { rows: number; rejected: number; wards: Record<string, Naive> }> = {};
  const sums = { without: 0, with: 0, both: 0, neither: 0 };
  const seen = new Set<string>();
  let [good, rejected, unplaced] = [0, 0, 0];
  for (const one of rows) {
    const date = one.lostCell ? null : one.discharged.means;
    const placed = date !== null && date !== 'bad';
    const month = placed ? date.slice(0, 7) : '';
    if (placed) months[month] ??= { rows: 0, rejected: 0, wards: {} };
    const total = totalOf(one);
    const [western, antibacterial, patent, herbal, nursing] = one.parts.map(({ means }) => known(means)) as [
      number,
      number,
      number,
      number,
      number,
    ];
    const drug = western + patent + herbal;
    const refused =
      !placed ||
      [one.admitted, one.stayed, ...one.parts].some(({ means }) => means === 'bad') ||
      total === null ||
      drug > total;
    const key = `${one.record} ${date}`;
    if (!refused) {
      if (Math.abs(total - drug - nursing) <= 5)
        sums[Math.abs(total - drug - nursing - antibacterial) <= 5 ? 'both' : 'without'] += 1;
      else sums[Math.abs(total - drug - nursing - antibacterial) <= 5 ? 'with' : 'neither'] += 1;
    }
    if (refused || seen.has(key)) {
      rejected += 1;
      const at = months[month];
      if (at === undefined) unplaced += 1;
      else at.rejected += 1;
      continue;
    }
    seen.add(key);
    good += 1;
    const cells = months[month] as (typeof months)[string];
    cells.rows += 1;
    const spelt = ['', '-'].includes(one.ward.trim()) ? one.department : one.ward;
    const code = spelt.normalize('NFKC').trim().toUpperCase();
    const ward = wardOn(code, date) ?? '';
    cells.wards[ward] ??= Object.fromEntries(sumNames.map((name) => [name, 0])) as Naive;
    const to = cells.wards[ward];
    const admitted = one.admitted.means as string | null;
    const between = admitted === null ? 1 : Math.max(1, (Date.parse(date) - Date.parse(admitted)) / 86_400_000);
    to.discharges += 1;
    to.deaths += one.outcome.means === 5 ? 1 : 0;
    to.transfers += one.transfer === '呼吸内科' ? 1 : 0;
    to.bedDays += one.stayed.means === null ? between : Math.max(1, one.stayed.means as number);
    to.totalFen += total;
    to.drugFen += drug;
    to.antibacterialFen += antibacterial;
    to.westernFen += western;
  }
  const slices = Object.entries(months)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([month, at]) => {
      const all = at.rejected + (good === 0 ? unplaced : Math.ceil((unplaced * at.rows) / good));
      const state = all > 0.05 * (at.rows + all) ? 'refused' : all === 0 ? 'complete' : 'partial';
      return { month, rows: at.rows, rejected: at.rejected, state, wards: at.wards };
    });
  return { good, rejected, slices, sums };
}

const runs = Number(process.env.ORACLE_RUNS ?? 50);

describe('whatever is in a file of front pages', () => {
  it('its figures are those of a naive reading, row by row, and so are those of a correction and of a slice pointed back', async () => {
    const bench = costBench([]);
    let hospitals = 0;
    await fc.assert(
      fc.asyncProperty(file, file, async (first, second) => {
        hospitals += 1;
        const hospitalId = `h${hospitals}`;
        const context = withMap(bench.context, hospitalId);
        const send = async (one: File) => {
          const said = await importFile(context, {
            dataset: 'inpatientRows',
            hospitalId,
            source: { kind: 'stream', stream: blocksOf(bytesOf(one), 997) },
            dryRun: false,
          });
          const expected = naive(one.rows);
          expect({ rows: said.rows, rejected: said.rejected }).toEqual({
            rows: expected.good,
            rejected: expected.rejected,
          });
          expect(said.slices.map(({ month, rows, rejected, state }) => ({ month, rows, rejected, state }))).toEqual(
            expected.slices.map(({ wards: _, ...slice }) => slice),
          );
          if (said.sumCheck !== null) expect(said.sumCheck).toEqual(expected.sums);
          expect(said.sumCheck === null).toBe(!one.whole || Object.values(expected.sums).every((rows) => rows === 0));
          return { importId: said.importId, slices: expected.slices.filter(({ state }) => state !== 'refused') };
        };
        const check = async (live: ReadonlyMap<string, Record<string, Naive>>) => {
          const found = await bench.store.wardMonths({ hospitalId, from: '2026-01', until: '2027-01' });
          const wanted = [...live].flatMap(([month, wards]) =>
            Object.entries(wards).map(([wardId, sums]) => ({
              month,
              wardId: wardId === '' ? null : `${hospitalId}/${wardId}`,
              ...sums,
            })),
          );
          const key = (unit: { month: string; wardId: string | null }) => `${unit.month} ${unit.wardId}`;
          const named = found.map(({ month, wardId, sums }) => ({
            month,
            wardId,
            ...Object.fromEntries(sumNames.map((name) => [name, sums[name]])),
          }));
          const sorted = <T extends { month: string; wardId: string | null }>(units: readonly T[]) =>
            [...units].sort((a, b) => (key(a) < key(b) ? -1 : 1));
          expect(sorted(named)).toEqual(sorted(wanted));
        };
        const live = new Map<string, Record<string, Naive>>();
        const before = await send(first);
        for (const { month, wards } of before.slices) live.set(month, wards);
        await check(live);
        const after = await send(second);
        for (const { month, wards } of after.slices) live.set(month, wards);
        await check(live);
        for (const { month, wards } of before.slices) {
          if (!after.slices.some((slice) => slice.month === month) || after.importId === before.importId) continue;
          await pointSlice(context, { hospitalId, month, dataset: 'inpatientRows', importId: before.importId });
          live.set(month, wards);
        }
        await check(live);
      }),
      { numRuns: runs },
    );
  });
});
