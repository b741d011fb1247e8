import type { Statement } from 'better-sqlite3';
import type { SqliteConnection } from '../open-sqlite.ts';
import type { Outcome, Sql, Step, Steps } from '../sql.ts';

export interface SqliteSql extends Sql {
  /** Runs steps at once; what a transaction that is open already does with them is its own. */
  now<T>(steps: Steps<T>): T;
}

/** Each text is prepared once: they are constants of the source, so their number is bounded by it. */
export function sqliteSql(connection: SqliteConnection): SqliteSql {
  const prepared = new Map<string, Statement<unknown[]>>();
  const run = ({ text, values }: Step): Outcome => {
    let statement = prepared.get(text);
    if (statement === undefined) {
      statement = connection.prepare<unknown[]>(text);
      prepared.set(text, statement);
    }
    if (!statement.reader) return { rows: [], changes: statement.run(...values).changes };
    const rows = statement.all(...values);
    return { rows, changes: rows.length };
  };
  const now = <T>(steps: Steps<T>): T => {
    let step = steps.next();
    while (step.done !== true) step = steps.next(run(step.value));
    return step.value;
  };
  return {
    rows: async <R>(text: string, ...values: Step['values']) => run({ text, values }).rows as R[],
    change: async (text, ...values) => run({ text, values }).changes,
    together: async <T>(steps: Steps<T>) => connection.transaction(() => now(steps)).immediate(),
    now,
  };
}
