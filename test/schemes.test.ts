import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { DomainError } from '../src/core/errors.ts';
import { emptyCalendar, withCalendarYear } from '../src/core/register/calendar.ts';
import { runCase } from '../src/core/rules/cases.ts';
import { readCalendars, readSchemes } from '../src/library.ts';

const calendar = readCalendars().reduce(withCalendarYear, emptyCalendar);
const library = readSchemes();
let casesRun = 0;

describe.each(library)('the worked cases of $file', ({ scheme, cases }) => {
  it.each(cases.cases)('$name', (worked) => {
    casesRun += 1;
    expect(runCase(scheme, calendar, worked)).toEqual([]);
  });

  it('work every exculpation that the scheme knows', () => {
    const worked = new Set(
      cases.cases
        .flatMap((each) => each.findings)
        .flatMap((each) => (each.refused === undefined ? each.exculpation : [])),
    );
    expect(scheme.exculpations.map(({ id }) => id).filter((id) => !worked.has(id))).toEqual([]);
  });

  it('reach every statutory trigger that the scheme knows', () => {
    const worked = new Set(cases.cases.flatMap((each) => each.expect.triggers ?? []));
    expect(scheme.triggers.map(({ id }) => id).filter((id) => !worked.has(id))).toEqual([]);
  });
  it('bring about every threshold that the scheme knows', () => {
    const worked = new Set(cases.cases.flatMap((each) => each.expect.due));
    expect(scheme.thresholds.map(({ id }) => id).filter((id) => !worked.has(id))).toEqual([]);
  });
});

afterAll(() => {
  // A glob that finds nothing is green; this is not.
  expect(casesRun).toBeGreaterThanOrEqual(60);
});

describe('the library', () => {
  it('ships four schemes, and says of each where it comes from', () => {
    expect(library.map(({ scheme }) => [scheme.id, scheme.provenance])).toEqual([
      ['ganzhou-default', 'proposal'],
      ['nhsa', 'official'],
      ['tiny', 'proposal'],
      ['wuhan-central', 'published'],
    ]);
  });

  it('has a case that fails when the scheme is changed', () => {
    const ganzhou = library.find(({ scheme }) => scheme.id === 'ganzhou-default');
    const worked = ganzhou?.cases.cases.find(({ name }) => name.startsWith('A confirmed inappropriate'));
    if (ganzhou === undefined || worked === undefined) throw new Error('the case is gone');
    const violations = ganzhou.scheme.violations.map((each) => (each.code === '2-1' ? { ...each, points: 3 } : each));
    expect(runCase({ ...ganzhou.scheme, violations }, calendar, worked)).toEqual([
      { what: 'left', expected: '10', found: '9' },
      { what: 'counted', expected: '[["a",2]]', found: '[["a",3]]' },
      { what: 'due', expected: '[]', found: '["reminder-talk"]' },
    ]);
  });

  it('refuses a scheme without worked cases, naming both files', () => {
    expect(refusedRows((folder) => rmSync(join(folder, 'tiny-2026.cases.yaml')))).toEqual([
      {
        at: 'tiny-2026.yaml',
        code: 'library.cases-missing',
        parameters: { file: 'tiny-2026.yaml', casesFile: 'tiny-2026.cases.yaml' },
      },
    ]);
  });

  it('refuses an unknown field, naming the file and the path', () => {
    const rows = refusedRows((folder) => edit(folder, 'tiny-2026.yaml', 'total: 4', 'total: 4\nfloor: 0'));
    expect(rows).toEqual([
      { at: 'tiny-2026.yaml: floor', value: '0', code: 'scheme.unknown-field', parameters: { field: 'floor' } },
    ]);
  });

  it('refuses two versions that hold on the same day', () => {
    const rows = refusedRows((folder) => addVersion(folder, '2027', '2027-01-01', null));
    expect(rows.map(({ code }) => code)).toEqual(['library.overlap']);
  });

  it('refuses a day between two versions, and takes versions that meet', () => {
    const next = (from: string) => (folder: string) => addVersion(folder, '2027', from, '2027-01-01');
    expect(refusedRows(next('2027-01-02')).map(({ code }) => code)).toEqual(['library.gap']);
    expect(refusedRows(next('2027-01-01'))).toEqual([]);
    expect(refusedRows(next('2026-12-31')).map(({ code }) => code)).toEqual(['library.overlap']);
  });

  it('refuses a key written twice in a file', () => {
    const rows = refusedRows((folder) => edit(folder, 'tiny-2026.yaml', 'total: 4', 'total: 4\ntotal: 5'));
    expect(rows.map(({ code }) => code)).toEqual(['library.not-yaml']);
  });
});

/** The rows with which a copy of the library is refused after one edit; none: it was taken. */
function refusedRows(change: (folder: string) => void) {
  const folder = mkdtempSync(join(tmpdir(), 'rx12-schemes-'));
  try {
    cpSync(new URL('../seeds/schemes/', import.meta.url), folder, { recursive: true });
    change(folder);
    readSchemes(pathToFileURL(`${folder}/`));
    return [];
  } catch (error) {
    if (error instanceof DomainError) return error.rows;
    throw error;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A second version of the tiny scheme, where the first ends on `firstUntil`. */
function addVersion(folder: string, version: string, from: string, firstUntil: string | null): void {
  const text = readFileSync(join(folder, 'tiny-2026.yaml'), 'utf8');
  const next = text.replace('version: "2026"', `version: "${version}"`).replace('from: 2026-01-01', `from: ${from}`);
  writeFileSync(join(folder, `tiny-${version}.yaml`), next);
  const cases = readFileSync(join(folder, 'tiny-2026.cases.yaml'), 'utf8');
  writeFileSync(join(folder, `tiny-${version}.cases.yaml`), cases.replace('version: "2026"', `version: "${version}"`));
  if (firstUntil !== null) edit(folder, 'tiny-2026.yaml', 'until: null', `until: ${firstUntil}`);
}

function edit(folder: string, file: string, from: string, to: string): void {
  const path = join(folder, file);
  writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
}
