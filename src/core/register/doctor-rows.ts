import type { ProblemRow } from '../errors.ts';
import { isLegible } from '../legible.ts';
import { type IsoDate, isIsoDate } from '../time.ts';
import type { AntibacterialGrade } from './doctor.ts';
import { plainIdentityNo } from './people/person.ts';
import type { RightKind } from './right.ts';

/** One line of a hospital's list of doctors, as far as its columns were filled in; an empty cell says nothing. */
export interface DoctorRow {
  readonly line: number;
  readonly name?: string;
  readonly pinyin?: string;
  readonly licenceNo?: string;
  readonly staffNo?: string;
  readonly idNumber?: string;
  readonly title?: string;
  readonly department?: string;
  /** Name or code of a ward of the hospital. */
  readonly ward?: string;
  readonly antibacterialGrade?: AntibacterialGrade;
  readonly licensedOn?: IsoDate;
  readonly practiceScope?: string;
  /** Rights to be held; rights that are held and not listed stay as they are. */
  readonly rights?: readonly RightKind[];
  /** Since when the post, the rights and the changed facts hold. */
  readonly from?: IsoDate;
}

export type DoctorColumn = Exclude<keyof DoctorRow, 'line'>;

/** How the columns may be called, the first name being the one that problems speak of. */
const doctorColumns: Readonly<Record<DoctorColumn, readonly string[]>> = {
  name: ['姓名', '医师姓名', 'name'],
  pinyin: ['拼音', 'pinyin'],
  licenceNo: ['执业证书编码', '医师执业证书编码', 'licenceNo'],
  staffNo: ['工号', '职工号', 'staffNo'],
  idNumber: ['身份证号', '身份证件号码', 'idNumber'],
  title: ['职称', 'title'],
  department: ['科室', 'department'],
  ward: ['病区', 'ward'],
  antibacterialGrade: ['抗菌药物分级', '抗菌药物处方权', 'antibacterialGrade'],
  licensedOn: ['执业日期', '首次执业日期', 'licensedOn'],
  practiceScope: ['执业范围', 'practiceScope'],
  rights: ['处方权', 'rights'],
  from: ['起始日期', '生效日期', 'from'],
};

const grades: Readonly<Record<string, AntibacterialGrade>> = {
  无: 'none',
  非限制: 'unrestricted',
  非限制使用级: 'unrestricted',
  限制: 'restricted',
  限制使用级: 'restricted',
  特殊: 'special',
  特殊使用级: 'special',
  none: 'none',
  unrestricted: 'unrestricted',
  restricted: 'restricted',
  special: 'special',
};

const kinds: Readonly<Record<string, RightKind>> = {
  普通: 'general',
  普通处方权: 'general',
  麻精: 'narcotic',
  麻醉和第一类精神药品: 'narcotic',
  抗菌非限制: 'antibacterial-unrestricted',
  抗菌限制: 'antibacterial-restricted',
  抗菌特殊: 'antibacterial-special',
  重点监控: 'key-monitored',
  中药饮片: 'herbal',
  general: 'general',
  narcotic: 'narcotic',
  'antibacterial-unrestricted': 'antibacterial-unrestricted',
  'antibacterial-restricted': 'antibacterial-restricted',
  'antibacterial-special': 'antibacterial-special',
  'key-monitored': 'key-monitored',
  herbal: 'herbal',
};

export interface ReadRows {
  readonly rows: readonly DoctorRow[];
  readonly problems: readonly ProblemRow[];
}

/**
 * Reads what the cells say, before anything is compared with the register. Every problem is listed, by line and column; a
 * value that is about a person (names and numbers) is never repeated.
 */
