import { describe, expect, it } from 'vitest';
import type { Cells } from '../../../src/core/cost/cells.ts';
import { dayOfDate } from '../../../src/core/cost/cells.ts';
import { codeList, isDrgCode, mayShowWardCode } from '../../../src/core/cost/frontpage/codes.ts';
import {
  amountFields,
  frontPageHeader,
  headerKey,
  summedFields,
  tcmFields,
} from '../../../src/core/cost/frontpage/columns.ts';
import { columnAt, emptyBatch, frontPageReader, sumFits } from '../../../src/core/cost/frontpage/frontpage.ts';

const decode = (bytes: Uint8Array, start: number, end: number) => new TextDecoder().decode(bytes.subarray(start, end));

function cellsOf(values: readonly string[]): Cells {
  const parts = values.map((value) => new TextEncoder().encode(value));
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  const starts = new Int32Array(parts.length);
  const ends = new Int32Array(parts.length);
  let at = 0;
  for (const [index, part] of parts.entries()) {
    bytes.set(part, at);
    starts[index] = at;
    at += part.length;
    ends[index] = at;
  }
  return { bytes, line: 7, count: values.length, starts, ends };
}

const plain = {
  CYSJ: '2026-10-05',
  RYSJ: '2026-10-01',
  CYKB: '内科',
  CYBF: 'W1',
  SJZYTS: '4',
  ZFY: '100.00',
  XYF: '20',
  ZCYF: '5',
  ZCYF1: '1',
};

function read(row: Record<string, string>) {
  const wards = codeList('CYBF', 10, decode);
  const reader = frontPageReader(frontPageHeader(Object.keys(row)), {
    decode,
    earliestDay: dayOfDate('2016-11-20'),
    latestDay: dayOfDate('2026-11-20'),
    hashStay: () => 42,
    wardPlace: wards.place,
    drgPlace: codeList('DRG', 10, decode, isDrgCode).place,
  });
  const batch = emptyBatch(4);
  const reading = reader(cellsOf(Object.values(row)), batch);
  const value = (column: keyof typeof columnAt) => batch.columns[columnAt[column]]?.[0];
  return { reading, batch, value, wards: wards.codes, codes: reading.errors.map((error) => error.code) };
}

describe('the header', () => {
  it('knows pinyin, HQMS numbers, Chinese names and the aliases of real files', () => {
    const names = [
      'P25',
      '出院科别',
      ' zfy ',
      '西药费（元）',
      'ZCYF',
      'P772',
      '其中：抗菌药物费',
      'YLFWF',
      'MZF',
      'JCYYCLF',
      'ZDF',
    ];
    expect([...frontPageHeader(names).columnOf.keys()]).toEqual([
      'CYSJ',
      'CYKB',
      'ZFY',
      'XYF',
      'ZCYF',
      'ZCYF1',
      'KJYWF',
      'YLFUF',
      'MAF',
      'HCYYCLF',
      'SYSZDF',
    ]);
  });
  it('does not take 自费 for 自付, nor any personal column', () => {
    const names = [
      'CYSJ',
      'CYBF',
      'ZFY',
      'XYF',
      'ZCYF',
      'ZCYF1',
      'ZFEJE',
      'XM',
      'SFZH',
      'LXDH',
      'ZYZD',
      '姓名',
      '身份证号',
    ];
    expect(frontPageHeader(names).columnOf.size).toBe(6);
  });
  it('names what is missing and never what it found', () => {
    const patient = ['张三', '360702196001011234', '13812345678'];
    expect(() => frontPageHeader(patient)).toThrow(
      expect.objectContaining({
        code: 'cost.column-missing',
        parameters: { columns: ['CYSJ', 'ZFY', 'XYF', 'ZCYF', 'ZCYF1', 'CYBF|CYKB'] },
      }),
    );
  });
  it('refuses a field that two columns claim', () => {
    expect(() => frontPageHeader(['CYSJ', 'CYBF', 'ZFY', 'XYF', '西药费', 'ZCYF', 'ZCYF1'])).toThrow(
      expect.objectContaining({ code: 'cost.column-twice', parameters: { column: 'XYF' } }),
    );
  });
});

