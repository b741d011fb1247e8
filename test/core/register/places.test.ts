import { describe, expect, test } from 'vitest';
import type { DomainEvent } from '../../../src/core/events.ts';
import type { Entry } from '../../../src/core/ledger/entry.ts';
import { changeHospital, endHospital, type Hospital, registerHospital } from '../../../src/core/register/hospital.ts';
import { registerRegion } from '../../../src/core/register/region.ts';
import {
  emptyRegister,
  foldRegister,
  placeOfHospital,
  type Register,
  wardByCode,
  wardsOn,
} from '../../../src/core/register/register.ts';
import { changeWard, endWard, registerWard, type Ward } from '../../../src/core/register/ward.ts';

const city = { regionId: 'reg_city', name: '演示市', level: 'city', parentId: null } as const;
const county = { regionId: 'reg_east', name: '东县', level: 'county', parentId: 'reg_city' } as const;
const facts = { name: '甲医院', regionId: 'reg_east', level: 2, hospitalKind: 'general', monitored: true } as const;
const wardFacts = { name: '内科', department: '内科', specialty: '03 内科', codes: ['N1', '内一'] } as const;

const events: readonly DomainEvent[] = [
  { kind: 'region.registered', v: 1, ...city },
  { kind: 'region.registered', v: 1, ...county },
  { kind: 'hospital.registered', v: 1, hospitalId: 'hos_a', from: '2020-01-01', ...facts },
  { kind: 'hospital.registered', v: 1, hospitalId: 'hos_b', from: '2020-01-01', ...facts, name: '乙医院' },
  { kind: 'ward.registered', v: 1, wardId: 'wrd_1', hospitalId: 'hos_a', from: '2021-01-01', ...wardFacts },
  {
    kind: 'ward.registered',
    v: 1,
    wardId: 'wrd_2',
    hospitalId: 'hos_a',
    from: '2021-01-01',
    ...wardFacts,
    name: '外科',
    codes: ['W1'],
  },
  { kind: 'hospital.changed', v: 1, hospitalId: 'hos_a', from: '2026-07-01', set: { level: 3, regionId: 'reg_city' } },
  { kind: 'ward.changed', v: 1, wardId: 'wrd_1', hospitalId: 'hos_a', from: '2026-03-01', set: { codes: ['N2'] } },
  {
    kind: 'ward.ended',
    v: 1,
    wardId: 'wrd_2',
    hospitalId: 'hos_a',
    until: '2026-05-01',
    reason: '合并',
    intoId: 'wrd_1',
  },
  { kind: 'hospital.ended', v: 1, hospitalId: 'hos_b', until: '2026-09-01', reason: '并入', intoId: 'hos_a' },
];

const register = foldRegister(emptyRegister, entries(events));

describe('the fold of the register', () => {
  test('is the same entry by entry as all at once, and leaves the one it extends as it was', () => {
    let step: Register = emptyRegister;
    const sizes: number[] = [];
    for (const entry of entries(events)) {
      const next = foldRegister(step, [entry]);
      sizes.push(step.wards.size);
      step = next;
    }
    expect(data(step)).toEqual(data(register));
    expect(sizes).toEqual([0, 0, 0, 0, 0, 1, 2, 2, 2, 2]);
    expect(emptyRegister.hospitals.size).toBe(0);
    expect(foldRegister(register, [])).toBe(register);
  });

  test('knows level and jurisdictions of a hospital on each day', () => {
    expect(register.hospitalOn('hos_a', '2019-12-31')).toBeUndefined();
    expect(register.hospitalOn('hos_a', '2026-06-30')).toEqual({
      level: 2,
      jurisdictionIds: ['hos_a', 'reg_east', 'reg_city'],
    });
    expect(register.hospitalOn('hos_a', '2026-07-01')).toEqual({ level: 3, jurisdictionIds: ['hos_a', 'reg_city'] });
    expect(register.hospitalOn('hos_b', '2026-08-31')?.level).toBe(2);
    expect(register.hospitalOn('hos_b', '2026-09-01')).toBeUndefined();
    expect(register.hospitalOn('hos_none', '2026-09-01')).toBeUndefined();
  });

  test('an ended or announced hospital still has its place for scopes', () => {
    expect(placeOfHospital(register, 'hos_b', '2026-12-01').regionIds).toEqual(['reg_east', 'reg_city']);
    expect(placeOfHospital(register, 'hos_a', '2019-01-01').regionIds).toEqual(['reg_east', 'reg_city']);
    expect(placeOfHospital(register, 'hos_none', '2026-01-01').regionIds).toEqual([]);
  });

  test('finds a ward by its codes of that day, by its name, in any width and case', () => {
    const found = (code: string, date: string) => wardByCode(register, 'hos_a', code, date)?.ward.wardId;
    expect(found('n1', '2026-02-28')).toBe('wrd_1');
    expect(found(' Ｎ１ ', '2026-02-28')).toBe('wrd_1');
    expect(found('N1', '2026-03-01')).toBeUndefined();
    expect(found('N2', '2026-03-01')).toBe('wrd_1');
    expect(found('内科', '2026-03-01')).toBe('wrd_1');
    expect(found('W1', '2026-04-30')).toBe('wrd_2');
    expect(found('W1', '2026-05-01')).toBeUndefined();
    expect(found('N2', '2020-12-31')).toBeUndefined();
    expect(wardsOn(register, 'hos_a', '2026-05-01').map(({ ward }) => ward.wardId)).toEqual(['wrd_1']);
    expect(register.hospitalOfWard('wrd_2', '2026-04-30')).toBe('hos_a');
    expect(register.hospitalOfWard('wrd_2', '2026-05-01')).toBeUndefined();
  });
});

