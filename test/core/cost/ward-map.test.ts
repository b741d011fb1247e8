import { describe, expect, it } from 'vitest';
import { dayOfDate } from '../../../src/core/cost/cells.ts';
import { placesOf, wardIn, wardSpansOf } from '../../../src/core/cost/places.ts';
import { wardMap, wardOnDay } from '../../../src/core/cost/ward-map.ts';
import { foldWard, type Ward, type WardEvent } from '../../../src/core/register/ward.ts';

const common = { v: 1, hospitalId: 'h', department: '内科' } as const;
const wardOf = (...events: WardEvent[]) =>
  events.reduce<Ward | undefined>((ward, event) => foldWard(ward, event), undefined) as Ward;

/** Ward `a` bears W1 (written in full width) and gives it to `b` on 1 July; `a` ends on 1 October, into `b`. */
const wards = [
  wardOf(
    {
      kind: 'ward.registered',
      wardId: 'a',
      from: '2025-01-01',
      name: '甲',
      specialty: '03',
      codes: ['ｗ1', 'W2'],
      ...common,
    },
    {
      kind: 'ward.changed',
      wardId: 'a',
      from: '2025-07-01',
      set: { codes: ['W2'], specialty: '04' },
      v: 1,
      hospitalId: 'h',
    },
    { kind: 'ward.ended', wardId: 'a', until: '2025-10-01', reason: '合并', intoId: 'b', v: 1, hospitalId: 'h' },
  ),
  wardOf({
    kind: 'ward.registered',
    wardId: 'b',
    from: '2025-07-01',
    name: '乙',
    specialty: '03',
    codes: ['W1'],
    ...common,
  }),
  wardOf({
    kind: 'ward.registered',
    wardId: 'x',
    from: '2025-01-01',
    name: '丙',
    specialty: '03',
    codes: ['W1'],
    ...common,
    hospitalId: 'other',
  }),
];
const places = placesOf(
  { regions: new Map(), hospitals: new Map(), wards: new Map(wards.map((ward) => [ward.wardId, ward])), length: 1 },
  '2026-01-01',
);

describe('the dated map of a hospital’s ward codes', () => {
  const map = wardMap(wardSpansOf(places, 'h'));
  it.each([
    ['W1', '2024-12-31', null],
    ['W1', '2025-01-01', 'a'],
    ['W1', '2025-06-30', 'a'],
    ['W1', '2025-07-01', 'b'],
    ['W1', '2026-11-30', 'b'],
    ['W2', '2025-09-30', 'a'],
    ['W2', '2025-10-01', null],
    ['W9', '2025-07-01', null],
  ])('%s on %s is %s', (code, day, ward) => expect(wardOnDay(map.get(code), dayOfDate(day))).toBe(ward));
});

it('a ward is compared by the specialty of the month', () => {
  const ward = places.wards.get('a');
  const specialtyIn = (month: string) => ward && wardIn(ward, month)?.specialty;
  expect(['2024-12', '2025-06', '2025-07'].map(specialtyIn)).toEqual(['03', '03', '04']);
  expect(ward?.intoId).toBe('b');
});
