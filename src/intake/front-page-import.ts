import { type DecodeBytes, dayOfDate } from '../core/cost/cells.ts';
import { chunkRows, packColumns } from '../core/cost/chunk.ts';
import {
  type CodeList,
  codeList,
  isDrgCode,
  maxDrgCodes,
  maxWardCodes,
  mayShowWardCode,
} from '../core/cost/frontpage/codes.ts';
import { frontPageHeader } from '../core/cost/frontpage/columns.ts';
import { drgMonthFold } from '../core/cost/frontpage/drg-rollup.ts';
import {
  columnAt,
  emptyBatch,
  type FrontPageBatch,
  frontPageReader,
  type RowError,
} from '../core/cost/frontpage/frontpage.ts';
import { type UnmappedRows, wardMonthFold } from '../core/cost/frontpage/rollup.ts';
import type { WardSpan } from '../core/cost/places.ts';
import { type ImportSummary, maxListedRejects } from '../core/cost/slice.ts';
import { spansTouching, type WardsOfCode, wardMap } from '../core/cost/ward-map.ts';
import { wardCode } from '../core/register/ward.ts';
import { addMonths, type IsoDate } from '../core/time.ts';
import type { CostStore, UnmappedCode } from '../store/cost-contract.ts';
import { wardedIdentity } from './import-identity.ts';
import { importTally, type ReportRejects } from './import-tally.ts';
import { numberSet } from './number-set.ts';
import { stayHash, wardCodeHash } from './record-hash.ts';
import { readTableFile } from './table-file.ts';

/** One file of discharges of one hospital. */
export interface FrontPageImport {
  readonly importId: string;
  readonly hospitalId: string;
  readonly startedAt: string;
  /** Shanghai date: no discharge is later. */
  readonly today: IsoDate;
  /** Which ward bears which code when. A code that no ward bears on the day of discharge counts as unmapped. */
  readonly wards: readonly WardSpan[];
  readonly grouper: string | null;
  /** Secret of at least 16 bytes: record numbers and ward codes are kept only as hashes under it. */
  readonly recordKey: Uint8Array;
  /** Reads and checks everything and stores nothing. */
  readonly dryRun: boolean;
  readonly report?: ReportRejects;
}

/**
 * Reads discharges into a new immutable import: rows as column chunks, rollups by ward and hospital. The import is not
 * live: that takes an entry in the ledger. What is not mapped (names, ID numbers, diagnoses) is never decoded, and
 * nothing that comes back repeats a cell except as `echo` allows.
 *
 * @throws DomainError for a file that is no such file at all (see readTableFile and frontPageHeader). Nothing stays stored.
 */
export async function importFrontPages(
  store: CostStore,
  command: FrontPageImport,
  source: AsyncIterable<Uint8Array>,
  onProgress: (bytesRead: number) => void = () => undefined,
): Promise<ImportSummary> {
  if (!command.dryRun) {
    const { importId, startedAt } = command;
    const readerVersion = frontPageReaderVersion;
    await store.beginImport({ importId, origin: 'file', dataset: 'inpatientRows', startedAt, readerVersion });
  }
  try {
    return await readAndStore(store, command, source, onProgress);
  } catch (error) {
    if (!command.dryRun) await store.discardImport(command.importId);
    throw error;
  }
}

/** Part of an import's identity: raised when the same bytes would be read into other figures. */
const frontPageReaderVersion = 4;

/** Discharges older than this are refused: a birthday in the discharge column is more likely. */
export const maxDischargeAgeYears = 10;