describe('a row', () => {
  it('becomes integers', () => {
    const { value, codes, wards } = read({
      ...plain,
      LYFS: '5',
      ZKKB: '外科',
      DRG: 'FM19',
      DRGQZ: '1.2345',
      BAH: 'x',
      ZFY: '"1,234.50',
    });
    expect(codes).toEqual(['cost.amount-unreadable']);
    expect(wards).toEqual([]);
    expect(value('ward')).toBe(0);
    const good = read({ ...plain, LYFS: '5', ZKKB: '外科', DRG: 'FM19', DRGQZ: '1.2345', BAH: 'x' });
    expect(good.batch.rows).toBe(1);
    expect(good.value('ZFY')).toBe(10_000);
    expect(good.value('outcome')).toBe(5);
    expect(good.value('transferred')).toBe(1);
    expect(good.value('drg')).toBe(1);
    expect(good.value('weightE4')).toBe(12_345);
    expect(good.value('stayHash')).toBe(42);
    expect(good.value('dischargedDay')).toBe(dayOfDate('2026-10-05'));
    expect(good.wards).toEqual(['W1']);
  });
  it('of another width is not read at all', () => {
    const { reading } = read({ ...plain });
    expect(reading.errors).toEqual([]);
    const reader = frontPageReader(frontPageHeader(Object.keys(plain)), {
      decode,
      earliestDay: 0,
      latestDay: 99_999,
      hashStay: () => 0,
      wardPlace: () => 0,
      drgPlace: () => 0,
    });
    for (const change of [-1, 1]) {
      const cells = cellsOf([...Object.values(plain), 'x'].slice(0, Object.keys(plain).length + change));
      expect(reader(cells, emptyBatch(1)).errors).toEqual([
        { line: 7, column: null, value: null, code: 'cost.row-width' },
      ]);
    }
  });
  it.each([
    [{ CYSJ: '' }, 'cost.date-blank'],
    [{ CYSJ: '2026-13-05' }, 'cost.date-not-in-calendar'],
    [{ CYSJ: '2026-11-21', RYSJ: '' }, 'cost.date-out-of-range'],
    [{ CYSJ: '2016-11-19', RYSJ: '' }, 'cost.date-out-of-range'],
    [{ RYSJ: '2026-10-06' }, 'cost.admitted-after-discharge'],
    [{ ZFY: '' }, 'cost.amount-blank'],
    [{ XYF: '-20' }, 'cost.amount-negative'],
    [{ XYF: '20.123' }, 'cost.amount-below-fen'],
    [{ XYF: '999999999' }, 'cost.amount-too-large'],
    [{ XYF: '94.01' }, 'cost.drug-above-total'],
    [{ SJZYTS: '3654' }, 'cost.bed-days-too-many'],
    [{ SJZYTS: 'x' }, 'cost.count-unreadable'],
  ])('with %j is refused as %s', (changes, code) => {
    const { codes, batch } = read({ ...plain, ...changes });
    expect(codes).toEqual([code]);
    expect(batch.rows).toBe(0);
  });
  it.each([
    { CYSJ: '2026-11-20' },
    { CYSJ: '2016-11-20', RYSJ: '' },
    { RYSJ: '2026-10-05' },
    { XYF: '94.00' },
    { SJZYTS: '3653', RYSJ: '' },
    { XYF: '-' },
  ])('with %j is on the good side of the boundary', (changes) =>
    expect(read({ ...plain, ...changes }).codes).toEqual([]),
  );
  it('reports everything wrong in it at once', () => {
    expect(read({ ...plain, CYSJ: 'x', XYF: 'y', ZCYF: '-1' }).codes).toEqual([
      'cost.date-unreadable',
      'cost.amount-unreadable',
      'cost.amount-negative',
    ]);
  });
  it('never repeats the birthday that stands where the discharge should', () => {
    expect(read({ ...plain, CYSJ: '1956-12-03', RYSJ: '' }).reading.errors).toEqual([
      { line: 7, column: 'CYSJ', value: null, code: 'cost.date-out-of-range' },
    ]);
  });
  it('takes the department where the ward is blank, and blank codes as no code', () => {
    expect(read({ ...plain, CYBF: '-' }).wards).toEqual(['内科']);
    expect(read({ ...plain, CYBF: '', CYKB: '' }).value('ward')).toBe(0);
  });
});

describe('bed-days', () => {
  it.each([
    [{ SJZYTS: '4' }, 4, []],
    [{ SJZYTS: '' }, 4, []],
    [{ SJZYTS: '', RYSJ: '2026-10-05' }, 1, []],
    [{ SJZYTS: '0', RYSJ: '2026-10-05' }, 1, ['cost.bed-days-zero']],
    [{ SJZYTS: '5' }, 5, []],
    [{ SJZYTS: '6' }, 6, ['cost.bed-days-differ']],
  ])('%j are %d', (changes, days, warnings) => {
    const { value, reading } = read({ ...plain, ...changes });
    expect(value('bedDays')).toBe(days);
    expect(reading.warnings).toEqual(warnings);
  });
});

