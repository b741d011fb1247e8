import { Readable } from 'node:stream';
import { z } from 'zod';
import { replayScheme } from '../../../usecases/schemes/scheme-replay.ts';
import { bilingual } from '../../explain.ts';
import { replayCsv } from '../../replay-csv.ts';
import { json, type Route, route } from '../../route.ts';
import { isoDate } from '../../schemas.ts';

const band = z.object({ id: z.string(), at: z.int(), text: bilingual }).nullable();
const placed = z.object({
  points: z.int().meta({ description: 'Uncontested points of the cycle.' }),
  left: z.int(),
  band: band.meta({ description: 'The highest threshold reached; null: none.' }),
});

const replay = z
  .object({
    schemeId: z.string(),
    title: bilingual,
    version: z.string(),
    asOf: z.string(),
    doctors: z.int(),
    entries: z.int(),
    pointsDiffer: z.int(),
    changes: z.array(
      z.object({
        doctorId: z.string(),
        hospitalId: z.string().nullable(),
        department: z.string().nullable(),
        before: placed,
        after: placed,
      }),
    ),
    moves: z
      .array(
        z.object({
          hospitalId: z.string().nullable(),
          department: z.string().nullable(),
          before: z.string().nullable(),
          after: z.string().nullable(),
          doctors: z.int(),
        }),
      )
      .meta({ description: 'By hospital and department, from one threshold to another.' }),
    unknownCodes: z
      .array(z.object({ code: z.string(), findings: z.int() }))
      .meta({ description: 'Codes of the past that the draft does not know: they would weigh nothing.' }),
  })
  .meta({ id: 'SchemeReplay' });

const body = {
  kind: 'json',
  schema: z.strictObject({
    scheme: z.record(z.string(), z.unknown()).meta({ description: 'The draft, whole, as seeds/schemes write it.' }),
    asOf: isoDate.optional().meta({ description: 'The day on which bands are compared; without, today.' }),
  }),
  example: { scheme: { id: 'ganzhou-default', version: '2027-draft' }, asOf: '2026-11-20' },
} as const;

const none = { points: 2, left: 10, band: null };
const talk = { id: 'reminder-talk', at: 3, text: { zh: '科室提醒谈话', en: 'Reminder talk by the department' } };

export const schemeReplayRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/v1/schemes/replay',
    operationId: 'replayScheme',
    summary: 'Run a draft over real history: who would change band, old against new. Nothing is written',
    tag: 'schemes',
    permission: 'scheme.replay',
    readsDoctor: true,
    body,
    reply: {
      kind: 'json',
      status: 200,
      schema: replay,
      example: {
        schemeId: 'ganzhou-default',
        title: { zh: '处方权十二分管理（建议稿）', en: 'Twelve-point management of prescribing rights (proposal)' },
        version: '2027-draft',
        asOf: '2026-11-20',
        doctors: 3012,
        entries: 30_480,
        pointsDiffer: 41,
        changes: [
          {
            doctorId: 'doc_1',
            hospitalId: 'hos_1',
            department: '心内科',
            before: none,
            after: { points: 3, left: 9, band: talk },
          },
        ],
        moves: [{ hospitalId: 'hos_1', department: '心内科', before: null, after: 'reminder-talk', doctors: 1 }],
        unknownCodes: [],
      },
    },
    problems: [409, 422],
    handle: async (context, { body: asked }) => json(await replayScheme(context, asked)),
  }),
  route({
    method: 'post',
    path: '/v1/schemes/replay.csv',
    operationId: 'exportReplay',
    summary: 'The same list as a CSV file: UTF-8 with BOM, cells that a spreadsheet would run are defused',
    tag: 'schemes',
    permission: 'scheme.replay',
    readsDoctor: true,
    stepUp: 'weighty',
    body,
    reply: {
      kind: 'file',
      type: 'text/csv; charset=utf-8',
      example: '\ufeff医师,医院,科室,原分数,原阈值,新分数,新阈值\r\ndoc_1,hos_1,心内科,2,,3,reminder-talk\r\n',
    },
    problems: [409, 422],
    handle: async (context, { body: asked, locale, shows }) => {
      const { changes } = await replayScheme(context, asked);
      await shows(changes.map(({ doctorId }) => doctorId));
      return { kind: 'file', name: 'replay.csv', content: Readable.from(replayCsv(changes, locale)) };
    },
  }),
];
