import type { SqliteConnection } from '../../open-sqlite.ts';
import type { PostgresClient } from '../connect.ts';
import { columnsOf, tablesOf } from '../snapshot.ts';
import { replaceTable } from './ledger.ts';
import { columnTypes, insertRows, rowsAtOnce, together } from './rows.ts';

/** What is not of an import: replaced whole. The order is that of what refers to what. */
const costState = ['live_slice', 'live_version', 'import_job', 'import_report'];

/**
 * Moves drug cost: each import that is ready and not yet there, whole, in a transaction of its own; then what is live.
 *
 * @param moved is told of each import.
 */
export async function moveCost(
  from: SqliteConnection,
  client: PostgresClient,
  moved: (imports: number) => void,
): Promise<void> {
  const imports = from
    .prepare<[], string>("select id from cost_import where state = 'ready' order by started_at, id")
    .pluck()
    .all();
  const { rows } = await client.query<{ id: string }>("select id from cost_import where state = 'ready'");
  const there = new Set(rows.map(({ id }) => id));
  const parts = tablesOf(from).filter(
    (table) => columnsOf(from, table).includes('import_id') && table !== 'live_slice',
  );
  for (const [at, id] of imports.entries()) {
    if (!there.has(id)) await together(client, () => moveImport(from, client, id, parts));
    moved(at + 1);
  }
  for (const table of costState) await together(client, () => replaceTable(from, client, table));
}

async function moveImport(
  from: SqliteConnection,
  client: PostgresClient,
  id: string,
  parts: readonly string[],
): Promise<void> {
  await client.query(
    "insert into cost_import (id, origin, dataset, state, started_at) values ($1, 'file', 'inpatientRows', 'staging', '')",
    [id],
  );
  for (const table of parts) {
    const columns = columnsOf(from, table);
    const types = await columnTypes(client, table);
    const select = from
      .prepare<[string], unknown[]>(`select ${columns.join(', ')} from ${table} where import_id = ?`)
      .raw();
    // Chunks of packed rows are large: fewer of them at once.
    const atOnce = table === 'front_page_chunk' ? 50 : rowsAtOnce;
    let rows: unknown[][] = [];
    for (const row of select.iterate(id)) {
      rows.push(row);
      if (rows.length < atOnce) continue;
      await insertRows(client, table, columns, types, rows);
      rows = [];
    }
    await insertRows(client, table, columns, types, rows);
  }
  const columns = columnsOf(from, 'cost_import').filter((column) => column !== 'id');
  const values = from
    .prepare<[string], unknown[]>(`select ${columns.join(', ')} from cost_import where id = ?`)
    .raw()
    .get(id);
  const settings = columns.map((column, at) => `${column} = $${at + 2}`).join(', ');
  await client.query(`update cost_import set ${settings} where id = $1`, [id, ...(values ?? [])]);
}

/**
 * Moves the record of accesses from its newest row on, and counts of right checks.
 *
 * @param moved is told how many rows there are now.
 */
export async function moveAccess(
  from: SqliteConnection,
  client: PostgresClient,
  moved: (rows: number) => void,
): Promise<void> {
  const columns = columnsOf(from, 'access_record');
  const types = await columnTypes(client, 'access_record');
  const doctorColumns = ['doctor_id', 'record_id'];
  const doctorTypes = await columnTypes(client, 'access_record_doctor');
  const page = from
    .prepare<[number, number], unknown[]>(
      `select ${columns.join(', ')} from access_record where id > ? order by id limit ?`,
    )
    .raw();
  const doctors = from
    .prepare<[number, number], unknown[]>(
      'select doctor_id, record_id from access_record_doctor where record_id > ? and record_id <= ?',
    )
    .raw();
  const { rows: tail } = await client.query<{ newest: number }>('select newest from access_tail');
  for (let newest = tail[0]?.newest ?? 0; ; ) {
    const rows = page.all(newest, rowsAtOnce);
    const last = rows.at(-1)?.[columns.indexOf('id')];
    if (typeof last !== 'number') break;
    const before = newest;
    await together(client, async () => {
      await insertRows(client, 'access_record', columns, types, rows);
      await insertRows(client, 'access_record_doctor', doctorColumns, doctorTypes, doctors.all(before, last));
      await client.query('update access_tail set newest = $1', [last]);
    });
    newest = last;
    moved(newest);
  }
  const counts = from
    .prepare<[], unknown[]>('select hour, account_id, doctor_id, checks from right_check_count')
    .raw()
    .all();
  for (let at = 0; at < counts.length; at += rowsAtOnce) {
    const some = counts.slice(at, at + rowsAtOnce);
    await client.query(
      `insert into right_check_count as c (hour, account_id, doctor_id, checks)
       select * from unnest($1::text[], $2::text[], $3::text[], $4::bigint[])
       on conflict (hour, account_id, doctor_id) do update set checks = excluded.checks where excluded.checks > c.checks`,
      [0, 1, 2, 3].map((column) => some.map((row) => row[column])),
    );
  }
}

/** What every import consists of, beside its row in `cost_import`. */
function partsOf(from: SqliteConnection): readonly string[] {
  return tablesOf(from).filter((table) => columnsOf(from, table).includes('import_id') && table !== 'live_slice');
}

/** Tables of a file that the database holds more or fewer rows of; empty when everything arrived. */
export async function unlikeTables(from: SqliteConnection, client: PostgresClient): Promise<readonly string[]> {
  const unlike: string[] = [];
  for (const table of tablesOf(from)) {
    // What a crash cut short stays behind.
    const ofReady = partsOf(from).includes(table)
      ? "where import_id in (select id from cost_import where state = 'ready')"
      : table === 'cost_import'
        ? "where state = 'ready'"
        : '';
    const here = from.prepare<[], number>(`select count(*) from ${table} ${ofReady}`).pluck().get();
    const { rows } = await client.query<{ count: number }>(`select count(*) as count from ${table} ${ofReady}`);
    if (rows[0]?.count !== here) unlike.push(`${table}: ${here} rows in the file, ${rows[0]?.count} in the database`);
  }
  return unlike;
}
