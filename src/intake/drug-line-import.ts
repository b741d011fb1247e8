import { hash } from 'node:crypto';
import { cellText, type DecodeBytes, dateOfDay, dayOfDate } from '../core/cost/cells.ts';
import { type DrugLine, type DrugLineReader, drugLineReader } from '../core/cost/drugs/drug-lines.ts';
import { addDrugSums, type ImportedDrug, type WardMonthDrug } from '../core/cost/drugs/drug-sums.ts';
import { type CodeList, codeList, maxWardCodes } from '../core/cost/frontpage/codes.ts';
import type { WardSpan } from '../core/cost/places.ts';
import { type ImportSummary, maxListedRejects } from '../core/cost/slice.ts';
import { addSums, sumsOf, type WardMonth } from '../core/cost/sums.ts';
import { wardMap, wardOnDay } from '../core/cost/ward-map.ts';
import { DomainError } from '../core/errors.ts';
import { wardCode } from '../core/register/ward.ts';
import { addMonths, type IsoDate } from '../core/time.ts';
import type { CostStore, StoredSlice } from '../store/cost-contract.ts';
import { maxDischargeAgeYears, unmappedCodes } from './front-page-import.ts';
import { importTally, type ReportRejects } from './import-tally.ts';
import { readTableFile } from './table-file.ts';

/** One file of drug lines of one hospital. */
export interface DrugLineImport {
  readonly importId: string;
  readonly hospitalId: string;
  readonly startedAt: string;
  readonly today: IsoDate;
  readonly wards: readonly WardSpan[];
  readonly dryRun: boolean;
  readonly report?: ReportRejects;
}

const drugLineReaderVersion = 1;
/** A hospital's formulary is some two thousand drugs. */
const maxDrugs = 20_000;

/**
 * Reads drug lines into a new immutable import: sums by ward, drug and month. The ward of an outpatient line is a clinic
 * and is not kept. Nothing is stored before the file was read to its end.
 *
 * @throws DomainError for a file that is no such file (see readTableFile and drugLineReader). Nothing stays stored.
 */
export async function importDrugLines(
  store: CostStore,
  command: DrugLineImport,
  source: AsyncIterable<Uint8Array>,
  onProgress: (bytesRead: number) => void = () => undefined,
): Promise<ImportSummary> {
  const { importId, hospitalId, startedAt, dryRun } = command;
  const file = await readLines(command, source, onProgress);
  await command.report?.(file.tally.listed);
  const slices = file.tally.slices(hospitalId, 'drugLines');
  const taken = slices.flatMap(({ state, ...slice }): StoredSlice[] =>
    state === 'refused' ? [] : [{ ...slice, state }],
  );
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
    unmappedWardCodes: unmappedCodes(file.wards.codes, file.unmappedRows),
    droppedColumns: file.reader.droppedColumns,
  });
  const parts = ['drugLines', drugLineReaderVersion, hospitalId, file.sha256, command.wards];
  const identitySha256 = hash('sha256', JSON.stringify(parts), 'hex');
  const earlier = await store.importByIdentity(identitySha256);
  if (earlier !== undefined) return summary('unchanged', earlier.importId);
  if (dryRun) return summary('dry-run', null);
  if (taken.length === 0) return summary('refused', null);
  const months = new Set(taken.map((slice) => slice.month));
  const wardMonthDrugs = file.rows.filter((row) => months.has(row.month));
  await store.beginImport({ importId, origin: 'file', dataset: 'drugLines', startedAt });
  const finished = await store.finishImport(importId, {
    identitySha256,
    fileSha256: file.sha256,
    summary: JSON.stringify(summary('stored', importId)),
    slices: taken,
    wardMonths: wardMonthsOf(wardMonthDrugs),
    hospitalMonths: [],
    wardMonthDrugs,
    drugs: file.drugs,
    codes: { ward: [], drg: [] },
  });
  return finished.kind === 'ready' ? summary('stored', importId) : summary('unchanged', finished.importId);
}

async function readLines(
  command: DrugLineImport,
  source: AsyncIterable<Uint8Array>,
  onProgress: (bytesRead: number) => void,
) {
  const tally = importTally();
  const map = wardMap(command.wards);
  const rows = new Map<string, WardMonthDrug>();
  const drugs = new Map<string, ImportedDrug>();
  const unmappedRows: (number | undefined)[] = [];
  const monthOfDay = new Map<number, string>();
  let reader: DrugLineReader | null = null;
  let wards: CodeList | null = null;
  let decodeBytes: DecodeBytes = () => '';
  const add = ({ day, setting, drugCode, drugName, unit, sums }: DrugLine, wardPlace: number) => {
    const month = monthOfDay.get(day) ?? dateOfDay(day).slice(0, 7);
    monthOfDay.set(day, month);
    const code = wards?.codes[wardPlace - 1];
    const wardId = setting === 'outpatient' || code === undefined ? null : wardOnDay(map.get(wardCode(code)), day);
    if (wardId === null && setting === 'inpatient') unmappedRows[wardPlace] = (unmappedRows[wardPlace] ?? 0) + 1;
    const key = `${month} ${wardId ?? ''} ${setting} ${drugCode}`;
    const before = rows.get(key);
    const { hospitalId } = command;
    const total = before === undefined ? sums : addDrugSums(before.sums, sums);
    rows.set(key, { hospitalId, month, wardId, setting, drugCode, sums: total });
    const known = drugs.get(drugCode);
    if (known === undefined && drugs.size >= maxDrugs) {
      throw new DomainError('invalid', 'cost.too-many-codes', { column: 'drugCode', limit: maxDrugs });
    }
    drugs.set(drugCode, { code: drugCode, name: known?.name ?? drugName, unit: known?.unit ?? unit });
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
      const at = reading.wardCell;
      tally.accept(reading.line.day);
      add(reading.line, wards.place(cells.bytes, cells.starts[at] ?? 0, cells.ends[at] ?? 0));
    },
    onBadRecord: (line, code) => tally.reject([{ line, column: null, value: null, code }], null),
    async afterBlock(bytesRead) {
      onProgress(bytesRead);
      await new Promise<void>((resolve) => setImmediate(resolve));
    },
  });
  if (reader === null || wards === null) throw new Error('a file was read without its header');
  return {
    ...facts,
    tally,
    reader: reader as DrugLineReader,
    wards: wards as CodeList,
    unmappedRows,
    rows: [...rows.values()],
    drugs: [...drugs.values()],
  };
}

/** The sums that measures are made of: of wards what they were dispensed, of clinics the long prescriptions. */
function wardMonthsOf(rows: readonly WardMonthDrug[]): WardMonth[] {
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
