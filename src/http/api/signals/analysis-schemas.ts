import { z } from 'zod';
import { explanation } from '../../explain.ts';
import { heading, headingExample } from '../cost/cost-schemas.ts';
import { number, scopeShown, words } from './signal-schemas.ts';

/** The forms of funnels, decompositions and interrupted series. Values are in the measure's unit. */

const limits = z.object({ lower95: z.number(), upper95: z.number(), lower998: z.number(), upper998: z.number() });
const place = z.enum(['within', 'above-95', 'above-998', 'below-95', 'below-998', 'not-judged']);

export const funnelUnit = z.object({
  unitId: z.string(),
  name: z.string(),
  hospitalId: z.string(),
  numerator: z.number(),
  denominator: z.number(),
  value: number,
  z: number,
  limits: limits.nullable(),
  place,
});

export const funnelHead = {
  target: number,
  phi: number.meta({
    description: 'Mean square of the winsorised z-scores; above 1 units differ more than by chance.',
  }),
  tauSquared: number.meta({ description: 'Variance between units, added to each one’s own.' }),
};

export const funnel = z
  .object({
    ...heading,
    scope: scopeShown,
    of: z.enum(['hospital', 'ward']),
    level: z.int(),
    from: z.string(),
    until: z.string(),
    definitionVersion: z.int(),
    spread: z.enum(['count', 'share', 'amount']),
    ...funnelHead,
    units: z.array(
      funnelUnit.extend({
        status: z.enum(['complete', 'partial']).meta({ description: 'partial: some month of it lacks rows.' }),
      }),
    ),
    missing: z.array(z.string()).meta({ description: 'Units that owe the period and have not sent all of it.' }),
  })
  .meta({ id: 'CostFunnel' });

export const funnelExample: z.input<typeof funnel> = {
  ...headingExample,
  scope: { kind: 'city', name: '赣州市' },
  of: 'hospital',
  level: 2,
  from: '2026-07',
  until: '2026-10',
  definitionVersion: 1,
  spread: 'amount',
  target: 1702.3312,
  phi: 3.1,
  tauSquared: 20_412.7,
  units: [
    {
      status: 'complete',
      unitId: 'hos_2',
      name: '演示第二医院',
      hospitalId: 'hos_2',
      numerator: 80_123_400,
      denominator: 410,
      value: 1954.229,
      z: 1.42,
      limits: { lower95: 1355.1, upper95: 2049.5, lower998: 1154.9, upper998: 2249.7 },
      place: 'within',
    },
  ],
  missing: [],
};

const estimate = z.object({
  estimate: z.number(),
  standardError: z.number(),
  lower: z.number().meta({ description: '95 % interval, Student’s t.' }),
  upper: z.number(),
});
const estimates = z.object({
  slopeBefore: estimate,
  levelChange: estimate,
  slopeChange: estimate,
  changeAtEnd: estimate.meta({ description: 'Distance from the continued line in the last month.' }),
});

export const effect = z
  .object({
    ...heading,
    scope: scopeShown,
    level: z.int().nullable(),
    from: z.string(),
    until: z.string(),
    since: z.string(),
    definitionVersion: z.int().nullable(),
    monthsBefore: z.int(),
    monthsAfter: z.int(),
    missing: z.array(z.string()),
    lag: z.int(),
    harmonics: z.int(),
    degreesOfFreedom: z.int(),
    rho: z.number(),
    neweyWest: estimates,
    praisWinsten: estimates,
    levelChangeShare: number,
    means: z
      .object({ before: z.number(), after: z.number(), change: number })
      .meta({ description: 'Means of the two periods: they hold trend and seasons too, and prove nothing alone.' }),
    series: z.array(
      z.object({
        month: z.string(),
        observed: number,
        comparator: number,
        fitted: z.number(),
        counterfactual: number,
      }),
    ),
    comparatorHospitals: z.array(
      z.object({
        hospitalId: z.string(),
        name: z.string(),
        leftOut: z
          .boolean()
          .meta({ description: 'It belongs to the place examined, whose own series is that of the others.' }),
      }),
    ),
    statement: explanation,
    warnings: z.array(explanation),
    coInterventions: z.array(
      z.object({
        id: z.string(),
        name: words,
        from: z.string(),
        until: z.string().nullable(),
        source: z.string(),
        provenance: z.string(),
      }),
    ),
    dataSha256: z.string(),
  })
  .meta({ id: 'CostEffect' });

const oneEstimate = { estimate: -61.2031, standardError: 24.881, lower: -112.31, upper: -10.0962 };
const someEstimates = {
  slopeBefore: oneEstimate,
  levelChange: oneEstimate,
  slopeChange: oneEstimate,
  changeAtEnd: oneEstimate,
};

export const effectExample: z.input<typeof effect> = {
  ...headingExample,
  scope: { kind: 'city', name: '赣州市' },
  level: 3,
  from: '2024-01',
  until: '2026-11',
  since: '2025-07',
  definitionVersion: 1,
  monthsBefore: 18,
  monthsAfter: 16,
  missing: [],
  lag: 3,
  harmonics: 1,
  degreesOfFreedom: 28,
  rho: 0.21,
  neweyWest: someEstimates,
  praisWinsten: someEstimates,
  levelChangeShare: -0.0241,
  means: { before: 2611.2, after: 2498.7, change: -0.0431 },
  series: [{ month: '2025-07', observed: 2504.11, comparator: null, fitted: 2498.0312, counterfactual: 2559.2343 }],
  comparatorHospitals: [],
  statement: {
    code: 'effect.statement.change',
    parameters: { since: '2025-07', level: -61.2031 },
    text: '同一时期(自 2025-07 起)水平变化 −61.2031……',
  },
  warnings: [{ code: 'effect.warning.no-comparator', parameters: {}, text: '没有对照……' }],
  coInterventions: [],
  dataSha256: '5b3e7f0c9a1d2e4f6a8b0c1d3e5f7a9b1c3d5e7f9a0b2c4d6e8f0a1b3c5d7e9f',
};
