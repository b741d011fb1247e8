import { z } from 'zod';
import { DomainError } from '../errors.ts';
import { addToMonth, type Month } from '../time.ts';
import { type Dataset, datasets, type SumName, type Sums, sumNames } from './sums.ts';

/** A part of care a formula draws its sums from; each names the datasets that can answer for it, the best first. */
const sources = ['inpatient', 'outpatient', 'review', 'drugs'] as const;
export type Source = (typeof sources)[number];

/** `inpatient.drugFen`: a sum of a source. */
export type Term = `${Source}.${SumName}`;

/**
 * A formula is data, never code: a term, or terms added and subtracted. `optional` counts as 0 where a hospital does not
 * report the term; without it an unreported term makes the hospital "not reporting" for the measure.
 */
export type Expression =
  | Term
  | { readonly optional: Term }
  | { readonly add: readonly Expression[] }
  | { readonly subtract: readonly [Expression, Expression] };

export interface MeasureVersion {
  readonly version: number;
  /** First month this definition is in force; null for the first one. */
  readonly from: Month | null;
  readonly numerator: Expression;
  readonly denominator: Expression;
  /** What was changed against the version before. */
  readonly change?: string | undefined;
}

export type Unit = keyof typeof units;

/** A measure with an owner: what it counts, whose it is, what it is good for and what it cannot tell. */
export type Measure = z.infer<typeof measureSchema> & { readonly versions: readonly MeasureVersion[] };

/**
 * How numerator over denominator becomes the value of a unit: multiplied by `times` ÷ `over`, to `decimals` places.
 * Money is in fen, weights in ten-thousandths.
 */
export const units = {
  yuan: { times: 1n, over: 100n, decimals: 2 },
  share: { times: 1n, over: 1n, decimals: 4 },
  yuanPer100Yuan: { times: 100n, over: 1n, decimals: 2 },
  weight: { times: 1n, over: 10_000n, decimals: 4 },
  /** Fen over ten-thousandths of weight. */
  yuanPerWeight: { times: 100n, over: 1n, decimals: 2 },
  /** Ten-thousandths of defined daily doses over bed-days, for a hundred of these. */
  dddPer100BedDays: { times: 1n, over: 100n, decimals: 2 },
} as const;

/** Money per something: what prices move, and what a saving can be counted in. A share of money is not. */
export function isMoney(measure: Measure): boolean {
  return measure.unit === 'yuan' || measure.unit === 'yuanPerWeight';
}

/** Any text here; `parseMeasure` refuses unknown terms by name, which a union of schemas could not say. */
const termSchema = z.string().transform((text) => text as Term);

/** Terms are looked up thousands of times a question, so they are taken apart once. */
export const placeOfTerm: ReadonlyMap<string, { readonly source: Source; readonly sum: SumName }> = new Map(
  sources.flatMap((source) => sumNames.map((sum) => [`${source}.${sum}`, { source, sum }] as const)),
);

const expressionSchema: z.ZodType<Expression> = z.lazy(() =>
  z.union([
    termSchema,
    z.strictObject({ optional: termSchema }),
    z.strictObject({ add: z.array(expressionSchema).min(2).max(12) }),
    z.strictObject({ subtract: z.tuple([expressionSchema, expressionSchema]) }),
  ]),
);

const bilingual = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });

/** The form of `seeds/measures/<id>.yaml`. Unknown fields are refused: a misspelt caveat is a missing caveat. */
const measureSchema = z.strictObject({
  id: z.string().regex(/^[a-z][A-Za-z0-9]{2,60}$/),
  name: bilingual,
  unit: z.enum(Object.keys(units) as [keyof typeof units, ...(keyof typeof units)[]]),
  datasets: z.partialRecord(z.enum(sources), z.array(z.enum(datasets)).min(1)),
  directionOfGood: z.enum(['lower', 'higher', 'none']),
  why: bilingual,
  caveats: z.array(bilingual).min(1),
  /** Offices, not persons: who wrote the definition and who checks it, and the day it is to be looked at again. */
  author: z.string().min(1),
  checker: z.string().min(1),
  reviewOn: z.iso.date(),
  /** Measures to show beside it: where cost goes when this one is pressed. */
  balancing: z.array(z.string()).min(1).max(6),
  source: z.string().min(1),
  provenance: z.enum(['published', 'proposal']),
  /** Below this denominator, in its own unit, a value is flagged: one patient can move it. */
  smallNumber: z.int().min(0),
  versions: z
    .array(
      z.strictObject({
        version: z.int().min(1),
        from: z
          .string()
          .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
          .nullable(),
        numerator: expressionSchema,
        denominator: expressionSchema,
        change: z.string().optional(),
      }),
    )
    .min(1),
});

/**
 * Checks one parsed measure file.
 *
 * @throws Error naming the file and what is wrong in it; a service with a broken definition must not start.
 */