describe('the sum check', () => {
  it('says which of both sums the total fits', () => {
    expect(sumFits(1_000, 1_000, 200)).toBe('without');
    expect(sumFits(1_200, 1_000, 200)).toBe('with');
    expect(sumFits(1_000, 1_000, 0)).toBe('both');
    expect(sumFits(1_100, 1_000, 200)).toBe('neither');
    expect(sumFits(1_005, 1_000, 200)).toBe('without');
    expect(sumFits(1_006, 1_000, 200)).toBe('neither');
  });
  const full = (total: string, antibacterial: string) =>
    read({
      ...plain,
      ...Object.fromEntries(amountFields.map((field) => [field, summedFields.includes(field) ? '1' : '0'])),
      ZFY: total,
      KJYWF: antibacterial,
    });
  it('warns and refuses nothing', () => {
    const parts = summedFields.length;
    expect(full(`${parts}.00`, '0.50')).toMatchObject({ codes: [], reading: { sum: 'without', warnings: [] } });
    expect(full(`${parts}.50`, '0.50')).toMatchObject({
      codes: [],
      reading: { sum: 'with', warnings: ['cost.sum-with-antibacterial'] },
    });
    expect(full(`${parts + 9}.00`, '0.50')).toMatchObject({
      codes: [],
      reading: { sum: 'neither', warnings: ['cost.sum-neither'] },
    });
  });
  it('is not made where a cost column is absent', () => expect(read(plain).reading.sum).toBe('unchecked'));
});

describe('codes', () => {
  it('are shown only when they look like codes', () => {
    expect(mayShowWardCode('W01', 1)).toBe(true);
    expect(mayShowWardCode('030502', 1)).toBe(true);
    expect(mayShowWardCode('心内科一病区', 5)).toBe(true);
    expect(mayShowWardCode('心内科一病区', 4)).toBe(false);
    for (const text of ['张三', '360702196001011234', '13812345678', '19560101', '章贡区文明大道1号'])
      expect(mayShowWardCode(text, 1_000)).toBe(false);
  });
  it('past the limit mean that the column holds something else', () => {
    const list = codeList('CYBF', 2, decode);
    const place = (code: string) => list.place(new TextEncoder().encode(code), 0, code.length);
    expect([place('a'), place('b'), place('a')]).toEqual([1, 2, 1]);
    expect(() => place('c')).toThrow('cost.too-many-codes');
  });
  it('of DRG have the form of CHS-DRG', () => {
    for (const code of ['FM19', 'ES3', 'BR25']) expect(isDrgCode(code)).toBe(true);
    for (const code of ['LIWEI', '张三', 'F1', 'fm19', 'I10.x00']) expect(isDrgCode(code)).toBe(false);
  });
});

describe('the header of a printed form', () => {
  it.each([
    ['综合医疗服务类:(1)一般医疗服务费(元)', '一般医疗服务费'],
    ['5.中医类：(13)中医诊断', '中医诊断'],
    ['其中：抗菌药物费（元）', '抗菌药物费'],
    ['(24)其他费', '其他费'],
  ])('%s is the column %s', (text, key) => expect(headerKey(text)).toBe(key));
});

describe('a TCM front page', () => {
  const western = summedFields.filter((field) => !tcmFields.includes(field) && field !== 'ZYZLF');
  const headerOf = (fields: readonly string[]) => frontPageHeader(['CYSJ', 'CYBF', 'ZFY', 'KJYWF', ...fields]);
  const readerOf = (fields: readonly string[]) =>
    frontPageReader(headerOf(fields), {
      decode: (bytes, start, end) => Buffer.from(bytes).toString('utf8', start, end),
      earliestDay: 0,
      latestDay: 99_999,
      hashStay: () => 1,
      wardPlace: () => 1,
      drgPlace: () => 0,
    });
  const sumOf = (fields: readonly string[], total: string) => {
    const texts = ['2026-10-05', 'W1', total, '0', ...fields.map(() => '1.00')];
    const starts: number[] = [];
    let text = '';
    for (const one of texts) {
      starts.push(text.length);
      text += `${one},`;
    }
    const cells = {
      bytes: Buffer.from(text),
      line: 2,
      count: texts.length,
      starts: Int32Array.from(starts),
      ends: Int32Array.from(texts, (one, at) => (starts[at] ?? 0) + one.length),
    };
    return readerOf(fields)(cells, emptyBatch(4)).sum;
  };
  it('has its own three rows in the sum, and not what lies inside another', () => {
    const fields = [...western, 'ZYL_ZYZD', 'ZYZL', 'ZYQT', 'ZYZJF'];
    const total = western.length + 3;
    expect(sumOf(fields, `${total}.00`)).toBe('both');
    expect(sumOf(fields, `${total + 1}.00`)).toBe('neither');
  });
  it('is not checked where one of the three is missing', () => {
    expect(sumOf([...western, 'ZYL_ZYZD', 'ZYZL'], '99.00')).toBe('unchecked');
    expect(sumOf(western, '99.00')).toBe('unchecked');
  });
});
