import { dateOfDay } from '../core/cost/cells.ts';
import {
  maxListedLines,
  maxReportedRejects,
  type RejectedRow,
  type SliceSummary,
  type SliceTally,
  sliceOutcome,
} from '../core/cost/slice.ts';
import type { Dataset } from '../core/cost/sums.ts';
import { DomainError } from '../core/errors.ts';

/** Takes the refused rows of a file once it has been read: at most `maxReportedRejects`, in the order of its lines. */
export type ReportRejects = (rows: readonly RejectedRow[]) => Promise<void>;

/** Refused rows for each good one above which the rest of a file is not read: it is another table, or made to be read. */
const hopelessShare = 9;

/**
 * Counts what an import says about itself, by month and code. `reject` throws cost.nothing-fits for a file of which, more
 * than `maxReportedRejects` rows on, next to nothing could be taken.
 */
export function importTally() {
  const months = new Map<string, { rows: number; rejected: number }>();
  const monthOfDay = new Map<number, string>();
  const warned = new Map<string, { rows: number; firstLines: number[] }>();
  const listed: RejectedRow[] = [];
  const sums = { without: 0, with: 0, both: 0, neither: 0 };
  let [rows, rejected, unplaced] = [0, 0, 0];
  const monthAt = (day: number) => {
    let name = monthOfDay.get(day);
    if (name === undefined) {
      name = dateOfDay(day).slice(0, 7);
      monthOfDay.set(day, name);
    }
    let month = months.get(name);
    if (month === undefined) {
      month = { rows: 0, rejected: 0 };
      months.set(name, month);
    }
    return month;
  };
  return {
    listed,
    sums,
    rows: () => rows,
    rejected: () => rejected,
    accept(day: number) {
      rows += 1;
      monthAt(day).rows += 1;
    },
    reject(errors: readonly RejectedRow[], day: number | null) {
      rejected += 1;
      if (day === null) unplaced += 1;
      else monthAt(day).rejected += 1;
      for (const error of errors) if (listed.length < maxReportedRejects) listed.push(error);
      const [first] = listed;
      if (rejected <= maxReportedRejects || rejected <= hopelessShare * rows || first === undefined) return;
      const { line, column, code } = first;
      throw new DomainError('invalid', 'cost.nothing-fits', { rows: rejected, line, column: column ?? '', code });
    },
    warn(code: string, line: number) {
      const known = warned.get(code) ?? { rows: 0, firstLines: [] };
      warned.set(code, known);
      known.rows += 1;
      if (known.firstLines.length < maxListedLines) known.firstLines.push(line);
    },
    warnings: () => [...warned].sort().map(([code, { rows, firstLines }]) => ({ code, rows, firstLines })),
    slices(hospitalId: string, dataset: Dataset): SliceSummary[] {
      return [...months].sort().map(([month, tally]: [string, SliceTally]) => {
        const state = sliceOutcome(tally, { rows, unplaced });
        return { hospitalId, month, dataset, rows: tally.rows, rejected: tally.rejected, state };
      });
    },
  };
}
