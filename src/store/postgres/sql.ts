import { createHash } from 'node:crypto';
import type { QueryResult } from 'pg';
import type { Columns, Insertion, Outcome, Sql, Steps, Value } from '../sql.ts';
import type { PostgresClient, PostgresPool } from './connect.ts';
import { connectionFailed, DatabaseUnreachable, lostConnection } from './failure.ts';

export interface PostgresSql extends Sql {
  /** As `rows`, with values of any kind PostgreSQL takes, such as lists. */
  select<R>(text: string, values: readonly unknown[]): Promise<R[]>;
  /** As `arrays`, with values of any kind PostgreSQL takes. */
  selectArrays(text: string, values: readonly unknown[]): Promise<unknown[][]>;
  /** Several statements on one connection in one transaction; what it throws takes them back. */
  transaction<T>(work: (client: PostgresClient) => Promise<T>): Promise<T>;
}

export function postgresSql(pool: PostgresPool): PostgresSql {
  const spell = speller();
  // A reading is asked again where the connection was lost with it: it changes nothing. Whether a write had been done
  // before its connection was lost nobody knows, so only the connecting is tried again.
  const read = (text: string, values: readonly unknown[], rowMode?: 'array') =>
    withConnection(
      pool,
      (client) => client.query({ ...spell(text), values: [...values], ...(rowMode && { rowMode }) }),
      {
        again: () => true,
      },
    );
  const transaction = async <T>(work: (client: PostgresClient) => Promise<T>): Promise<T> => {
    let begun = false;
    const whole = async (client: PostgresClient) => {
      await client.query('begin');
      begun = true;
      try {
        const result = await work(client);
        await client.query('commit');
        return result;
      } catch (error) {
        await client.query('rollback').catch(() => undefined);
        throw error;
      }
    };
    return withConnection(pool, whole, { again: () => !begun });
  };
  return {
    rows: async <R>(text: string, ...values: readonly Value[]) => (await read(text, values)).rows as R[],
    change: async (text, ...values) => {
      const done = await withConnection(pool, (client) => client.query({ ...spell(text), values: [...values] }));
      return done.rowCount ?? 0;
    },
    together: (steps) => transaction((client) => runSteps(client, steps)),
    select: async <R>(text: string, values: readonly unknown[]) => (await read(text, values)).rows as R[],
    selectArrays: async (text, values) => (await read(text, values, 'array')).rows as unknown as unknown[][],
    arrays: async (text, ...values) => (await read(text, values, 'array')).rows as unknown as Value[][],
    among: (column) => `${column} in (select json_array_elements_text(?::json))`,
    transaction,
  };
}

/** Runs steps on a connection; a transaction that is open there is theirs as well. */
export async function runSteps<T>(client: PostgresClient, steps: Steps<T>): Promise<T> {
  let step = steps.next();
  while (step.done !== true) {
    const asked = step.value;
    const done =
      'table' in asked
        ? await insertAll(client, asked)
        : await client.query<object>({ text: numbered(asked.text), values: [...asked.values] });
    const outcome: Outcome = { rows: done.rows, changes: done.rowCount ?? 0 };
    step = steps.next(outcome);
  }
  return step.value;
}

const types: Readonly<Record<Columns[string], string>> = { text: 'text', whole: 'bigint', bytes: 'bytea' };
/** Rows of one statement: enough to make its own cost nothing, few enough to keep both ends' memory small. */
const rowsAtOnce = 5_000;

/** One list a column and not a value a cell: the server reads a statement of some hundred characters. */
async function insertAll(client: PostgresClient, { table, columns, rows }: Insertion) {
  const names = Object.keys(columns);
  const lists = Object.values(columns).map((kind, at) => `$${at + 1}::${types[kind]}[]`);
  const text = `insert into ${table} (${names.join(', ')}) select * from unnest(${lists.join(', ')})`;
  const sent: Promise<QueryResult<object>>[] = [];
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    const some = rows.slice(from, from + rowsAtOnce);
    sent.push(client.query<object>({ text, values: names.map((_, at) => some.map((row) => row[at] ?? null)) }));
  }
  await Promise.all(sent);
  return { rows: [], rowCount: rows.length };
}

/** Tried this often before whoever asked is told that the database is not there. */
const connectAttempts = 3;
const betweenAttemptsMs = 150;

/** @throws DatabaseUnreachable where the server cannot be reached or went away. */
export async function withConnection<T>(
  pool: PostgresPool,
  work: (client: PostgresClient) => Promise<T>,
  { again = () => false }: { readonly again?: () => boolean } = {},
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    let client: PostgresClient | undefined;
    try {
      client = await pool.connect();
      const result = await work(client);
      client.release();
      return result;
    } catch (error) {
      const lost = lostConnection(error);
      // A connection in an unknown state is not used again.
      client?.release(lost);
      const mayRetry = client === undefined ? connectionFailed(error) : again() && lost;
      if (!mayRetry || attempt >= connectAttempts)
        throw lost || connectionFailed(error) ? new DatabaseUnreachable(error) : error;
      await new Promise((resolve) => setTimeout(resolve, betweenAttemptsMs * attempt));
    }
  }
}

/** Every `?` is a value: no text of ours has one inside quotes. */
export function numbered(text: string): string {
  let count = 0;
  return text.replace(/\?/g, () => {
    count += 1;
    return `$${count}`;
  });
}

/** After so many uses a text is worth a plan of its own on each connection; lists of other lengths are other texts. */
const usesForName = 5;
const maxNamed = 400;
const maxRemembered = 5_000;

function speller(): (text: string) => { readonly text: string; readonly name?: string } {
  const known = new Map<string, { text: string; uses: number; name?: string }>();
  let named = 0;
  return (text) => {
    let spelt = known.get(text);
    if (spelt === undefined) {
      if (known.size >= maxRemembered) for (const [key, { name }] of known) if (name === undefined) known.delete(key);
      spelt = { text: numbered(text), uses: 0 };
      known.set(text, spelt);
    }
    spelt.uses += 1;
    if (spelt.name === undefined && spelt.uses >= usesForName && named < maxNamed) {
      named += 1;
      spelt.name = `rx12_${createHash('sha256').update(text).digest('hex').slice(0, 24)}`;
    }
    return spelt.name === undefined ? { text: spelt.text } : { text: spelt.text, name: spelt.name };
  };
}
