import { unpackColumns } from '../core/cost/chunk.ts';
import { drugFold } from '../core/cost/drugs/drug-fold.ts';
import type { ImportedDrug, WardMonthDrug } from '../core/cost/drugs/drug-sums.ts';
import { mayShowWardCode } from '../core/cost/frontpage/codes.ts';
import { amountFields, otherFields } from '../core/cost/frontpage/columns.ts';
import { type UnmappedRows, wardMonthFold } from '../core/cost/frontpage/rollup.ts';
import type { RerolledImport, RerollJob } from '../core/cost/reroll.ts';
import { type SumName, sumNames, type WardMonth } from '../core/cost/sums.ts';
import { spansTouching, type WardsOfCode, wardMap } from '../core/cost/ward-map.ts';
import type { CostStore, StoredImport, UnmappedCode } from '../store/cost-contract.ts';
import { namedDrugs, wardMonthsOfDrugs } from './drug-line-import.ts';
import { wardedIdentity } from './import-identity.ts';
import { wardCodeHash } from './record-hash.ts';

/**
 * Counts the kept rows of imports anew under a ward map, each into a new immutable import that stands on the first one's
 * rows. Nothing goes live by it. What the map does not change is not made again.
 *
 * @throws Error for an import that is not there, or that no ward map was read with.
 */
export async function rerollHere(
  store: CostStore,
  recordKey: Uint8Array,
  job: RerollJob,
): Promise<readonly RerolledImport[]> {
  const results: RerolledImport[] = [];
  for (const { importId, newId } of job.imports) {
    const stored = await store.importOf(importId);
    if (stored === undefined) throw new Error(`no import ${importId} to count anew`);
    results.push(await rerolled(store, { ...job, recordKey }, stored, newId));
  }
  return results;
}

type Command = RerollJob & { readonly recordKey: Uint8Array };

async function rerolled(
  store: CostStore,
  command: Command,
  stored: StoredImport,
  newId: string,
): Promise<RerolledImport> {
  const { importId, dataset, fileSha256, readerVersion } = stored;
  const { hospitalId } = command;
  // Rows are kept once, with the import that read them.
  const rootId = stored.rolledFrom ?? importId;
  const hashes = await store.codes(rootId, 'ward');
  const textOf = await knownCodes(store, command, rootId, stored);
  const before = new Map((await store.rowsWithoutWard(importId)).map(({ month, rows }) => [month, rows]));
  const answer = (outcome: RerolledImport['outcome'], toId: string | null, after = before): RerolledImport => ({
    fromId: importId,
    toId,
    outcome,
    dataset,
    fileSha256,
    slices: stored.slices.map(({ grouper: _, ...slice }) => ({
      ...slice,
      withoutWardBefore: before.get(slice.month) ?? 0,
      withoutWardAfter: after.get(slice.month) ?? 0,
    })),
  });
  const held = new Set(hashes);
  const holds = (code: string) => held.has(wardCodeHash(command, code));
  const months = stored.slices.map((slice) => slice.month);
  const grouper = stored.slices[0]?.grouper ?? null;
  const spans = spansTouching(command.wards, holds, months);
  const identitySha256 = wardedIdentity({ dataset, readerVersion, hospitalId, fileSha256, spans, grouper });
  if (identitySha256 === stored.identitySha256) return answer('same', null);
  const map = wardMap(spans, (code) => wardCodeHash(command, code));
  const counted = await count(store, rootId, dataset, hospitalId, [undefined, ...hashes.map((hash) => map.get(hash))]);
  if (counted === null) return answer(stored.origin === 'generated' ? 'generated' : 'not-kept', null);
  const after = new Map<string, number>();
  for (const { month, rows } of counted.unmapped) after.set(month, (after.get(month) ?? 0) + rows);
  const earlier = await store.importByIdentity(identitySha256);
  if (command.dryRun) return answer('dry-run', earlier?.importId ?? null, after);
  if (earlier !== undefined) return answer('unchanged', earlier.importId, after);

  const kept = new Set(months);
  const nulls = await store.monthsOfImport(importId);
  await store.beginImport({
    importId: newId,
    origin: 'file',
    dataset,
    startedAt: command.startedAt,
    readerVersion,
    rolledFrom: rootId,
  });
  const finished = await store.finishImport(newId, {
    identitySha256,
    fileSha256,
    summary: JSON.stringify({ ...JSON.parse(stored.summary), importId: newId, rolledFrom: rootId }),
    slices: stored.slices,
    wardMonths: counted.wardMonths
      .filter((row) => kept.has(row.month))
      .map((row) => ({ ...row, sums: blankedLike(row, nulls) })),
    hospitalMonths: [],
    wardMonthDrugs: counted.wardMonthDrugs.filter((row) => kept.has(row.month)),
    codes: { ward: [], drg: [] },
    unmapped: shownCodes(hospitalId, hashes, textOf, counted.unmapped).filter((row) => kept.has(row.month)),
  });
  return finished.kind === 'ready' ? answer('stored', newId, after) : answer('unchanged', finished.importId, after);
}

