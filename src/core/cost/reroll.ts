import type { Explanation } from '../explanation.ts';
import type { Instant, Month } from '../time.ts';
import type { WardSpan } from './places.ts';
import type { SliceKey, SliceState } from './slice.ts';
import type { Dataset } from './sums.ts';

/** What a re-roll is told: the imports of one hospital to count anew under a ward map. Crosses to the worker. */
export interface RerollJob {
  readonly hospitalId: string;
  readonly wards: readonly WardSpan[];
  readonly startedAt: Instant;
  readonly dryRun: boolean;
  /** Imports, each with the id that the one made of it would bear. */
  readonly imports: readonly { readonly importId: string; readonly newId: string }[];
}

/**
 * What became of one import. `same`: the map says nothing else about it; `unchanged`: it was counted so before, as `toId`;
 * `not-kept`: its rows are not there (it came before they were kept), so its file has to be sent again; `generated`: it
 * never had rows, because no file stands behind it (the demonstration's history), and nothing can be sent.
 */
export interface RerolledImport {
  readonly fromId: string;
  readonly toId: string | null;
  readonly outcome: 'stored' | 'unchanged' | 'same' | 'not-kept' | 'generated' | 'dry-run';
  readonly dataset: Dataset;
  readonly fileSha256: string;
  readonly slices: readonly RerolledSlice[];
}

/** Why an import was not counted anew although it should have been, for whoever asked; null where it was, or need not be. */
export function rerollNote({ outcome }: Pick<RerolledImport, 'outcome'>): Explanation | null {
  if (outcome === 'generated') return { code: 'reroll.generated', parameters: {} };
  return outcome === 'not-kept' ? { code: 'reroll.not-kept', parameters: {} } : null;
}

export interface RerolledSlice extends SliceKey {
  readonly rows: number;
  readonly rejected: number;
  readonly state: SliceState;
  /** Rows without a ward, under the map they were counted with and under this one. */
  readonly withoutWardBefore: number;
  readonly withoutWardAfter: number;
}

/** One code in the queue of whoever edits the map; `code` null stands for all that may not be shown, and blank ones. */
export interface UnmappedWard {
  readonly hospitalId: string;
  readonly dataset: Dataset;
  readonly code: string | null;
  readonly rows: number;
  readonly firstMonth: Month;
  readonly lastMonth: Month;
  /** The wards that bear the code in those months by the map as it is now: a re-roll would place rows in them. */
  readonly wardIds: readonly string[];
}

interface Rows {
  readonly hospitalId: string;
  readonly dataset: Dataset;
  readonly month: Month;
  readonly rows: number;
}

/**
 * The queue: shown codes by their months, the rest together; the most rows first. `all` counts every row without a ward.
 *
 * @param wardsOf the wards that bear a code of a hospital on a day of [first, last].
 */
export function unmappedQueue(
  shown: readonly (Rows & { readonly code: string })[],
  all: readonly Rows[],
  wardsOf: (hospitalId: string, code: string, first: Month, last: Month) => readonly string[],
): UnmappedWard[] {
  const monthKey = ({ hospitalId, dataset, month }: Rows) => `${hospitalId} ${dataset} ${month}`;
  const visible = new Map<string, number>();
  for (const row of shown) visible.set(monthKey(row), (visible.get(monthKey(row)) ?? 0) + row.rows);
  const hidden = all.flatMap((row) => {
    const rest = row.rows - (visible.get(monthKey(row)) ?? 0);
    return rest > 0 ? [{ ...row, rows: rest, code: null }] : [];
  });
  const groups = Map.groupBy([...shown, ...hidden], (row) => JSON.stringify([row.hospitalId, row.dataset, row.code]));
  return [...groups.values()]
    .map((rows): UnmappedWard => {
      const months = rows.map((row) => row.month).sort();
      const [firstMonth = '', lastMonth = ''] = [months[0], months[months.length - 1]];
      const { hospitalId = '', dataset = 'inpatientRows', code = null } = rows[0] ?? {};
      const count = rows.reduce((sum, row) => sum + row.rows, 0);
      const wardIds = code === null ? [] : wardsOf(hospitalId, code, firstMonth, lastMonth);
      return { hospitalId, dataset, code, rows: count, firstMonth, lastMonth, wardIds };
    })
    .sort((a, b) => b.rows - a.rows || (keyOf(a) < keyOf(b) ? -1 : 1));
}

function keyOf({ hospitalId, dataset, code }: UnmappedWard): string {
  return `${hospitalId} ${dataset} ${code ?? ''}`;
}