describe('decisions on places', () => {
  const hospital = (id: string) => register.hospitals.get(id) as Hospital;
  const ward = (id: string) => register.wards.get(id) as Ward;

  test.each([
    [
      'a second city',
      () => registerRegion(register.regions, { ...city, regionId: 'reg_x', name: '他市' }),
      'region.second-city',
    ],
    [
      'a city under something',
      () => registerRegion(new Map(), { ...city, parentId: 'reg_x' }),
      'region.city-with-parent',
    ],
    ['a county without a city', () => registerRegion(new Map(), county), 'region.county-without-city'],
    [
      'a county under a county',
      () => registerRegion(register.regions, { ...county, parentId: 'reg_east' }),
      'region.county-without-city',
    ],
    ['a county twice', () => registerRegion(register.regions, { ...county, regionId: 'reg_x' }), 'region.name-taken'],
    [
      'a hospital in no region',
      () =>
        registerHospital(register, {
          ...facts,
          name: '丙',
          regionId: 'reg_x',
          hospitalId: 'hos_c',
          from: '2026-01-01',
        }),
      'hospital.region-unknown',
    ],
    [
      'a hospital twice',
      () => registerHospital(register, { ...facts, hospitalId: 'hos_c', from: '2026-01-01' }),
      'hospital.name-taken',
    ],
    [
      'the name of one that ends later',
      () => registerHospital(register, { ...facts, name: '乙医院', hospitalId: 'hos_c', from: '2026-08-31' }),
      'hospital.name-taken',
    ],
    [
      'a change before the start',
      () => changeHospital(register, hospital('hos_a'), { from: '2019-12-31', set: { level: 1 } }),
      'hospital.change-before-start',
    ],
    [
      'a change after the end',
      () => changeHospital(register, hospital('hos_b'), { from: '2026-09-01', set: { level: 1 } }),
      'hospital.ended',
    ],
    [
      'a change to the same',
      () => changeHospital(register, hospital('hos_a'), { from: '2026-07-01', set: { level: 3 } }),
      'hospital.unchanged',
    ],
    [
      'a second end',
      () => endHospital(register.hospitals, hospital('hos_b'), { until: '2026-10-01', reason: '', intoId: null }),
      'hospital.already-ended',
    ],
    [
      'an end on the first day',
      () => endHospital(register.hospitals, hospital('hos_a'), { until: '2020-01-01', reason: '', intoId: null }),
      'hospital.end-before-start',
    ],
    [
      'an end into itself',
      () => endHospital(register.hospitals, hospital('hos_a'), { until: '2027-01-01', reason: '', intoId: 'hos_a' }),
      'hospital.into-itself',
    ],
    [
      'an end into one that has ended',
      () => endHospital(register.hospitals, hospital('hos_a'), { until: '2027-01-01', reason: '', intoId: 'hos_b' }),
      'hospital.into-unknown',
    ],
    [
      'a ward before its hospital',
      () =>
        registerWard(register.wards, hospital('hos_a'), {
          ...wardFacts,
          name: '儿科',
          codes: [],
          wardId: 'wrd_3',
          from: '2019-12-31',
        }),
      'ward.hospital-not-in-force',
    ],
    [
      'a ward’s name twice',
      () =>
        registerWard(register.wards, hospital('hos_a'), {
          ...wardFacts,
          codes: [],
          wardId: 'wrd_3',
          from: '2026-01-01',
        }),
      'ward.name-taken',
    ],
    [
      'a code that another ward has',
      () =>
        registerWard(register.wards, hospital('hos_a'), {
          ...wardFacts,
          name: '儿科',
          codes: ['n1'],
          wardId: 'wrd_3',
          from: '2026-02-28',
        }),
      'ward.code-taken',
    ],
    [
      'a code that another ward will have',
      () =>
        registerWard(register.wards, hospital('hos_a'), {
          ...wardFacts,
          name: '儿科',
          codes: ['N2'],
          wardId: 'wrd_3',
          from: '2026-01-01',
        }),
      'ward.code-taken',
    ],
    [
      'a ward’s change after its end',
      () => changeWard(register.wards, ward('wrd_2'), { from: '2026-05-01', set: { name: '外二' } }),
      'ward.ended',
    ],
    [
      'a ward’s change before its start',
      () => changeWard(register.wards, ward('wrd_2'), { from: '2020-12-31', set: { name: '外二' } }),
      'ward.change-before-start',
    ],
    [
      'a ward’s change to the same',
      () => changeWard(register.wards, ward('wrd_1'), { from: '2026-03-01', set: { codes: ['N2'] } }),
      'ward.unchanged',
    ],
    [
      'a ward’s second end',
      () => endWard(register.wards, ward('wrd_2'), { until: '2026-06-01', reason: '', intoId: null }),
      'ward.already-ended',
    ],
    [
      'a ward’s end on its first day',
      () => endWard(register.wards, ward('wrd_1'), { until: '2021-01-01', reason: '', intoId: null }),
      'ward.end-before-start',
    ],
    [
      'a ward’s end into itself',
      () => endWard(register.wards, ward('wrd_1'), { until: '2026-12-01', reason: '', intoId: 'wrd_1' }),
      'ward.into-itself',
    ],
    [
      'a ward’s end into one that has ended',
      () => endWard(register.wards, ward('wrd_1'), { until: '2026-12-01', reason: '', intoId: 'wrd_2' }),
      'ward.into-elsewhere',
    ],
  ])('refuse %s', (_, decide, code) => {
    expect(decide).toThrow(expect.objectContaining({ code }));
  });

  test('allow what lies just inside the same bounds', () => {
    expect(() =>
      registerHospital(register, { ...facts, name: '乙医院', hospitalId: 'hos_c', from: '2026-09-01' }),
    ).not.toThrow();
    expect(() => changeHospital(register, hospital('hos_b'), { from: '2026-08-31', set: { level: 1 } })).not.toThrow();
    expect(() =>
      endHospital(register.hospitals, hospital('hos_a'), { until: '2020-01-02', reason: '', intoId: null }),
    ).not.toThrow();
    expect(() =>
      registerWard(register.wards, hospital('hos_a'), {
        ...wardFacts,
        name: '儿科',
        codes: ['N1'],
        wardId: 'wrd_3',
        from: '2026-03-01',
      }),
    ).not.toThrow();
    expect(() =>
      registerWard(register.wards, hospital('hos_a'), {
        ...wardFacts,
        name: '外科',
        codes: ['W1'],
        wardId: 'wrd_3',
        from: '2026-05-01',
      }),
    ).not.toThrow();
    expect(() =>
      endWard(register.wards, ward('wrd_1'), { until: '2021-01-02', reason: '', intoId: null }),
    ).not.toThrow();
  });

  test('say only what changes', () => {
    const event = changeHospital(register, hospital('hos_a'), {
      from: '2026-06-01',
      set: { level: 3, monitored: true },
    });
    expect(event).toMatchObject({ kind: 'hospital.changed', set: { level: 3 } });
    expect(event).not.toHaveProperty('set.monitored');
  });
});

function entries(list: readonly DomainEvent[]): Entry[] {
  const by = { personId: 'per_1', accountId: 'acc_1', role: 'commission-registrar' };
  return list.map((event, seq) => ({ seq, at: '2026-01-01T00:00:00.000Z', by, streams: [], event }));
}

function data({ regions, hospitals, wards, adoptions, length }: Register) {
  return { regions, hospitals, wards, adoptions, length };
}
