/** One named figure and the bound it is held against. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  /** undefined: it stands beside another figure, and is held against nothing. */
  readonly bound: { readonly at: number; readonly kind: 'at least' | 'less than' | 'at most' } | undefined;
  /** What was measured, with counts, so that a figure can be questioned. */
  readonly note: string;
}

export function holds({ value, bound }: Figure): boolean {
  switch (bound?.kind) {
    case undefined:
      return true;
    case 'at least':
      return value >= bound.at;
    case 'less than':
      return value < bound.at;
    case 'at most':
      return value <= bound.at;
  }
}

/** Figures that are measured together, because they need the same things. */
export interface Benchmark {
  readonly names: readonly string[];
  readonly measure: () => Promise<readonly Figure[]>;
}

export const atLeast = (at: number) => ({ at, kind: 'at least' }) as const;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** The value that a share `p` (0 to 1) of the sorted values does not exceed. */
export function quantile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(p * sorted.length) - 1)] ?? Number.NaN;
}
