import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { DomainEvent } from '../core/events.ts';
import type { Entry } from '../core/ledger/entry.ts';

export type Cell = string | number | null;
export type Row = { readonly id: string } & Readonly<Record<string, Cell>>;

/**
 * A table that is a pure function of the ledger. Each row depends on its own previous state and one entry and on nothing
 * else, so that the writer, a rebuild and verify all come to the same rows, in any store.
 */
export interface Projection<R extends Row = Row> {
  readonly table: SQLiteTable;
  /** The kinds of event that touch this table; others are never asked. */
  readonly kinds: readonly DomainEvent['kind'][];
  /** The ids of the rows that this entry touches. */
  readonly idsOf: (entry: Entry) => readonly string[];
  /** The row after the entry; `undefined` in: it did not exist. Returning `undefined` leaves it as it was. */
  readonly project: (row: R | undefined, entry: Entry, id: string) => R | undefined;
}

/** Keeps the row type of a table where it is declared, and forgets it in the list of all projections. */
export function projection<R extends Row>(declared: Projection<R>): Projection {
  return declared as unknown as Projection;
}
