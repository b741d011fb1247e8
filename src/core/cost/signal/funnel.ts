/**
 * Units side by side with limits that widen where there is less to go by (Spiegelhalter, "Funnel plots for comparing
 * institutional performance", Statistics in Medicine 24, 2005). Units of one kind differ more than chance alone allows:
 * where they do (φ > 1), the variance between them (τ², additive random effects) is added to each one's own, estimated from
 * z-scores of which the outermost tenth on each side is drawn in, so that the outliers sought do not hide themselves.
 */
export interface FunnelUnit {
  readonly unitId: string;
  readonly numerator: number;
  readonly denominator: number;
}

/** How sure one unit's value is, given the target. */
export type FunnelSpread =
  /** Counts over exposure, such as deductions over prescriptions: variance target ÷ denominator. */
  | { readonly kind: 'count' }
  /** A part of a whole, such as irrational sheets of those sampled. */
  | { readonly kind: 'share' }
  /** Amounts over cases: `deviation` of a single case, in the value's unit. */
  | { readonly kind: 'amount'; readonly deviation: number };

export interface FunnelQuestion {
  readonly units: readonly FunnelUnit[];
  readonly spread: FunnelSpread;
  /** Units with less, or with fewer expected counts than `minExpected`, are shown and not judged. */
  readonly smallNumber: number;
  /** A value is numerator ÷ denominator times this. */
  readonly scale: number;
}

/** The part of z-scores drawn in on each side. */
export const winsorisedShare = 0.1;
/** Under fewer counts the normal approximation behind z does not hold. */
export const minExpected = 5;
/** Fewer units tell nothing of how units differ. */
export const minFunnelUnits = 5;
/** Two-sided 95 % and 99.8 %, the two pairs of lines that Spiegelhalter draws. */
export const z95 = 1.959964;
export const z998 = 3.090232;

export interface Funnel {
  /** Pooled over the units judged; null where there are none. */
  readonly target: number | null;
  /** Mean square of the winsorised z-scores; 1 where units differ by chance alone. */
  readonly phi: number | null;
  /** Variance between units in the value's unit squared; 0 where φ does not exceed 1. */
  readonly tauSquared: number | null;
  readonly units: readonly FunnelPlace[];
}

export interface FunnelPlace extends FunnelUnit {
  readonly value: number | null;
  /** Null where it is not judged: too little to go by, or too few units. */
  readonly z: number | null;
  readonly limits: {
    readonly lower95: number;
    readonly upper95: number;
    readonly lower998: number;
    readonly upper998: number;
  } | null;
  readonly place: 'within' | 'above-95' | 'above-998' | 'below-95' | 'below-998' | 'not-judged';
}

export function funnelOf(question: FunnelQuestion): Funnel {
  const { units, scale } = question;
  const judged = judgedUnits(question);
  const numerator = judged.reduce((sum, unit) => sum + unit.numerator, 0);
  const denominator = judged.reduce((sum, unit) => sum + unit.denominator, 0);
  if (judged.length < minFunnelUnits || denominator === 0) {
    const places = units.map((unit) => ({ ...unit, value: rateOf(unit, scale), ...notJudged }));
    return { target: null, phi: null, tauSquared: null, units: places };
  }
  const target = (numerator / denominator) * scale;
  const variances = new Map(judged.map((unit) => [unit, varianceOf(question, target, unit)]));
  const scores = judged.map((unit) => ((rateOf(unit, scale) ?? 0) - target) / Math.sqrt(variances.get(unit) ?? 1));
  const phi = dispersion(scores);
  const tauSquared = betweenUnits(phi, [...variances.values()]);
  const places = units.map((unit): FunnelPlace => {
    const value = rateOf(unit, scale);
    const own = variances.get(unit);
    if (own === undefined || value === null) return { ...unit, value, ...notJudged };
    const deviation = Math.sqrt(own + tauSquared);
    const z = deviation === 0 ? 0 : (value - target) / deviation;
    const reach = (width: number) => ({
      lower: Math.max(0, target - width * deviation),
      upper: target + width * deviation,
    });
    const [inner, outer] = [reach(z95), reach(z998)];
    const limits = { lower95: inner.lower, upper95: inner.upper, lower998: outer.lower, upper998: outer.upper };
    return { ...unit, value, z, limits, place: placeOf(z) };
  });
  return { target, phi, tauSquared, units: places };
}

