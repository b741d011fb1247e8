import { clockDue, hasExpired, windowHasRun } from '../register/calendar.ts';
import type { Register } from '../register/register.ts';
import { type AdoptedScheme, schemeInForce } from '../rules/adoption.ts';
import type { Clock } from '../rules/scheme.ts';
import { addDays, type IsoDate } from '../time.ts';

/**
 * For which recording dates the windows of a scheme version have run on a day: what `deductionStatus` says of one
 * deduction, turned round so that a query can ask it of all of them. null: any hospital, any date of the act.
 */
export interface ClockCut {
  readonly scheme: string;
  readonly hospitalId: string | null;
  readonly occurredFrom: IsoDate | null;
  readonly occurredUntil: IsoDate | null;
  /** What was recorded on this day or before has waited long enough for the doctor. */
  readonly statementRunFor: IsoDate;
  /** Undecided records of these days, both included, have lapsed; null: none has. */
  readonly lapsed: { readonly from: IsoDate | null; readonly upTo: IsoDate } | null;
}

/** At least one cut for each version that binds anywhere. Several cuts of one version differ only in `lapsed`. */
export function clockCuts(register: Register, today: IsoDate): ClockCut[] {
  const schemeIds = [...new Set(register.adoptions.map((adopted) => adopted.schemeId))];
  return schemeIds.flatMap((scheme) =>
    bindings(register, scheme).flatMap(({ adopted, ...where }): ClockCut[] => {
      const { statement, confirmation } = adopted.scheme.clocks;
      const statementRunFor = lastStartThatHasRun(register, statement, today);
      const ranges = lapsedRanges(register, confirmation, today);
      const cut = { scheme, ...where, statementRunFor };
      return ranges.length === 0 ? [{ ...cut, lapsed: null }] : ranges.map((lapsed) => ({ ...cut, lapsed }));
    }),
  );
}

interface Binding {
  readonly adopted: AdoptedScheme;
  readonly hospitalId: string | null;
  readonly occurredFrom: IsoDate | null;
  readonly occurredUntil: IsoDate | null;
}

/** Where and when each version binds. As long as all versions have the same clocks it does not matter which it is. */
function bindings(register: Register, scheme: string): Binding[] {
  const versions = register.adoptions.filter((adopted) => adopted.schemeId === scheme);
  const [first, ...others] = versions;
  if (first === undefined) return [];
  if (others.every((other) => sameClocks(other, first))) {
    return [{ adopted: first, hospitalId: null, occurredFrom: null, occurredUntil: null }];
  }
  return [...register.hospitals.values()].flatMap(({ hospitalId, facts, until }) => {
    const turns = [
      ...versions.flatMap((adopted) => [adopted.from, adopted.until]),
      ...[facts.from, ...facts.changes.map((change) => change.from), until],
    ].filter((date) => date !== null);
    const days = [...new Set(turns)].sort();
    return days.flatMap((occurredFrom, index): Binding[] => {
      const jurisdictionIds = register.hospitalOn(hospitalId, occurredFrom)?.jurisdictionIds ?? [hospitalId];
      const adopted = schemeInForce(register.adoptions, scheme, occurredFrom, jurisdictionIds);
      if (adopted === undefined) return [];
      return [{ adopted, hospitalId, occurredFrom, occurredUntil: days[index + 1] ?? null }];
    });
  });
}

function sameClocks(a: AdoptedScheme, b: AdoptedScheme): boolean {
  return (['statement', 'confirmation'] as const).every((name) => {
    const [one, other] = [a.scheme.clocks[name], b.scheme.clocks[name]];
    return one.days === other.days && one.unit === other.unit;
  });
}

function lastStartThatHasRun({ calendar }: Register, clock: Clock, today: IsoDate): IsoDate {
  let start = addDays(today, -1);
  while (!windowHasRun(clockDue(calendar, clock, start), today)) start = addDays(start, -1);
  return start;
}

/**
 * The starts from which the clock has certainly expired. In each year that has a holiday table these are its first days
 * up to one; a start in a year without, or a clock that reaches one, never expires.
 */
function lapsedRanges({ calendar }: Register, clock: Clock, today: IsoDate): { from: IsoDate | null; upTo: IsoDate }[] {
  const expired = (start: IsoDate) => hasExpired(clockDue(calendar, clock, start), today);
  if (clock.unit === 'calendar') return [{ from: null, upTo: addDays(today, -clock.days - 1) }];
  const thisYear = Number(today.slice(0, 4));
  const years = [...calendar.workingDays.keys()].filter((year) => year <= thisYear).sort((a, b) => a - b);
  return years.flatMap((year) => {
    const from = `${year}-01-01`;
    if (!expired(from)) return [];
    let [low, high] = [0, 366];
    // day `low` of the year has expired, day `high` has not.
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      const day = addDays(from, middle);
      if (day.startsWith(`${year}-`) && expired(day)) low = middle;
      else high = middle;
    }
    return [{ from, upTo: addDays(from, low) }];
  });
}
