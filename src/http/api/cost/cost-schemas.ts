import { z } from 'zod';
import { DomainError } from '../../../core/errors.ts';
import type { CostScope } from '../../../usecases/cost/cost-context.ts';
import { id, month, yesNo } from '../../schemas.ts';

/** The forms of questions and answers about drug cost. Money is fen in numerators; values are in the measure's unit. */

export const measureId = z.string().regex(/^[a-z][A-Za-z0-9]{2,60}$/, 'field.measure-id');
export const version = z
  .string()
  .regex(/^[1-9]\d{0,3}$/, 'field.version')
  .transform(Number)
  .pipe(z.int());

export const number = z.number().nullable();
export const words = z.object({ zh: z.string(), en: z.string() });
export const status = z.enum(['complete', 'partial', 'missing']);

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

export const level = z.enum(['2', '3']).transform((text) => (text === '2' ? 2 : 3));
export const acrossLevels = yesNo.optional().meta({
  description:
    'true: levels 2 and 3 together. Apart by default: a level-2 discharge costs less than half of a level-3 one.',
});

/** What every question about a measure is told. */
export const measureQuery = { measure: measureId, version: version.optional() };
export const rangeQuery = { from: month, until: month.meta({ description: 'The first month outside.' }) };
export const areaQuery = { county: id.optional(), hospital: id.optional() };

/** A city, county or hospital. */
export function areaOf(query: {
  readonly county?: string | undefined;
  readonly hospital?: string | undefined;
}): CostScope & { readonly kind: 'city' | 'county' | 'hospital' } {
  const scope = scopeOf(query);
  if (scope.kind === 'ward') throw new Error('the form has no ward');
  return scope;
}

/** A hospital or a ward; exactly one of them. @throws DomainError `cost.scope`. */
export function unitOf(query: {
  readonly hospital?: string | undefined;
  readonly ward?: string | undefined;
}): CostScope & { readonly kind: 'hospital' | 'ward' } {
  const scope = scopeOf(query);
  if (scope.kind === 'hospital' || scope.kind === 'ward') return scope;
  throw new DomainError('malformed', 'cost.scope', { scope: 'hospital', given: [] });
}

export const heading = {
  measure: z.looseObject({
    id: z.string(),
    name: words,
    unit: z.string(),
    directionOfGood: z.string(),
    smallNumber: z.int(),
    why: words,
    caveats: z.array(words),
    source: z.string(),
    balancing: z.array(z.string()).meta({ description: 'Measures to show beside it.' }),
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
    why: { zh: '住院患者平均药费', en: 'Mean drug cost of a stay' },
    caveats: [{ zh: '未按病种调整', en: 'Not adjusted for case mix' }],
    source: '住院病案首页',
    balancing: ['totalCostPerDischarge'],
  },
  attribution: 'discharge-ward' as const,
};

export const definedHeading = {
  ...heading,
  definition: z
    .looseObject({ version: z.int() })
    .meta({ description: 'The one definition every figure here was made by: version, numerator and denominator.' }),
};

export const definedHeadingExample = {
  ...headingExample,
  definition: { version: 1, numerator: 'inpatient.drugFen', denominator: 'inpatient.discharges' },
};

export const figure = {
  status,
  numerator: number,
  denominator: number,
  value: number,
  small: z.boolean().meta({ description: "The denominator is below the measure's small-number threshold." }),
};

export const groupers = z.array(z.string()).meta({
  description:
    'What grouped the cases, where the measure rests on it (blank: not told); over more than one there is no common value, and where it changes the series breaks.',
});

export const unitNames = {
  kind: z.enum(['hospital', 'ward']),
  hospitalId: z.string(),
  hospitalName: z.string(),
  wardId: z.string().nullable(),
  wardName: z.string().nullable(),
};

export const unitNamesExample = {
  kind: 'ward' as const,
  hospitalId: 'hos_1',
  hospitalName: '演示第一医院',
  wardId: 'war_1',
  wardName: '呼吸内科一病区',
};

export const measureList = z.object({
  items: z.array(z.looseObject({ id: z.string(), name: words, unit: z.string() })),
});
export const measureListExample = { items: [{ ...headingExample.measure }] };
