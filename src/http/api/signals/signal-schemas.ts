import { z } from 'zod';
import { xmrRules } from '../../../core/cost/signal/xmr.ts';
import { id, month } from '../../schemas.ts';
import { groupers, heading, headingExample, measureId, version } from '../cost/cost-schemas.ts';

/** The forms of charts with limits, alerts and baselines. Values are in the measure's unit. */

export const number = z.number().nullable();
export const words = z.object({ zh: z.string(), en: z.string() });
export const status = z.enum(['complete', 'partial', 'missing']);
export const scopeShown = z.looseObject({ kind: z.string(), name: z.string() });

/** Where a question is asked: the narrowest place named; the city when none is. */
export const where = {
  scope: z.enum(['city', 'county', 'hospital', 'ward']).optional(),
  county: id.optional(),
  hospital: id.optional(),
  ward: id.optional(),
};
export const level = z
  .enum(['2', '3'])
  .transform((text): 2 | 3 => (text === '2' ? 2 : 3))
  .meta({ description: 'Hospitals of one level.' });
export const range = { from: month, until: month.meta({ description: 'The first month outside.' }) };
export const which = { measure: measureId, version: version.optional() };

export const alert = z.object({
  rule: z.enum(xmrRules),
  side: z.enum(['above', 'below']),
  judgement: z.enum(['better', 'worse', 'neither']).meta({ description: 'By the measure’s direction of good.' }),
  since: z.string(),
  to: z.string(),
  months: z.int(),
  fromValue: z.number().meta({ description: 'Centre of the baseline; for a trend the value it started from.' }),
  toValue: z.number().meta({ description: 'Pooled over the months; for a trend the value it has reached.' }),
  lower: z.number(),
  upper: z.number(),
  numerator: z.number(),
  denominator: z.number(),
  definitionVersion: z.int().nullable(),
  partial: z.boolean(),
  current: z.boolean().meta({ description: 'It holds for the newest month that could be judged.' }),
});

export const alertExample: z.input<typeof alert> = {
  rule: 'shift',
  side: 'above',
  judgement: 'worse',
  since: '2026-04',
  to: '2026-10',
  months: 7,
  fromValue: 2611.4012,
  toValue: 2874.1187,
  lower: 2302.1175,
  upper: 2920.6849,
  numerator: 2_992_532_391,
  denominator: 10_412,
  definitionVersion: 1,
  partial: false,
  current: true,
};

const signal = z.object({ rule: z.enum(xmrRules), side: z.enum(['above', 'below']) });

export const chart = z
  .object({
    ...heading,
    scope: scopeShown,
    level: z.int().nullable(),
    rules: z.object({ shiftMonths: z.int(), trendMonths: z.int() }),
    baselines: z.array(
      z.object({
        from: z.string(),
        until: z.string(),
        appliesFrom: z.string(),
        basis: z.enum(['first-months', 'set-by-person']),
        reason: z.string().nullable(),
        setOn: z.string().nullable(),
      }),
    ),
    months: z.array(
      z.object({
        month: z.string(),
        status,
        numerator: number,
        denominator: number,
        definitionVersion: z.int().nullable(),
        groupers,
        value: number,
        limits: z.object({ centre: z.number(), lower: z.number(), upper: z.number() }).nullable(),
        notJudged: z
          .enum([
            'missing',
            'month-running',
            'units-missing',
            'no-denominator',
            'small-number',
            'before-baseline',
            'no-limits',
            'version-changed',
            'grouper-changed',
          ])
          .nullable(),
        signals: z.array(signal),
      }),
    ),
    alerts: z.array(alert),
  })
  .meta({ id: 'SignalChart' });

export const chartExample: z.input<typeof chart> = {
  ...headingExample,
  scope: { kind: 'hospital', hospitalId: 'hos_1', name: '演示第一医院' },
  level: null,
  rules: { shiftMonths: 7, trendMonths: 7 },
  baselines: [
    { from: '2024-01', until: '2025-01', appliesFrom: '2024-01', basis: 'first-months', reason: null, setOn: null },
  ],
  months: [
    {
      month: '2026-10',
      status: 'complete',
      numerator: 401_234_500,
      denominator: 1510,
      definitionVersion: 1,
      groupers: [],
      value: 2657.1821,
      limits: { centre: 2611.4012, lower: 2302.1175, upper: 2920.6849 },
      notJudged: null,
      signals: [{ rule: 'shift', side: 'above' }],
    },
  ],
  alerts: [alertExample],
};

export const alerts = z
  .object({
    of: z.enum(['hospital', 'ward']),
    series: z.int(),
    judged: z.int().meta({ description: 'Series with months enough for limits.' }),
    total: z.int(),
    alerts: z.array(
      z.object({
        measureId: z.string(),
        hospitalId: z.string(),
        hospitalName: z.string(),
        level: z.int(),
        wardId: z.string().nullable(),
        wardName: z.string().nullable(),
        ...alert.shape,
      }),
    ),
  })
  .meta({ id: 'SignalAlerts' });

export const alertsExample: z.input<typeof alerts> = {
  of: 'hospital',
  series: 30,
  judged: 28,
  total: 1,
  alerts: [
    {
      measureId: 'drugCostPerDischarge',
      hospitalId: 'hos_1',
      hospitalName: '演示第一医院',
      level: 3,
      wardId: null,
      wardName: null,
      ...alertExample,
    },
  ],
};

/** Whose series: one place by its id; a city or county may name the level of its hospitals. */
export const owner = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('city') }),
  z.strictObject({ kind: z.literal('county'), regionId: id }),
  z.strictObject({ kind: z.literal('hospital'), hospitalId: id }),
  z.strictObject({ kind: z.literal('ward'), wardId: id }),
]);
