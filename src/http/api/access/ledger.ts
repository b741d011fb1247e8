import { z } from 'zod';
import { json, type Route, route } from '../../route.ts';

export const ledgerRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/ledger',
    operationId: 'readLedger',
    summary: 'Whether the ledger grows, is signed and was verified: sizes and times, and nothing of what it holds',
    tag: 'ledger',
    permission: 'ledger.health',
    reply: {
      kind: 'json',
      status: 200,
      schema: z.object({
        origin: z.string(),
        entries: z.int(),
        newestAt: z.iso.datetime().nullable().meta({ description: 'UTC; null while the ledger is empty.' }),
        checkpoint: z
          .object({
            entries: z.int().meta({ description: 'How many of them it signs.' }),
            at: z.iso.datetime().meta({ description: 'When it was signed, or read at the start.' }),
          })
          .nullable()
          .meta({ description: 'The newest that is published; null: none may be.' }),
        readOnly: z.string().nullable().meta({ description: 'Why nothing may be written: a code; null: it may.' }),
        verification: z
          .object({
            at: z.iso.datetime(),
            entries: z.int(),
            findings: z.int().meta({ description: '0: all is well.' }),
          })
          .nullable()
          .meta({ description: 'The last run of rx12 verify over the data that are served; null: none yet.' }),
      }),
      example: {
        origin: 'rx12.example.cn/ganzhou',
        entries: 20_481,
        newestAt: '2026-11-20T01:00:00.000Z',
        checkpoint: { entries: 20_481, at: '2026-11-20T01:00:01.000Z' },
        readOnly: null,
        verification: { at: '2026-11-20T00:30:00.000Z', entries: 20_477, findings: 0 },
      },
    },
    handle: async ({ store, log }) => {
      const entries = await store.ledger.size();
      const [newest] = await store.ledger.entriesAt([entries - 1]);
      return json({
        origin: store.ledger.origin,
        entries,
        newestAt: newest?.entry.at ?? null,
        ...(await log.health()),
      });
    },
  }),
];
