import { z } from 'zod';
import { datasets } from '../../../core/cost/sums.ts';
import { importFile, pointSlice } from '../../../usecases/cost/cost.ts';
import { completeness } from '../../../usecases/cost/cost-completeness.ts';
import { costContextOf } from '../../../usecases/cost/cost-door.ts';
import { trendBytes } from '../../../usecases/cost/cost-trend.ts';
import { wards } from '../../../usecases/cost/cost-wards.ts';
import { json, type Route, route } from '../../route.ts';
import { id, month } from '../../schemas.ts';
import * as form from './cost-schemas.ts';

const maxUploadBytes = 1_073_741_824;

export const costRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/cost/measures',
    operationId: 'listMeasures',
    summary: 'What can be asked: each measure with its formula, caveats, owner and source',
    tag: 'cost',
    permission: 'cost.read',
    reply: { kind: 'json', status: 200, schema: form.measureList, example: form.measureListExample },
    handle: async (context) => json({ items: [...context.cost.measures.values()] }),
  }),
  route({
    method: 'get',
    path: '/v1/cost/trends',
    operationId: 'getTrend',
    summary: 'A measure over time for the city, a county, a hospital or a ward; levels apart, missing is not zero',
    tag: 'cost',
    permission: 'cost.read',
    query: z.strictObject({
      measure: form.measureId,
      version: form.version.optional(),
      scope: z.enum(['city', 'county', 'hospital', 'ward']).optional(),
      county: id.optional(),
      hospital: id.optional(),
      ward: id.optional(),
      level: z
        .enum(['2', '3'])
        .optional()
        .meta({ description: 'Hospitals of one level; without: 3, 2 and all, apart.' }),
      grain: z.enum(['month', 'quarter', 'year']).optional(),
      from: month,
      until: month.meta({ description: 'The first month outside.' }),
    }),
    problems: [422],
    reply: { kind: 'json', status: 200, schema: form.trend, example: form.trendExample },
    handle: async (context, { query }) => {
      const { measure, version, level, grain, from, until } = query;
      const command = {
        measure,
        version: version ?? null,
        scope: form.scopeOf(query),
        level: level === undefined ? null : level === '2' ? (2 as const) : (3 as const),
        grain: grain ?? 'month',
        from,
        until,
      } as const;
      return { kind: 'bytes', bytes: await trendBytes(await costContextOf(context), command) };
    },
  }),
  route({
    method: 'get',
    path: '/v1/cost/wards',
    operationId: 'compareWards',
    summary: 'The wards of a hospital side by side in one month, by discharge ward',
    tag: 'cost',
    permission: 'cost.read',
    query: z.strictObject({ hospital: id, month, measure: form.measureId, version: form.version.optional() }),
    problems: [422],
    reply: { kind: 'json', status: 200, schema: form.wards, example: form.wardsExample },
    handle: async (context, { query }) => {
      const { hospital: hospitalId, measure, version } = query;
      const command = { hospitalId, month: query.month, measure, version: version ?? null };
      return json(await wards(await costContextOf(context), command));
    },
  }),
  route({
    method: 'get',
    path: '/v1/cost/completeness',
    operationId: 'getCompleteness',
    summary: 'What is in, partly in and missing, by hospital, month and dataset',
    tag: 'cost',
    permission: 'cost.read',
    query: z.strictObject({ county: id.optional(), hospital: id.optional(), from: month, until: month }),
    problems: [422],
    reply: { kind: 'json', status: 200, schema: form.completeness, example: form.completenessExample },
    handle: async (context, { query }) => {
      const scope = form.scopeOf(query);
      if (scope.kind === 'ward') throw new Error('the form has no ward');
      return json(await completeness(await costContextOf(context), { scope, from: query.from, until: query.until }));
    },
  }),
  route({
    method: 'post',
    path: '/v1/cost/imports',
    operationId: 'importCost',
    summary: 'Read a file of front pages or monthly returns; good slices go live by one entry, bad rows are listed',
    tag: 'cost',
    permission: 'cost.import',
    query: z.strictObject({
      dataset: z.enum(datasets).exclude(['drugLines']),
      hospital: id.optional().meta({ description: 'Needed for front pages; returns may name their hospitals.' }),
      dryRun: z.enum(['true', 'false']).optional(),
    }),
    body: {
      kind: 'upload',
      types: ['text/csv', 'application/octet-stream'],
      maxBytes: maxUploadBytes,
      description: 'CSV in UTF-8 or GB18030. Only mapped columns are read; the file itself is not stored.',
    },
    problems: [409, 413, 422],
    reply: { kind: 'json', status: 200, schema: form.imported, example: form.importedExample },
    handle: async (context, { query, upload }) => {
      if (upload === undefined) throw new Error('the route declares an upload');
      const command = {
        dataset: query.dataset,
        hospitalId: query.hospital ?? null,
        source: { kind: 'stream', stream: upload.stream },
        dryRun: query.dryRun === 'true',
      } as const;
      return json(await importFile(await costContextOf(context), command));
    },
  }),
  route({
    method: 'post',
    path: '/v1/cost/slices/point',
    operationId: 'pointSlice',
    summary: 'Point a slice back at an earlier import, or at none: the way out of a wrong file',
    tag: 'cost',
    permission: 'cost.point',
    body: {
      kind: 'json',
      schema: z.strictObject({ hospitalId: id, month, dataset: z.enum(datasets), importId: id.nullable() }),
      example: { hospitalId: 'hos_1', month: '2026-09', dataset: 'inpatientRows', importId: 'imp_1' },
    },
    problems: [409, 422],
    reply: { kind: 'json', status: 200, schema: z.object({ position: z.int() }), example: { position: 4711 } },
    handle: async (context, { body }) => json(await pointSlice(await costContextOf(context), body)),
  }),
];
