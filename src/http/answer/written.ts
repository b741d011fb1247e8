import { z } from 'zod';
import type { Written } from '../../usecases/context.ts';

/** The reply to everything that writes: made from entry positions alone, so that a repeated request gets the same bytes. */
export const writtenSchema = z
  .object({
    id: z.string().meta({ description: 'The thing that was written.' }),
    recordedAt: z.iso.datetime().meta({ description: 'UTC.' }),
    entries: z.array(
      z.object({
        position: z.int().meta({ description: 'Place in the ledger, from 0.' }),
        kind: z.string(),
        leaf: z.string().meta({
          description:
            'The commitment in the tree, lower-case hex: keep it to check that the ledger still holds this entry.',
        }),
      }),
    ),
  })
  .meta({ id: 'Written' });

export const writtenExample: z.input<typeof writtenSchema> = {
  id: 'ded_4q6t2mzk8w3c',
  recordedAt: '2026-11-20T01:00:00.000Z',
  entries: [
    {
      position: 20481,
      kind: 'deduction.recorded',
      leaf: '9f2c1d0c7c7e3b0f6b0d9d7f5a1f4f4bb2bb0a7a5a3f0a4be7d6c1e0f9a8b7c6',
    },
  ],
};

export function writtenBody(written: Written): z.input<typeof writtenSchema> {
  const { entries } = written.appended;
  return {
    id: written.id,
    recordedAt: entries[0]?.entry.at ?? '',
    entries: entries.map(({ entry, leaf }) => ({ position: entry.seq, kind: entry.event.kind, leaf })),
  };
}
