import { crc32, deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { importFrontPages } from '../../src/intake/front-page-import.ts';
import { blocksOf, refusalOf, tempCostStore, testKey } from '../support/cost.ts';
import { csvOf, frontPage, stays } from '../support/front-page.ts';
import { type XlsxCell, xlsx, zip } from '../support/xlsx.ts';

const command = {
  importId: 'i1',
  hospitalId: 'h',
  startedAt: '2026-11-20T01:00:00.000Z',
  today: '2026-11-20',
  wards: [{ code: 'W1', wardId: 'ward-1', from: '2000-01-01', until: null }],
  grouper: null,
  recordKey: testKey,
  dryRun: false,
};
const read = (content: Uint8Array | string) => importFrontPages(tempCostStore(), command, blocksOf(content));

const fields = ['XM', 'BAH', 'RYSJ', 'CYSJ', 'CYBF', 'XYF', 'ZCYF', 'ZCYF1', 'ZFY'];
const serialOf = (date: string) => Date.parse(`${date}T00:00:00Z`) / 86_400_000 + 25_569;
const rowOf = (at: number, changes: Record<string, XlsxCell> = {}): XlsxCell[] => {
  const page = frontPage({ BAH: `B${at}` });
  return fields.map((field) => {
    if (field in changes) return changes[field] as XlsxCell;
    return field === 'ZFY' || field.startsWith('XY') || field.startsWith('ZCY')
      ? Number(page[field])
      : (page[field] ?? '');
  });
};

describe('front pages from a workbook', () => {
  it('are the same figures as from CSV, with dates as serial days and amounts as doubles', async () => {
    const pages = stays(5).map((page) => Object.fromEntries(fields.map((field) => [field, page[field] ?? ''])));
    const plain = await read(csvOf(pages));
    const rows = Array.from({ length: 5 }, (_, at) =>
      rowOf(at, {
        CYSJ: at % 2 === 0 ? { day: serialOf('2026-10-05') + 0.4375 } : serialOf('2026-10-05'),
        RYSJ: at === 3 ? '2026年10月1日' : { day: serialOf('2026-10-01') },
        XYF: at === 2 ? { xml: '<c r="F4"><v>19.999999999999996</v></c>' } : 20,
      }),
    );
    const workbook = await read(xlsx([fields, ...rows]));
    expect(workbook).toMatchObject({ outcome: 'stored', encoding: 'xlsx', rows: 5, rejected: 0 });
    expect(workbook.slices).toEqual(plain.slices);
    expect(workbook.sumCheck).toEqual(plain.sumCheck);
  });

  it('are told by the row of the sheet, and cells left out at the end of a row are blank', async () => {
    const gap = xlsx([fields, rowOf(1), [], [], rowOf(2, { CYSJ: '昨天' }), rowOf(3).slice(0, 8)]);
    expect((await read(gap)).rejects).toEqual([
      { line: 5, column: 'CYSJ', value: '字字', code: 'cost.date-unreadable' },
      { line: 6, column: 'ZFY', value: null, code: 'cost.amount-blank' },
    ]);
  });
});

/** A zip whose one entry says it unpacks to `claimed` bytes. */
function lyingZip(name: string, content: Buffer, claimed: number): Buffer {
  const packed = deflateRawSync(content);
  const fixed = Buffer.alloc(26);
  fixed.writeUInt16LE(20, 0);
  fixed.writeUInt16LE(8, 4);
  fixed.writeUInt32LE(crc32(content), 10);
  fixed.writeUInt32LE(packed.length, 14);
  fixed.writeUInt32LE(claimed, 18);
  fixed.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), fixed, Buffer.from(name), packed]);
  const central = Buffer.concat([
    Buffer.from('PK\x01\x02'),
    Buffer.from([20, 0]),
    fixed,
    Buffer.alloc(14),
    Buffer.from(name),
  ]);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(1, 4);
  end.writeUInt16LE(1, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(local.length, 12);
  return Buffer.concat([local, central, Buffer.from('PK\x05\x06'), end]);
}

describe('a hostile workbook', () => {
  const sheet = 'xl/worksheets/sheet1.xml';
  const noise = (at: number) => ((at * 2_654_435_761) >>> 0).toString(36);
  const each = (count: number, make: (at: number) => string) =>
    Array.from({ length: count }, (_, at) => make(at)).join('');
  it.each([
    ['a bomb of zeros', () => zip({ 'xl/workbook.xml': ' '.repeat(50_000_000) }), 'file.xlsx-too-large'],
    [
      'an entry that unpacks to more than it says',
      () => lyingZip('xl/workbook.xml', Buffer.from('<a/>'.repeat(9_000)), 40),
      'file.xlsx-broken',
    ],
    [
      'an entry that says four gigabytes',
      () => lyingZip('xl/workbook.xml', Buffer.from('<a/>'), 4_294_967_294),
      'file.xlsx-too-large',
    ],
    [
      'entities within entities',
      () => xlsx([fields], { [sheet]: '<!DOCTYPE a [<!ENTITY b "c">]><worksheet>&b;</worksheet>' }),
      'file.xlsx-dtd',
    ],
    [
      'a row of a million columns',
      () =>
        xlsx([fields], {
          [sheet]: `<worksheet><sheetData><row r="1">${each(20_000, (at) => `<c t="str"><v>${noise(at)}</v></c>`)}</row></sheetData></worksheet>`,
        }),
      'file.too-many-columns',
    ],
    [
      'a mark of a hundred thousand attributes',
      () =>
        xlsx([fields], {
          [sheet]: `<worksheet ${each(100_000, (at) => ` a${at}="${noise(at)}"`)}/>`,
        }),
      'file.xlsx-broken',
    ],
    [
      'depth without end',
      () => xlsx([fields], { [sheet]: each(30_000, (at) => `<a${noise(at)}>`) }),
      'file.xlsx-broken',
    ],
    [
      'sheets without end',
      () =>
        xlsx([fields], {
          'xl/workbook.xml': `<workbook><sheets>${each(210_000, (at) => `<sheet r:id="${noise(at)}"/>`)}`,
        }),
      'file.xlsx-broken',
    ],
    ['nothing of a workbook', () => zip({ 'a.txt': 'a' }), 'file.xlsx-broken'],
    ['half a file', () => xlsx([fields, rowOf(1)]).subarray(0, 400), 'file.xlsx-broken'],
  ])('with %s is refused and leaves nothing staged', async (_name, make, code) => {
    const store = tempCostStore();
    expect((await refusalOf(importFrontPages(store, command, blocksOf(make())))).code).toBe(code);
    expect(await store.discardStaged()).toBe(0);
  });

  it('with a header of a million columns in CSV is refused too', async () => {
    expect((await refusalOf(read(`${'a,'.repeat(1_000_000)}b\n`))).code).toBe('cost.header-unreadable');
  });
});
