import type { Entry } from '../../../core/ledger/entry.ts';
import { peakPlaces } from '../../../core/ledger/merkle.ts';
import type { SqliteConnection } from '../../open-sqlite.ts';
import { sqliteTree } from '../../tree/sqlite.ts';
import type { PostgresClient } from '../connect.ts';
import { columnsOf, tablesOf } from '../snapshot.ts';
import { columnTypes, insertRows, rowsAtOnce, together } from './rows.ts';

const signed = ['ledger', 'entry', 'entry_body', 'entry_stream', 'tree_node', 'erasure'];

/**
 * Moves the ledger of a file, from where an earlier run stopped: entries with their salts, their places, the tree and what
 * was erased; each piece is a transaction that leaves a whole ledger of so many entries. Then everything that is made of
 * entries, or that no entry says, is replaced.
 *
 * @param from within a transaction that sees one moment.
 * @param moved is told how many entries there are now.
 * @param atOnce entries of one transaction.
 * @throws Error when the target holds another ledger, or one that the file does not extend.
 */
export async function moveLedger(
  from: SqliteConnection,
  client: PostgresClient,
  moved: (entries: number) => void,
  atOnce = rowsAtOnce,
): Promise<void> {
  await found(from, client);
  const size = from.prepare<[], number>('select coalesce(max(seq) + 1, 0) from entry').pluck().get() ?? 0;
  let reached = await sizeOf(client);
  await refuseOther(from, client, reached);
  while (reached < size) {
    const until = Math.min(reached + atOnce, size);
    const begin = reached;
    await together(client, () => moveEntries(from, client, begin, until));
    reached = until;
    moved(reached);
  }
  for (const table of tablesOf(from).filter((name) => !signed.includes(name))) {
    await together(client, () => replaceTable(from, client, table));
  }
  await client.query(
    `select setval(pg_get_serial_sequence('password_history', 'id'), (select coalesce(max(id), 0) + 1 from password_history), false)`,
  );
}

async function found(from: SqliteConnection, client: PostgresClient): Promise<void> {
  const ledger = from
    .prepare<[], { origin: string; created_at: string }>('select origin, created_at from ledger')
    .get();
  if (ledger === undefined) throw new Error('the file holds no ledger');
  const { rows } = await client.query<{ origin: string }>('select origin from ledger');
  if (rows[0] === undefined) {
    const { origin, created_at } = ledger;
    await client.query('insert into ledger (id, origin, created_at) values (1, $1, $2)', [origin, created_at]);
  } else if (rows[0].origin !== ledger.origin) {
    throw new Error(`the database holds the ledger ${rows[0].origin}, the file ${ledger.origin}`);
  }
}

async function sizeOf(client: PostgresClient): Promise<number> {
  const { rows } = await client.query<{ size: number }>('select size from ledger_tail');
  return rows[0]?.size ?? 0;
}

/** One leaf tells: a ledger that has it at that place and was only added to has all before it. Verify checks the rest. */
async function refuseOther(from: SqliteConnection, client: PostgresClient, size: number): Promise<void> {
  if (size === 0) return;
  const { rows } = await client.query<{ leaf: Buffer }>('select leaf from entry where seq = $1', [size - 1]);
  const own = from
    .prepare<[number], Buffer>('select leaf from entry where seq = ?')
    .pluck()
    .get(size - 1);
  if (own !== undefined && rows[0]?.leaf.equals(own) === true) return;
  throw new Error(`the database holds ${size} entries that the file does not extend`);
}

async function moveEntries(
  from: SqliteConnection,
  client: PostgresClient,
  begin: number,
  until: number,
): Promise<void> {
  const copy = async (table: string, columns: readonly string[], where: string, values: readonly number[]) => {
    const rows = from
      .prepare<unknown[], unknown[]>(`select ${columns.join(', ')} from ${table} where ${where}`)
      .raw()
      .all(...values);
    await insertRows(client, table, columns, await columnTypes(client, table), rows);
    return rows;
  };
  const range = [begin, until];
  await copy('entry', ['seq', 'leaf'], 'seq >= ? and seq < ? order by seq', range);
  await copy('entry_body', ['seq', 'body', 'salt'], 'seq >= ? and seq < ? order by seq', range);
  const places = from
    .prepare<unknown[], unknown[]>(
      `select s.value ->> 'kind', s.value ->> 'id', s.value ->> 'n', b.seq
       from entry_body b, json_each(b.body, '$.streams') s where b.seq >= ? and b.seq < ?
       union all
       select s.value ->> 'kind', s.value ->> 'id', s.value ->> 'n', e.value ->> 'seq'
       from erasure x join entry_body o on o.seq = x.erased_by, json_each(o.body, '$.event.erased') e, json_each(e.value, '$.streams') s
       where x.seq >= ? and x.seq < ? and e.value ->> 'seq' = x.seq`,
    )
    .raw()
    .all(...range, ...range);
  const placeColumns = ['kind', 'id', 'n', 'seq'];
  await insertRows(client, 'entry_stream', placeColumns, await columnTypes(client, 'entry_stream'), places);
  for (let level = 1; 2 ** level <= until; level += 1) {
    // A node is there once its last leaf is.
    const nodes = [Math.ceil((begin + 1) / 2 ** level) - 1, Math.floor(until / 2 ** level)];
    await copy('tree_node', ['level', 'idx', 'hash'], `level = ${level} and idx >= ? and idx < ? order by idx`, nodes);
  }
  const erased = await copy('erasure', ['seq', 'erased_by'], 'erased_by >= ? and erased_by < ?', range);
  // One that an earlier run moved while it was still there.
  await client.query('select erase_bodies($1::bigint[])', [erased.map(([seq]) => seq)]);
  await moveTail(from, client, until);
}

async function moveTail(from: SqliteConnection, client: PostgresClient, size: number): Promise<void> {
  const peaks = await sqliteTree(from).hashes(peakPlaces(size));
  const body = from
    .prepare<[number], string>('select body from entry_body where seq < ? order by seq desc limit 1')
    .pluck()
    .get(size);
  const at = body === undefined ? '' : (JSON.parse(body) as Entry).at;
  await client.query('update ledger_tail set size = $1, at = $2, peaks = $3', [size, at, Buffer.concat(peaks)]);
}

/** Replaces what a table of the target holds by what the file's has. */
export async function replaceTable(from: SqliteConnection, client: PostgresClient, table: string): Promise<void> {
  const columns = columnsOf(from, table);
  const types = await columnTypes(client, table);
  await client.query(`delete from ${table}`);
  let rows: unknown[][] = [];
  const list = columns.map((column) => `"${column}"`).join(', ');
  for (const row of from.prepare<[], unknown[]>(`select ${list} from ${table}`).raw().iterate()) {
    rows.push(row);
    if (rows.length < rowsAtOnce) continue;
    await insertRows(client, table, columns, types, rows);
    rows = [];
  }
  await insertRows(client, table, columns, types, rows);
}
