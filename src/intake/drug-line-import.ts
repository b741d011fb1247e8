import { cellText, type DecodeBytes, dayOfDate } from '../core/cost/cells.ts';
import { chunkRows, packColumns } from '../core/cost/chunk.ts';
import { drugFold, emptyLines, type FoldedDrug, pushLine } from '../core/cost/drugs/drug-fold.ts';
import { type DrugLineReader, drugLineReader } from '../core/cost/drugs/drug-lines.ts';
import type { ImportedDrug, WardMonthDrug } from '../core/cost/drugs/drug-sums.ts';
import { type CodeList, codeList, maxWardCodes } from '../core/cost/frontpage/codes.ts';
import type { WardSpan } from '../core/cost/places.ts';
import { type ImportSummary, maxListedRejects } from '../core/cost/slice.ts';
import { addSums, sumsOf, type WardMonth } from '../core/cost/sums.ts';
import { spansTouching, type WardsOfCode, wardMap } from '../core/cost/ward-map.ts';
import { DomainError } from '../core/errors.ts';
import { wardCode } from '../core/register/ward.ts';
import { addMonths, type IsoDate } from '../core/time.ts';
import type { CostStore, StoredSlice } from '../store/cost-contract.ts';
import { maxDischargeAgeYears, unmappedByMonth, unmappedCodes } from './front-page-import.ts';
import { wardedIdentity } from './import-identity.ts';
import { importTally, type ReportRejects } from './import-tally.ts';
import { wardCodeHash } from './record-hash.ts';
import { readTableFile } from './table-file.ts';

/** One file of drug lines of one hospital. */
export interface DrugLineImport {
  readonly importId: string;
  readonly hospitalId: string;
  readonly startedAt: string;
  readonly today: IsoDate;
  readonly wards: readonly WardSpan[];
  /** Secret of at least 16 bytes: ward codes are kept only as hashes under it. */
  readonly recordKey: Uint8Array;
  readonly dryRun: boolean;
  readonly report?: ReportRejects;
}

const drugLineReaderVersion = 2;
/** A hospital's formulary is some two thousand drugs. */
const maxDrugs = 20_000;

/**
 * Reads drug lines into a new immutable import: lines as column chunks, sums by ward, drug and month. The ward of an
 * outpatient line is a clinic and is not kept.
 *
 * @throws DomainError for a file that is no such file (see readTableFile and drugLineReader). Nothing stays stored.
 */
export async function importDrugLines(
  store: CostStore,
  command: DrugLineImport,
  source: AsyncIterable<Uint8Array>,
  onProgress: (bytesRead: number) => void = () => undefined,
): Promise<ImportSummary> {
  const { importId, startedAt, dryRun } = command;
  const readerVersion = drugLineReaderVersion;
  if (!dryRun) await store.beginImport({ importId, origin: 'file', dataset: 'drugLines', startedAt, readerVersion });
  try {
    return await readAndStore(store, command, source, onProgress);
  } catch (error) {
    if (!dryRun) await store.discardImport(importId);
    throw error;
  }
}

async function readAndStore(
  store: CostStore,
  command: DrugLineImport,
  source: AsyncIterable<Uint8Array>,
  onProgress: (bytesRead: number) => void,
): Promise<ImportSummary> {
  const { importId, hospitalId, dryRun } = command;
  const file = await readLines(store, command, source, onProgress);
  await command.report?.(file.tally.listed);
  const slices = file.tally.slices(hospitalId, 'drugLines');
  const taken = slices.flatMap(({ state, ...slice }): StoredSlice[] =>
    state === 'refused' ? [] : [{ ...slice, state }],
  );
  const { codes } = file.wards;
  const unmapped = file.fold.unmapped();
  const summary = (outcome: ImportSummary['outcome'], id: string | null): ImportSummary => ({
    outcome,
    importId: id,
    dataset: 'drugLines',
    fileSha256: file.sha256,
    fileBytes: file.bytes,
    encoding: file.encoding,
    rows: file.tally.rows(),
    rejected: file.tally.rejected(),
    slices,
    rejects: file.tally.listed.slice(0, maxListedRejects),
    warnings: [],
    sumCheck: null,
    unmappedWardCodes: unmappedCodes(codes, unmapped),
    droppedColumns: file.reader.droppedColumns,
  });
  const held = new Set(codes.map(wardCode));
  const months = taken.map((slice) => slice.month);
  const identitySha256 = wardedIdentity({
    dataset: 'drugLines',
    readerVersion: drugLineReaderVersion,
    hospitalId,
    fileSha256: file.sha256,
    spans: spansTouching(command.wards, (code) => held.has(code), months),
    grouper: null,
  });
  const earlier = await store.importByIdentity(identitySha256);
  if (dryRun) return summary(earlier === undefined ? 'dry-run' : 'unchanged', earlier?.importId ?? null);
  if (earlier !== undefined || taken.length === 0) {
    await store.discardImport(importId);
    return summary(earlier === undefined ? 'refused' : 'unchanged', earlier?.importId ?? null);
  }
  const stored = new Set(months);
  const wardMonthDrugs = namedDrugs(hospitalId, file.fold.result(), file.drugs).filter((row) => stored.has(row.month));
  const finished = await store.finishImport(importId, {
    identitySha256,
    fileSha256: file.sha256,
    summary: JSON.stringify(summary('stored', importId)),
    slices: taken,
    wardMonths: wardMonthsOfDrugs(wardMonthDrugs),
    hospitalMonths: [],
    wardMonthDrugs,
    drugs: file.drugs,
    codes: { ward: codes.map((code) => wardCodeHash(command, code)), drg: [] },
    unmapped: unmappedByMonth(hospitalId, codes, unmapped).filter((row) => stored.has(row.month)),
  });
  return finished.kind === 'ready' ? summary('stored', importId) : summary('unchanged', finished.importId);
}

