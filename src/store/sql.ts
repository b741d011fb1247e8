/**
 * SQL that is written once for every database behind the contract: doors and other small tables that no query builder
 * makes better. Values stand where the `?` are; names that are not all lower case are quoted.
 */
export interface Sql {
  rows<R>(text: string, ...values: readonly Value[]): Promise<R[]>;
  /** Rows as lists, in the order of the columns: where there are thousands, naming them costs more than reading them. */
  arrays(text: string, ...values: readonly Value[]): Promise<Value[][]>;
  /** @returns how many rows it changed. */
  change(text: string, ...values: readonly Value[]): Promise<number>;
  /** All of it or, when it throws, nothing. */
  together<T>(steps: Steps<T>): Promise<T>;
  /** How the database says that a column is one of a list, which is given as one value: its JSON. */
  among(column: string): string;
}

export type Value = string | number | null | Uint8Array;

/**
 * The statements of one transaction, one after another. A generator and not an async function: SQLite has to run a
 * transaction without giving way in between, PostgreSQL has to wait for each answer.
 */
export type Steps<T> = Generator<Step, T, Outcome>;

export type Step = Statement | Insertion;

interface Statement {
  readonly text: string;
  readonly values: readonly Value[];
}

/** Any number of rows of one table. */
export interface Insertion {
  readonly table: string;
  readonly columns: Columns;
  readonly rows: readonly (readonly Value[])[];
}

/** What stands in the columns, in their order. */
export type Columns = Readonly<Record<string, 'text' | 'whole' | 'bytes'>>;

export interface Outcome {
  readonly rows: readonly unknown[];
  readonly changes: number;
}

/** One statement of `Steps` that reads; also one that says `returning`. */
export function* rows<R>(text: string, ...values: readonly Value[]): Steps<readonly R[]> {
  return (yield { text, values }).rows as readonly R[];
}

/** One statement of `Steps` that writes. @returns how many rows it changed. */
export function* change(text: string, ...values: readonly Value[]): Steps<number> {
  return (yield { text, values }).changes;
}

/** Rows of one table in `Steps`, each with a value for each column. */
export function* insert(table: string, columns: Columns, rows: readonly (readonly Value[])[]): Steps<void> {
  if (rows.length > 0) yield { table, columns, rows };
}
