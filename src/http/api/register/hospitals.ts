import { z } from 'zod';
import {
  changeHospital,
  endHospital,
  hospitalById,
  hospitals,
  registerHospital,
} from '../../../usecases/register/hospital.ts';
import { json, type Route, route, written } from '../../route.ts';
import { id, isoDate, text, yesNo } from '../../schemas.ts';

const facts = {
  name: text(100),
  regionId: id,
  level: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  hospitalKind: z.enum(['general', 'tcm', 'maternity', 'specialist', 'township', 'other']),
  monitored: z.boolean().meta({ description: 'Whether it is in the monthly monitoring of public hospitals.' }),
};

const factsExample = {
  name: '演示市人民医院',
  regionId: 'reg_1',
  level: 3,
  hospitalKind: 'general',
  monitored: true,
} as const;

const hospital = z
  .object({
    hospitalId: z.string(),
    name: z.string(),
    regionId: z.string(),
    level: z.int(),
    hospitalKind: z.string(),
    monitored: z.boolean(),
    from: z.string(),
    until: z.string().nullable().meta({ description: 'The first day it no longer is.' }),
    intoId: z.string().nullable().meta({ description: 'The hospital it was merged into.' }),
    inForce: z.boolean().meta({ description: 'Whether it is on the day asked about.' }),
  })
  .meta({ id: 'Hospital' });

const hospitalExample = {
  hospitalId: 'hos_1',
  ...factsExample,
  from: '2020-01-01',
  until: null,
  intoId: null,
  inForce: true,
};

const named = z.strictObject({ hospitalId: id });

export const hospitalRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/hospitals',
    operationId: 'listHospitals',
    summary: 'Hospitals in the caller’s scope, by name, with their facts on a day',
    tag: 'register',
    permission: 'place.read',
    query: z.strictObject({ region: id.optional(), asOf: isoDate.optional(), ended: yesNo.optional() }),
    reply: {
      kind: 'json',
      status: 200,
      schema: z.object({ items: z.array(hospital) }),
      example: { items: [hospitalExample] },
    },
    handle: async (context, { query }) => {
      const { region: regionId, asOf, ended } = query;
      return json({ items: await hospitals(context, { regionId, asOf, ended }) });
    },
  }),
  route({
    method: 'post',
    path: '/v1/hospitals',
    operationId: 'registerHospital',
    summary: 'Register a hospital',
    tag: 'register',
    permission: 'hospital.register',
    body: {
      kind: 'json',
      schema: z.strictObject({ ...facts, from: isoDate }),
      example: { ...factsExample, from: '2020-01-01' },
    },
    reply: { kind: 'written', location: '/v1/hospitals/{id}' },
    problems: [409, 422],
    handle: async (context, { body }) => {
      const result = await registerHospital(context, body);
      return written(result);
    },
  }),
  route({
    method: 'get',
    path: '/v1/hospitals/{hospitalId}',
    operationId: 'getHospital',
    summary: 'One hospital with its facts on a day; its ETag goes into If-Match',
    tag: 'register',
    permission: 'place.read',
    params: named,
    query: z.strictObject({ asOf: isoDate.optional() }),
    reply: { kind: 'json', status: 200, schema: hospital, example: hospitalExample },
    handle: async (context, { params, query }) => {
      const found = await hospitalById(context, params.hospitalId, query.asOf);
      return json(found.hospital, { etag: found.length });
    },
  }),
  route({
    method: 'patch',
    path: '/v1/hospitals/{hospitalId}',
    operationId: 'changeHospital',
    summary: 'Change facts of a hospital from a day on, also one to come',
    tag: 'register',
    permission: 'hospital.change',
    params: named,
    body: {
      kind: 'json',
      schema: z.strictObject({ from: isoDate, set: z.strictObject(facts).partial() }),
      example: { from: '2027-01-01', set: { level: 3 } },
    },
    reply: { kind: 'written', location: '/v1/hospitals/{hospitalId}' },
    problems: [409, 412, 422],
    handle: async (context, { params, body, ifMatch }) =>
      written(await changeHospital(context, { ...params, ...body, ifMatch })),
  }),
  route({
    method: 'post',
    path: '/v1/hospitals/{hospitalId}/end',
    operationId: 'endHospital',
    summary: 'End a hospital: closed, or merged into another. It stays in the register and its history',
    tag: 'register',
    permission: 'hospital.change',
    params: named,
    body: {
      kind: 'json',
      schema: z.strictObject({ until: isoDate, reason: text(500), intoId: id.nullable() }),
      example: { until: '2027-01-01', reason: '并入演示市人民医院', intoId: 'hos_2' },
    },
    reply: { kind: 'written', location: '/v1/hospitals/{hospitalId}' },
    problems: [409, 412, 422],
    handle: async (context, { params, body, ifMatch }) =>
      written(await endHospital(context, { ...params, ...body, ifMatch })),
  }),
];
