import type { InferSelectModel } from 'drizzle-orm';
import { shanghaiDateOf } from '../../core/time.ts';
import type { Projection } from '../projection.ts';
import { projection } from '../projection.ts';
import { opening } from '../tables.ts';

const openings = projection<InferSelectModel<typeof opening>>({
  table: opening,
  kinds: [
    'opening.recorded',
    'opening.confirmed',
    'opening.dropped',
    'opening.reversal-proposed',
    'opening.reversal-dropped',
    'opening.reversed',
  ],
  idsOf: ({ event }) => ('openingId' in event ? [event.openingId] : []),
  project: (row, { event, by, at, seq }, id) => {
    const changedSeq = seq;
    switch (event.kind) {
      case 'opening.recorded': {
        const { doctorId, hospitalId, scheme, points, carriedOn } = event;
        const recorded = { recordedOn: shanghaiDateOf(at), recordedSeq: seq, recordedBy: by.personId };
        return { id, doctorId, hospitalId, scheme, points, carriedOn, ...recorded, state: 'recorded', changedSeq };
      }
      case 'opening.confirmed':
      case 'opening.reversal-dropped':
        return row && { ...row, state: 'confirmed', changedSeq };
      case 'opening.dropped':
        return row && { ...row, state: 'dropped', changedSeq };
      case 'opening.reversal-proposed':
        return row && { ...row, state: 'reversal-proposed', changedSeq };
      case 'opening.reversed':
        return row && { ...row, state: 'reversed', changedSeq };
      default:
        return row;
    }
  },
});

export const openingProjections: readonly Projection[] = [openings];
