import { z } from 'zod';
import type { MergePreview } from '../../../core/register/merge.ts';
import {
  confirmMerge,
  dropMerge,
  mergeById,
  openMerges,
  previewMerge,
  proposeMerge,
} from '../../../usecases/register/merge.ts';
import { json, type Route, route, written } from '../../route.ts';
import { id, text } from '../../schemas.ts';

const merge = z
  .object({
    mergeId: z.string(),
    doctorId: z.string().meta({ description: 'The record that stays.' }),
    duplicateId: z.string(),
    state: z.string().meta({ description: 'proposed, confirmed or dropped' }),
    reason: z.string(),
    proposedBy: z.string(),
  })
  .meta({ id: 'Merge' });

const preview = z
  .object({
    doctorId: z.string(),
    recordIds: z.array(z.string()),
    posts: z.array(z.object({ postId: z.string(), hospitalId: z.string(), staffNo: z.string(), from: z.string() })),
    grants: z.array(z.object({ grantId: z.string(), hospitalId: z.string(), rightKind: z.string() })),
    measures: z.array(z.object({ measureId: z.string(), hospitalId: z.string(), measure: z.string() })),
    clashes: z.array(
      z.object({
        field: z.string().meta({ description: 'name, licenceNo, licensedOn, identity, post or right' }),
        kept: z.string(),
        dropped: z.string(),
      }),
    ),
  })
  .meta({ id: 'MergePreview' });

const mergeExample = {
  mergeId: 'mrg_1',
  doctorId: 'doc_1',
  duplicateId: 'doc_2',
  state: 'proposed',
  reason: '同一人在两家医院分别登记',
  proposedBy: 'per_1',
};

const previewExample = {
  doctorId: 'doc_1',
  recordIds: ['doc_1', 'doc_2'],
  posts: [{ postId: 'pst_1', hospitalId: 'hos_1', staffNo: 'A001', from: '2020-01-01' }],
  grants: [{ grantId: 'rgt_1', hospitalId: 'hos_1', rightKind: 'general' }],
  measures: [],
  clashes: [{ field: 'licensedOn', kept: '2015-06-01', dropped: '2015-07-01' }],
};

const named = z.strictObject({ mergeId: id });

export const mergeRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/merges',
    operationId: 'listMerges',
    summary: 'Merges of two records of one person that wait for a second signer',
    tag: 'register',
    permission: 'doctor.merge',
    readsDoctor: true,
    reply: {
      kind: 'json',
      status: 200,
      schema: z.object({ items: z.array(merge) }),
      example: { items: [mergeExample] },
    },
    handle: async (context) => json({ items: await openMerges(context) }),
  }),
  route({
    method: 'get',
    path: '/v1/merges/preview',
    operationId: 'previewMerge',
    summary: 'What the merged record would be, and where the two disagree; nothing is written',
    tag: 'register',
    permission: 'doctor.merge',
    readsDoctor: true,
    query: z.strictObject({ doctor: id, duplicate: id }),
    reply: { kind: 'json', status: 200, schema: preview, example: previewExample },
    problems: [422],
    handle: async (context, { query }) =>
      json(previewBody(await previewMerge(context, { doctorId: query.doctor, duplicateId: query.duplicate }))),
  }),
  route({
    method: 'post',
    path: '/v1/merges',
    operationId: 'proposeMerge',
    summary: 'Propose that two records are one person; another person confirms',
    tag: 'register',
    permission: 'doctor.merge',
    body: {
      kind: 'json',
      schema: z.strictObject({ doctorId: id, duplicateId: id, reason: text(500) }),
      example: { doctorId: 'doc_1', duplicateId: 'doc_2', reason: '同一人在两家医院分别登记' },
    },
    reply: { kind: 'written', location: '/v1/merges/{id}' },
    problems: [409, 422],
    handle: async (context, { body }) => {
      const result = await proposeMerge(context, body);
      return written(result);
    },
  }),
  route({
    method: 'get',
    path: '/v1/merges/{mergeId}',
    operationId: 'getMerge',
    summary: 'One merge, with its preview while it waits',
    tag: 'register',
    permission: 'doctor.merge',
    readsDoctor: true,
    params: named,
    reply: {
      kind: 'json',
      status: 200,
      schema: z.object({ merge, preview: preview.nullable() }),
      example: { merge: mergeExample, preview: previewExample },
    },
    handle: async (context, { params }) => {
      const found = await mergeById(context, params.mergeId);
      return json({ merge: found.merge, preview: found.preview && previewBody(found.preview) });
    },
  }),
  route({
    method: 'post',
    path: '/v1/merges/{mergeId}/confirm',
    operationId: 'confirmMerge',
    summary: 'Confirm a merge as a second person: both ids are one doctor from then on',
    tag: 'register',
    permission: 'doctor.merge',
    stepUp: 'weighty',
    params: named,
    reply: { kind: 'written', location: '/v1/merges/{mergeId}' },
    problems: [409],
    handle: async (context, { params }) => written(await confirmMerge(context, params.mergeId)),
  }),
  route({
    method: 'post',
    path: '/v1/merges/{mergeId}/drop',
    operationId: 'dropMerge',
    summary: 'Take a proposed merge back',
    tag: 'register',
    permission: 'doctor.merge',
    params: named,
    body: { kind: 'json', schema: z.strictObject({ reason: text(500) }), example: { reason: '经核实为两人' } },
    reply: { kind: 'written', location: '/v1/merges/{mergeId}' },
    problems: [409],
    handle: async (context, { params, body }) => written(await dropMerge(context, { ...params, ...body })),
  }),
];

function previewBody({ doctor, rights, clashes }: MergePreview) {
  const { doctorId, recordIds, posts } = doctor;
  return { doctorId, recordIds, posts, grants: rights.grants, measures: rights.measures, clashes };
}
