import { z } from 'zod';
import { rerollNote } from '../../../core/cost/reroll.ts';
import { datasets } from '../../../core/cost/sums.ts';
import { costContextOf } from '../../../usecases/cost/cost-door.ts';
import { rerollWards, unmappedWards } from '../../../usecases/cost/ward-reroll.ts';
import { explained, explanation } from '../../explain.ts';
import { json, type Route, route } from '../../route.ts';
import { id } from '../../schemas.ts';

const queue = z
  .object({
    items: z.array(
      z.object({
        hospitalId: z.string(),
        dataset: z.enum(datasets),
        code: z
          .string()
          .nullable()
          .meta({ description: 'null: blank codes and those that may be a name, counted together.' }),
        rows: z.int(),
        firstMonth: z.string(),
        lastMonth: z.string(),
        wardIds: z
          .array(z.string())
          .meta({ description: 'Wards that bear the code in those months now: a re-roll would place rows in them.' }),
      }),
    ),
    unlisted: z.int(),
  })
  .meta({ id: 'UnmappedWards' });

const queueExample: z.input<typeof queue> = {
  items: [
    {
      hospitalId: 'hos_1',
      dataset: 'inpatientRows',
      code: 'W99',
      rows: 412,
      firstMonth: '2026-07',
      lastMonth: '2026-10',
      wardIds: [],
    },
  ],
  unlisted: 0,
};

const slice = z.object({ hospitalId: z.string(), month: z.string(), dataset: z.string() });
const rerolled = z
  .object({
    imports: z.array(
      z.object({
        fromId: z.string(),
        toId: z.string().nullable(),
        outcome: z.enum(['stored', 'unchanged', 'same', 'not-kept', 'generated', 'dry-run']).meta({
          description:
            'same: the map says nothing else about it; unchanged: it was counted so before; not-kept: its rows are not there, send the file again; generated: no file stands behind it, so there is nothing to count anew.',
        }),
        note: explanation.nullable().meta({ description: 'Why it was not counted anew although the map changed.' }),
        dataset: z.enum(datasets),
        slices: z.array(
          slice.extend({
            rows: z.int(),
            withoutWardBefore: z.int(),
            withoutWardAfter: z.int(),
          }),
        ),
      }),
    ),
    switched: z.array(slice),
    position: z.int().nullable(),
  })
  .meta({ id: 'WardReroll' });

const october = { hospitalId: 'hos_1', month: '2026-10', dataset: 'inpatientRows' };
const rerolledExample: z.input<typeof rerolled> = {
  imports: [
    {
      fromId: 'imp_1',
      toId: 'imp_2',
      outcome: 'stored',
      note: null,
      dataset: 'inpatientRows',
      slices: [{ ...october, rows: 1510, withoutWardBefore: 412, withoutWardAfter: 0 }],
    },
  ],
  switched: [october],
  position: 21_002,
};

export const wardRerollRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/cost/unmapped-wards',
    operationId: 'listUnmappedWards',
    summary: 'The queue of ward codes in live figures that no ward bore then, the most rows first',
    tag: 'cost',
    permission: 'cost.import',
    query: z.strictObject({ hospital: id.optional().meta({ description: 'Without: of all hospitals.' }) }),
    reply: { kind: 'json', status: 200, schema: queue, example: queueExample },
    handle: async (context, { query }) =>
      json(await unmappedWards(await costContextOf(context), query.hospital ?? null)),
  }),
  route({
    method: 'post',
    path: '/v1/cost/rerolls',
    operationId: 'rerollWards',
    summary: 'Apply the ward map as it is now to everything live of a hospital; earlier imports stay in the history',
    tag: 'cost',
    permission: 'cost.import',
    body: {
      kind: 'json',
      schema: z.strictObject({ hospitalId: id, dryRun: z.boolean().optional() }),
      example: { hospitalId: 'hos_1' },
    },
    reply: { kind: 'json', status: 200, schema: rerolled, example: rerolledExample },
    handle: async (context, { body, locale }) => {
      const { hospitalId, dryRun = false } = body;
      const { imports, ...done } = await rerollWards(await costContextOf(context), { hospitalId, dryRun });
      return json({
        ...done,
        imports: imports.map((one) => {
          const note = rerollNote(one);
          return { ...one, note: note && explained(locale, note) };
        }),
      });
    },
  }),
];
