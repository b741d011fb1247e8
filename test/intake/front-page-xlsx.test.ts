import { describe, expect, it } from 'vitest';
import { importFrontPages } from '../../src/intake/front-page-import.ts';
import { blocksOf, tempCostStore, testKey } from '../support/cost.ts';
import { csvOf, frontPage, stays } from '../support/front-page.ts';
import { type XlsxCell, xlsx } from '../support/xlsx.ts';

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
