import { z } from 'zod';
import { json, type Route, route } from '../../route.ts';

export const ledgerRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/ledger',
    operationId: 'readLedger',
    summary: 'Whether the ledger grows: its name, how many entries it has, and when the newest was written',
    tag: 'ledger',
    permission: 'ledger.health',
    reply: {
      kind: 'json',
      status: 200,
      schema: z.object({
        origin: z.string(),
        entries: z.int(),
        newestAt: z.iso.datetime().nullable().meta({ description: 'UTC; null while the ledger is empty.' }),
      }),
      example: { origin: 'rx12.example.cn/ganzhou', entries: 20_481, newestAt: '2026-11-20T01:00:00.000Z' },
    },
    handle: async ({ store }) => {
      const entries = await store.ledger.size();
      const [newest] = await store.ledger.entriesAt([entries - 1]);
      return json({ origin: store.ledger.origin, entries, newestAt: newest?.entry.at ?? null });
    },
  }),
];
