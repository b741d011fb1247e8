import { z } from 'zod';
import { alertList } from '../../../usecases/signals/alert-list.ts';
import { setBaseline, signalChart } from '../../../usecases/signals/signal-chart.ts';
import { json, type Route, route, written } from '../../route.ts';
import { month, text } from '../../schemas.ts';
import { measureId, scopeOf } from '../cost/cost-schemas.ts';
import * as form from './signal-schemas.ts';

export const signalRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/cost/signals',
    operationId: 'getSignals',
    summary: 'A measure as an XmR chart: limits from a fixed baseline, the four rules, and what changed since when',
    tag: 'signals',
    permission: 'cost.read',
    query: z.strictObject({ ...form.which, ...form.where, level: form.level.optional(), ...form.range }),
    problems: [422],
    reply: { kind: 'json', status: 200, schema: form.chart, example: form.chartExample },
    handle: async (context, { query }) => {
      const { measure, from, until } = query;
      const { version = null, level = null } = query;
      return json(await signalChart(context, { measure, version, scope: scopeOf(query), level, from, until }));
    },
  }),
  route({
    method: 'get',
    path: '/v1/cost/alerts',
    operationId: 'listAlerts',
    summary: 'What has changed and still holds over every hospital or ward of a place: from what, to what, since when',
    tag: 'signals',
    permission: 'cost.read',
    query: z.strictObject({
      ...form.where,
      of: z.enum(['hospital', 'ward']).default('hospital'),
      measure: measureId.optional().meta({ description: 'Without: every measure. Needed for wards.' }),
    }),
    problems: [422],
    reply: { kind: 'json', status: 200, schema: form.alerts, example: form.alertsExample },
    handle: async (context, { query }) =>
      json(await alertList(context, { scope: scopeOf(query), of: query.of, measure: query.measure ?? null })),
  }),
  route({
    method: 'post',
    path: '/v1/cost/baselines',
    operationId: 'setBaseline',
    summary: 'Say from which months limits are computed from a month on, and why; nothing else moves them',
    tag: 'signals',
    permission: 'baseline.set',
    body: {
      kind: 'json',
      schema: z.strictObject({
        measure: measureId,
        scope: form.owner,
        level: z
          .union([z.literal(2), z.literal(3)])
          .nullable()
          .default(null),
        from: month,
        until: month.meta({ description: 'The first month outside.' }),
        appliesFrom: month.meta({ description: 'Limits hold for this month and later.' }),
        reason: text(1_000),
      }),
      example: {
        measure: 'drugCostPerDischarge',
        scope: { kind: 'hospital', hospitalId: 'hos_1' },
        level: null,
        from: '2025-10',
        until: '2026-10',
        appliesFrom: '2025-10',
        reason: '2025年10月新住院楼启用,病种结构改变',
      },
    },
    problems: [409, 422],
    reply: { kind: 'written' },
    handle: async (context, { body }) => written(await setBaseline(context, body)),
  }),
];
