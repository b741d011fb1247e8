import { z } from 'zod';
import { endPost, movePost, startPost } from '../../../usecases/register/doctor.ts';
import { type Route, route, written } from '../../route.ts';
import { id, isoDate, text } from '../../schemas.ts';

const facts = { staffNo: text(40), department: text(100), wardId: id.nullable() };
const newPost = { hospitalId: id, ...facts, from: isoDate };
const example = { hospitalId: 'hos_2', staffNo: 'B017', department: '心内科', wardId: null, from: '2026-12-01' };
const named = z.strictObject({ doctorId: id, postId: id });

export const postRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/v1/doctors/posts',
    operationId: 'startPostByLicence',
    summary: 'Give a doctor whom another hospital registered a post at one’s own, by licence number',
    tag: 'register',
    permission: 'doctor.change',
    body: {
      kind: 'json',
      schema: z.strictObject({ licenceNo: text(40), ...newPost }),
      example: { licenceNo: '110360000000001', ...example },
    },
    reply: { kind: 'written' },
    problems: [409, 422],
    handle: async (context, { body }) => {
      const { licenceNo, ...post } = body;
      return written(await startPost(context, { ...post, doctor: { licenceNo } }));
    },
  }),
  route({
    method: 'post',
    path: '/v1/doctors/{doctorId}/posts',
    operationId: 'startPost',
    summary: 'Give a doctor a post at a hospital of one’s own scope',
    tag: 'register',
    permission: 'doctor.change',
    params: z.strictObject({ doctorId: id }),
    body: { kind: 'json', schema: z.strictObject(newPost), example },
    reply: { kind: 'written', location: '/v1/doctors/{doctorId}' },
    problems: [409, 422],
    handle: async (context, { params, body }) => written(await startPost(context, { ...body, doctor: params })),
  }),
  route({
    method: 'post',
    path: '/v1/doctors/{doctorId}/posts/{postId}/move',
    operationId: 'movePost',
    summary: 'Move to another department, ward or staff number: one post ends and the next starts that day',
    tag: 'register',
    permission: 'doctor.change',
    params: named,
    body: {
      kind: 'json',
      schema: z.strictObject({ from: isoDate, set: z.strictObject(facts).partial(), reason: text(500) }),
      example: { from: '2026-12-01', set: { department: '呼吸科', wardId: 'wrd_2' }, reason: '轮岗' },
    },
    reply: { kind: 'written', location: '/v1/doctors/{doctorId}' },
    problems: [409, 412, 422],
    handle: async (context, { params, body, ifMatch }) =>
      written(await movePost(context, { ...params, ...body, ifMatch })),
  }),
  route({
    method: 'post',
    path: '/v1/doctors/{doctorId}/posts/{postId}/end',
    operationId: 'endPost',
    summary: 'End a post, and the hospital’s rights unless another post there goes on',
    tag: 'register',
    permission: 'doctor.change',
    params: named,
    body: {
      kind: 'json',
      schema: z.strictObject({ until: isoDate, reason: text(500) }),
      example: { until: '2026-12-01', reason: '调离' },
    },
    reply: { kind: 'written', location: '/v1/doctors/{doctorId}' },
    problems: [409, 412, 422],
    handle: async (context, { params, body, ifMatch }) =>
      written(await endPost(context, { ...params, ...body, ifMatch })),
  }),
];
