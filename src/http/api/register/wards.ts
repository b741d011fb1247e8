import { z } from 'zod';
import { changeWard, endWard, registerWard, wardById, wards } from '../../../usecases/register/ward.ts';
import { json, type Route, route, written } from '../../route.ts';
import { id, isoDate, text, yesNo } from '../../schemas.ts';

const maxCodes = 50;

const facts = {
  name: text(100),
  department: text(100),
  specialty: text(100).meta({ description: 'National specialty by which wards are compared, with its code.' }),
  codes: z.array(text(60)).max(maxCodes).meta({
    description: 'How the hospital’s own files name the ward: codes and names in front pages and worksheets.',
  }),
};

const factsExample = {
  name: '心内一病区',
  department: '心内科',
  specialty: '03.04 心血管内科专业',
  codes: ['0301'],
};

const ward = z
  .object({
    wardId: z.string(),
    hospitalId: z.string(),
    name: z.string(),
    department: z.string(),
    specialty: z.string(),
    codes: z.array(z.string()),
    from: z.string(),
    until: z.string().nullable().meta({ description: 'The first day it no longer is.' }),
    intoId: z.string().nullable().meta({ description: 'The ward that took its place.' }),
    inForce: z.boolean().meta({ description: 'Whether it is on the day asked about.' }),
  })
  .meta({ id: 'Ward' });

const wardExample = {
  wardId: 'wrd_1',
  hospitalId: 'hos_1',
  ...factsExample,
  from: '2020-01-01',
  until: null,
  intoId: null,
  inForce: true,
};

const inHospital = z.strictObject({ hospitalId: id });
const named = z.strictObject({ hospitalId: id, wardId: id });

export const wardRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/hospitals/{hospitalId}/wards',
    operationId: 'listWards',
    summary: 'The wards of a hospital, by name, with their facts on a day',
    tag: 'register',
    permission: 'place.read',
    params: inHospital,
    query: z.strictObject({ asOf: isoDate.optional(), ended: yesNo.optional() }),
    reply: {
      kind: 'json',
      status: 200,
      schema: z.object({ items: z.array(ward) }),
      example: { items: [wardExample] },
    },
    handle: async (context, { params, query }) => json({ items: await wards(context, { ...params, ...query }) }),
  }),
  route({
    method: 'post',
    path: '/v1/hospitals/{hospitalId}/wards',
    operationId: 'registerWard',
    summary: 'Register a ward',
    tag: 'register',
    permission: 'ward.register',
    params: inHospital,
    body: {
      kind: 'json',
      schema: z.strictObject({ ...facts, from: isoDate }),
      example: { ...factsExample, from: '2020-01-01' },
    },
    reply: { kind: 'written', location: '/v1/hospitals/{hospitalId}/wards/{id}' },
    problems: [409, 422],
    handle: async (context, { params, body }) => {
      const result = await registerWard(context, { ...params, ...body });
      return written(result);
    },
  }),
  route({
    method: 'get',
    path: '/v1/hospitals/{hospitalId}/wards/{wardId}',
    operationId: 'getWard',
    summary: 'One ward with its facts on a day; the ETag is its hospital’s',
    tag: 'register',
    permission: 'place.read',
    params: named,
    query: z.strictObject({ asOf: isoDate.optional() }),
    reply: { kind: 'json', status: 200, schema: ward, example: wardExample },
    handle: async (context, { params, query }) => {
      const found = await wardById(context, { ...params, ...query });
      return json(found.ward, { etag: found.length });
    },
  }),
  route({
    method: 'patch',
    path: '/v1/hospitals/{hospitalId}/wards/{wardId}',
    operationId: 'changeWard',
    summary: 'Change facts of a ward from a day on, also one to come',
    tag: 'register',
    permission: 'ward.change',
    params: named,
    body: {
      kind: 'json',
      schema: z.strictObject({ from: isoDate, set: z.strictObject(facts).partial() }),
      example: { from: '2027-01-01', set: { codes: ['0301', '心内1'] } },
    },
    reply: { kind: 'written', location: '/v1/hospitals/{hospitalId}/wards/{wardId}' },
    problems: [409, 412, 422],
    handle: async (context, { params, body, ifMatch }) =>
      written(await changeWard(context, { ...params, ...body, ifMatch })),
  }),
  route({
    method: 'post',
    path: '/v1/hospitals/{hospitalId}/wards/{wardId}/end',
    operationId: 'endWard',
    summary: 'End a ward: closed, merged into another, or split into new ones',
    tag: 'register',
    permission: 'ward.change',
    params: named,
    body: {
      kind: 'json',
      schema: z.strictObject({ until: isoDate, reason: text(500), intoId: id.nullable() }),
      example: { until: '2027-01-01', reason: '两个病区合并', intoId: 'wrd_2' },
    },
    reply: { kind: 'written', location: '/v1/hospitals/{hospitalId}/wards/{wardId}' },
    problems: [409, 412, 422],
    handle: async (context, { params, body, ifMatch }) =>
      written(await endWard(context, { ...params, ...body, ifMatch })),
  }),
];
