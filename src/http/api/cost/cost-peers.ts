import { z } from 'zod';
import { type PeersAnswer, type PeersCommand, peersQuestion } from '../../../usecases/cost/question/cost-peers.ts';
import {
  type SavingsAnswer,
  type SavingsCommand,
  savingsQuestion,
} from '../../../usecases/cost/question/cost-savings.ts';
import type { Route } from '../../route.ts';
import { id } from '../../schemas.ts';
import { figureCells, figureColumns, measureColumns, questionRoutes } from './cost-question.ts';
import * as form from './cost-schemas.ts';

const group = {
  level: z.int().nullable(),
  specialty: z.string().nullable().meta({ description: 'null: hospitals.' }),
  ranked: z.int().meta({ description: 'Units with a value.' }),
  expected: z.int(),
};
const means = { pooled: form.number, unweightedMean: form.number };
const share = form.number;

const peers = z
  .object({
    ...form.definedHeading,
    scope: z.looseObject({ kind: z.string(), name: z.string() }),
    acrossLevels: z.boolean(),
    from: z.string(),
    until: z.string(),
    months: z.array(
      z.object({
        month: z.string(),
        ...group,
        ...form.figure,
        rank: z.int().nullable().meta({ description: '1 is the lowest value; null with fewer than 5 values.' }),
        percentile: share,
        bands: z
          .object({ p10: z.number(), p25: z.number(), p50: z.number(), p75: z.number(), p90: z.number() })
          .nullable()
          .meta({ description: 'Percentiles of the peers; null with fewer than 5 values.' }),
        ...means,
        definitionVersion: z.int().nullable(),
        grouper: z.string().nullable().meta({
          description: 'What grouped the unit’s cases, where the measure rests on it: its peers are of the same.',
        }),
      }),
    ),
  })
  .meta({ id: 'CostPeers' });

const peersExample: z.input<typeof peers> = {
  ...form.definedHeadingExample,
  scope: { kind: 'hospital', hospitalId: 'hos_1', name: '演示第一医院' },
  acrossLevels: false,
  from: '2026-10',
  until: '2026-11',
  months: [
    {
      month: '2026-10',
      level: 3,
      specialty: null,
      ranked: 9,
      expected: 9,
      status: 'complete',
      numerator: 401_234_500,
      denominator: 1510,
      value: 2657.18,
      small: false,
      rank: 6,
      percentile: 0.625,
      bands: { p10: 2103.1, p25: 2280.4, p50: 2511.9, p75: 2790.2, p90: 3104 },
      pooled: 2599.9,
      unweightedMean: 2540.02,
      definitionVersion: 1,
      grouper: null,
    },
  ],
};

const peersQuery = z.strictObject({
  ...form.measureQuery,
  hospital: id.optional(),
  ward: id.optional(),
  acrossLevels: form.acrossLevels,
  ...form.rangeQuery,
});