interface Counted {
  readonly wardMonths: readonly WardMonth[];
  readonly wardMonthDrugs: readonly WardMonthDrug[];
  readonly unmapped: readonly UnmappedRows[];
}

/** The rollups of the kept rows; null where none are kept. */
async function count(
  store: CostStore,
  rootId: string,
  dataset: StoredImport['dataset'],
  hospitalId: string,
  wardsOf: readonly (WardsOfCode | undefined)[],
): Promise<Counted | null> {
  const isLines = dataset === 'drugLines';
  const fold = isLines ? drugFold() : wardMonthFold(new Set([...amountFields, ...otherFields]));
  let seq = 0;
  for (; ; seq += 1) {
    const packed = await (isLines ? store.lineChunk(rootId, seq) : store.chunk(rootId, seq));
    if (packed === undefined) break;
    fold.add(unpackColumns(packed), wardsOf);
    // An import that runs meanwhile goes on between two chunks.
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
  if (seq === 0) return null;
  const unmapped = fold.unmapped();
  const result = fold.result();
  if (!isLines) {
    const rows = result as Omit<WardMonth, 'hospitalId'>[];
    return { wardMonths: rows.map((row) => ({ ...row, hospitalId })), wardMonthDrugs: [], unmapped };
  }
  const drugs: readonly Pick<ImportedDrug, 'code'>[] = await store.importDrugs(rootId);
  const wardMonthDrugs = namedDrugs(hospitalId, result as ReturnType<ReturnType<typeof drugFold>['result']>, drugs);
  return { wardMonths: wardMonthsOfDrugs(wardMonthDrugs), wardMonthDrugs, unmapped };
}

/** A kept amount of 0 may be a column that the file did not have: what its months do not tell, no ward of them tells. */
function blankedLike(row: WardMonth, months: readonly { readonly month: string; readonly sums: WardMonth['sums'] }[]) {
  const whole = months.find(({ month }) => month === row.month)?.sums;
  const sums: Record<SumName, number | null> = { ...row.sums };
  for (const name of sumNames) if (whole === undefined || whole[name] === null) sums[name] = null;
  return sums;
}

/**
 * The codes that can be read again, by their hash: those the register's map spells, and those that were shown as unmapped
 * before. No other text of a code is kept.
 */
async function knownCodes(
  store: CostStore,
  command: Command,
  rootId: string,
  { summary }: StoredImport,
): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  const add = (code: string | null) => code !== null && texts.set(wardCodeHash(command, code), code);
  for (const { code } of command.wards) add(code);
  for (const text of [summary, (await store.importOf(rootId))?.summary ?? '{}']) {
    const { unmappedWardCodes = [] } = JSON.parse(text) as { unmappedWardCodes?: { code: string | null }[] };
    for (const { code } of unmappedWardCodes) add(code);
  }
  return texts;
}

function shownCodes(
  hospitalId: string,
  hashes: readonly string[],
  textOf: ReadonlyMap<string, string>,
  unmapped: readonly UnmappedRows[],
): UnmappedCode[] {
  const rowsOf = new Map<string, number>();
  const byCode = new Map<string, UnmappedCode>();
  for (const { place, rows } of unmapped) {
    const hash = hashes[place - 1] ?? '';
    rowsOf.set(hash, (rowsOf.get(hash) ?? 0) + rows);
  }
  for (const { place, month, rows } of unmapped) {
    const hash = hashes[place - 1] ?? '';
    const code = textOf.get(hash);
    if (code === undefined || !mayShowWardCode(code, rowsOf.get(hash) ?? 0)) continue;
    // Two spellings of a file are one code here.
    const key = `${month} ${code}`;
    byCode.set(key, { hospitalId, month, code, rows: (byCode.get(key)?.rows ?? 0) + rows });
  }
  return [...byCode.values()];
}
