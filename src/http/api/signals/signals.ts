import { z } from 'zod';
import { type AlertsAnswer, alertList } from '../../../usecases/signals/alert-list.ts';
import { type ChartAnswer, setBaseline, signalChart } from '../../../usecases/signals/signal-chart.ts';
import { type Route, route, written } from '../../route.ts';
import { month, text } from '../../schemas.ts';
import { measureColumns } from '../cost/cost-question.ts';
import { measureId, scopeOf } from '../cost/cost-schemas.ts';
import { signalQuestionRoutes } from './signal-question.ts';
import * as form from './signal-schemas.ts';

const chartQuery = z.strictObject({ ...form.which, ...form.where, level: form.level.optional(), ...form.range });
const alertQuery = z.strictObject({
  ...form.where,
  of: z.enum(['hospital', 'ward']).default('hospital'),
  measure: measureId.optional().meta({ description: 'Without: every measure. Needed for wards.' }),
});

export const signalRoutes: readonly Route[] = [
  ...signalQuestionRoutes<typeof chartQuery, ChartAnswer>({
    path: '/v1/cost/signals',
    operationId: 'getSignals',
    summary: 'A measure as an XmR chart: limits from a fixed baseline, the four rules, and what changed since when',
    query: chartQuery,
    schema: form.chart,
    example: form.chartExample,
    answer: (context, query) => {
      const { measure, from, until, version = null, level = null } = query;
      return signalChart(context, { measure, version, scope: scopeOf(query), level, from, until });
    },
    csv: {
      columns: [
        ...measureColumns,
        ['地点', 'place'],
        ['医院级别', 'level'],
        ['月份', 'month'],
        ['数据状态', 'data status'],
        ['分子(金额为分)', 'numerator (money in fen)'],
        ['分母', 'denominator'],
        ['指标值', 'value'],
        ['中心线', 'centre'],
        ['下限', 'lower limit'],
        ['上限', 'upper limit'],
        ['未判定原因', 'not judged because'],
        ['信号', 'signals'],
        ['分组器', 'grouper'],
      ],
      rows: ({ measure, scope, level, months }) =>
        months.map((one) => [
          measure.id,
          one.definitionVersion,
          scope.name,
          level,
          one.month,
          one.status,
          one.numerator,
          one.denominator,
          one.value,
          one.limits?.centre ?? null,
          one.limits?.lower ?? null,
          one.limits?.upper ?? null,
          one.notJudged,
          one.signals.map(({ rule, side }) => `${rule} ${side}`).join(' / '),
          one.groupers.join(' / '),
        ]),
    },
  }),
  ...signalQuestionRoutes<typeof alertQuery, AlertsAnswer>({
    path: '/v1/cost/alerts',
    operationId: 'listAlerts',
    summary: 'What has changed and still holds over every hospital or ward of a place: from what, to what, since when',
    query: alertQuery,
    schema: form.alerts,
    example: form.alertsExample,
    answer: (context, query) =>
      alertList(context, { scope: scopeOf(query), of: query.of, measure: query.measure ?? null }),
    csv: {
      columns: [
        ...measureColumns,
        ['医院', 'hospital'],
        ['医院级别', 'level'],
        ['病区', 'ward'],
        ['规则', 'rule'],
        ['方向', 'side'],
        ['判断', 'judgement'],
        ['自', 'since'],
        ['至', 'to'],
        ['月数', 'months'],
        ['原值', 'from'],
        ['现值', 'to value'],
        ['下限', 'lower limit'],
        ['上限', 'upper limit'],
        ['分子(金额为分)', 'numerator (money in fen)'],
        ['分母', 'denominator'],
        ['数据不全', 'partial'],
      ],
      rows: ({ alerts }) =>
        alerts.map((one) => [
          one.measureId,
          one.definitionVersion,
          one.hospitalName,
          one.level,
          one.wardName,
          one.rule,
          one.side,
          one.judgement,
          one.since,
          one.to,
          one.months,
          one.fromValue,
          one.toValue,
          one.lower,
          one.upper,
          one.numerator,
          one.denominator,
          one.partial,
        ]),
    },
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
