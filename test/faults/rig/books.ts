import type { Entry } from '../../../src/core/ledger/entry.ts';
import { openSqlite } from '../../../src/store/open-sqlite.ts';
import type { Asked } from './clients.ts';
import type { AcknowledgedReply } from './trace.ts';

/** What a ledger's file holds of what clients asked for. */
export interface Stored {
  readonly size: number;
  /** How often each mark was written. */
  readonly marks: ReadonlyMap<string, number>;
  readonly leaves: readonly string[];
  /** When each entry was recorded. */
  readonly times: readonly string[];
}

export function readStored(path: string): Stored {
  const connection = openSqlite(path, 'read-only');
  try {
    const rows = connection
      .prepare<[], { leaf: Buffer; body: string }>(
        'select e.leaf, b.body from entry e join entry_body b on b.seq = e.seq order by e.seq',
      )
      .all();
    const entries = rows.map(({ body }) => JSON.parse(body) as Entry);
    const marks = new Map<string, number>();
    for (const { event } of entries) {
      const mark =
        event.kind === 'deduction.recorded' ? event.actRef : event.kind === 'lead.posted' ? event.text : undefined;
      if (mark !== undefined) marks.set(mark, (marks.get(mark) ?? 0) + 1);
    }
    return {
      size: rows.length,
      marks,
      leaves: rows.map(({ leaf }) => leaf.toString('hex')),
      times: entries.map(({ at }) => at),
    };
  } finally {
    connection.close();
  }
}

/** What breaks acknowledged ⊆ stored ⊆ acknowledged ∪ unknown, each written once; empty when all is well. */
export function broken(asked: readonly Asked[], stored: Stored): string[] {
  const byMark = new Map(asked.map((one) => [one.mark, one]));
  const lost = asked
    .filter(({ outcome, mark }) => outcome === 'acknowledged' && !stored.marks.has(mark))
    .map(({ mark }) => `${mark} was acknowledged and is lost`);
  const refused = asked
    .filter(({ outcome, mark }) => outcome === 'refused' && stored.marks.has(mark))
    .map(({ mark }) => `${mark} was refused and is stored`);
  const unasked = [...stored.marks.keys()]
    .filter((mark) => !byMark.has(mark))
    .map((mark) => `nobody asked for ${mark}`);
  const double = [...stored.marks].filter(([, count]) => count > 1).map(([mark, count]) => `${mark} ${count} times`);
  const moved = asked.flatMap(({ reply }) => (reply === undefined ? [] : missing([reply], stored)));
  return [...lost, ...refused, ...unasked, ...double, ...moved];
}

/** The acknowledged entries that do not stand in the file where, and as, the reply said. */
export function missing(replies: readonly AcknowledgedReply[], stored: Stored): string[] {
  return replies
    .flatMap(({ entries }) => entries)
    .filter(({ position, leaf }) => stored.leaves[position] !== leaf)
    .map(({ position }) => `entry ${position} was acknowledged and is not there`);
}