/** Deviation of a single case from month-to-month movement: each unit about its own mean, weighted by its cases. */
export function caseDeviation(units: readonly (readonly FunnelUnit[])[], scale: number): number {
  let [squares, degrees] = [0, 0];
  for (const months of units) {
    const known = months.filter((month) => month.denominator > 0);
    const cases = known.reduce((sum, month) => sum + month.denominator, 0);
    if (known.length < 2) continue;
    const mean = (known.reduce((sum, month) => sum + month.numerator, 0) / cases) * scale;
    for (const month of known) squares += month.denominator * ((rateOf(month, scale) ?? 0) - mean) ** 2;
    degrees += known.length - 1;
  }
  return degrees === 0 ? 0 : Math.sqrt(squares / degrees);
}

const notJudged = { z: null, limits: null, place: 'not-judged' } as const;

function judgedUnits({ units, spread, smallNumber }: FunnelQuestion): FunnelUnit[] {
  const large = units.filter(({ denominator }) => denominator > 0 && denominator >= smallNumber);
  // Without movement from month to month nothing says how sure a value is.
  if (spread.kind === 'amount') return spread.deviation > 0 ? large : [];
  const numerator = large.reduce((sum, unit) => sum + unit.numerator, 0);
  const share = numerator / large.reduce((sum, unit) => sum + unit.denominator, 0);
  return large.filter(({ denominator }) => {
    const expected = share * denominator;
    return expected >= minExpected && (spread.kind === 'count' || denominator - expected >= minExpected);
  });
}

function varianceOf({ spread, scale }: FunnelQuestion, target: number, { denominator }: FunnelUnit): number {
  switch (spread.kind) {
    case 'count':
      return (target * scale) / denominator;
    case 'share':
      return (target * (scale - target)) / denominator;
    case 'amount':
      return spread.deviation ** 2 / denominator;
  }
}

function dispersion(scores: readonly number[]): number {
  const ordered = [...scores].sort((left, right) => left - right);
  const [low, high] = [quantile(ordered, winsorisedShare), quantile(ordered, 1 - winsorisedShare)];
  return scores.reduce((sum, z) => sum + Math.min(high, Math.max(low, z)) ** 2, 0) / scores.length;
}

/** DerSimonian & Laird's moment estimate, with the winsorised Iφ in the place of their Q. */
function betweenUnits(phi: number, variances: readonly number[]): number {
  const units = variances.length;
  if (units * phi < units - 1) return 0;
  const weights = variances.map((variance) => 1 / variance);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const squares = weights.reduce((total, weight) => total + weight * weight, 0);
  return (units * phi - (units - 1)) / (sum - squares / sum);
}

/** Between the two nearest ranks in proportion, as R's default and numpy's. */
function quantile(ordered: readonly number[], share: number): number {
  const at = share * (ordered.length - 1);
  const below = Math.floor(at);
  const [low, high] = [ordered[below] ?? 0, ordered[below + 1] ?? ordered[below] ?? 0];
  return low + (at - below) * (high - low);
}

function placeOf(z: number): FunnelPlace['place'] {
  if (Math.abs(z) <= z95) return 'within';
  const far = Math.abs(z) > z998;
  if (z > 0) return far ? 'above-998' : 'above-95';
  return far ? 'below-998' : 'below-95';
}

function rateOf({ numerator, denominator }: FunnelUnit, scale: number): number | null {
  return denominator === 0 ? null : (numerator / denominator) * scale;
}
