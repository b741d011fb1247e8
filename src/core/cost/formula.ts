import { type Expression, type Figures, type MeasureVersion, placeOfTerm, termsOf } from './measure.ts';

/** A definition made ready to be computed thousands of times a question. */
export interface Formula {
  readonly numerator: (figures: Figures) => number | null;
  readonly denominator: (figures: Figures) => number | null;
  /** It rests on how cases were grouped: its figures are only comparable under one grouper. */
  readonly grouped: boolean;
}

export function formulaOf(version: MeasureVersion): Formula {
  let formula = formulas.get(version);
  if (formula === undefined) {
    const { numerator, denominator } = version;
    const grouped = [numerator, denominator].flatMap(termsOf).some((term) => /\.weight/.test(term));
    formula = { numerator: compiled(numerator), denominator: compiled(denominator), grouped };
    formulas.set(version, formula);
  }
  return formula;
}

const formulas = new WeakMap<MeasureVersion, Formula>();

/** The same as `evaluate`, which stays as its oracle, with every term looked up once. */
function compiled(expression: Expression): (figures: Figures) => number | null {
  if (typeof expression === 'string') {
    const place = placeOfTerm.get(expression);
    if (place === undefined) return () => null;
    const { source, sum } = place;
    return (figures) => figures[source]?.[sum] ?? null;
  }
  if ('optional' in expression) {
    const term = compiled(expression.optional);
    return (figures) => term(figures) ?? 0;
  }
  if ('add' in expression) {
    const parts = expression.add.map(compiled);
    return (figures) => {
      let total = 0;
      for (const part of parts) {
        const value = part(figures);
        if (value === null) return null;
        total += value;
      }
      return total;
    };
  }
  const [left, right] = expression.subtract.map(compiled);
  return (figures) => {
    const from = left?.(figures) ?? null;
    const take = right?.(figures) ?? null;
    return from === null || take === null ? null : from - take;
  };
}
