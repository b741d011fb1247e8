import type { Statement } from 'better-sqlite3';
import type { SqliteConnection } from '../open-sqlite.ts';
import type { Insertion, Outcome, Sql, Step, Steps, Value } from '../sql.ts';
import type { Turns } from './turns.ts';

export interface SqliteSql extends Sql {
  /** Runs steps at once; what a transaction that is open already does with them is its own. */
  now<T>(steps: Steps<T>): T;
}

/**
 * Each text is prepared once: they are constants of the source, so their number is bounded by it.
 *
 * @param turns that its writes take, where another thread of this process writes the file as well: SQLite would make the
 * whole process wait.
 */
export function sqliteSql(connection: SqliteConnection, turns: Pick<Turns, 'alone'> = nobodyElse): SqliteSql {
  const prepared = new Map<string, Statement<unknown[]>>();
  const asArrays = new Map<string, Statement<unknown[], Value[]>>();
  const statementOf = (text: string) => {
    let statement = prepared.get(text);
    if (statement === undefined) {
      statement = connection.prepare<unknown[]>(text);
      prepared.set(text, statement);
    }
    return statement;
  };
  const run = (text: string, values: readonly Value[]): Outcome => {
    const statement = statementOf(text);
    if (!statement.reader) return { rows: [], changes: statement.run(...values).changes };
    const rows = statement.all(...values);
    return { rows, changes: rows.length };
  };
  const insertAll = ({ table, columns, rows }: Insertion): Outcome => {
    const names = Object.keys(columns);
    const statement = statementOf(
      `insert into ${table} (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`,
    );
    for (const row of rows) statement.run(...row);
    return { rows: [], changes: rows.length };
  };
  const take = (step: Step) => ('table' in step ? insertAll(step) : run(step.text, step.values));
  const now = <T>(steps: Steps<T>): T => {
    let step = steps.next();
    while (step.done !== true) step = steps.next(take(step.value));
    return step.value;
  };
  return {
    rows: async <R>(text: string, ...values: readonly Value[]) => run(text, values).rows as R[],
    arrays: async (text, ...values) => {
      let statement = asArrays.get(text);
      if (statement === undefined) {
        statement = connection.prepare<unknown[], Value[]>(text).raw();
        asArrays.set(text, statement);
      }
      return statement.all(...values);
    },
    change: (text, ...values) => turns.alone(() => run(text, values).changes),
    together: <T>(steps: Steps<T>) => turns.alone(() => connection.transaction(() => now(steps)).immediate()),
    among: (column) => `${column} in (select value from json_each(?))`,
    now,
  };
}

const nobodyElse: Pick<Turns, 'alone'> = { alone: async (work) => work() };
