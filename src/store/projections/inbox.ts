import type { InferSelectModel } from 'drizzle-orm';
import type { Projection } from '../projection.ts';
import { projection } from '../projection.ts';
import { inboxRead } from '../tables.ts';

const reads = projection<InferSelectModel<typeof inboxRead>>({
  table: inboxRead,
  kinds: ['inbox.read'],
  idsOf: ({ event }) => (event.kind === 'inbox.read' ? [`${event.personId}/${event.position}`] : []),
  project: (row, { event, at }, id) => {
    if (row !== undefined || event.kind !== 'inbox.read') return row;
    return { id, personId: event.personId, position: event.position, readAt: at };
  },
});

export const inboxProjections: readonly Projection[] = [reads];