export function parseMeasure(content: unknown, file: string): Measure {
  const parsed = measureSchema.safeParse(content);
  if (!parsed.success) throw new Error(`${file}: ${z.prettifyError(parsed.error)}`);
  const measure = parsed.data;
  if (measure.author === measure.checker) throw new Error(`${file}: the checker must be another than the author`);
  if (measure.balancing.includes(measure.id)) throw new Error(`${file}: a measure does not balance itself`);
  for (const [at, version] of measure.versions.entries()) {
    const before = measure.versions[at - 1];
    if (version.version !== at + 1) throw new Error(`${file}: versions must be numbered 1, 2, 3 in order`);
    if ((before === undefined) !== (version.from === null)) {
      throw new Error(`${file}: version ${version.version}: only the first version has no "from"`);
    }
    if (before?.from != null && version.from != null && version.from <= before.from) {
      throw new Error(`${file}: version ${version.version} must start after version ${before.version}`);
    }
    for (const term of [...termsOf(version.numerator), ...termsOf(version.denominator)]) {
      if (!placeOfTerm.has(term))
        throw new Error(`${file}: unknown term ${term}: write source.sum, as in inpatient.drugFen`);
      if (measure.datasets[sourceOf(term)] === undefined) throw new Error(`${file}: no dataset named for ${term}`);
    }
  }
  return measure;
}

/** The definition in force in a month, or the one asked for by number; undefined when there is no such number. */
export function versionFor(measure: Measure, month: Month, asked: number | null): MeasureVersion | undefined {
  if (asked !== null) return measure.versions.find((version) => version.version === asked);
  return measure.versions.findLast((version) => version.from === null || version.from <= month);
}

/**
 * The one definition of a range of months; figures of two definitions are never set beside each other.
 *
 * @throws DomainError cost.versions-differ where the definition changes inside the range and none was asked for.
 */
export function oneVersion(measure: Measure, range: MonthRange, asked: number | null): MeasureVersion {
  const last = versionFor(measure, addToMonth(range.until, -1), asked);
  const first = versionFor(measure, range.from, asked);
  if (last === undefined || first === undefined) throw new Error(`${measure.id} has no version ${asked}`);
  if (first !== last) {
    throw new DomainError('invalid', 'cost.versions-differ', {
      measure: measure.id,
      first: first.version,
      last: last.version,
      changed: last.from ?? '',
    });
  }
  return last;
}

/** First month inside and first month outside. */
export interface MonthRange {
  readonly from: Month;
  readonly until: Month;
}

/** Sums of one unit in one month by source; a source is absent where no dataset of it is in. */
export type Figures = Readonly<Partial<Record<Source, Sums>>>;

/** The value of an expression, or null where a term in it was not reported. */
export function evaluate(expression: Expression, figures: Figures): number | null {
  if (typeof expression === 'string') return termOf(expression, figures);
  if ('optional' in expression) return termOf(expression.optional, figures) ?? 0;
  if ('add' in expression) {
    let total = 0;
    for (const part of expression.add) {
      const value = evaluate(part, figures);
      if (value === null) return null;
      total += value;
    }
    return total;
  }
  const [left, right] = expression.subtract;
  const from = evaluate(left, figures);
  const take = evaluate(right, figures);
  return from === null || take === null ? null : from - take;
}

/** All datasets a measure may read. */
export function datasetsOf(measure: Measure): Dataset[] {
  return [...new Set(Object.values(measure.datasets).flat())];
}

/** Whether the measure is known by ward: hospitals send their returns as a whole. */
export function isByWard(measure: Measure): boolean {
  return datasetsOf(measure).some((dataset) => dataset === 'inpatientRows' || dataset === 'drugLines');
}

/** Numerator over denominator in the measure's unit, rounded half away from zero; null when the denominator is 0. */
export function measureValue(unit: Unit, numerator: number, denominator: number): number | null {
  if (denominator === 0) return null;
  const { times, over, decimals } = units[unit];
  return roundedRatio(BigInt(numerator) * times, BigInt(denominator) * over, decimals);
}

/** (n1/d1) / (n0/d0) − 1 to four decimals, from the sums and not from rounded values; null where a base is missing. */
export function growth(now: Ratio | null, before: Ratio | null): number | null {
  if (now === null || before === null || now.denominator === 0 || before.denominator === 0) return null;
  if (before.numerator === 0) return null;
  const numerator = BigInt(now.numerator) * BigInt(before.denominator);
  const denominator = BigInt(before.numerator) * BigInt(now.denominator);
  return roundedRatio(numerator - denominator, denominator, 4);
}

export interface Ratio {
  readonly numerator: number;
  readonly denominator: number;
}

/** Exact: floats would move the last published digit of some quotients. */
export function roundedRatio(numerator: bigint, denominator: bigint, decimals: number): number {
  const negative = numerator < 0n !== denominator < 0n;
  const scaled = abs(numerator) * 10n ** BigInt(decimals);
  const divisor = abs(denominator);
  const rounded = (scaled * 2n + divisor) / (divisor * 2n);
  return (Number(rounded) / 10 ** decimals) * (negative && rounded !== 0n ? -1 : 1);
}

function termOf(term: Term, figures: Figures): number | null {
  const place = placeOfTerm.get(term);
  return place === undefined ? null : (figures[place.source]?.[place.sum] ?? null);
}

function sourceOf(term: Term): Source {
  return term.slice(0, term.indexOf('.')) as Source;
}

/** The terms of a formula, those of its optional parts too. */
export function termsOf(expression: Expression): Term[] {
  if (typeof expression === 'string') return [expression];
  if ('optional' in expression) return [expression.optional];
  return ('add' in expression ? expression.add : expression.subtract).flatMap(termsOf);
}

function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}
