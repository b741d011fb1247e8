import { z } from 'zod';
import { datasets } from '../../../core/cost/sums.ts';
import {
  type CompletenessAnswer,
  type CompletenessCommand,
  completenessQuestion,
} from '../../../usecases/cost/question/cost-completeness.ts';
import {
  type ReconciliationAnswer,
  type ReconciliationCommand,
  reconciliationQuestion,
} from '../../../usecases/cost/question/cost-reconciliation.ts';
import type { Route } from '../../route.ts';
import { questionRoutes } from './cost-question.ts';
import * as form from './cost-schemas.ts';

const counts = z.object({ complete: z.int(), partial: z.int(), late: z.int(), awaited: z.int() });
const slice = z.object({
  status: z
    .enum(['complete', 'partial', 'late', 'awaited'])
    .meta({ description: 'late: not in after the due day; awaited: not in and not yet due. Neither is a zero.' }),
  arrivedOn: z.string().nullable(),
  daysLate: z.int(),
});

const completeness = z
  .object({
    from: z.string(),
    until: z.string(),
    dueDay: z.int(),
    hospitals: z.array(
      z.object({
        hospitalId: z.string(),
        name: z.string(),
        level: z.int(),
        months: z.array(z.object({ month: z.string(), dueOn: z.string(), slices: z.record(z.string(), slice) })),
      }),
    ),
    totals: z.record(z.string(), counts),
  })
  .meta({ id: 'CostCompleteness' });

const completenessExample: z.input<typeof completeness> = {
  from: '2026-10',
  until: '2026-11',
  dueDay: 15,
  hospitals: [
    {
      hospitalId: 'hos_1',
      name: '演示第一医院',
      level: 3,
      months: [
        {
          month: '2026-10',
          dueOn: '2026-11-15',
          slices: { inpatientRows: { status: 'complete', arrivedOn: '2026-11-09', daysLate: 0 } },
        },
      ],
    },
  ],
  totals: { inpatientRows: { complete: 1, partial: 0, late: 0, awaited: 0 } },
};

const completenessQuery = z.strictObject({
  ...form.areaQuery,
  ...form.rangeQuery,
  dueDay: z
    .string()
    .regex(/^([1-9]|1\d|2[0-8])$/, 'field.day')
    .transform(Number)
    .pipe(z.int())
    .optional()
    .meta({
      description:
        'Day of the following month by which figures are owed; without, the one of seeds/returns/due-day.yaml.',
    }),
});

const booked = z.object({ status: form.status, drugFen: form.number, discharges: form.number });
const reconciliation = z
  .object({
    from: z.string(),
    until: z.string(),
    tolerance: z.string(),
    months: z.array(
      z.object({
        hospitalId: z.string(),
        hospitalName: z.string(),
        month: z.string(),
        frontPages: booked,
        finance: booked,
        differenceFen: form.number.meta({ description: 'Finance less front pages; null where either is missing.' }),
        differenceShare: form.number,
        dischargesDifference: form.number,
        bloodProductFen: form.number,
        verdict: z.enum(['missing', 'explained', 'unexplained']),
      }),
    ),
  })
  .meta({ id: 'CostReconciliation' });

const reconciliationExample: z.input<typeof reconciliation> = {
  from: '2026-10',
  until: '2026-11',
  tolerance: '2 %',
  months: [
    {
      hospitalId: 'hos_1',
      hospitalName: '演示第一医院',
      month: '2026-10',
      frontPages: { status: 'complete', drugFen: 401_234_500, discharges: 1510 },
      finance: { status: 'complete', drugFen: 415_002_300, discharges: 1512 },
      differenceFen: 13_767_800,
      differenceShare: 0.0343,
      dischargesDifference: 2,
      bloodProductFen: 18_200_000,
      verdict: 'explained',
    },
  ],
};

const reconciliationQuery = z.strictObject({ ...form.areaQuery, ...form.rangeQuery });

export const completenessRoutes: readonly Route[] = [
  ...questionRoutes<typeof completenessQuery, CompletenessCommand, CompletenessAnswer>({
    path: '/v1/cost/completeness',
    operationId: 'getCompleteness',
    summary: 'What is in, partly in, late and awaited, by hospital, month and dataset',
    query: completenessQuery,
    schema: completeness,
    example: completenessExample,
    question: completenessQuestion,
    command: (asked) => ({
      scope: form.areaOf(asked),
      from: asked.from,
      until: asked.until,
      dueDay: asked.dueDay ?? null,
    }),
    csv: {
      columns: [
        ['医院编号', 'hospital id'],
        ['医院', 'hospital'],
        ['月份', 'month'],
        ['数据集', 'dataset'],
        ['状态', 'status'],
        ['应到日期', 'due on'],
        ['到达日期', 'arrived on'],
        ['逾期天数', 'days late'],
      ],
      rows: ({ hospitals }) =>
        hospitals.flatMap(({ hospitalId, name, months }) =>
          months.flatMap(({ month, dueOn, slices }) =>
            datasets.map((dataset) => {
              const { status, arrivedOn, daysLate } = slices[dataset];
              return [hospitalId, name, month, dataset, status, dueOn, arrivedOn, daysLate];
            }),
          ),
        ),
    },
  }),
  ...questionRoutes<typeof reconciliationQuery, ReconciliationCommand, ReconciliationAnswer>({
    path: '/v1/cost/reconciliations',
    operationId: 'reconcileDrugCost',
    summary:
      'What front pages and what finance call drug cost, by hospital and month, and whether blood products explain it',
    query: reconciliationQuery,
    schema: reconciliation,
    example: reconciliationExample,
    question: reconciliationQuestion,
    command: (asked) => ({ scope: form.areaOf(asked), from: asked.from, until: asked.until }),
    csv: {
      columns: [
        ['医院编号', 'hospital id'],
        ['医院', 'hospital'],
        ['月份', 'month'],
        ['首页状态', 'front pages status'],
        ['首页药费(分)', 'front pages, fen'],
        ['首页出院人次', 'front pages, discharges'],
        ['财务状态', 'finance status'],
        ['财务药费(分)', 'finance, fen'],
        ['财务出院人次', 'finance, discharges'],
        ['差额(分)', 'difference, fen'],
        ['差额占比', 'difference, share'],
        ['首页血液制品(分)', 'blood products of front pages, fen'],
        ['结论', 'verdict'],
      ],
      rows: ({ months }) =>
        months.map((row) => [
          row.hospitalId,
          row.hospitalName,
          row.month,
          row.frontPages.status,
          row.frontPages.drugFen,
          row.frontPages.discharges,
          row.finance.status,
          row.finance.drugFen,
          row.finance.discharges,
          row.differenceFen,
          row.differenceShare,
          row.bloodProductFen,
          row.verdict,
        ]),
    },
  }),
];
