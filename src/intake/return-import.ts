import { hash } from 'node:crypto';
import { cellText, type DecodeBytes } from '../core/cost/cells.ts';
import {
  type ReturnDataset,
  type ReturnReader,
  type ReturnRowError,
  type ReturnSettings,
  returnReader,
} from '../core/cost/returns.ts';
import { type ImportSummary, maxListedLines, maxListedRejects, maxReportedRejects } from '../core/cost/slice.ts';
import type { HospitalMonth } from '../core/cost/sums.ts';
import { DomainError } from '../core/errors.ts';
import { addMonths, type IsoDate, monthOf } from '../core/time.ts';
import type { CostStore, StoredSlice } from '../store/cost-contract.ts';
import { maxDischargeAgeYears } from './front-page-import.ts';
import type { ReportRejects } from './import-tally.ts';
import { readTableFile } from './table-file.ts';

/** One file of monthly returns: of one hospital, or (`hospitalId` null) of several that name themselves by code. */
export interface ReturnImport {
  readonly importId: string;
  readonly dataset: ReturnDataset;
  readonly hospitalId: string | null;
  /** Hospital codes as files write them → hospital ids. */
  readonly hospitalCodes: ReadonlyMap<string, string>;
  readonly startedAt: string;
  readonly today: IsoDate;
  readonly dryRun: boolean;
  readonly report?: ReportRejects;
}

const returnReaderVersion = 1;

/**
 * Reads a file of monthly returns into a new immutable import. A row is one slice: it is taken whole or refused whole,
 * and refused rows do not touch the others.
 *
 * @throws DomainError for a file that is no such file (see readTableFile and returnReader). Nothing stays stored.
 */
export async function importReturns(
  store: CostStore,
  command: ReturnImport,
  source: AsyncIterable<Uint8Array>,
): Promise<ImportSummary> {
  const file = await readReturns(command, source);
  await command.report?.(file.rejects);
  const slices: StoredSlice[] = file.rows.map(({ hospitalId, month }) => {
    return { hospitalId, month, dataset: command.dataset, rows: 1, rejected: 0, state: 'complete' };
  });
  const summary = (outcome: ImportSummary['outcome'], importId: string | null): ImportSummary => ({
    outcome,
    importId,
    dataset: command.dataset,
    fileSha256: file.sha256,
    fileBytes: file.bytes,
    encoding: file.encoding,
    rows: file.rows.length,
    rejected: file.rejected,
    slices,
    rejects: file.rejects.slice(0, maxListedRejects),
    warnings: [...file.warned].map(([code, { rows, firstLines }]) => ({ code, rows, firstLines })),
    sumCheck: null,
    unmappedWardCodes: [],
    droppedColumns: file.dropped,
  });
  const identity = [
    command.dataset,
    returnReaderVersion,
    command.hospitalId,
    file.sha256,
    [...command.hospitalCodes].sort(),
  ];
  const identitySha256 = hash('sha256', JSON.stringify(identity), 'hex');
  const earlier = await store.importByIdentity(identitySha256);
  if (earlier !== undefined) return summary('unchanged', earlier.importId);
  if (command.dryRun) return summary('dry-run', null);
  if (slices.length === 0) return summary('refused', null);
  const { importId, dataset, startedAt } = command;
  await store.beginImport({ importId, origin: 'file', dataset, startedAt });
  const finished = await store.finishImport(importId, {
    identitySha256,
    fileSha256: file.sha256,
    summary: JSON.stringify(summary('stored', importId)),
    slices,
    wardMonths: [],
    hospitalMonths: file.rows,
    codes: { ward: [], drg: [] },
  });
  return finished.kind === 'ready' ? summary('stored', importId) : summary('unchanged', finished.importId);
}

async function readReturns(command: ReturnImport, source: AsyncIterable<Uint8Array>) {
  const settings: ReturnSettings = {
    hospitalId: command.hospitalId,
    hospitalCodes: command.hospitalCodes,
    earliestMonth: monthOf(addMonths(command.today, -12 * maxDischargeAgeYears)),
    latestMonth: monthOf(command.today),
  };
  const rows: HospitalMonth[] = [];
  const rejects: ReturnRowError[] = [];
  const warned = new Map<string, { rows: number; firstLines: number[] }>();
  let rejected = 0;
  let reader: ReturnReader | null = null;
  let decodeBytes: DecodeBytes = () => '';
  const refuse = (errors: readonly ReturnRowError[]) => {
    rejected += 1;
    for (const error of errors) if (rejects.length < maxReportedRejects) rejects.push(error);
    const [first] = rejects;
    if (rejected <= maxReportedRejects || first === undefined) return;
    const { line, column, code } = first;
    throw new DomainError('invalid', 'cost.nothing-fits', { rows: rejected, line, column: column ?? '', code });
  };
  const facts = await readTableFile(source, {
    onHeader(names, decode) {
      decodeBytes = decode;
      reader = returnReader(command.dataset, names, settings);
    },
    onRecord(cells) {
      if (reader === null) return;
      const reading = reader.read(cells.line, cells.count, (column) => cellText(cells, column, decodeBytes));
      if (reading.kind === 'refused') return refuse(reading.errors);
      rows.push(reading.row);
      for (const code of reading.warnings) {
        const known = warned.get(code) ?? { rows: 0, firstLines: [] };
        warned.set(code, known);
        known.rows += 1;
        if (known.firstLines.length < maxListedLines) known.firstLines.push(cells.line);
      }
    },
    onBadRecord: (line, code) => refuse([{ line, column: null, value: null, code }]),
    afterBlock: async () => undefined,
  });
  const dropped = (reader as ReturnReader | null)?.droppedColumns ?? 0;
  return { ...facts, rows, rejected, rejects, warned, dropped };
}