export function readDoctorRows(
  header: readonly string[],
  lines: readonly { readonly line: number; readonly cells: readonly string[] }[],
): ReadRows {
  const problems: ProblemRow[] = [];
  const columns = new Map<number, DoctorColumn>();
  header.forEach((title, at) => {
    const column = (Object.keys(doctorColumns) as DoctorColumn[]).find((key) => doctorColumns[key].includes(title));
    if (column === undefined) {
      if (title !== '') problems.push({ line: 1, at: title, code: 'import.unknown-column' });
    } else if ([...columns.values()].includes(column)) {
      problems.push({ line: 1, at: title, code: 'import.column-twice' });
    } else columns.set(at, column);
  });
  for (const column of ['name', 'staffNo'] as const) {
    if (![...columns.values()].includes(column)) {
      problems.push({ line: 1, at: columnName(column), code: 'import.missing-column' });
    }
  }
  if (problems.length > 0) return { rows: [], problems };
  const rows = lines.map(({ line, cells }) => {
    const texts: Partial<Record<DoctorColumn, string>> = {};
    for (const [at, column] of columns) {
      const text = (cells[at] ?? '').trim();
      if (text !== '') texts[column] = text;
    }
    return rowOf(line, texts, problems);
  });
  refuseTwice(rows, problems);
  return { rows, problems };
}

/** What a column is called in problems. */
export function columnName(column: DoctorColumn): string {
  return doctorColumns[column][0] ?? column;
}

const maxCharacters: Readonly<Partial<Record<DoctorColumn, number>>> = {
  name: 40,
  pinyin: 100,
  staffNo: 40,
  idNumber: 40,
  title: 40,
  department: 100,
  ward: 100,
  practiceScope: 100,
};

function rowOf(line: number, texts: Partial<Record<DoctorColumn, string>>, problems: ProblemRow[]): DoctorRow {
  const refuse = (column: DoctorColumn, code: string, value?: string) => {
    problems.push({
      line,
      at: columnName(column),
      code,
      ...(value === undefined ? {} : { value: value.slice(0, 40) }),
    });
  };
  for (const [column, max] of Object.entries(maxCharacters) as [DoctorColumn, number][]) {
    const text = texts[column] ?? '';
    if ([...text].length > max) refuse(column, 'import.too-long');
    else if (!isLegible(text)) refuse(column, 'field.ill-formed');
  }
  const { antibacterialGrade: gradeText, licensedOn, from, rights: rightsText, ...plain } = texts;
  const grade = gradeText === undefined ? undefined : grades[gradeText];
  if (gradeText !== undefined && grade === undefined) refuse('antibacterialGrade', 'import.unknown-grade', gradeText);
  const rights = rightsText?.split(/[;；、,，\s]+/).filter((word) => word !== '') ?? [];
  const known = rights.flatMap((word) => {
    const kind = kinds[word];
    if (kind === undefined) refuse('rights', 'import.unknown-right', word);
    return kind === undefined ? [] : [kind];
  });
  const dates: { licensedOn?: IsoDate; from?: IsoDate } = {};
  for (const [column, text] of [['licensedOn', licensedOn] as const, ['from', from] as const]) {
    if (text === undefined) continue;
    const date = dateOf(text);
    if (date === undefined) refuse(column, 'import.bad-date', text);
    else dates[column] = date;
  }
  return {
    line,
    ...plain,
    ...dates,
    ...(grade === undefined ? {} : { antibacterialGrade: grade }),
    ...(known.length === 0 ? {} : { rights: [...new Set(known)] }),
  };
}

/** 2026-1-5, 2026/01/05, 2026.1.5, 20260105 and 2026年1月5日 are one day. */
function dateOf(text: string): IsoDate | undefined {
  const match =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? undefined;
  if (match === undefined) return undefined;
  const [, year = '', month = '', day = ''] = match;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isIsoDate(date) ? date : undefined;
}

/** One number on two lines would be decided by their order. */
function refuseTwice(rows: readonly DoctorRow[], problems: ProblemRow[]): void {
  for (const column of ['licenceNo', 'staffNo', 'idNumber'] as const) {
    const lines = new Map<string, number>();
    for (const row of rows) {
      const written = row[column];
      if (written === undefined) continue;
      const number = column === 'idNumber' ? plainIdentityNo(written) : written;
      const first = lines.get(number);
      if (first === undefined) lines.set(number, row.line);
      else {
        const at = columnName(column);
        problems.push({ line: row.line, at, code: 'import.number-twice', parameters: { first } });
      }
    }
  }
}
