export interface Finding {
  /** The entry it was found at; null where it concerns a projection's row. */
  readonly seq: number | null;
  readonly what: string;
}

export type Report = (seq: number | null, what: string) => void;

/** After this many there is nothing more to learn. */
const maxFindings = 20;

/** Findings in the order they are made, as many as are worth reading. */
export function reporter(): { readonly findings: readonly Finding[]; readonly report: Report } {
  const findings: Finding[] = [];
  const report: Report = (seq, what) => {
    if (findings.length < maxFindings) findings.push({ seq, what });
  };
  return { findings, report };
}
