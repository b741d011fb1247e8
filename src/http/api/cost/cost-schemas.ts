import { z } from 'zod';
import { DomainError } from '../../../core/errors.ts';
import type { CostScope } from '../../../usecases/cost/cost-context.ts';

/** The forms of questions and answers about drug cost. Money is fen in numerators; values are in the measure's unit. */

export const measureId = z.string().regex(/^[a-z][A-Za-z0-9]{2,60}$/, 'field.measure-id');
export const version = z
  .string()
  .regex(/^[1-9]\d{0,3}$/, 'field.version')
  .transform(Number)
  .pipe(z.int());

const number = z.number().nullable();
const words = z.object({ zh: z.string(), en: z.string() });
const status = z.enum(['complete', 'partial', 'missing']);

/** The narrowest place that was named; the city when none was. @throws DomainError `cost.scope` when they contradict. */
export function scopeOf(query: {
  readonly scope?: 'city' | 'county' | 'hospital' | 'ward' | undefined;
  readonly county?: string | undefined;
  readonly hospital?: string | undefined;
  readonly ward?: string | undefined;
}): CostScope {
  const { county, hospital, ward } = query;
  const named: CostScope[] = [];
  if (ward !== undefined) named.push({ kind: 'ward', wardId: ward });
  if (hospital !== undefined) named.push({ kind: 'hospital', hospitalId: hospital });
  if (county !== undefined) named.push({ kind: 'county', regionId: county });
  const wanted = query.scope ?? named[0]?.kind ?? 'city';
  const chosen: CostScope | undefined =
    wanted === 'city' ? { kind: 'city' } : named.find((scope) => scope.kind === wanted);
  if (chosen === undefined || named.length > (wanted === 'city' ? 0 : 1)) {
    throw new DomainError('malformed', 'cost.scope', { scope: wanted, given: named.map((scope) => scope.kind) });
  }
  return chosen;
}

export const heading = {
  measure: z.looseObject({
    id: z.string(),
    name: words,
    unit: z.string(),
    directionOfGood: z.string(),
    smallNumber: z.int(),
    caveats: z.array(words),
    source: z.string(),
  }),
  attribution: z
    .literal('discharge-ward')
    .meta({ description: 'Ward figures are those of the ward the patient left from.' }),
};

export const headingExample = {
  measure: {
    id: 'drugCostPerDischarge',
    name: { zh: '住院次均药品费用', en: 'Drug cost per discharge' },
    unit: 'yuan',
    directionOfGood: 'lower',
    smallNumber: 30,
    caveats: [{ zh: '未按病种调整', en: 'Not adjusted for case mix' }],
    source: '住院病案首页',
  },
  attribution: 'discharge-ward' as const,
};

export const measureList = z.object({
  items: z.array(z.looseObject({ id: z.string(), name: words, unit: z.string() })),
});
export const measureListExample = { items: [{ ...headingExample.measure }] };

const trendPoint = z.object({
  period: z.string(),
  status,
  reporting: z.int(),
  partial: z.int(),
  expected: z.int(),
  numerator: number,
  denominator: number,
  value: number,
  unweightedMean: number,
  yoy: number,
  yoyAbsent: z.enum(['no-data', 'base-missing', 'base-zero', 'version-changed']).nullable(),
  yoyMatched: number,
  yoyMatchedUnits: z.int(),
  small: z.boolean(),
  definitionVersion: z.int().nullable(),
});

export const trend = z
  .object({
    ...heading,
    scope: z.looseObject({ kind: z.string(), name: z.string() }),
    grain: z.enum(['month', 'quarter', 'year']),
    from: z.string(),
    until: z.string(),
    series: z.array(z.object({ level: z.int().nullable(), points: z.array(trendPoint) })),
    references: z.array(z.looseObject({ id: z.string(), measure: z.string() })),
  })
  .meta({ id: 'CostTrend' });

export const trendExample: z.input<typeof trend> = {
  ...headingExample,
  scope: { kind: 'city', name: '赣州市' },
  grain: 'month',
  from: '2026-10',
  until: '2026-11',
  series: [
    {
      level: 3,
      points: [
        {
          period: '2026-10',
          status: 'complete',
          reporting: 9,
          partial: 0,
          expected: 9,
          numerator: 4_512_345_600,
          denominator: 16_804,
          value: 2685.28,
          unweightedMean: 2611.4,
          yoy: -0.0213,
          yoyAbsent: null,
          yoyMatched: -0.0213,
          yoyMatchedUnits: 9,
          small: false,
          definitionVersion: 1,
        },
      ],
    },
  ],
  references: [],
};

export const wards = z
  .object({
    ...heading,
    hospitalId: z.string(),
    month: z.string(),
    status,
    total: z.object({ numerator: number, denominator: number, value: number }),
    wards: z.array(
      z.object({
        wardId: z.string().nullable().meta({ description: 'null: discharges whose ward code nobody has mapped yet.' }),
        name: z.string().nullable(),
        specialty: z.string().nullable(),
        numerator: number,
        denominator: number,
        value: number,
        yoy: number,
        share: number,
        small: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'CostWards' });

export const wardsExample: z.input<typeof wards> = {
  ...headingExample,
  hospitalId: 'hos_1',
  month: '2026-10',
  status: 'complete',
  total: { numerator: 401_234_500, denominator: 1510, value: 2657.18 },
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
    },
  ],
};

const byDataset = z.looseObject({ inpatientRows: status });

export const completeness = z
  .object({
    from: z.string(),
    until: z.string(),
    hospitals: z.array(
      z.object({
        hospitalId: z.string(),
        name: z.string(),
        level: z.int(),
        months: z.array(z.object({ month: z.string(), status: byDataset })),
      }),
    ),
    totals: z.record(z.string(), z.object({ complete: z.int(), partial: z.int(), missing: z.int() })),
  })
  .meta({ id: 'CostCompleteness' });

export const completenessExample: z.input<typeof completeness> = {
  from: '2026-10',
  until: '2026-11',
  hospitals: [
    {
      hospitalId: 'hos_1',
      name: '演示第一医院',
      level: 3,
      months: [{ month: '2026-10', status: { inpatientRows: 'complete' } }],
    },
  ],
  totals: { inpatientRows: { complete: 1, partial: 0, missing: 0 } },
};
