import { describe, expect, it } from 'vitest';
import { worksheetDate, worksheetSetting } from '../../../src/core/procedure/worksheet.ts';
import { readCodes } from '../../../src/core/procedure/worksheet-code.ts';

const known = new Set([
  ...Array.from({ length: 15 }, (_, index) => `1-${index + 1}`),
  ...Array.from({ length: 9 }, (_, index) => `2-${index + 1}`),
  ...Array.from({ length: 4 }, (_, index) => `3-${index + 1}`),
  'D01',
  'E03',
]);

describe('a cell of codes', () => {
  it.each<[string, readonly string[]]>([
    ['2-1', ['2-1']],
    ['１—１．', ['1-1']],
    ['1—1.', ['1-1']],
    ['1 – 12', ['1-12']],
    ['1－13；2－5', ['1-13', '2-5']],
    ['1-101-7', ['1-10', '1-7']],
    ['1-11-7', ['1-1', '1-7']],
    ['1-151-14', ['1-15', '1-14']],
    ['3-12-13-4', ['3-1', '2-1', '3-4']],
    ['1-1、1-1', ['1-1']],
    ['2-5(2-6)', ['2-5', '2-6']],
    ['d01,e03', ['D01', 'E03']],
    ['D01E03', ['D01', 'E03']],
    ['', []],
    ['、', []],
  ])('%s is read', (cell, codes) => {
    expect(readCodes(cell, known)).toEqual({ kind: 'codes', codes });
  });

  it.each(['9-9', '1-16', '1.1', '合理', '2-1x', '1-0', '1'.repeat(200)])('%s is no code', (cell) => {
    expect(readCodes(cell, known).kind).toBe('unknown');
  });

  it('is unclear where two ways of splitting give known codes', () => {
    const local = new Set([...known, '1-1', '1-12', '2-3', '12-3']);
    expect(readCodes('1-112-3', local)).toEqual({ kind: 'unclear', part: '1-112-3' });
  });

  it('is read as quickly where everything can be split everywhere', () => {
    const digits = new Set(['1', '11', '111']);
    expect(readCodes('1'.repeat(80), digits).kind).toBe('unclear');
  });
});

describe('a date of a worksheet', () => {
  it.each([
    '2026-11-02',
    '2026/11/2',
    '2026.11.2',
    '20261102',
    '2026年11月2日',
    '２０２６-１１-０２',
    '2026-11-02 08:30:00',
  ])('%s is 2 November', (text) => {
    expect(worksheetDate(text)).toBe('2026-11-02');
  });

  it.each(['', '2026-02-29', '2026-13-01', '11/02/2026', '45963', '2026-11'])('%s is none', (text) => {
    expect(worksheetDate(text)).toBeUndefined();
  });
});

it('a setting is read in either language, and nothing is guessed', () => {
  expect([worksheetSetting('门诊'), worksheetSetting(' 急诊 '), worksheetSetting('Inpatient')]).toEqual([
    'outpatient',
    'emergency',
    'inpatient',
  ]);
  expect(worksheetSetting('内科')).toBeUndefined();
});
