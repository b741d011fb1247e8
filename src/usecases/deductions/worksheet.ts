import { DomainError, type ProblemRow } from '../../core/errors.ts';
import type { Draft } from '../../core/ledger/entry.ts';
import type { Setting } from '../../core/procedure/deduction.ts';
import { worksheetLines } from '../../core/procedure/worksheet.ts';
import type { Mapping } from '../../core/register/mapping.ts';
import type { AccessGrant } from '../../core/register/people/access.ts';
import { covers } from '../../core/register/people/permission.ts';
import { placeOfHospital } from '../../core/register/register.ts';
import { sha256 } from '../../hashing.ts';
import { readTable, type TableLimits, worksheetLimits } from '../../intake/table.ts';
import { absent, type Context, grantsHeld, todayOf } from '../context.ts';
import { registerOf } from '../register.ts';
import { decideOnNewest } from '../retry.ts';
import { type PlannedCode, planWorksheet, type SkippedLine } from './worksheet-plan.ts';

export interface RecordWorksheet {
  readonly hospitalId: string;
  readonly mappingId: string;
  /** The scheme whose codes the sheet writes. */
  readonly scheme: string;
  /** For rows whose setting is not mapped or empty. */
  readonly setting: Setting;
  /** Only says what would be recorded. */
  readonly dryRun: boolean;
  /** CSV or XLSX. */
  readonly source: AsyncIterable<Uint8Array>;
}

export interface WorksheetReport {
  /** unchanged: this very file was recorded before. */
  readonly outcome: 'recorded' | 'unchanged' | 'dry-run';
  readonly sha256: string;
  readonly rows: number;
  /** One for each code of each row; without an id where nothing was written. */
  readonly recorded: readonly RecordedCode[];
  /** An act and code that is open or confirmed already, wherever it came from. */
  readonly alreadyRecorded: readonly RecordedCode[];
  readonly skipped: readonly SkippedLine[];
}

export interface RecordedCode {
  readonly line: number;
  readonly code: string | null;
  readonly deductionId: string | null;
}

/** Everything is one transaction, which the ledger writes without a pause: about a month of a large hospital. */
export const recordWorksheetLimits: TableLimits = { ...worksheetLimits, rows: 3_000 };
const maxRecorded = 3_000;

/**
 * Records the findings of a 处方点评工作表: every row or none. Only the mapped columns are read, nothing of the others is
 * repeated anywhere, and the file is not kept.
 *
 * @throws DomainError `absent` for a hospital or a mapping that is not the actor's; `worksheet.column-missing`;
 * `worksheet.refused` with every bad row; what readTable throws.
 */
export async function recordWorksheet(context: Context, command: RecordWorksheet): Promise<WorksheetReport> {
  const { hospitalId, dryRun } = command;
  const { grants, mapping } = await reachMapping(context, command);
  const bytes = await bytesOf(command.source);
  const fileHash = Buffer.from(sha256(bytes)).toString('hex');
  const lines = worksheetLines(await readTable(whole(bytes), recordWorksheetLimits), mapping);
  const before = await context.store.deductions.ofWorksheet(hospitalId, fileHash);
  const facts = { sha256: fileHash, rows: lines.length };
  if (before.length > 0) {
    const recorded = before.map(({ line, deductionId }) => ({ line, code: null, deductionId }));
    return { outcome: 'unchanged', ...facts, recorded: [], alreadyRecorded: recorded, skipped: [] };
  }
  return decideOnNewest(undefined, async () => {
    const plan = await planWorksheet(context, { ...command, mapping, fileHash, grants }, lines);
    refuseRows(plan.problems);
    if (plan.planned.length > maxRecorded) {
      throw new DomainError('too-large', 'worksheet.too-many', { found: plan.planned.length, max: maxRecorded });
    }
    const { alreadyRecorded, skipped } = plan;
    if (dryRun) {
      // What a row above would become has no id yet that anybody could look for.
      const planned = new Set(plan.planned.map(({ event }) => event.deductionId));
      const before = alreadyRecorded.map((each) =>
        planned.has(each.deductionId) ? { ...each, deductionId: null } : each,
      );
      return { outcome: 'dry-run', ...facts, recorded: plan.planned.map(unwritten), alreadyRecorded: before, skipped };
    }
    if (plan.planned.length > 0) await context.store.ledger.append(plan.planned.map(draftOf));
    const recorded = plan.planned.map(({ line, code, event }) => ({ line, code, deductionId: event.deductionId }));
    return { outcome: recorded.length > 0 ? 'recorded' : 'unchanged', ...facts, recorded, alreadyRecorded, skipped };
  });
}

async function reachMapping(
  context: Context,
  { hospitalId, mappingId }: RecordWorksheet,
): Promise<{ readonly grants: readonly AccessGrant[]; readonly mapping: Mapping }> {
  const held = grantsHeld(context, 'deduction.record');
  const register = await registerOf(context);
  const place = placeOfHospital(register, hospitalId, todayOf(context));
  const grants = held.filter((grant) => covers(grant, place));
  const mapping = await context.store.mappings.byId(mappingId);
  if (grants.length === 0 || mapping?.hospitalId !== hospitalId) throw absent();
  return { grants, mapping };
}

/** The whole file, for its hash: the same bytes are the same file. */
async function bytesOf(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const maxBytes = recordWorksheetLimits.bytes;
  const chunks: Uint8Array[] = [];
  let total = 0;
  for await (const chunk of source) {
    total += chunk.length;
    if (total > maxBytes) throw new DomainError('too-large', 'file.too-large', { maxBytes });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function* whole(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function refuseRows(problems: readonly ProblemRow[]): void {
  if (problems.length === 0) return;
  const rows = [...problems].sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
  throw new DomainError('invalid', 'worksheet.refused', { rows: new Set(rows.map(({ line }) => line)).size }, rows);
}

function unwritten({ line, code }: PlannedCode): RecordedCode {
  return { line, code, deductionId: null };
}

function draftOf({ event, by, stream }: PlannedCode): Draft {
  return { event, by, streams: [stream] };
}
