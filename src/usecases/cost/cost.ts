import { dueOn } from '../../core/cost/due-day.ts';
import type { ImportSource } from '../../core/cost/import-job.ts';
import { wardSpansOf } from '../../core/cost/places.ts';
import type { ImportSummary, LiveSlice, SliceKey, SliceState } from '../../core/cost/slice.ts';
import type { Dataset } from '../../core/cost/sums.ts';
import type { SliceEvent } from '../../core/cost/switch.ts';
import { DomainError } from '../../core/errors.ts';
import { addToMonth, daysBetween, type IsoDate, type Month, monthOf, shanghaiDateOf } from '../../core/time.ts';
import type { SliceHistory, StoredImport, StoredSlice } from '../../store/cost-contract.ts';
import { type CostContext, type CostScope, placeOf } from './cost-context.ts';

export interface ImportFile {
  readonly dataset: Dataset;
  /** Null only for returns whose rows name their hospitals. */
  readonly hospitalId: string | null;
  readonly source: ImportSource;
  readonly dryRun: boolean;
  /** Name and version of the grouper behind the DRG codes of front pages. */
  readonly grouper?: string | null;
  /** The job that refused rows are reported under. */
  readonly jobId?: string;
  readonly onProgress?: (bytesRead: number) => void;
}

export interface ImportedFile extends ImportSummary {
  /** Slices this call switched live, and the ledger position that says so; null when nothing was switched. */
  readonly switched: readonly SliceKey[];
  readonly position: number | null;
  /** Of the switched slices those that came in for the first time, and after the day they were owed by. */
  readonly late: readonly LateSlice[];
  /** Of the switched slices those that took the place of far more rows: a stray row of another month does that to it. */
  readonly shrunk: readonly ShrunkSlice[];
}

export interface LateSlice extends SliceKey {
  readonly dueOn: IsoDate;
  readonly daysLate: number;
}

export interface ShrunkSlice extends SliceKey {
  readonly rowsBefore: number;
  readonly rows: number;
}

/** A correction moves a few rows; less than half of what was there is more often a part of the month. */
const shrunkBelow = 0.5;

/**
 * Reads a file into an immutable import and switches its good slices live by one batch of entries. A file that was read
 * before changes nothing and says so – except that a slice nobody ever switched (the first attempt was cut short
 * between import and entry) is switched now.
 *
 * @throws DomainError absent, access.forbidden, cost.hospital-required; what the readers throw for a file that is none.
 */
export async function importFile(context: CostContext, command: ImportFile): Promise<ImportedFile> {
  const { dataset, hospitalId, dryRun } = command;
  const scope: CostScope = hospitalId === null ? { kind: 'city' } : { kind: 'hospital', hospitalId };
  context.reach('cost.import', [placeOf(context.places, scope).place]);
  const startedAt = context.now();
  const today = shanghaiDateOf(startedAt);
  const jobId = command.jobId ?? null;
  const common = { importId: context.newId('imp'), jobId, startedAt, today, dryRun };
  const read = await importInto(context, command, common);
  const summary = { ...read, slices: read.slices.map((slice) => asReadOn(slice, today)) };
  const nothing = { ...summary, switched: [], position: null, late: [], shrunk: [] };
  if (dryRun) return nothing;
  const waiting = await waitingSlices(context, summary);
  if (waiting.length === 0 || summary.importId === null) return nothing;
  const shrunk = await shrunkOf(context, waiting);
  const position = await switchTo(context, summary.importId, summary.fileSha256, waiting);
  const switched = waiting.map((slice): SliceKey => ({ hospitalId: slice.hospitalId, month: slice.month, dataset }));
  const late = await lateOf(context, switched, summary.importId);
  return { ...summary, switched, position, late, shrunk };
}

async function shrunkOf(context: CostContext, waiting: readonly StoredSlice[]): Promise<ShrunkSlice[]> {
  const shrunk: ShrunkSlice[] = [];
  for (const { hospitalId, month, dataset, rows } of waiting) {
    const rowsBefore = (await context.cost.history({ hospitalId, month, dataset })).find(({ live }) => live)?.rows ?? 0;
    if (rows < rowsBefore * shrunkBelow) shrunk.push({ hospitalId, month, dataset, rowsBefore, rows });
  }
  return shrunk;
}

/** A correction of what was in before is not late. */
async function lateOf(context: CostContext, switched: readonly SliceKey[], importId: string): Promise<LateSlice[]> {
  const late: LateSlice[] = [];
  for (const slice of switched) {
    const history = await context.cost.history(slice);
    const due = dueOn(slice.month, context.dueDay.day);
    const days = daysBetween(due, shanghaiDateOf(context.now()));
    if (days > 0 && history.every((one) => one.importId === importId))
      late.push({ ...slice, dueOn: due, daysLate: days });
  }
  return late;
}