async function readLines(
  store: CostStore,
  command: DrugLineImport,
  source: AsyncIterable<Uint8Array>,
  onProgress: (bytesRead: number) => void,
) {
  const tally = importTally();
  const map = wardMap(command.wards);
  const fold = drugFold();
  const wardsOf: (WardsOfCode | undefined)[] = [undefined];
  const drugs: ImportedDrug[] = [];
  const placeOfDrug = new Map<string, number>();
  let batch = emptyLines(chunkRows);
  const full: (typeof batch)[] = [];
  let seq = 0;
  let reader: DrugLineReader | null = null;
  let wards: CodeList | null = null;
  let decodeBytes: DecodeBytes = () => '';
  const drugPlace = (code: string, name: string | null, unit: string | null): number => {
    const place = placeOfDrug.get(code) ?? drugs.length + 1;
    if (place > maxDrugs) {
      throw new DomainError('invalid', 'cost.too-many-codes', { column: 'drugCode', limit: maxDrugs });
    }
    placeOfDrug.set(code, place);
    const known = drugs[place - 1];
    drugs[place - 1] = { code, name: known?.name ?? name, unit: known?.unit ?? unit };
    return place;
  };
  const flush = async (lines: typeof batch) => {
    if (lines.rows === 0) return;
    const codes = wards?.codes ?? [];
    for (let at = wardsOf.length - 1; at < codes.length; at += 1) wardsOf.push(map.get(wardCode(codes[at] as string)));
    fold.add(lines, wardsOf);
    if (!command.dryRun) {
      await store.addLineChunk(command.importId, seq, lines.rows, packColumns(lines.columns, lines.rows));
    }
    seq += 1;
  };
  const facts = await readTableFile(source, {
    onHeader(names, decode) {
      decodeBytes = decode;
      wards = codeList('ward', maxWardCodes, decode);
      reader = drugLineReader(names, {
        earliestDay: dayOfDate(addMonths(command.today, -12 * maxDischargeAgeYears)),
        latestDay: dayOfDate(command.today),
      });
    },
    onRecord(cells) {
      if (reader === null || wards === null) return;
      const reading = reader.read(cells.line, cells.count, (column) => cellText(cells, column, decodeBytes));
      if (reading.kind === 'refused') return tally.reject(reading.errors, reading.day);
      const { day, setting, drugCode, drugName, unit, sums } = reading.line;
      const at = reading.wardCell;
      const ward = setting === 'outpatient' ? 0 : wards.place(cells.bytes, cells.starts[at] ?? 0, cells.ends[at] ?? 0);
      pushLine(batch, { day, setting, ward, drug: drugPlace(drugCode, drugName, unit), sums });
      tally.accept(day);
      if (batch.rows < chunkRows) return;
      full.push(batch);
      batch = emptyLines(chunkRows);
    },
    onBadRecord: (line, code) => tally.reject([{ line, column: null, value: null, code }], null),
    async afterBlock(bytesRead) {
      for (const lines of full.splice(0)) await flush(lines);
      onProgress(bytesRead);
      await new Promise<void>((resolve) => setImmediate(resolve));
    },
  });
  await flush(batch);
  if (reader === null || wards === null) throw new Error('a file was read without its header');
  return { ...facts, tally, reader: reader as DrugLineReader, wards: wards as CodeList, fold, drugs };
}

/** Folded sums under the codes of their drugs. */
export function namedDrugs(
  hospitalId: string,
  folded: readonly FoldedDrug[],
  drugs: readonly { readonly code: string }[],
): WardMonthDrug[] {
  return folded.map(({ drug, ...row }) => ({ ...row, hospitalId, drugCode: drugs[drug - 1]?.code ?? '' }));
}

/** The sums that measures are made of: of wards what they were dispensed, of clinics the long prescriptions. */
export function wardMonthsOfDrugs(rows: readonly WardMonthDrug[]): WardMonth[] {
  const months = new Map<string, WardMonth>();
  for (const { hospitalId, month, wardId, setting, sums } of rows) {
    const { amountFen, antibacterialFen, antibacterialDddsE4, negotiatedFen, keyMonitoredFen, longFen } = sums;
    const of =
      setting === 'outpatient'
        ? sumsOf({ longDrugFen: longFen })
        : sumsOf({ drugFen: amountFen, antibacterialFen, antibacterialDddsE4, negotiatedFen, keyMonitoredFen });
    const key = `${month} ${wardId ?? ''}`;
    const before = months.get(key);
    months.set(key, {
      hospitalId,
      month,
      wardId,
      sums: before === undefined ? of : addSums(before.sums, of),
    });
  }
  return [...months.values()];
}
