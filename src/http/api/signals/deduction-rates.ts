import { z } from 'zod';
import { type DeductionRatesAnswer, deductionRates } from '../../../usecases/signals/deduction-rates.ts';
import { type BesideAnswer, deductionsBeside } from '../../../usecases/signals/deductions-beside.ts';
import { explained, explanation } from '../../explain.ts';
import type { Route } from '../../route.ts';
import { id } from '../../schemas.ts';
import { figureCells, figureColumns, measureColumns } from '../cost/cost-question.ts';
import { figure, heading, headingExample } from '../cost/cost-schemas.ts';
import { funnelCells, funnelColumns } from './analysis-csv.ts';
import { funnelHead, funnelUnit } from './analysis-schemas.ts';
import { signalQuestionRoutes } from './signal-question.ts';
import { level, range, scopeShown, which } from './signal-schemas.ts';

const { unitId: _unitId, place: _place, ...shownUnit } = funnelUnit.shape;

const rates = z
  .object({
    scope: scopeShown,
    level: z.int(),
    from: z.string(),
    until: z.string(),
    per: z.int(),
    source: z.string(),
    ...funnelHead,
    hospitals: z.array(
      z.object({
        ...shownUnit,
        place: z
          .enum(['within', 'above-95', 'above-998', 'below-95', 'below-998', 'not-judged', 'not-assessed'])
          .meta({ description: 'not-assessed: nothing was reviewed, so nothing was found; that is not good.' }),
        monthsReviewed: z.int(),
        monthsOwed: z.int(),
      }),
    ),
  })
  .meta({ id: 'DeductionRates' });

const ratesExample: z.input<typeof rates> = {
  scope: { kind: 'city', name: '赣州市' },
  level: 2,
  from: '2026-01',
  until: '2026-11',
  per: 1000,
  source: 'prescription-review',
  target: 2.1,
  phi: 1.8,
  tauSquared: 0.31,
  hospitals: [
    {
      hospitalId: 'hos_2',
      name: '演示第二医院',
      numerator: 0,
      denominator: 0,
      value: null,
      z: null,
      limits: null,
      place: 'not-assessed',
      monthsReviewed: 0,
      monthsOwed: 10,
    },
  ],
};

const deductions = z
  .int()
  .nullable()
  .meta({ description: 'null: the hospital reviewed nothing in the month and found nothing.' });

const beside = z
  .object({
    ...heading,
    hospitalId: z.string(),
    from: z.string(),
    until: z.string(),
    wards: z.array(
      z.object({
        wardId: z.string(),
        name: z.string(),
        months: z.array(z.object({ month: z.string(), ...figure, definitionVersion: z.int().nullable(), deductions })),
      }),
    ),
    withoutWard: z.int(),
    caveats: z.array(explanation),
  })
  .meta({ id: 'DeductionsBeside' });

const besideExample: z.input<typeof beside> = {
  ...headingExample,
  hospitalId: 'hos_1',
  from: '2026-10',
  until: '2026-11',
  wards: [
    {
      wardId: 'war_1',
      name: '呼吸内科一病区',
      months: [
        {
          month: '2026-10',
          status: 'complete',
          numerator: 63_003_620,
          denominator: 190,
          value: 3315.98,
          small: false,
          definitionVersion: 1,
          deductions: 1,
        },
      ],
    },
  ],
  withoutWard: 2,
  caveats: [{ code: 'beside.no-cause', parameters: {}, text: '两列并排……' }],
};

const ratesQuery = z.strictObject({ county: id.optional(), level, ...range });
const besideQuery = z.strictObject({ ...which, hospital: id, ...range });

export const deductionRateRoutes: readonly Route[] = [
  ...signalQuestionRoutes<typeof ratesQuery, DeductionRatesAnswer>({
    path: '/v1/cost/deduction-rates',
    operationId: 'getDeductionRates',
    summary: 'Standing findings per 1 000 reviewed prescriptions by hospital; where nothing was reviewed: not assessed',
    query: ratesQuery,
    schema: rates,
    example: ratesExample,
    answer: (context, { county, level: asked, from, until }) => {
      const scope =
        county === undefined ? ({ kind: 'city' } as const) : ({ kind: 'county', regionId: county } as const);
      return deductionRates(context, { scope, level: asked, from, until });
    },
    csv: {
      columns: [
        ['自', 'from'],
        ['至(不含)', 'until (outside)'],
        ['医院级别', 'level'],
        ['医院', 'hospital'],
        ['医院名称', 'name'],
        ...funnelColumns,
        ['已点评月数', 'months reviewed'],
        ['应点评月数', 'months owed'],
      ],
      rows: ({ from, until, level: asked, target, hospitals }) =>
        hospitals.map((one) => [
          from,
          until,
          asked,
          one.hospitalId,
          one.name,
          ...funnelCells(target, one),
          one.monthsReviewed,
          one.monthsOwed,
        ]),
    },
  }),
  ...signalQuestionRoutes<typeof besideQuery, BesideAnswer>({
    path: '/v1/cost/deductions-beside',
    operationId: 'getDeductionsBeside',
    summary:
      'Standing findings beside cost by ward and month, with what must not be read out of it; no doctor, no drug',
    query: besideQuery,
    schema: beside,
    example: besideExample,
    answer: (context, { hospital: hospitalId, measure, version = null, from, until }) =>
      deductionsBeside(context, { hospitalId, measure, version, from, until }),
    shown: ({ caveats, ...found }, locale) => ({
      ...found,
      caveats: caveats.map((caveat) => explained(locale, caveat)),
    }),
    csv: {
      columns: [
        ...measureColumns,
        ['病区', 'ward'],
        ['病区名称', 'name'],
        ['月份', 'month'],
        ...figureColumns,
        ['扣分认定数', 'standing findings'],
        ['注意', 'caveats'],
      ],
      rows: ({ measure, wards, withoutWard, caveats }, locale) => {
        // In every line, because lines are what is copied out of a file.
        const said = caveats.map((caveat) => explained(locale, caveat).text).join(' ');
        const lines = wards.flatMap(({ wardId, name, months }) =>
          months.map((one) => [
            measure.id,
            one.definitionVersion,
            wardId,
            name,
            one.month,
            ...figureCells(one),
            one.deductions,
            said,
          ]),
        );
        const none = figureColumns.map(() => null);
        return [...lines, [measure.id, null, null, null, null, ...none, withoutWard, said]];
      },
    },
  }),
];
