import type { InferSelectModel } from 'drizzle-orm';
import type { Projection } from '../projection.ts';
import { projection } from '../projection.ts';
import { webhook } from '../tables.ts';

const webhooks = projection<InferSelectModel<typeof webhook>>({
  table: webhook,
  kinds: ['webhook.opened', 'webhook.ended'],
  idsOf: ({ event }) => ('webhookId' in event ? [event.webhookId] : []),
  project: (row, { event, seq }, id) => {
    if (event.kind === 'webhook.ended') return row && { ...row, untilDate: event.until };
    if (event.kind !== 'webhook.opened') return row;
    const { hospitalId, url, from: fromDate, until: untilDate } = event;
    return { id, hospitalId, url, fromDate, untilDate, openedSeq: seq };
  },
});

export const webhookProjections: readonly Projection[] = [webhooks];
