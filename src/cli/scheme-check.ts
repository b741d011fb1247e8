import { DomainError } from '../core/errors.ts';
import { emptyCalendar, withCalendarYear } from '../core/register/calendar.ts';
import { versionConflictsOf } from '../core/rules/adoption.ts';
import { runCase } from '../core/rules/cases.ts';
import { readCalendars, readSchemeFile, readSchemes } from '../library.ts';

/**
 * Proves a scheme file before anybody adopts it: its form, its worked cases, the days between it and the shipped versions of
 * the same scheme, and what no case touches.
 *
 * @returns the exit code: 0 when all holds, 2 when not. What no case touches is said and fails nothing.
 */
export function checkScheme(path: string, print: (line: string) => void): number {
  try {
    const { scheme, cases } = readSchemeFile(path);
    const calendar = readCalendars().reduce(withCalendarYear, emptyCalendar);
    const failed = cases.cases.flatMap((worked) =>
      runCase(scheme, calendar, worked).map(
        ({ what, expected, found }) => `${worked.name}: ${what} expected ${expected}, found ${found}`,
      ),
    );
    const others = readSchemes().flatMap((each) =>
      each.scheme.id === scheme.id && each.scheme.version !== scheme.version ? [each.scheme] : [],
    );
    const conflicts = versionConflictsOf([...others, scheme]).map(
      ({ at, code, value }) => `${at}: ${code} ${value ?? ''}`,
    );
    for (const line of [...failed, ...conflicts]) print(`NOT ok  ${line}`);
    const worked = new Set(cases.cases.flatMap((each) => each.findings.map(({ code }) => code)));
    const due = new Set(cases.cases.flatMap((each) => each.expect.due));
    const reached = new Set(cases.cases.flatMap((each) => each.expect.triggers ?? []));
    const untouched = [
      ...scheme.violations.map(({ code }) => code).filter((code) => !worked.has(code)),
      ...scheme.thresholds.map(({ id }) => id).filter((id) => !due.has(id)),
      ...scheme.triggers.map(({ id }) => id).filter((id) => !reached.has(id)),
    ];
    if (untouched.length > 0) print(`note    no case touches: ${untouched.join(', ')}`);
    const name = `${scheme.id} ${scheme.version}`;
    const total = cases.cases.length;
    if (failed.length + conflicts.length > 0) {
      print(
        `NOT ok  ${name}: ${failed.length} mismatch(es) in ${total} cases, ${conflicts.length} conflict(s) of dates`,
      );
      return 2;
    }
    print(`ok      ${name}: ${scheme.violations.length} violations, ${total} cases`);
    return 0;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    for (const { at, value, code } of error.rows)
      print(`NOT ok  ${at}: ${code}${value === undefined ? '' : ` (${value})`}`);
    print(`NOT ok  ${path}: ${error.code}`);
    return 2;
  }
}
