import { dayOfDate } from '../../core/cost/cells.ts';
import { wardSpansOf } from '../../core/cost/places.ts';
import { type RerolledImport, type UnmappedWard, unmappedQueue } from '../../core/cost/reroll.ts';
import type { SliceKey } from '../../core/cost/slice.ts';
import type { SliceEvent } from '../../core/cost/switch.ts';
import { wardMap } from '../../core/cost/ward-map.ts';
import { wardCode } from '../../core/register/ward.ts';
import { addToMonth } from '../../core/time.ts';
import { decideOnNewest } from '../retry.ts';
import { type CostContext, placeOf } from './cost-context.ts';

export interface UnmappedWards {
  readonly items: readonly UnmappedWard[];
  /** Entries beyond `maxListedCodes`. */
  readonly unlisted: number;
}

/**
 * The ward codes of live slices that no ward bore then, of one hospital or of all, the most rows first. Rows whose code may
 * not be shown (see mayShowWardCode) are counted together.
 *
 * @throws DomainError absent, access.forbidden.
 */
export async function unmappedWards(context: CostContext, hospitalId: string | null): Promise<UnmappedWards> {
  const scope = hospitalId === null ? ({ kind: 'city' } as const) : ({ kind: 'hospital', hospitalId } as const);
  context.reach('cost.import', [placeOf(context.places, scope).place]);
  const { shown, all } = await context.cost.liveUnmapped(hospitalId);
  const maps = new Map<string, ReturnType<typeof wardMap>>();
  const mapOf = (hospital: string) => {
    const map = maps.get(hospital) ?? wardMap(wardSpansOf(context.places, hospital));
    maps.set(hospital, map);
    return map;
  };
  const items = unmappedQueue(shown, all, (hospital, code, first, last) => {
    const [from, until] = [dayOfDate(`${first}-01`), dayOfDate(`${addToMonth(last, 1)}-01`)];
    const spans = mapOf(hospital).get(wardCode(code)) ?? [];
    const bearing = spans.filter((span) => span.fromDay < until && span.untilDay > from);
    return [...new Set(bearing.map(({ wardId }) => wardId))];
  });
  return { items: items.slice(0, maxListedCodes), unlisted: Math.max(0, items.length - maxListedCodes) };
}

const maxListedCodes = 500;

export interface Reroll {
  readonly hospitalId: string;
  readonly dryRun: boolean;
}

export interface Rerolled {
  readonly imports: readonly RerolledImport[];
  /** Slices switched to what was counted anew, and the ledger position of the last; null when nothing was switched. */
  readonly switched: readonly SliceKey[];
  readonly position: number | null;
}

/**
 * Applies a hospital's ward map as it is now to everything of it that is live: rows are counted anew into new imports, and
 * all their slices are switched by entries that are appended together. The earlier imports stay in the history.
 *
 * A slice that somebody switched meanwhile is left to them.
 *
 * @throws DomainError absent, access.forbidden.
 */
export async function rerollWards(context: CostContext, { hospitalId, dryRun }: Reroll): Promise<Rerolled> {
  context.reach('cost.import', [placeOf(context.places, { kind: 'hospital', hospitalId }).place]);
  const wards = wardSpansOf(context.places, hospitalId);
  const byMap = (await liveOf(context, hospitalId)).filter(({ dataset }) => withWards.has(dataset));
  const importIds = [...new Set(byMap.flatMap(({ importId }) => importId ?? []))];
  const imports = await context.intake.reroll({
    hospitalId,
    wards,
    startedAt: context.now(),
    dryRun,
    imports: importIds.map((importId) => ({ importId, newId: context.newId('imp') })),
  });
  if (dryRun) return { imports, switched: [], position: null };
  return decideOnNewest(undefined, async () => {
    const all = imports.flatMap(({ slices }) => slices);
    const lengths = await context.switchesOf(all);
    const lengthOf = new Map(all.map((slice, at) => [keyOf(slice), lengths[at] ?? 0]));
    const liveIn = new Map((await liveOf(context, hospitalId)).map((slice) => [keyOf(slice), slice]));
    const moves = imports.flatMap(({ fromId, toId, fileSha256, slices }) =>
      slices.flatMap((slice) => {
        const live = liveIn.get(keyOf(slice));
        if (toId === null || live?.importId !== fromId) return [];
        const { withoutWardBefore: _, withoutWardAfter: __, ...said } = slice;
        // Counting anew does not make a month whole that was read while it ran.
        const { state } = live;
        return [
          { kind: 'slice.switched', v: 1, ...said, state, importId: toId, fileSha256, rolledFrom: fromId } as const,
        ];
      }),
    );
    if (moves.length === 0) return { imports, switched: [], position: null };
    const decidedOn = moves.map((move) => lengthOf.get(keyOf(move)) ?? 0);
    const { positions } = await context.switchSlice(moves satisfies SliceEvent[], decidedOn);
    await context.cost.pointTo(moves.map((move, at) => ({ ...move, position: positions[at] ?? 0 })));
    const switched = moves.map(({ month, dataset }) => ({ hospitalId, month, dataset }));
    return { imports, switched, position: positions[positions.length - 1] ?? null };
  });
}

const withWards: ReadonlySet<string> = new Set(['inpatientRows', 'drugLines']);

function liveOf(context: CostContext, hospitalId: string) {
  return context.cost.liveSlices({ hospitalId, from: '0000-01', until: '9999-12' });
}

function keyOf({ dataset, month }: Pick<SliceKey, 'dataset' | 'month'>): string {
  return `${dataset} ${month}`;
}
