import { z } from 'zod';
import {
  type HeatMapAnswer,
  type HeatMapCommand,
  heatMapQuestion,
} from '../../../usecases/cost/question/cost-heat-map.ts';
import { type WardsAnswer, type WardsCommand, wardsQuestion } from '../../../usecases/cost/question/cost-wards.ts';
import type { Route } from '../../route.ts';
import { id, month } from '../../schemas.ts';
import { figureCells, figureColumns, measureColumns, questionRoutes } from './cost-question.ts';
import * as form from './cost-schemas.ts';

const { status, ...amounts } = form.figure;

const wards = z
  .object({
    ...form.definedHeading,
    hospitalId: z.string(),
    month: z.string(),
    status,
    total: z.object({
      numerator: form.number,
      denominator: form.number,
      value: form.number,
      unweightedMean: form.number,
    }),
    wards: z.array(
      z.object({
        wardId: z.string().nullable().meta({ description: 'null: discharges whose ward code nobody has mapped yet.' }),
        name: z.string().nullable(),
        specialty: z.string().nullable(),
        ...amounts,
        yoy: form.number,
        share: form.number,
        beside: z
          .array(z.object({ measure: z.string(), value: form.number, small: z.boolean() }))
          .meta({ description: 'The measures that balance this one.' }),
      }),
    ),
  })
  .meta({ id: 'CostWards' });

const wardsExample: z.input<typeof wards> = {
  ...form.definedHeadingExample,
  hospitalId: 'hos_1',
  month: '2026-10',
  status: 'complete',
  total: { numerator: 401_234_500, denominator: 1510, value: 2657.18, unweightedMean: 2590.03 },
  wards: [
    {
      wardId: 'war_1',
      name: '呼吸内科一病区',
      specialty: '0301',
      numerator: 40_123_400,
      denominator: 121,
      value: 3315.98,
      yoy: 0.0121,
      share: 0.1,
      small: false,
      beside: [{ measure: 'totalCostPerDischarge', value: 12_031.5, small: false }],
    },
  ],
};

const wardsQuery = z.strictObject({ hospital: id, month, ...form.measureQuery });

const heatMap = z
  .object({
    ...form.definedHeading,
    hospitalId: z.string(),
    from: z.string(),
    until: z.string(),
    months: z.array(z.string()),
    wards: z.array(
      z.object({
        wardId: z.string(),
        name: z.string(),
        specialty: z.string(),
        cells: z
          .array(
            z
              .object({
                ...form.figure,
                percentile: form.number.meta({
                  description:
                    'Among the city’s wards of the specialty at the level, 0 lowest; null with too few peers.',
                }),
              })
              .nullable(),
          )
          .meta({ description: 'One for each month; null where the ward was not there.' }),
      }),
    ),
  })
  .meta({ id: 'CostHeatMap' });

const heatMapExample: z.input<typeof heatMap> = {
  ...form.definedHeadingExample,
  hospitalId: 'hos_1',
  from: '2026-10',
  until: '2026-11',
  months: ['2026-10'],
  wards: [
    {
      wardId: 'war_1',
      name: '呼吸内科一病区',
      specialty: '0301',
      cells: [
        { status: 'complete', numerator: 40_123_400, denominator: 121, value: 3315.98, small: false, percentile: 0.82 },
      ],
    },
  ],
};

const heatMapQuery = z.strictObject({ hospital: id, ...form.measureQuery, ...form.rangeQuery });

export const wardTableRoutes: readonly Route[] = [
  ...questionRoutes<typeof wardsQuery, WardsCommand, WardsAnswer>({
    path: '/v1/cost/wards',
    operationId: 'compareWards',
    summary: 'The wards of a hospital side by side in one month, by discharge ward, with the balancing measures beside',
    query: wardsQuery,
    schema: wards,
    example: wardsExample,
    question: wardsQuestion,
    command: ({ hospital, measure, version, month: of }) => ({
      hospitalId: hospital,
      month: of,
      measure,
      version: version ?? null,
    }),
    csv: {
      columns: [
        ...measureColumns,
        ['月份', 'month'],
        ['病区编号', 'ward id'],
        ['病区', 'ward'],
        ['专科', 'specialty'],
        ...figureColumns,
        ['同比', 'year on year'],
        ['占全院', 'share of the hospital'],
      ],
      more: ({ wards: [first] }) =>
        (first?.beside ?? []).flatMap(({ measure }) => [
          [`并列:${measure}`, `beside: ${measure}`] as const,
          [`并列样本过小:${measure}`, `beside, small: ${measure}`] as const,
        ]),
      rows: ({ measure, definition, month: of, status: state, wards: rows }) =>
        rows.map((row) => [
          measure.id,
          definition.version,
          of,
          row.wardId,
          row.name,
          row.specialty,
          ...figureCells({ ...row, status: row.numerator === null ? 'missing' : state }),
          row.yoy,
          row.share,
          ...row.beside.flatMap(({ value, small }) => [value, small]),
        ]),
    },
  }),
  ...questionRoutes<typeof heatMapQuery, HeatMapCommand, HeatMapAnswer>({
    path: '/v1/cost/heat-map',
    operationId: 'getHeatMap',
    summary: 'Wards by months of a hospital, each cell beside the city’s wards of its specialty',
    query: heatMapQuery,
    schema: heatMap,
    example: heatMapExample,
    question: heatMapQuestion,
    command: ({ hospital, measure, version, from, until }) => ({
      hospitalId: hospital,
      measure,
      version: version ?? null,
      from,
      until,
    }),
    csv: {
      columns: [
        ...measureColumns,
        ['病区编号', 'ward id'],
        ['病区', 'ward'],
        ['专科', 'specialty'],
        ['月份', 'month'],
        ...figureColumns,
        ['同专科百分位', 'percentile among the specialty'],
      ],
      rows: ({ measure, definition, months, wards: rows }) =>
        rows.flatMap((ward) =>
          ward.cells.flatMap((cell, at) =>
            cell === null
              ? []
              : [
                  [
                    measure.id,
                    definition.version,
                    ward.wardId,
                    ward.name,
                    ward.specialty,
                    months[at] ?? null,
                    ...figureCells(cell),
                    cell.percentile,
                  ],
                ],
          ),
        ),
    },
  }),
];