const savings = z
  .object({
    ...form.definedHeading,
    of: z.enum(['hospitals', 'wards']),
    scope: z.looseObject({ kind: z.string() }),
    acrossLevels: z.boolean(),
    from: z.string(),
    until: z.string(),
    savingFen: z.int(),
    groups: z.array(
      z.object({
        ...group,
        median: form.number.meta({ description: 'null with fewer than 5 values: then nobody is measured against it.' }),
        ...means,
        savingFen: z.int(),
        units: z.array(
          z.object({
            ...form.unitNames,
            state: z.enum(['complete', 'partial']),
            numerator: z.int(),
            denominator: z.int(),
            value: form.number,
            small: z.boolean(),
            savingFen: z.int().meta({ description: 'numerator − median × denominator.' }),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'CostSavings' });

const savingsExample: z.input<typeof savings> = {
  ...form.definedHeadingExample,
  of: 'wards',
  scope: { kind: 'city' },
  acrossLevels: false,
  from: '2026-10',
  until: '2026-11',
  savingFen: 9_731_200,
  groups: [
    {
      level: 3,
      specialty: '呼吸内科',
      ranked: 11,
      expected: 11,
      median: 2511.9,
      pooled: 2599.9,
      unweightedMean: 2540.02,
      savingFen: 9_731_200,
      units: [
        {
          ...form.unitNamesExample,
          state: 'complete',
          numerator: 40_123_400,
          denominator: 121,
          value: 3315.98,
          small: false,
          savingFen: 9_731_200,
        },
      ],
    },
  ],
};

const savingsQuery = z.strictObject({
  ...form.measureQuery,
  of: z.enum(['hospitals', 'wards']).optional(),
  ...form.areaQuery,
  acrossLevels: form.acrossLevels,
  ...form.rangeQuery,
});

export const peerRoutes: readonly Route[] = [
  ...questionRoutes<typeof peersQuery, PeersCommand, PeersAnswer>({
    path: '/v1/cost/peers',
    operationId: 'comparePeers',
    summary: 'A hospital among the hospitals of its level, or a ward among the wards of its specialty, month by month',
    query: peersQuery,
    schema: peers,
    example: peersExample,
    question: peersQuestion,
    command: (asked) => ({
      measure: asked.measure,
      version: asked.version ?? null,
      scope: form.unitOf(asked),
      acrossLevels: asked.acrossLevels ?? false,
      from: asked.from,
      until: asked.until,
    }),
    csv: {
      columns: [
        ...measureColumns,
        ['地点', 'place'],
        ['月份', 'month'],
        ['医院级别', 'level'],
        ['专科', 'specialty'],
        ...figureColumns,
        ['名次(由低到高)', 'rank from the lowest'],
        ['百分位', 'percentile'],
        ['参与比较', 'ranked'],
        ['应报单位', 'expected'],
        ['P10', 'p10'],
        ['P25', 'p25'],
        ['P50', 'p50'],
        ['P75', 'p75'],
        ['P90', 'p90'],
        ['合并值', 'pooled'],
        ['单位均值', 'unweighted mean'],
      ],
      rows: ({ measure, scope, months }) =>
        months.map((row) => [
          measure.id,
          row.definitionVersion,
          scope.name,
          row.month,
          row.level,
          row.specialty,
          ...figureCells(row),
          row.rank,
          row.percentile,
          row.ranked,
          row.expected,
          row.bands?.p10 ?? null,
          row.bands?.p25 ?? null,
          row.bands?.p50 ?? null,
          row.bands?.p75 ?? null,
          row.bands?.p90 ?? null,
          row.pooled,
          row.unweightedMean,
        ]),
    },
  }),
  ...questionRoutes<typeof savingsQuery, SavingsCommand, SavingsAnswer>({
    path: '/v1/cost/savings',
    operationId: 'getSavings',
    summary:
      'What units above their peers’ median would have spent less at the median; no target, cases may be heavier',
    query: savingsQuery,
    schema: savings,
    example: savingsExample,
    question: savingsQuestion,
    command: (asked) => ({
      measure: asked.measure,
      version: asked.version ?? null,
      of: asked.of ?? 'wards',
      scope: form.areaOf(asked),
      acrossLevels: asked.acrossLevels ?? false,
      from: asked.from,
      until: asked.until,
    }),
    csv: {
      columns: [
        ...measureColumns,
        ['医院级别', 'level'],
        ['专科', 'specialty'],
        ['中位数', 'median'],
        ['医院', 'hospital'],
        ['病区', 'ward'],
        ...figureColumns,
        ['可节约(分)', 'saving in fen'],
      ],
      rows: ({ measure, definition, groups }) =>
        groups.flatMap(({ level, specialty, median, units }) =>
          units.map((row) => [
            measure.id,
            definition.version,
            level,
            specialty,
            median,
            row.hospitalName,
            row.wardName,
            ...figureCells({ ...row, status: row.state }),
            row.savingFen,
          ]),
        ),
    },
  }),
];
