import { describe, expect, it } from 'vitest';
import { DomainError } from '../../../src/core/errors.ts';
import { parseScheme } from '../../../src/core/rules/scheme.ts';
import { refusalOf, schemeData } from '../../support/record.ts';

/** The tiny scheme as data with one place changed; `undefined` removes it. */
function changed(path: readonly (string | number)[], value: unknown): unknown {
  const data = structuredClone(schemeData('tiny-2026'));
  const inside = path.slice(0, -1).reduce<object>((at, key) => Reflect.get(at, key), data);
  const last = path.at(-1) ?? '';
  if (value === undefined) Reflect.deleteProperty(inside, last);
  else Reflect.set(inside, last, value);
  return data;
}

function rowsFor(path: readonly (string | number)[], value: unknown) {
  const data = changed(path, value);
  expect(refusalOf(() => parseScheme(data))).toBe('scheme.invalid');
  try {
    parseScheme(data);
  } catch (error) {
    if (error instanceof DomainError) return error.rows.map(({ at, value: found, code }) => [at, found, code]);
  }
  return [];
}

describe('a scheme', () => {
  it('fills in what a file leaves out, so that its hash covers every rule', () => {
    const scheme = parseScheme(schemeData('tiny-2026'));
    expect(scheme).toMatchObject({
      chargedBy: 'finding',
      factsFrom: 'findings',
      crossing: 'highest',
      source: { document: null },
    });
    expect(scheme.clocks.statement).toEqual({
      days: 5,
      unit: 'working',
      from: 'recorded',
      onMissed: 'confirmable',
      source: null,
      provenance: null,
    });
  });

  it('is the same after a round trip through JSON, as an adopting entry takes it', () => {
    const scheme = parseScheme(schemeData('ganzhou-default-2026'));
    expect(parseScheme(JSON.parse(JSON.stringify(scheme)))).toEqual(scheme);
  });

  it('takes cycles of other kinds', () => {
    for (const cycle of [
      { kind: 'anniversary', months: 12, anchor: 'licensed-on' },
      { kind: 'rolling', months: 12 },
    ]) {
      expect(parseScheme(changed(['cycle'], cycle)).cycle).toEqual(cycle);
    }
  });

  it('is refused for a field nobody reads, at any depth, naming it', () => {
    expect(rowsFor(['floor'], 0)).toEqual([['floor', '0', 'scheme.unknown-field']]);
    expect(rowsFor(['violations', 0, 'pionts'], 2)).toEqual([['violations[0].pionts', '2', 'scheme.unknown-field']]);
    expect(rowsFor(['clocks', 'statement', 'day'], 5)).toEqual([['clocks.statement.day', '5', 'scheme.unknown-field']]);
  });

  it.each([
    [['total'], undefined, 'total', undefined, 'scheme.missing-field'],
    [['total'], 'four', 'total', 'four', 'scheme.bad-value'],
    [['total'], 1.5, 'total', '1.5', 'scheme.bad-value'],
    [['provenance'], 'genuine', 'provenance', 'genuine', 'scheme.bad-value'],
    [['cycle', 'kind'], 'lunar-year', 'cycle.kind', 'lunar-year', 'scheme.bad-value'],
    [['inForce', 'from'], '2026-02-30', 'inForce.from', '2026-02-30', 'scheme.bad-value'],
    [['inForce', 'until'], '2026-01-01', 'inForce.until', '2026-01-01', 'scheme.ends-before-it-begins'],
    [['violations', 2, 'code'], 'A1', 'violations[2].code', 'A1', 'scheme.listed-twice'],
    [['violations', 1, 'category'], 'none', 'violations[1].category', 'none', 'scheme.unknown-category'],
    [['violations', 1, 'exculpations'], ['none'], 'violations[1].exculpations', 'none', 'scheme.unknown-exculpation'],
    [['violations', 2, 'points', 'max'], 1, 'violations[2].points', '1–1', 'scheme.empty-range'],
    [['violations', 4, 'points'], 1, 'violations[4].points', '1', 'scheme.pharmacist-scored'],
    [['violations', 0, 'exculpations'], [], 'exculpations[0].id', 'documented', 'scheme.unused-exculpation'],
    [['counting', 0, 'code'], 'B9', 'counting[0].code', 'B9', 'scheme.unknown-code'],
    [['counting', 0, 'points'], 2, 'counting[0].points', '2', 'scheme.repeated-not-heavier'],
    [['counting', 2, 'codes'], ['B9'], 'counting[2].codes', 'B9', 'scheme.unknown-code'],
    [['counting', 0], { kind: 'highest-per-act' }, 'counting', 'highest-per-act', 'scheme.listed-twice'],
    [['thresholds', 1, 'at'], 1, 'thresholds[1].at', '1', 'scheme.thresholds-out-of-order'],
    [['thresholds', 1, 'at'], 5, 'thresholds[1].at', '5', 'scheme.threshold-above-total'],
    [
      ['thresholds', 1, 'insteadOf'],
      ['suspension'],
      'thresholds[1].insteadOf',
      'suspension',
      'scheme.unknown-threshold',
    ],
    [['clocks', 'statement', 'onMissed'], 'confirmed', 'clocks.statement.onMissed', 'confirmed', 'scheme.bad-value'],
  ])('is refused where %j is %j', (path, value, at, found, code) => {
    expect(rowsFor(path, value)).toEqual([[at, found, code]]);
  });
});
