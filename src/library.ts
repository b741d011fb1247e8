import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { DomainError, type ProblemRow } from './core/errors.ts';
import { type CalendarYear, parseCalendarYear } from './core/register/calendar.ts';
import { versionConflictsOf } from './core/rules/adoption.ts';
import { parseCases, type SchemeCases } from './core/rules/cases.ts';
import { parseScheme, type Scheme } from './core/rules/scheme.ts';
import { packageFolder } from './package-folder.ts';

/** A shipped scheme: it binds nobody until it is adopted. `file` is its name without the folder. */
export interface LibraryScheme {
  readonly file: string;
  readonly scheme: Scheme;
  readonly cases: SchemeCases;
}

/**
 * Every scheme of a folder with its worked cases, in order of file name.
 *
 * @throws DomainError `library.invalid` with a row for each file that cannot stand: not YAML, not the form, without
 * `.cases.yaml` beside it, and versions of one scheme that overlap or leave days between them.
 */
export function readSchemes(folder: URL = seeds('schemes')): LibraryScheme[] {
  const rows: ProblemRow[] = [];
  const names = readdirSync(folder).sort();
  const schemes = names
    .filter((name) => name.endsWith('.yaml') && !name.endsWith('.cases.yaml'))
    .flatMap((file): LibraryScheme[] => {
      const casesFile = file.replace(/\.yaml$/, '.cases.yaml');
      if (!names.includes(casesFile)) {
        rows.push({ at: file, code: 'library.cases-missing', parameters: { file, casesFile } });
        return [];
      }
      try {
        const scheme = parseScheme(readYaml(folder, file));
        const cases = parseCases(readYaml(folder, casesFile));
        if (cases.scheme === scheme.id && cases.version === scheme.version) return [{ file, scheme, cases }];
        const parameters = { file: casesFile, scheme: `${scheme.id}@${scheme.version}` };
        rows.push({
          at: casesFile,
          value: `${cases.scheme}@${cases.version}`,
          code: 'library.cases-of-another',
          parameters,
        });
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        const own = error.rows.length > 0 ? error.rows : [{ at: '', code: error.code, parameters: error.parameters }];
        rows.push(...own.map((row) => ({ ...row, at: `${file}: ${row.at}` })));
      }
      return [];
    });
  rows.push(...versionConflictsOf(schemes.map(({ scheme }) => scheme)));
  if (rows.length > 0) throw new DomainError('invalid', 'library.invalid', { files: rows.length }, rows);
  return schemes;
}

/**
 * One scheme file with the cases beside it, wherever it lies: a draft before it is shipped.
 *
 * @throws DomainError `library.not-yaml`, `library.cases-missing`, `library.cases-of-another`, `scheme.invalid`, `cases.invalid`.
 */
export function readSchemeFile(path: string): Omit<LibraryScheme, 'file'> {
  const casesPath = path.replace(/\.yaml$/, '.cases.yaml');
  const scheme = parseScheme(readYamlAt(path, path));
  if (casesPath === path || !existsSync(casesPath)) {
    throw new DomainError('invalid', 'library.cases-missing', { file: path, casesFile: casesPath });
  }
  const cases = parseCases(readYamlAt(casesPath, casesPath));
  if (cases.scheme === scheme.id && cases.version === scheme.version) return { scheme, cases };
  const parameters = { file: casesPath, scheme: `${scheme.id}@${scheme.version}` };
  throw new DomainError('invalid', 'library.cases-of-another', {
    ...parameters,
    value: `${cases.scheme}@${cases.version}`,
  });
}

/** The holiday tables shipped with the release, by year. @throws DomainError `calendar.invalid`. */
export function readCalendars(folder: URL = seeds('calendars')): CalendarYear[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((file) => parseCalendarYear(readYaml(folder, file)));
}

function seeds(name: string): URL {
  return new URL(`seeds/${name}/`, packageFolder);
}

function readYaml(folder: URL, file: string): unknown {
  return readYamlAt(fileURLToPath(new URL(file, folder)), file);
}

/** @param file how a refusal names it. */
function readYamlAt(path: string, file: string): unknown {
  const text = readFileSync(path, 'utf8');
  try {
    return parse(text, { strict: true, uniqueKeys: true });
  } catch (error) {
    const problem = error instanceof Error ? (error.message.split('\n')[0] ?? '') : '';
    throw new DomainError('malformed', 'library.not-yaml', { file, problem });
  }
}
