import type { PostgresClient } from '../connect.ts';

/** The columns of a table in PostgreSQL, with their types, by name. */
export type ColumnTypes = ReadonlyMap<string, string>;

/** What may be written of each table by hand: the names that a source of rows gives. */
export async function columnTypes(client: PostgresClient, table: string): Promise<ColumnTypes> {
  const { rows } = await client.query<{ name: string; type: string }>(
    `select column_name as name, data_type as type from information_schema.columns
     where table_schema = 'public' and table_name = $1`,
    [table],
  );
  if (rows.length === 0) throw new Error(`the database has no table ${table}`);
  return new Map(rows.map(({ name, type }) => [name, type]));
}

/** Inserts rows as they are stored elsewhere, each a list in the order of the columns. */
export async function insertRows(
  client: PostgresClient,
  table: string,
  columns: readonly string[],
  types: ColumnTypes,
  rows: readonly (readonly unknown[])[],
): Promise<void> {
  if (rows.length === 0) return;
  const lists = columns.map((column, at) => `$${at + 1}::${types.get(column) ?? 'text'}[]`);
  await client.query(
    `insert into ${table} (${columns.map((column) => `"${column}"`).join(', ')}) overriding system value
     select * from unnest(${lists.join(', ')})`,
    columns.map((_, at) => rows.map((row) => row[at] ?? null)),
  );
}

/** Rows of one statement and one transaction. */
export const rowsAtOnce = 2_000;

/** Does something in a transaction of its own. */
export async function together<T>(client: PostgresClient, work: () => Promise<T>): Promise<T> {
  await client.query('begin');
  try {
    const result = await work();
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}
