import type { InferSelectModel } from 'drizzle-orm';
import type { Projection } from '../projection.ts';
import { projection } from '../projection.ts';
import { mandate } from '../tables.ts';

const mandates = projection<InferSelectModel<typeof mandate>>({
  table: mandate,
  kinds: ['mandate.given', 'mandate.ended'],
  idsOf: ({ event }) => ('mandateId' in event ? [event.mandateId] : []),
  project: (row, { event, seq }, id) => {
    if (event.kind === 'mandate.ended') return row && { ...row, untilDate: event.until };
    if (event.kind !== 'mandate.given') return row;
    const { hospitalId, personId, role, inPlaceOf, from: fromDate, until: untilDate, reason, document } = event;
    return { id, hospitalId, personId, role, inPlaceOf, fromDate, untilDate, reason, document, givenSeq: seq };
  },
});

export const mandateProjections: readonly Projection[] = [mandates];