async function readAndStore(
  store: CostStore,
  command: FrontPageImport,
  source: AsyncIterable<Uint8Array>,
  onProgress: (bytesRead: number) => void,
): Promise<ImportSummary> {
  const tally = importTally();
  const full: FrontPageBatch[] = [];
  // Batches take turns: a new one for every chunk would be 300 MB of garbage per million rows.
  const spare: FrontPageBatch[] = [];
  let open: OpenFile | null = null;
  let batch = emptyBatch(chunkRows);
  let seq = 0;

  const flush = async (rows: FrontPageBatch) => {
    if (open === null || rows.rows === 0) return;
    open.learnWards();
    open.fold.add(rows, open.wardsOf);
    open.drgFold?.add(rows);
    if (command.dryRun) return;
    await store.addChunk(command.importId, seq, rows.rows, packColumns(rows.columns, rows.rows));
    seq += 1;
  };
  const facts = await readTableFile(source, {
    onHeader(names, decode) {
      open = openFile(command, names, decode);
    },
    onRecord(cells) {
      const { read, seen } = open as OpenFile;
      const reading = read(cells, batch);
      for (const warning of reading.warnings) tally.warn(warning, cells.line);
      if (reading.sum !== 'unchecked') tally.sums[reading.sum] += 1;
      if (reading.errors.length > 0) return tally.reject(reading.errors, reading.dischargedDay);
      const last = batch.rows - 1;
      if (!seen.add((batch.columns[columnAt.stayHash] as Float64Array)[last] as number)) {
        batch.rows = last;
        const repeated: RowError = { line: cells.line, column: 'BAH', value: null, code: 'cost.row-repeated' };
        return tally.reject([repeated], reading.dischargedDay);
      }
      tally.accept(reading.dischargedDay as number);
      if (batch.rows < chunkRows) return;
      full.push(batch);
      batch = spare.pop() ?? emptyBatch(chunkRows);
    },
    onBadRecord: (line, code) => tally.reject([{ line, column: null, value: null, code }], null),
    async afterBlock(bytesRead) {
      for (const rows of full.splice(0)) {
        await flush(rows);
        rows.rows = 0;
        spare.push(rows);
      }
      onProgress(bytesRead);
      await untilNextTurn();
    },
  });
  await flush(batch);
  const file = open as OpenFile | null;
  if (file === null) throw new Error('a file was read without its header');

  const slices = tally.slices(command.hospitalId, 'inpatientRows');
  const taken = slices.filter((slice) => slice.state !== 'refused');
  const summary = (outcome: ImportSummary['outcome'], importId: string | null): ImportSummary => ({
    outcome,
    importId,
    dataset: 'inpatientRows',
    fileSha256: facts.sha256,
    fileBytes: facts.bytes,
    encoding: facts.encoding,
    rows: tally.rows(),
    rejected: tally.rejected(),
    slices,
    rejects: tally.listed.slice(0, maxListedRejects),
    warnings: tally.warnings(),
    sumCheck: Object.values(tally.sums).some((rows) => rows > 0) ? tally.sums : null,
    unmappedWardCodes: unmappedCodes(file.wards.codes, file.fold.unmapped()),
    droppedColumns: file.dropped,
  });
  await command.report?.(tally.listed);
  const held = new Set(file.wards.codes.map(wardCode));
  const identitySha256 = wardedIdentity({
    dataset: 'inpatientRows',
    readerVersion: frontPageReaderVersion,
    hospitalId: command.hospitalId,
    fileSha256: facts.sha256,
    spans: spansTouching(
      command.wards,
      (code) => held.has(code),
      taken.map((slice) => slice.month),
    ),
    grouper: file.drgFold === null ? null : command.grouper,
  });
  const earlier = await store.importByIdentity(identitySha256);
  if (command.dryRun) return summary(earlier === undefined ? 'dry-run' : 'unchanged', earlier?.importId ?? null);
  if (earlier !== undefined || taken.length === 0) {
    await store.discardImport(command.importId);
    return summary(earlier === undefined ? 'refused' : 'unchanged', earlier?.importId ?? null);
  }
  const stored = new Set(taken.map((slice) => slice.month));
  const finished = await store.finishImport(command.importId, {
    identitySha256,
    fileSha256: facts.sha256,
    summary: JSON.stringify(summary('stored', command.importId)),
    slices: taken.map((slice) => ({
      ...slice,
      state: slice.state === 'complete' ? 'complete' : 'partial',
      grouper: file.drgFold === null ? null : command.grouper,
    })),
    wardMonths: file.fold
      .result()
      .filter((row) => stored.has(row.month))
      .map((row) => ({ ...row, hospitalId: command.hospitalId })),
    hospitalMonths: [],
    drgMonths: (file.drgFold?.result(file.drgs.codes) ?? [])
      .filter((row) => stored.has(row.month))
      .map((row) => ({ ...row, hospitalId: command.hospitalId })),
    codes: { ward: file.wards.codes.map((code) => wardCodeHash(command, code)), drg: file.drgs.codes },
    unmapped: unmappedByMonth(command.hospitalId, file.wards.codes, file.fold.unmapped()).filter((row) =>
      stored.has(row.month),
    ),
  });
  return finished.kind === 'ready' ? summary('stored', command.importId) : summary('unchanged', finished.importId);
}

