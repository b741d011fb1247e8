import { z } from 'zod';
import { deductionRates } from '../../../usecases/signals/deduction-rates.ts';
import { deductionsBeside } from '../../../usecases/signals/deductions-beside.ts';
import { explained, explanation } from '../../explain.ts';
import { json, type Route, route } from '../../route.ts';
import { id } from '../../schemas.ts';
import { heading, headingExample } from '../cost/cost-schemas.ts';
import { funnelHead, funnelUnit } from './analysis-schemas.ts';
import { level, number, range, scopeShown, status, which } from './signal-schemas.ts';

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
        months: z.array(
          z.object({ month: z.string(), status, value: number, small: z.boolean(), deductions: z.int() }),
        ),
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
      months: [{ month: '2026-10', status: 'complete', value: 3315.98, small: false, deductions: 1 }],
    },
  ],
  withoutWard: 2,
  caveats: [{ code: 'beside.no-cause', parameters: {}, text: '两列并排……' }],
};

export const deductionRateRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/cost/deduction-rates',
    operationId: 'getDeductionRates',
    summary: 'Standing findings per 1 000 reviewed prescriptions by hospital; where nothing was reviewed: not assessed',
    tag: 'signals',
    permission: 'cost.read',
    query: z.strictObject({ county: id.optional(), level, ...range }),
    problems: [422],
    reply: { kind: 'json', status: 200, schema: rates, example: ratesExample },
    handle: async (context, { query }) => {
      const { county, level: asked, from, until } = query;
      const scope =
        county === undefined ? ({ kind: 'city' } as const) : ({ kind: 'county', regionId: county } as const);
      return json(await deductionRates(context, { scope, level: asked, from, until }));
    },
  }),
  route({
    method: 'get',
    path: '/v1/cost/deductions-beside',
    operationId: 'getDeductionsBeside',
    summary:
      'Standing findings beside cost by ward and month, with what must not be read out of it; no doctor, no drug',
    tag: 'signals',
    permission: 'cost.read',
    query: z.strictObject({ ...which, hospital: id, ...range }),
    problems: [422],
    reply: { kind: 'json', status: 200, schema: beside, example: besideExample },
    handle: async (context, { query, locale }) => {
      const { hospital: hospitalId, measure, version = null, from, until } = query;
      const { caveats, ...found } = await deductionsBeside(context, { hospitalId, measure, version, from, until });
      return json({ ...found, caveats: caveats.map((caveat) => explained(locale, caveat)) });
    },
  }),
];
