import type { InferSelectModel } from 'drizzle-orm';
import type { SliceEvent } from '../../core/cost/switch.ts';
import { type Projection, projection } from '../projection.ts';
import { slice } from '../tables.ts';

const slices = projection<InferSelectModel<typeof slice>>({
  table: slice,
  kinds: ['slice.switched'],
  idsOf: ({ event }) => (event.kind === 'slice.switched' ? [sliceId(event)] : []),
  project: (row, { event, seq }, id) => {
    if (event.kind !== 'slice.switched') return row;
    const { hospitalId, month, dataset, importId, state } = event;
    return { id, hospitalId, month, dataset, importId, state, position: seq };
  },
});

/** Also the id of the slice's stream. */
export function sliceId({ hospitalId, month, dataset }: Pick<SliceEvent, 'hospitalId' | 'month' | 'dataset'>): string {
  return `${hospitalId}/${month}/${dataset}`;
}

export const sliceProjections: readonly Projection[] = [slices];