interface OpenFile {
  readonly read: ReturnType<typeof frontPageReader>;
  readonly fold: ReturnType<typeof wardMonthFold>;
  readonly seen: ReturnType<typeof numberSet>;
  readonly wards: CodeList;
  readonly drgs: CodeList;
  /** Wards of each place; place 0 is a blank code. Extended by `learnWards` as codes appear. */
  readonly wardsOf: (WardsOfCode | undefined)[];
  /** Null where the file has no DRG column. */
  readonly drgFold: ReturnType<typeof drgMonthFold> | null;
  readonly learnWards: () => void;
  readonly dropped: number;
}

function openFile(command: FrontPageImport, names: readonly string[], decode: DecodeBytes): OpenFile {
  const header = frontPageHeader(names);
  const wards = codeList('CYBF', maxWardCodes, decode);
  const drgs = codeList('DRG', maxDrgCodes, decode, isDrgCode);
  const wardsOf: (WardsOfCode | undefined)[] = [undefined];
  const map = wardMap(command.wards);
  const read = frontPageReader(header, {
    decode,
    earliestDay: dayOfDate(addMonths(command.today, -12 * maxDischargeAgeYears)),
    latestDay: dayOfDate(command.today),
    hashStay: stayHash(command.recordKey, command.hospitalId),
    wardPlace: wards.place,
    drgPlace: drgs.place,
  });
  return {
    read,
    fold: wardMonthFold(new Set(header.columnOf.keys())),
    seen: numberSet(),
    wards,
    drgs,
    wardsOf,
    drgFold: header.columnOf.has('DRG') ? drgMonthFold() : null,
    learnWards() {
      for (let at = wardsOf.length - 1; at < wards.codes.length; at += 1) {
        wardsOf.push(map.get(wardCode(wards.codes[at] as string)));
      }
    },
    dropped: header.width - header.columnOf.size,
  };
}

/** Codes without a ward, the most rows first; those that may not be shown are one entry. */
export function unmappedCodes(
  codes: readonly string[],
  unmapped: readonly UnmappedRows[],
): ImportSummary['unmappedWardCodes'] {
  let hidden = 0;
  const shown: { code: string | null; rows: number }[] = [];
  for (const [place, rows] of rowsByPlace(unmapped)) {
    const code = codes[place - 1];
    if (code !== undefined && mayShowWardCode(code, rows)) shown.push({ code, rows });
    else hidden += rows;
  }
  shown.sort((left, right) => right.rows - left.rows || ((left.code ?? '') < (right.code ?? '') ? -1 : 1));
  return hidden === 0 ? shown : [...shown, { code: null, rows: hidden }];
}

/** The codes that may be shown, by month. A code that may not is kept as nothing but its rows without a ward. */
export function unmappedByMonth(
  hospitalId: string,
  codes: readonly string[],
  unmapped: readonly UnmappedRows[],
): UnmappedCode[] {
  const rowsOf = rowsByPlace(unmapped);
  return unmapped.flatMap(({ place, month, rows }) => {
    const code = codes[place - 1];
    return code !== undefined && mayShowWardCode(code, rowsOf.get(place) ?? 0)
      ? [{ hospitalId, month, code, rows }]
      : [];
  });
}

function rowsByPlace(unmapped: readonly UnmappedRows[]): Map<number, number> {
  const rowsOf = new Map<number, number>();
  for (const { place, rows } of unmapped) rowsOf.set(place, (rowsOf.get(place) ?? 0) + rows);
  return rowsOf;
}

function untilNextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
