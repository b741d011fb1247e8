import { describe, expect, it } from 'vitest';
import { amountOfText, countOfText, dayOfText, echo, monthOfText } from '../../../src/core/cost/amount.ts';
import { blank, dateOfDay, dayAt, dayOfDate, fenAt, unclear } from '../../../src/core/cost/cells.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const fen = (text: string) => fenAt(bytesOf(text), 0, bytesOf(text).length);
const day = (text: string) => dayAt(bytesOf(text), 0, bytesOf(text).length);

describe('amounts become fen', () => {
  it.each([
    ['0', 0],
    ['7', 700],
    ['7.5', 750],
    ['1234.56', 123_456],
    ['99999999.99', 9_999_999_999],
    ['', blank],
    ['100000000', unclear],
    ['1.', unclear],
    ['1.234', unclear],
    ['.5', unclear],
    ['-1', unclear],
    ['1,234.00', 123_400],
    ['12,345,678.9', 1_234_567_890],
    ['123,456,789.00', unclear],
    ['1,23', unclear],
    ['1,2345', unclear],
    ['1234,567', unclear],
    [',123', unclear],
  ])('the byte reader reads %j as %j', (text, expected) => expect(fen(text)).toBe(expected));

  it.each([
    ['1,234.56', 123_456],
    ['12,345,678.90', 1_234_567_890],
    ['¥12.3', 1_230],
    ['12.30元', 1_230],
    ['12.3400', 1_234],
    ['5.', 500],
    ['-', null],
    ['', null],
    ['99999999.99', 9_999_999_999],
  ])('the text reader reads %j as %j', (text, value) => expect(amountOfText(text)).toEqual({ value }));

  it.each([
    ['-1.00', 'cost.amount-negative'],
    ['1,23.45', 'cost.amount-unreadable'],
    ['1O2.00', 'cost.amount-unreadable'],
    ['1e5', 'cost.amount-unreadable'],
    ['1.234', 'cost.amount-below-fen'],
    ['100000000.00', 'cost.amount-too-large'],
  ])('%j is refused as %s', (text, code) => expect(amountOfText(text)).toEqual({ code }));

  it('counts take separators and refuse fractions', () => {
    expect(countOfText('1,234')).toEqual({ value: 1234 });
    expect(countOfText('12.0')).toEqual({ value: 12 });
    expect(countOfText('12.5')).toEqual({ code: 'cost.count-unreadable' });
  });
});

describe('dates', () => {
  it.each([
    '2025-01-31',
    '2025/1/31',
    '2025.1.31',
    '20250131',
    '2025-01-31 08:30:00',
    '2025-01-31T08:30',
    '20250131083000',
  ])('%j is a day to the byte reader', (text) => expect(day(text)).toBe(dayOfDate('2025-01-31')));
  it.each(['2025年1月31日', '2025年01月31日 8时30分', '2025-1-31', '45688', '45688.4375'])(
    '%j is a day to the text reader',
    (text) => expect(dayOfText(text)).toEqual({ value: dayOfDate('2025-01-31') }),
  );
  it.each(['2025-02-29', '2025-13-01', '2025-00-10', '2025-04-31', 'yesterday', '456880', '2025-01-31x', '202501311'])(
    '%j is no day',
    (text) => {
      expect(day(text)).toBe(unclear);
      expect(dayOfText(text)).toHaveProperty('code');
    },
  );
  it('agrees with the calendar of the platform on every day of 40 years', () => {
    for (let at = dayOfDate('1990-01-01'); at < dayOfDate('2030-01-01'); at += 1) expect(day(dateOfDay(at))).toBe(at);
  });
  it('reads months in the forms of returns', () => {
    for (const text of ['2025-03', '2025/3', '202503', '2025年3月', '2025-03-01'])
      expect(monthOfText(text)).toBe('2025-03');
    for (const text of ['2025-13', '2025', '3月', '2025-00']) expect(monthOfText(text)).toBeNull();
  });
});

describe('what a report may repeat', () => {
  it('repeats an amount with few digits', () => expect(echo('-120.00')).toBe('-120.00'));
  it.each([
    ['张三', '字字'],
    ['360702196001011234', '999999999999999999'],
    ['13812345678', '99999999999'],
    ['19600101', '99999999'],
    ['1O24.5O', '9a99.9a'],
    ['赣州市章贡区文明大道1号', '字字字字字字字字字字9字'],
  ])('tells only the shape of %j', (text, shape) => expect(echo(text)).toBe(shape));
  it('cuts a long value', () => expect(echo('名'.repeat(500))).toBe(`${'字'.repeat(24)}…`));
});
