import { inverse, Matrix, solve } from 'ml-matrix';

/** A regression of values on rows of regressors, in time order: what was estimated and how sure that is. */
export interface Fit {
  readonly beta: readonly number[];
  /** Of the estimates, square, in the order of `beta`. */
  readonly covariance: readonly (readonly number[])[];
  readonly residuals: readonly number[];
  /** Observations less estimates. */
  readonly degreesOfFreedom: number;
}

/**
 * Ordinary least squares with Newey–West standard errors: residuals may be correlated over up to `lag` months (Bartlett
 * weights) and need not vary alike (Newey & West 1987). The covariance is corrected by n/(n−k), as statsmodels does with
 * `use_correction=True`.
 */
export function neweyWest(rows: readonly (readonly number[])[], values: readonly number[], lag: number): Fit {
  const { design, beta, residuals, bread } = leastSquares(rows, values);
  const [n, k] = [design.rows, design.columns];
  let middle = lagged(design, residuals, 0);
  for (let back = 1; back <= lag; back += 1) {
    const gamma = lagged(design, residuals, back);
    middle = Matrix.add(middle, Matrix.add(gamma, gamma.transpose()).mul(1 - back / (lag + 1)));
  }
  const covariance = bread
    .mmul(middle)
    .mmul(bread)
    .mul(n / (n - k));
  return { beta, covariance: covariance.to2DArray(), residuals, degreesOfFreedom: n - k };
}

export interface PraisWinstenFit extends Fit {
  /** Correlation of a month's residual with that of the month before. */
  readonly rho: number;
  readonly converged: boolean;
}

/**
 * Prais–Winsten: residuals follow an autoregression of order one whose `rho` is estimated in turn with the coefficients
 * until it stands still; the first observation is kept (Prais & Winsten 1954). `residuals` are those before the
 * transformation.
 */
export function praisWinsten(rows: readonly (readonly number[])[], values: readonly number[]): PraisWinstenFit {
  let { beta, residuals } = leastSquares(rows, values);
  let rho = autocorrelation(residuals);
  for (let turn = 1; ; turn += 1) {
    const transformed = leastSquares(quasiDifferences(rows, rho), quasiDifferences(values.map(alone), rho).map(first));
    beta = transformed.beta;
    residuals = residualsOf(rows, values, beta);
    const next = autocorrelation(residuals);
    const converged = Math.abs(next - rho) < tolerance;
    if (converged || turn >= maxTurns) {
      const degreesOfFreedom = values.length - beta.length;
      const variance = sumOfSquares(transformed.residuals) / degreesOfFreedom;
      const covariance = transformed.bread.clone().mul(variance).to2DArray();
      return { beta, covariance, residuals, degreesOfFreedom, rho, converged };
    }
    rho = next;
  }
}

const tolerance = 1e-10;
/** A series that takes longer swings between two values of rho, and says so by `converged`. */
const maxTurns = 200;
/** At 1 the transformation would lose the level of the series. */
const maxRho = 0.99;

function leastSquares(rows: readonly (readonly number[])[], values: readonly number[]) {
  const design = new Matrix(rows.map((row) => [...row]));
  const solution = solve(design, Matrix.columnVector([...values]));
  const beta = solution.getColumn(0);
  const bread = inverse(design.transpose().mmul(design));
  return { design, beta, residuals: residualsOf(rows, values, beta), bread };
}

function residualsOf(
  rows: readonly (readonly number[])[],
  values: readonly number[],
  beta: readonly number[],
): number[] {
  return rows.map((row, at) => (values[at] ?? 0) - dot(row, beta));
}

/** Σ over t of x_t e_t e_(t−back) x_(t−back)ᵀ. */
function lagged(design: Matrix, residuals: readonly number[], back: number): Matrix {
  const scored = (from: number, until: number) =>
    new Matrix(
      residuals.slice(from, until).map((residual, at) => design.getRow(from + at).map((value) => value * residual)),
    );
  return scored(back, residuals.length)
    .transpose()
    .mmul(scored(0, residuals.length - back));
}

function autocorrelation(residuals: readonly number[]): number {
  const before = residuals.slice(0, -1);
  const squares = sumOfSquares(before);
  // A line through all points leaves rounding errors only, and those follow nothing.
  if (squares < Number.EPSILON) return 0;
  const rho = dot(residuals.slice(1), before) / squares;
  return Math.max(-maxRho, Math.min(maxRho, rho));
}

function quasiDifferences(rows: readonly (readonly number[])[], rho: number): number[][] {
  return rows.map((row, at) => {
    const before = rows[at - 1];
    return row.map((value, column) =>
      before === undefined ? value * Math.sqrt(1 - rho * rho) : value - rho * (before[column] ?? 0),
    );
  });
}

function alone(value: number): number[] {
  return [value];
}

function first(row: readonly number[]): number {
  return row[0] ?? 0;
}

function sumOfSquares(values: readonly number[]): number {
  return dot(values, values);
}

/** Also used to evaluate a fitted line: regressors times estimates. */
export function dot(left: readonly number[], right: readonly number[]): number {
  return left.reduce((sum, value, at) => sum + value * (right[at] ?? 0), 0);
}

/** Standard error of a weighted sum of the estimates. */
export function standardErrorOf({ covariance }: Fit, weights: readonly number[]): number {
  const variance = weights.reduce((sum, weight, at) => sum + weight * dot(covariance[at] ?? [], weights), 0);
  return Math.sqrt(Math.max(0, variance));
}