/** The good slices of a new import; of one that was there, those that no entry ever switched to it. */
async function waitingSlices(context: CostContext, summary: ImportSummary): Promise<StoredSlice[]> {
  const { outcome, importId } = summary;
  if (importId === null || outcome === 'refused' || outcome === 'dry-run') return [];
  const good = summary.slices.flatMap(({ state, ...slice }) => (state === 'refused' ? [] : [{ ...slice, state }]));
  if (outcome === 'stored') return good;
  const { rolledFrom = null } = (await context.cost.importOf(importId)) ?? {};
  const live = await liveSlices(context, good);
  const forgotten: StoredSlice[] = [];
  for (const slice of good) {
    // The month was running when the file was read and is over now: sent again, it says that nothing came after.
    const now = live.get(keyOf(slice));
    if (now?.importId === importId && now.state === 'partial' && slice.state === 'complete') forgotten.push(slice);
    const ever = await context.everLive(slice);
    // What was counted anew under a later map was live as what it was counted from.
    if (!ever.has(importId) && !(rolledFrom !== null && ever.has(rolledFrom))) forgotten.push(slice);
  }
  return forgotten;
}

export interface PointSlice extends SliceKey {
  /** Null takes the slice out of every answer: then it is missing, which is not zero. */
  readonly importId: string | null;
}

/**
 * Points a slice at another of its imports – the way back from a wrong file – or at none.
 *
 * @throws DomainError absent, access.forbidden, cost.import-lacks-slice, cost.slice-unchanged.
 */
export async function pointSlice(context: CostContext, command: PointSlice): Promise<{ readonly position: number }> {
  const { hospitalId, month, dataset, importId } = command;
  context.reach('cost.point', [placeOf(context.places, { kind: 'hospital', hospitalId }).place]);
  const live = (await liveSlices(context, [command])).get(keyOf(command))?.importId ?? null;
  if (live === importId) throw new DomainError('conflict', 'cost.slice-unchanged', { month, dataset });
  if (importId === null) {
    const empty: StoredSlice = { hospitalId, month, dataset, rows: 0, rejected: 0, state: 'complete' };
    return { position: await switchTo(context, null, '', [empty]) };
  }
  const stored: StoredImport | undefined = await context.cost.importOf(importId);
  const slice = stored?.slices.find((one) => keyOf(one) === keyOf(command));
  if (stored === undefined || slice === undefined) {
    throw new DomainError('invalid', 'cost.import-lacks-slice', { importId, month, dataset });
  }
  const asRead = asReadOn(slice, shanghaiDateOf(stored.startedAt));
  return { position: await switchTo(context, importId, stored.fileSha256, [asRead]) };
}

/** A month that was not over when its rows were read lacks those that were still to come: it is not whole, however clean. */
function asReadOn<S extends { readonly month: Month; readonly state: SliceState | 'refused' }>(
  slice: S,
  day: IsoDate,
): S {
  return slice.state === 'complete' && slice.month >= monthOf(day) ? { ...slice, state: 'partial' } : slice;
}

/** Every import that holds a slice, newest first. @throws DomainError absent, access.forbidden. */
export async function sliceHistory(context: CostContext, slice: SliceKey): Promise<readonly SliceHistory[]> {
  const { hospitalId } = slice;
  context.reach('cost.import', [placeOf(context.places, { kind: 'hospital', hospitalId }).place]);
  return context.cost.history(slice);
}

/** First the entries, then the copy: a crash between them is healed at start, when the copy is compared (syncLive). */
async function switchTo(
  context: CostContext,
  importId: string | null,
  fileSha256: string,
  slices: readonly StoredSlice[],
): Promise<number> {
  const drafts = slices.map(({ hospitalId, month, dataset, state, rows, rejected }): SliceEvent => {
    return { kind: 'slice.switched', v: 1, hospitalId, month, dataset, importId, state, rows, rejected, fileSha256 };
  });
  const { positions } = await context.switchSlice(drafts);
  const at = (place: number) => positions[place] ?? 0;
  await context.cost.pointTo(
    slices.map(({ hospitalId, month, dataset, state }, place) => {
      return { hospitalId, month, dataset, importId, state, position: at(place) };
    }),
  );
  return at(slices.length - 1);
}

function importInto(
  context: CostContext,
  { dataset, hospitalId, source, grouper = null, onProgress }: ImportFile,
  common: { importId: string; jobId: string | null; startedAt: string; today: string; dryRun: boolean },
): Promise<ImportSummary> {
  if (dataset === 'inpatientRows' || dataset === 'drugLines') {
    if (hospitalId === null) throw new DomainError('invalid', 'cost.hospital-required', { dataset });
    const wards = wardSpansOf(context.places, hospitalId);
    const job = { ...common, hospitalId, wards };
    return dataset === 'drugLines'
      ? context.intake.importFile({ ...job, dataset }, source, onProgress)
      : context.intake.importFile({ ...job, dataset, grouper }, source, onProgress);
  }
  const hospitalCodes = [...context.places.hospitals.keys()].map((id): [string, string] => [id, id]);
  return context.intake.importFile({ ...common, dataset, hospitalId, hospitalCodes }, source, onProgress);
}

/** What is live of the months of the slices given, by key; a slice that was never switched or was taken out is absent. */
async function liveSlices(context: CostContext, slices: readonly SliceKey[]): Promise<Map<string, LiveSlice>> {
  const months = slices.map((slice) => slice.month).sort();
  const [from, last] = [months[0], months[months.length - 1]];
  if (from === undefined || last === undefined) return new Map();
  const live = await context.cost.liveSlices({ from, until: addToMonth(last, 1) });
  return new Map(live.flatMap((slice) => (slice.importId === null ? [] : [[keyOf(slice), slice]])));
}

function keyOf({ dataset, hospitalId, month }: SliceKey): string {
  return `${dataset} ${hospitalId} ${month}`;
}
