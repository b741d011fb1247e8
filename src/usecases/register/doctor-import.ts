import { setImmediate as nextTurn } from 'node:timers/promises';
import { DomainError, type ProblemRow } from '../../core/errors.ts';
import type { DomainEvent } from '../../core/events.ts';
import type { Draft, Signer } from '../../core/ledger/entry.ts';
import { type DoctorRow, readDoctorRows } from '../../core/register/doctor-rows.ts';
import { placeOfHospital } from '../../core/register/register.ts';
import { readTable, type TableLimits, worksheetLimits } from '../../intake/table.ts';
import { absent, type Context, reach, todayOf } from '../context.ts';
import { registerOf } from '../register.ts';
import { decideOnNewest } from '../retry.ts';
import { problemsOf, RowProblem, rowSteps } from './doctor-import-row.ts';

export interface DoctorImport {
  readonly hospitalId: string;
  /** CSV or XLSX. */
  readonly source: AsyncIterable<Uint8Array>;
  /** Only says what would be done. */
  readonly dryRun: boolean;
}

export interface ImportedDoctors {
  readonly outcome: 'imported' | 'unchanged' | 'dry-run';
  readonly rows: number;
  readonly registered: number;
  /** Of these rows facts of the doctor, or the post, became others. */
  readonly changed: number;
  readonly unchanged: number;
  readonly postsStarted: number;
  readonly rightsGranted: number;
  /** Ledger positions of the first and the last entry; null where nothing was written. */
  readonly positions: { readonly first: number; readonly last: number } | null;
}

/** All rows of a file are one transaction of some three entries each, which the ledger writes without a pause. */
export const doctorImportLimits: TableLimits = { ...worksheetLimits, rows: 3_000, columns: 60, cellCharacters: 200 };

/**
 * Brings a hospital's doctors in line with its own list: who is new is registered with a post, who is known by licence
 * number, staff number or (where only one fits) by name is updated; rights that are listed and not held are granted. What
 * is not in the file stays as it is. All rows or none.
 *
 * @throws DomainError `import.refused` with every bad row, and what readTable throws.
 */
export async function importDoctors(context: Context, command: DoctorImport): Promise<ImportedDoctors> {
  const { hospitalId, dryRun } = command;
  const by = await reachHospital(context, hospitalId);
  const table = await readTable(command.source, doctorImportLimits);
  const read = readDoctorRows(table.header, table.rows);
  refuseRows(read.problems);
  return decideOnNewest(undefined, async () => {
    const plan = await planOf(context, hospitalId, by, read.rows);
    refuseRows(plan.problems);
    const counts = { rows: read.rows.length, ...plan.counts };
    if (dryRun) return { outcome: 'dry-run', ...counts, positions: null };
    if (plan.drafts.length === 0) return { outcome: 'unchanged', ...counts, positions: null };
    const { entries } = await context.store.ledger.append(plan.drafts);
    const positions = { first: entries[0]?.entry.seq ?? 0, last: entries.at(-1)?.entry.seq ?? 0 };
    return { outcome: 'imported', ...counts, positions };
  });
}

async function reachHospital(context: Context, hospitalId: string): Promise<Signer> {
  const register = await registerOf(context);
  const by = reach(context, 'doctor.register', [placeOfHospital(register, hospitalId, todayOf(context))]);
  if (!register.hospitals.has(hospitalId)) throw absent();
  return by;
}

function refuseRows(problems: readonly ProblemRow[]): void {
  if (problems.length === 0) return;
  const rows = [...problems].sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
  throw new DomainError('invalid', 'import.refused', { rows: new Set(rows.map(({ line }) => line)).size }, rows);
}

/** Rows between two turns of the event loop. */
const rowsPerTurn = 50;

interface Plan {
  readonly drafts: readonly Draft[];
  readonly problems: readonly ProblemRow[];
  readonly counts: Omit<ImportedDoctors, 'outcome' | 'rows' | 'positions'>;
}

async function planOf(context: Context, hospitalId: string, by: Signer, rows: readonly DoctorRow[]): Promise<Plan> {
  const register = await registerOf(context);
  const drafts: Draft[] = [];
  const problems: ProblemRow[] = [];
  const counts = { registered: 0, changed: 0, unchanged: 0, postsStarted: 0, rightsGranted: 0 };
  const seen = new Map<string, number>();
  for (const [index, row] of rows.entries()) {
    if (index % rowsPerTurn === 0) await nextTurn();
    try {
      const steps = await rowSteps({ context, register, hospitalId, by }, row);
      const first = seen.get(steps.doctorId);
      if (first !== undefined) throw new RowProblem('licenceNo', 'import.doctor-twice', { first });
      seen.set(steps.doctorId, row.line);
      drafts.push(...steps.drafts);
      const kinds = steps.drafts.map(({ event }) => event.kind);
      const count = (kind: DomainEvent['kind']) => kinds.filter((one) => one === kind).length;
      counts.registered += count('doctor.registered');
      counts.postsStarted += count('doctor.post-started');
      counts.rightsGranted += count('right.granted');
      if (kinds.length === 0) counts.unchanged += 1;
      else if (count('doctor.registered') === 0) counts.changed += 1;
    } catch (error) {
      problems.push(...problemsOf(error, row));
    }
  }
  return { drafts, problems, counts };
}
