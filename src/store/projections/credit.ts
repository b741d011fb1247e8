import type { InferSelectModel } from 'drizzle-orm';
import { shanghaiDateOf } from '../../core/time.ts';
import type { Projection } from '../projection.ts';
import { projection } from '../projection.ts';
import { credit } from '../tables.ts';

const credits = projection<InferSelectModel<typeof credit>>({
  table: credit,
  kinds: ['credit.recorded', 'credit.confirmed', 'credit.declined'],
  idsOf: ({ event }) => ('creditId' in event ? [event.creditId] : []),
  project: (row, { event, by, at, seq }, id) => {
    const on = shanghaiDateOf(at);
    switch (event.kind) {
      case 'credit.recorded': {
        const { doctorId, hospitalId, scheme, activity, doneOn } = event;
        const recorded = { recordedOn: on, recordedSeq: seq, recordedBy: by.personId };
        return { id, doctorId, hospitalId, scheme, activity, doneOn, ...recorded, state: 'recorded', decidedOn: null };
      }
      case 'credit.confirmed':
        return row && { ...row, state: 'confirmed', decidedOn: on };
      case 'credit.declined':
        return row && { ...row, state: 'declined', decidedOn: on };
      default:
        return row;
    }
  },
});

export const creditProjections: readonly Projection[] = [credits];
