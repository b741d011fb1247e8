import { describe, expect, it } from 'vitest';
import { type ReturnDataset, returnReader } from '../../../src/core/cost/returns.ts';

const settings = {
  hospitalId: 'h',
  hospitalCodes: new Map([
    ['H1', 'h'],
    ['H2', 'other'],
  ]),
  earliestMonth: '2016-11',
  latestMonth: '2026-11',
};

function read(
  dataset: ReturnDataset,
  row: Record<string, string>,
  changes: Partial<typeof settings> | { hospitalId: null } = {},
) {
  const reader = returnReader(dataset, Object.keys(row), { ...settings, ...changes });
  return reader.read(2, Object.keys(row).length, (column) => Object.values(row)[column] ?? '');
}
const codesOf = (reading: ReturnType<typeof read>) =>
  reading.kind === 'refused' ? reading.errors.map((error) => error.code) : [];

const inpatient = {
  月份: '2026年9月',
  出院人次: '1,234',
  '住院医疗收入（元）': '5,000,000.00',
  住院药品收入: '1200000',
  姓名: '张三',
};

describe('a monthly return', () => {
  it('becomes sums in fen; what it does not say stays null', () => {
    const reading = read('inpatientReturn', inpatient);
    expect(reading).toMatchObject({
      kind: 'row',
      row: {
        hospitalId: 'h',
        month: '2026-09',
        sums: { discharges: 1_234, totalFen: 500_000_000, drugFen: 120_000_000, bedDays: null, antibacterialFen: null },
      },
    });
  });
  it('counts the columns it drops', () =>
    expect(returnReader('inpatientReturn', Object.keys(inpatient), settings).droppedColumns).toBe(1));
  it.each([
    [{ 月份: '2026-13' }, 'cost.month-unreadable'],
    [{ 月份: '2026-12' }, 'cost.month-out-of-range'],
    [{ 月份: '2016-10' }, 'cost.month-out-of-range'],
    [{ 出院人次: '' }, 'cost.value-blank'],
    [{ 出院人次: '12.5' }, 'cost.count-unreadable'],
    [{ 住院药品收入: '5000000.01' }, 'cost.part-above-whole'],
    [{ 住院药品收入: '-1' }, 'cost.amount-negative'],
  ])('with %j is refused as %s', (changes, code) =>
    expect(codesOf(read('inpatientReturn', { ...inpatient, ...changes }))).toEqual([code]),
  );
  it.each([{ 月份: '2026-11' }, { 月份: '2016-11' }, { 住院药品收入: '5000000.00' }])(
    'with %j is on the good side',
    (changes) => expect(codesOf(read('inpatientReturn', { ...inpatient, ...changes }))).toEqual([]),
  );
  it('names the columns it lacks', () => {
    expect(() => returnReader('outpatientReturn', ['月份', '门诊人次'], settings)).toThrow(
      expect.objectContaining({ code: 'cost.column-missing', parameters: { columns: ['totalFen', 'drugFen'] } }),
    );
  });
  it('of one month twice is refused the second time', () => {
    const reader = returnReader('inpatientReturn', Object.keys(inpatient), settings);
    const row = (column: number) => Object.values(inpatient)[column] ?? '';
    expect(reader.read(2, 5, row).kind).toBe('row');
    expect(codesOf(reader.read(3, 5, row))).toEqual(['cost.month-twice']);
  });
});

describe('whose return it is', () => {
  it('is the file’s hospital, a code that agrees, or a code where the file has none', () => {
    expect(codesOf(read('inpatientReturn', { ...inpatient, 医院编码: 'H1' }))).toEqual([]);
    expect(codesOf(read('inpatientReturn', { ...inpatient, 医院编码: 'H2' }))).toEqual(['cost.hospital-other']);
    expect(codesOf(read('inpatientReturn', { ...inpatient, 医院编码: 'H9' }))).toEqual(['cost.hospital-unknown']);
    expect(read('inpatientReturn', { ...inpatient, 医院编码: 'H2' }, { hospitalId: null })).toMatchObject({
      row: { hospitalId: 'other' },
    });
    expect(codesOf(read('inpatientReturn', { ...inpatient, 医院编码: '' }, { hospitalId: null }))).toEqual([
      'cost.hospital-blank',
    ]);
    expect(() => read('inpatientReturn', inpatient, { hospitalId: null })).toThrow('cost.column-missing');
  });
});

describe('a review return', () => {
  const review = (issued: number, sampled: number, irrational = 0) =>
    read('reviewReturn', {
      月份: '2026-09',
      处方总数: String(issued),
      点评处方数: String(sampled),
      不合理处方数: String(irrational),
    });
  it.each([
    [50_000, 100, []],
    [50_000, 99, ['cost.sample-below-duty']],
    [200_000, 200, []],
    [200_000, 199, ['cost.sample-below-duty']],
  ])('of %d issued and %d sampled warns %j', (issued, sampled, warnings) =>
    expect(review(issued, sampled)).toMatchObject({ warnings }),
  );
  it('cannot find more than was sampled', () => {
    expect(codesOf(review(1_000, 200, 201))).toEqual(['cost.part-above-whole']);
    expect(codesOf(review(1_000, 200, 200))).toEqual([]);
  });
});
