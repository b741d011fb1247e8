import { z } from 'zod';
import { ownDeductions } from '../../../usecases/deductions/deduction-view.ts';
import { ownStanding, type StandingAnswer, standingOfDoctor } from '../../../usecases/deductions/standing.ts';
import { shownDoctors } from '../../answer/shown-doctors.ts';
import { json, type Locale, type Reply, type Route, route } from '../../route.ts';
import { id, isoDate } from '../../schemas.ts';
import { ownExample, ownSchema, stateFilter } from './deduction-schemas.ts';
import { schemeId } from './finding-schema.ts';
import { standingExample, standingSchema, standingShown } from './standing-schemas.ts';

const question = z.strictObject({
  scheme: schemeId.optional(),
  asOf: isoDate.optional().meta({ description: 'At the end of this day; without, now.' }),
  knownAt: z.iso.datetime().optional().meta({ description: 'As the ledger was known then, UTC; without, now.' }),
});

const answer = z
  .object({
    doctorId: z.string(),
    asOf: z.string(),
    knownAt: z.string().nullable(),
    standings: z.array(standingSchema),
  })
  .meta({ id: 'StandingAnswer' });

const example: z.input<typeof answer> = {
  doctorId: 'doc_1',
  asOf: '2026-11-20',
  knownAt: null,
  standings: [standingExample],
};

export const standingRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/doctors/{doctorId}/standing',
    operationId: 'getStanding',
    summary: 'Points left under every scheme that binds the doctor, with everything that led there',
    tag: 'standing',
    permission: 'standing.read',
    readsDoctor: true,
    params: z.strictObject({ doctorId: id }),
    query: question,
    reply: { kind: 'json', status: 200, schema: answer, example },
    handle: async (context, { params, query, locale }) =>
      shown(await standingOfDoctor(context, { ...params, ...query }), locale),
  }),
  route({
    method: 'get',
    path: '/v1/me/standing',
    operationId: 'getOwnStanding',
    summary: 'The own points left, and why',
    tag: 'standing',
    permission: 'standing.read',
    readsDoctor: true,
    query: question,
    reply: { kind: 'json', status: 200, schema: answer, example },
    handle: async (context, { query, locale }) => shown(await ownStanding(context, query), locale),
  }),
  route({
    method: 'get',
    path: '/v1/me/deductions',
    operationId: 'listOwnDeductions',
    summary: 'What was recorded about the doctor who asks, what they can do, and until when',
    tag: 'deductions',
    permission: 'deduction.answer',
    readsDoctor: true,
    query: z.strictObject({ state: stateFilter.optional() }),
    reply: {
      kind: 'json',
      status: 200,
      schema: z.object({ items: z.array(ownSchema) }),
      example: { items: [ownExample] },
    },
    handle: async (context, { query }) => {
      const { items, length } = await ownDeductions(context, query);
      return json({ items }, { etag: length });
    },
  }),
];

/**
 * Written once for each standing and language: a doctor's page, a HIS and a commission ask for the same one again and
 * again. The answer is the same object as long as nothing was entered (usecases/deductions/standing.ts), so nothing here
 * has to be forgotten.
 */
function shown(answer: StandingAnswer, locale: Locale): Reply {
  const kept = repliesOf.get(answer)?.get(locale);
  if (kept !== undefined) return kept;
  const { length, standings, ...rest } = answer;
  const body = { ...rest, standings: standings.map((each) => standingShown(each, locale)) };
  const keep = (bytes: Uint8Array) => {
    const replies = repliesOf.get(answer) ?? new Map<Locale, Reply>();
    replies.set(locale, { kind: 'bytes', bytes, etag: length, doctorIds: shownDoctors(reply) });
    repliesOf.set(answer, replies);
  };
  const reply = json(body, { etag: length, keep });
  return reply;
}

const repliesOf = new WeakMap<StandingAnswer, Map<Locale, Reply>>();
