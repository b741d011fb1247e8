import { z } from 'zod';
import { type ProcessFile, processFileOf } from '../../../usecases/appeals/appeal-view.ts';
import { declareInterest, endInterest } from '../../../usecases/appeals/interest.ts';
import { endLeave, recordLeave } from '../../../usecases/register/leave.ts';
import { bilingual } from '../../explain.ts';
import { json, type Route, route, written } from '../../route.ts';
import { id, isoDate, text } from '../../schemas.ts';

/** What bears on every procedure of a doctor: documented leave, declared interests, balances carried over from paper. */

const byDoctor = z.strictObject({ doctorId: id });
const location = '/v1/doctors/{doctorId}/due-process';
const tag = 'appeals';
const reason = text(2_000);
const hospitalId = id.meta({ description: 'For which hospital of the doctor’s it is signed.' });
const signed = z.object({ personId: z.string(), on: z.string() });

const file = z
  .object({
    doctorId: z.string(),
    leaves: z.array(
      z.object({
        leaveId: z.string(),
        hospitalId: z.string(),
        from: z.string(),
        until: z.string(),
        document: z.string(),
      }),
    ),
    interests: z.array(
      z.object({ interestId: z.string(), personId: z.string(), name: z.string(), reason: z.string() }),
    ),
    openings: z.array(
      z.object({
        openingId: z.string(),
        hospitalId: z.string(),
        scheme: z.string(),
        schemeTitle: bilingual,
        points: z.int(),
        carriedOn: z.string(),
        reason: z.string(),
        recorded: signed,
        confirmed: signed.nullable(),
        dropped: signed.nullable(),
        reversalProposed: signed.nullable().meta({ description: 'Waits for its second person.' }),
        reversed: signed.nullable().meta({ description: 'It counts no more, back to carriedOn.' }),
      }),
    ),
  })
  .meta({ id: 'DueProcessFile' });

export const dueProcessRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/doctors/{doctorId}/due-process',
    operationId: 'getDueProcessFile',
    summary: 'Documented leave, declared interests that stand, and balances carried over from paper',
    tag,
    permission: 'process.read',
    readsDoctor: true,
    params: byDoctor,
    reply: {
      kind: 'json',
      status: 200,
      schema: file,
      example: {
        doctorId: 'doc_1',
        leaves: [
          { leaveId: 'lea_1', hospitalId: 'hos_1', from: '2026-11-23', until: '2026-12-07', document: '病假单 31' },
        ],
        interests: [{ interestId: 'int_1', personId: 'per_9', name: '演示复核员', reason: '配偶' }],
        openings: [],
      },
    },
    handle: async (context, { params }) => {
      const found = await processFileOf(context, params.doctorId);
      return json(shown(found), { etag: found.length });
    },
  }),
  route({
    method: 'post',
    path: '/v1/doctors/{doctorId}/leaves',
    operationId: 'recordLeave',
    summary: 'Record a documented leave; it pauses the doctor’s clocks as far as each scheme says',
    tag,
    permission: 'leave.record',
    params: byDoctor,
    body: {
      kind: 'json',
      schema: z.strictObject({
        hospitalId,
        from: isoDate,
        until: isoDate.meta({ description: 'The first day back.' }),
        document: text(200),
      }),
      example: { hospitalId: 'hos_1', from: '2026-11-23', until: '2026-12-07', document: '病假单 31' },
    },
    reply: { kind: 'written', location },
    problems: [409, 412, 422],
    handle: async (context, { params, body, ifMatch }) =>
      written(await recordLeave(context, { ...params, ...body, ifMatch })),
  }),
  route({
    method: 'post',
    path: '/v1/doctors/{doctorId}/leaves/{leaveId}/end',
    operationId: 'endLeave',
    summary: 'The doctor is back sooner; until = from takes the leave back',
    tag,
    permission: 'leave.record',
    params: z.strictObject({ doctorId: id, leaveId: id }),
    body: {
      kind: 'json',
      schema: z.strictObject({ hospitalId, until: isoDate, reason }),
      example: { hospitalId: 'hos_1', until: '2026-12-01', reason: '提前返岗' },
    },
    reply: { kind: 'written', location },
    problems: [409, 412, 422],
    handle: async (context, { params, body, ifMatch }) =>
      written(await endLeave(context, { ...params, ...body, ifMatch })),
  }),
  route({
    method: 'post',
    path: '/v1/doctors/{doctorId}/interests',
    operationId: 'declareInterest',
    summary: 'Declare an interest (利害关系): from here on the caller signs nothing official about the doctor',
    tag,
    permission: 'interest.declare',
    params: byDoctor,
    body: {
      kind: 'json',
      schema: z.strictObject({ hospitalId, reason }),
      example: { hospitalId: 'hos_1', reason: '与该医师系配偶' },
    },
    reply: { kind: 'written', location },
    problems: [409, 412, 422],
    handle: async (context, { params, body, ifMatch }) =>
      written(await declareInterest(context, { ...params, ...body, ifMatch })),
  }),
  route({
    method: 'post',
    path: '/v1/doctors/{doctorId}/interests/{interestId}/end',
    operationId: 'endInterest',
    summary: 'Another person finds that the interest no longer stands',
    tag,
    permission: 'interest.end',
    params: z.strictObject({ doctorId: id, interestId: id }),
    body: {
      kind: 'json',
      schema: z.strictObject({ hospitalId, reason }),
      example: { hospitalId: 'hos_1', reason: '关系已解除' },
    },
    reply: { kind: 'written', location },
    problems: [409, 412, 422],
    handle: async (context, { params, body, ifMatch }) =>
      written(await endInterest(context, { ...params, ...body, ifMatch })),
  }),
];

function shown({ doctorId, leaves, interests, openings }: ProcessFile): z.input<typeof file> {
  const by = (signature: { readonly by: { readonly personId: string }; readonly on: string }) => ({
    personId: signature.by.personId,
    on: signature.on,
  });
  return {
    doctorId,
    leaves: leaves.map(({ leaveId, hospitalId: at, from, until, document }) => ({
      leaveId,
      hospitalId: at,
      from,
      until,
      document,
    })),
    interests: interests.map(({ interestId, personId, name, reason: why }) => ({
      interestId,
      personId,
      name,
      reason: why,
    })),
    openings: openings.map(({ balance, schemeTitle, recorded, confirmed, dropped, reversalProposed, reversed }) => ({
      openingId: balance.openingId,
      hospitalId: balance.hospitalId,
      scheme: balance.scheme,
      schemeTitle,
      points: balance.points,
      carriedOn: balance.carriedOn,
      reason: balance.reason,
      recorded: by(recorded),
      confirmed: confirmed && by(confirmed),
      dropped: dropped && by(dropped),
      reversalProposed: reversalProposed && by(reversalProposed),
      reversed: reversed && by(reversed),
    })),
  };
}
