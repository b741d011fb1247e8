import { z } from 'zod';
import { growthAbsences } from '../../../core/cost/question/trend.ts';
import { type DrillAnswer, type DrillCommand, drillQuestion } from '../../../usecases/cost/question/cost-drill.ts';
import {
  type StandoutsAnswer,
  type StandoutsCommand,
  standoutsQuestion,
} from '../../../usecases/cost/question/cost-standouts.ts';
import type { Route } from '../../route.ts';
import { month } from '../../schemas.ts';
import { figureCells, figureColumns, measureColumns, questionRoutes } from './cost-question.ts';
import * as form from './cost-schemas.ts';

const row = {
  ...form.figure,
  reporting: z.int(),
  expected: z.int(),
  unweightedMean: form.number,
  yoy: form.number,
  yoyAbsent: z.enum(growthAbsences).nullable(),
  yoyMatched: form.number.meta({ description: 'The same over the units that reported both years.' }),
  yoyMatchedUnits: z.int(),
  groupers: form.groupers,
};

const drill = z
  .object({
    ...form.definedHeading,
    scope: z.looseObject({ kind: z.string(), name: z.string() }),
    from: z.string(),
    until: z.string(),
    parts: z.enum(['counties', 'hospitals', 'wards']),
    groups: z.array(
      z.object({
        level: z.int().nullable(),
        total: z.object(row),
        parts: z.array(
          z.object({
            id: z.string().nullable().meta({ description: 'null: discharges whose ward code nobody has mapped yet.' }),
            name: z.string().nullable(),
            ...row,
            numeratorShare: form.number,
            denominatorShare: form.number,
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'CostDrill' });

const rowExample = {
  status: 'complete' as const,
  reporting: 9,
  expected: 9,
  numerator: 4_512_345_600,
  denominator: 16_804,
  value: 2685.28,
  unweightedMean: 2611.4,
  small: false,
  yoy: -0.0213,
  yoyAbsent: null,
  yoyMatched: -0.0213,
  yoyMatchedUnits: 9,
  groupers: [],
};

const drillExample: z.input<typeof drill> = {
  ...form.definedHeadingExample,
  scope: { kind: 'city', name: '赣州市' },
  from: '2026-10',
  until: '2026-11',
  parts: 'counties',
  groups: [
    {
      level: 3,
      total: rowExample,
      parts: [{ id: 'reg_1', name: '章贡区', ...rowExample, numeratorShare: 1, denominatorShare: 1 }],
    },
  ],
};

const drillQuery = z.strictObject({
  ...form.measureQuery,
  ...form.areaQuery,
  level: form.level.optional().meta({ description: 'Hospitals of one level; without: 3, 2 and all, apart.' }),
  ...form.rangeQuery,
});

const standouts = z
  .object({
    scope: z.looseObject({ kind: z.string() }),
    month: z.string(),
    acrossLevels: z.boolean(),
    threshold: z.number(),
    compared: z.int().meta({ description: 'Measure × unit pairs looked at: with many, some stand out by chance.' }),
    small: z.int().meta({ description: 'Beyond the threshold, but with too small a denominator to be listed.' }),
    total: z.int(),
    items: z.array(
      z.object({
        measure: z.looseObject({ id: z.string(), name: form.words }),
        ...form.unitNames,
        level: z.int().nullable(),
        specialty: z.string().nullable(),
        z: z
          .number()
          .meta({ description: '0.6745 × (value − median of the peers) ÷ their median absolute deviation.' }),
        side: z.enum(['better', 'worse', 'neither']),
        state: z.enum(['complete', 'partial']),
        numerator: z.int(),
        denominator: z.int(),
        value: form.number,
        median: z.number(),
        ranked: z.int(),
        definitionVersion: z.int(),
      }),
    ),
  })
  .meta({ id: 'CostStandouts' });

const standoutsExample: z.input<typeof standouts> = {
  scope: { kind: 'city' },
  month: '2026-10',
  acrossLevels: false,
  threshold: 3.5,
  compared: 5210,
  small: 2,
  total: 1,
  items: [
    {
      measure: { id: 'drugCostPerDischarge', name: form.headingExample.measure.name, unit: 'yuan' },
      ...form.unitNamesExample,
      level: 3,
      specialty: '呼吸内科',
      z: 5.31,
      side: 'worse',
      state: 'complete',
      numerator: 40_123_400,
      denominator: 121,
      value: 3315.98,
      median: 2511.9,
      ranked: 11,
      definitionVersion: 1,
    },
  ],
};

const standoutsQuery = z.strictObject({
  measure: form.measureId.optional().meta({ description: 'Without: all measures.' }),
  ...form.areaQuery,
  acrossLevels: form.acrossLevels,
  month,
});

export const drillRoutes: readonly Route[] = [
  ...questionRoutes<typeof drillQuery, DrillCommand, DrillAnswer>({
    path: '/v1/cost/drill',
    operationId: 'drillDown',
    summary: 'A place and what it is made of: city, counties, hospitals, wards; against the same months a year before',
    query: drillQuery,
    schema: drill,
    example: drillExample,
    question: drillQuestion,
    command: (asked) => ({
      measure: asked.measure,
      version: asked.version ?? null,
      scope: form.areaOf(asked),
      level: asked.level ?? null,
      from: asked.from,
      until: asked.until,
    }),
    csv: {
      columns: [
        ...measureColumns,
        ['医院级别', 'level'],
        ['编号', 'id'],
        ['名称', 'name'],
        ...figureColumns,
        ['上报单位', 'reporting units'],
        ['应报单位', 'expected units'],
        ['单位均值', 'unweighted mean'],
        ['同比', 'year on year'],
        ['同口径单位同比', 'year on year, same units'],
        ['分子占比', 'share of the numerator'],
        ['分母占比', 'share of the denominator'],
      ],
      rows: ({ measure, definition, scope, groups }) =>
        groups.flatMap(({ level, total, parts }) =>
          [{ id: '', name: scope.name, ...total, numeratorShare: null, denominatorShare: null }, ...parts].map(
            (part) => [
              measure.id,
              definition.version,
              level,
              part.id,
              part.name,
              ...figureCells(part),
              part.reporting,
              part.expected,
              part.unweightedMean,
              part.yoy,
              part.yoyMatched,
              part.numeratorShare,
              part.denominatorShare,
            ],
          ),
        ),
    },
  }),
  ...questionRoutes<typeof standoutsQuery, StandoutsCommand, StandoutsAnswer>({
    path: '/v1/cost/standouts',
    operationId: 'listStandouts',
    summary: 'What stands out in a month over all measures, hospitals and wards, by robust z among peers',
    query: standoutsQuery,
    schema: standouts,
    example: standoutsExample,
    question: standoutsQuestion,
    command: (asked) => ({
      measure: asked.measure ?? null,
      scope: form.areaOf(asked),
      acrossLevels: asked.acrossLevels ?? false,
      month: asked.month,
    }),
    csv: {
      columns: [
        ...measureColumns,
        ['月份', 'month'],
        ['医院', 'hospital'],
        ['病区', 'ward'],
        ['医院级别', 'level'],
        ['专科', 'specialty'],
        ...figureColumns,
        ['同类中位数', 'median of the peers'],
        ['稳健 z 值', 'robust z'],
        ['方向', 'side'],
        ['参与比较', 'ranked'],
      ],
      rows: ({ month: of, items }) =>
        items.map((item) => [
          item.measure.id,
          item.definitionVersion,
          of,
          item.hospitalName,
          item.wardName,
          item.level,
          item.specialty,
          ...figureCells({ ...item, status: item.state, small: false }),
          item.median,
          item.z,
          item.side,
          item.ranked,
        ]),
    },
  }),
];
