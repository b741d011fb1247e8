import { describe, expect, it } from 'vitest';
import { clockCuts } from '../../../src/core/procedure/deduction-cut.ts';
import { clockDue, hasExpired, windowHasRun } from '../../../src/core/register/calendar.ts';
import type { HospitalEvent } from '../../../src/core/register/hospital.ts';
import { emptyRegister, foldRegister, type Register } from '../../../src/core/register/register.ts';
import { schemeInForce } from '../../../src/core/rules/adoption.ts';
import { parseScheme, type Scheme } from '../../../src/core/rules/scheme.ts';
import { addDays, type IsoDate } from '../../../src/core/time.ts';
import { readCalendars } from '../../../src/library.ts';
import { schemeData } from '../../support/record.ts';

const shorter = withClocks({ statement: 3, confirmation: 20 });

describe('the dates that a list compares', () => {
  it('say what the clocks say, for every recording day of three years and asked in four', () => {
    const register = registerOf([{ scheme: withClocks({}), from: '2026-01-01' }]);
    expect(disagreements(register)).toEqual([]);
  });

  it('say so where two versions with other clocks bind by the date of the act and by the hospital', () => {
    const register = registerOf([
      { scheme: withClocks({ until: '2026-07-01' }), from: '2026-01-01' },
      { scheme: { ...shorter, version: 'b', inForce: { from: '2026-07-01', until: null } }, from: '2026-07-01' },
      { scheme: { ...shorter, version: 'c' }, from: '2026-03-01', jurisdictionId: 'h2' },
    ]);
    expect(clockCuts(register, '2026-11-20').some((cut) => cut.hospitalId === 'h2')).toBe(true);
    expect(disagreements(register)).toEqual([]);
  });

  it('never lapse what was recorded in a year without a calendar, or may wait until one', () => {
    const register = registerOf([{ scheme: withClocks({}), from: '2026-01-01' }], [2024, 2026]);
    expect(disagreements(register)).toEqual([]);
    const ranges = clockCuts(register, '2026-12-01').map((cut) => cut.lapsed?.from);
    expect(ranges).toEqual(['2024-01-01', '2026-01-01']);
  });
});

/** Recording days on which the cuts answer otherwise than the clocks themselves; empty: they never do. */
function disagreements(register: Register): string[] {
  const wrong: string[] = [];
  for (const today of ['2024-02-29', '2025-01-02', '2026-10-08', '2027-03-01']) {
    const cuts = clockCuts(register, today);
    for (let on: IsoDate = '2023-12-01'; on < today; on = addDays(on, 1)) {
      for (const hospitalId of ['h1', 'h2']) {
        for (const occurredOn of ['2026-02-28', '2026-03-01', '2026-06-30', '2026-07-01']) {
          const chain = register.hospitalOn(hospitalId, occurredOn)?.jurisdictionIds ?? [];
          const adopted = schemeInForce(register.adoptions, 'tiny', occurredOn, chain);
          const binding = cuts.filter(
            (cut) =>
              (cut.hospitalId === null || cut.hospitalId === hospitalId) &&
              (cut.occurredFrom === null || occurredOn >= cut.occurredFrom) &&
              (cut.occurredUntil === null || occurredOn < cut.occurredUntil),
          );
          if (adopted === undefined) continue;
          const { statement, confirmation } = adopted.scheme.clocks;
          const run = windowHasRun(clockDue(register.calendar, statement, on), today);
          const lapsed = hasExpired(clockDue(register.calendar, confirmation, on), today);
          const saysRun = binding.every((cut) => on <= cut.statementRunFor);
          const saysLapsed = binding.some(
            ({ lapsed: range }) => range !== null && (range.from === null || range.from <= on) && on <= range.upTo,
          );
          if (binding.length === 0 || run !== saysRun || lapsed !== saysLapsed) {
            wrong.push(`${today}: ${on} at ${hospitalId}, act of ${occurredOn}`);
          }
        }
      }
    }
  }
  return wrong;
}

function withClocks(changed: { statement?: number; confirmation?: number; until?: string }): Scheme {
  const data = schemeData('tiny-2026') as { clocks: Record<string, object>; inForce: object };
  const { statement = 5, confirmation = 60, until = null } = changed;
  return parseScheme({
    ...data,
    inForce: { ...data.inForce, until },
    clocks: {
      ...data.clocks,
      statement: { days: statement, unit: 'working' },
      confirmation: { days: confirmation, unit: 'working' },
    },
  });
}

function registerOf(
  adoptions: readonly { scheme: Scheme; from: IsoDate; jurisdictionId?: string }[],
  years: readonly number[] = [2023, 2024, 2025, 2026],
): Register {
  const hospital = (hospitalId: string): HospitalEvent => ({
    kind: 'hospital.registered',
    v: 1,
    hospitalId,
    from: '2020-01-01',
    name: hospitalId,
    regionId: 'city',
    level: 3,
    hospitalKind: 'general',
    monitored: true,
  });
  const events = [
    {
      kind: 'region.registered' as const,
      v: 1 as const,
      regionId: 'city',
      name: 'x',
      level: 'city' as const,
      parentId: null,
    },
    hospital('h1'),
    hospital('h2'),
    ...readCalendars()
      .filter((table) => years.includes(table.year))
      .map((table) => ({ kind: 'calendar.loaded' as const, v: 1 as const, ...table })),
    ...adoptions.map(({ scheme, from, jurisdictionId = 'city' }) => ({
      kind: 'scheme.adopted' as const,
      v: 1 as const,
      schemeId: scheme.id,
      hash: scheme.version,
      from,
      jurisdictionId,
      document: null,
      scheme,
    })),
  ];
  const by = { personId: 'p', accountId: 'a', role: 'any' };
  return foldRegister(
    emptyRegister,
    events.map((event, seq) => ({ seq, at: '2026-01-01T00:00:00.000Z', by, streams: [], event })),
  );
}
