import { z } from 'zod';
import { grains } from '../../../core/cost/period.ts';
import { growthAbsences } from '../../../core/cost/question/trend.ts';
import { type TrendAnswer, type TrendCommand, trendQuestion } from '../../../usecases/cost/question/cost-trend.ts';
import type { Route } from '../../route.ts';
import { id } from '../../schemas.ts';
import { figureCells, figureColumns, measureColumns, questionRoutes } from './cost-question.ts';
import * as form from './cost-schemas.ts';

const absent = z.enum(growthAbsences);

const trend = z
  .object({
    ...form.definedHeading,
    scope: z.looseObject({ kind: z.string(), name: z.string() }),
    grain: z.enum(grains),
    from: z.string(),
    until: z.string(),
    prices: z.looseObject({ id: z.string(), source: z.string() }).nullable(),
    series: z.array(
      z.object({
        level: z.int().nullable(),
        points: z.array(
          z.object({
            period: z.string(),
            ...form.figure,
            reporting: z.int(),
            partial: z.int(),
            expected: z.int(),
            unweightedMean: form.number,
            yoy: form.number.meta({ description: 'Growth over the same period a year before (同比).' }),
            yoyAbsent: absent.nullable(),
            yoyMatched: form.number.meta({ description: 'The same over the units that reported both periods.' }),
            yoyMatchedUnits: z.int(),
            yoyComparable: form.number.meta({ description: '(1 + nominal growth) ÷ (1 + price change) − 1.' }),
            yoyComparableAbsent: z.enum([...absent.options, 'not-money', 'price-unknown']).nullable(),
            mom: form.number.meta({ description: 'Growth over the period before (环比).' }),
            momAbsent: z.enum([...absent.options, 'not-applicable']).nullable(),
            definitionVersion: z.int().nullable(),
            groupers: form.groupers,
          }),
        ),
      }),
    ),
    references: z.array(z.looseObject({ id: z.string(), measure: z.string() })),
  })
  .meta({ id: 'CostTrend' });

const example: z.input<typeof trend> = {
  ...form.definedHeadingExample,
  scope: { kind: 'city', name: '赣州市' },
  grain: 'month',
  from: '2025-10',
  until: '2025-11',
  prices: { id: 'nationalCpi', source: '国民经济和社会发展统计公报' },
  series: [
    {
      level: 3,
      points: [
        {
          period: '2025-10',
          status: 'complete',
          reporting: 9,
          partial: 0,
          expected: 9,
          numerator: 4_512_345_600,
          denominator: 16_804,
          value: 2685.28,
          small: false,
          unweightedMean: 2611.4,
          yoy: -0.0213,
          yoyAbsent: null,
          yoyMatched: -0.0213,
          yoyMatchedUnits: 9,
          yoyComparable: -0.0213,
          yoyComparableAbsent: null,
          mom: 0.0041,
          momAbsent: null,
          definitionVersion: 1,
          groupers: [],
        },
      ],
    },
  ],
  references: [],
};

const query = z.strictObject({
  ...form.measureQuery,
  scope: z.enum(['city', 'county', 'hospital', 'ward']).optional(),
  ...form.areaQuery,
  ward: id.optional(),
  level: form.level.optional().meta({ description: 'Hospitals of one level; without: 3, 2 and all, apart.' }),
  grain: z.enum(grains).optional().meta({ description: 'cumulative: January to each month.' }),
  ...form.rangeQuery,
  prices: form.measureId.optional().meta({ description: 'The price index of comparable prices.' }),
});

export const trendRoutes: readonly Route[] = questionRoutes<typeof query, TrendCommand, TrendAnswer>({
  path: '/v1/cost/trends',
  operationId: 'getTrend',
  summary: 'A measure over time for the city, a county, a hospital or a ward; levels apart, missing is not zero',
  query,
  schema: trend,
  example,
  question: trendQuestion,
  command: (asked) => ({
    measure: asked.measure,
    version: asked.version ?? null,
    scope: form.scopeOf(asked),
    level: asked.level ?? null,
    grain: asked.grain ?? 'month',
    from: asked.from,
    until: asked.until,
    prices: asked.prices ?? null,
  }),
  csv: {
    columns: [
      ...measureColumns,
      ['地点', 'place'],
      ['医院级别', 'level'],
      ['期间', 'period'],
      ...figureColumns,
      ['上报单位', 'reporting units'],
      ['应报单位', 'expected units'],
      ['单位均值', 'unweighted mean'],
      ['同比', 'year on year'],
      ['同口径单位同比', 'year on year, same units'],
      ['可比价格同比', 'year on year, comparable prices'],
      ['环比', 'on the period before'],
      ['分组器', 'grouper'],
    ],
    rows: ({ measure, scope, series }) =>
      series.flatMap(({ level, points }) =>
        points.map((point) => [
          measure.id,
          point.definitionVersion,
          scope.name,
          level,
          point.period,
          ...figureCells(point),
          point.reporting,
          point.expected,
          point.unweightedMean,
          point.yoy,
          point.yoyMatched,
          point.yoyComparable,
          point.mom,
          point.groupers.join(' / '),
        ]),
      ),
  },
});
