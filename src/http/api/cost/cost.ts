import { z } from 'zod';
import { completeness } from '../../../usecases/cost/cost-completeness.ts';
import { costContextOf } from '../../../usecases/cost/cost-door.ts';
import { trendBytes } from '../../../usecases/cost/cost-trend.ts';
import { wards } from '../../../usecases/cost/cost-wards.ts';
import { json, type Route, route } from '../../route.ts';
import { id, month } from '../../schemas.ts';
import * as form from './cost-schemas.ts';

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
];
