import { zstdDecompressSync } from 'node:zlib';
import { and, asc, desc, eq, gte, isNotNull, lt, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import type { LiveSlice } from '../core/cost/slice.ts';
import { type Dataset, type SumName, sumNames } from '../core/cost/sums.ts';
import type { CostReads, CostStore, StoredImport } from './cost-contract.ts';
import { costWrites } from './cost-sqlite-writes.ts';
import {
  costImport,
  hospitalMonth,
  importCode,
  importSlice,
  liveSlice,
  liveVersion,
  wardMonth,
} from './cost-tables.sqlite.ts';
import { migrateSqlite } from './migrate.ts';
import { openSqlite, type SqliteConnection } from './open-sqlite.ts';

/**
 * Opens cost.db for its one writer and brings it to the newest schema.
 *
 * @throws Error as openSqlite and migrateSqlite do.
 */
export function openCostStore(path: string): CostStore {
  const connection = openSqlite(path);
  migrateSqlite(connection, 'cost');
  return { ...costReads(connection), ...costWrites(connection), close: async () => void connection.close() };
}

/** Opens cost.db beside the writer; the file must exist. WAL lets it read while an import is written. */
export function openCostReads(path: string): CostReads & { close(): Promise<void> } {
  const connection = openSqlite(path, 'read-only');
  return { ...costReads(connection), close: async () => void connection.close() };
}

function costReads(connection: SqliteConnection): CostReads {
  const db = drizzle(connection);
  const value = sql.placeholder;
  const version = db.select({ version: liveVersion.version }).from(liveVersion).where(eq(liveVersion.id, 1)).prepare();
  const inList = (column: typeof liveSlice.dataset | typeof liveSlice.hospitalId, list: string) =>
    sql`${column} in (select value from json_each(${value(list)}))`;
  const inRange = and(gte(liveSlice.month, value('from')), lt(liveSlice.month, value('until')));

  const hospitalMonths = db
    .select({
      dataset: liveSlice.dataset,
      state: liveSlice.state,
      ...columnsOf(hospitalMonth),
      sums: sumColumns(hospitalMonth),
    })
    .from(liveSlice)
    .innerJoin(
      hospitalMonth,
      and(
        eq(hospitalMonth.importId, liveSlice.importId),
        eq(hospitalMonth.hospitalId, liveSlice.hospitalId),
        eq(hospitalMonth.month, liveSlice.month),
      ),
    )
    .where(and(inList(liveSlice.dataset, 'datasets'), inList(liveSlice.hospitalId, 'hospitals'), inRange))
    .prepare();

  const wardMonths = db
    .select({ state: liveSlice.state, wardId: wardMonth.wardId, ...columnsOf(wardMonth), sums: sumColumns(wardMonth) })
    .from(liveSlice)
    .innerJoin(
      wardMonth,
      and(
        eq(wardMonth.importId, liveSlice.importId),
        eq(wardMonth.hospitalId, liveSlice.hospitalId),
        eq(wardMonth.month, liveSlice.month),
        sql`(${value('ward')} is null or ${wardMonth.wardId} = ${value('ward')})`,
      ),
    )
    .where(and(eq(liveSlice.dataset, 'inpatientRows'), eq(liveSlice.hospitalId, value('hospital')), inRange))
    .orderBy(asc(wardMonth.month), asc(wardMonth.wardId))
    .prepare();

  const live = db
    .select()
    .from(liveSlice)
    .where(and(inRange, isNotNull(liveSlice.importId)))
    .orderBy(asc(liveSlice.dataset), asc(liveSlice.hospitalId), asc(liveSlice.month))
    .prepare();

  const history = db
    .select({
      importId: costImport.id,
      startedAt: costImport.startedAt,
      fileSha256: costImport.fileSha256,
      rows: importSlice.rows,
      rejected: importSlice.rejected,
      state: importSlice.state,
      liveImportId: liveSlice.importId,
    })
    .from(importSlice)
    .innerJoin(costImport, and(eq(costImport.id, importSlice.importId), eq(costImport.state, 'ready')))
    .leftJoin(
      liveSlice,
      and(
        eq(liveSlice.dataset, importSlice.dataset),
        eq(liveSlice.hospitalId, importSlice.hospitalId),
        eq(liveSlice.month, importSlice.month),
      ),
    )
    .where(
      and(
        eq(importSlice.dataset, value('dataset')),
        eq(importSlice.hospitalId, value('hospital')),
        eq(importSlice.month, value('month')),
      ),
    )
    .orderBy(desc(costImport.startedAt), desc(costImport.id))
    .prepare();

  const byId = db
    .select()
    .from(costImport)
    .where(and(eq(costImport.id, value('id')), eq(costImport.state, 'ready')))
    .prepare();
  const byIdentity = db
    .select()
    .from(costImport)
    .where(and(eq(costImport.identitySha256, value('identity')), eq(costImport.state, 'ready')))
    .prepare();
  const slicesOf = db
    .select()
    .from(importSlice)
    .where(eq(importSlice.importId, value('id')))
    .orderBy(asc(importSlice.hospitalId), asc(importSlice.month))
    .prepare();
  const codes = db
    .select({ code: importCode.code })
    .from(importCode)
    .where(and(eq(importCode.importId, value('id')), eq(importCode.kind, value('kind'))))
    .orderBy(asc(importCode.place))
    .prepare();
  const chunk = connection.prepare<[string, number], { body: Uint8Array }>(
    'select body from front_page_chunk where import_id = ? and seq = ?',
  );

  const stored = (row: typeof costImport.$inferSelect | undefined): StoredImport | undefined =>
    row && {
      importId: row.id,
      dataset: row.dataset as Dataset,
      fileSha256: row.fileSha256 ?? '',
      startedAt: row.startedAt,
      summary: row.summary ?? '{}',
      slices: slicesOf.all({ id: row.id }).map((slice) => ({
        hospitalId: slice.hospitalId,
        month: slice.month,
        dataset: slice.dataset as Dataset,
        rows: slice.rows,
        rejected: slice.rejected,
        state: slice.state,
      })),
    };

  return {
    liveVersion: async () => version.get()?.version ?? 0,
    hospitalMonths: async ({ datasets, hospitalIds, from, until }) =>
      hospitalMonths
        .all({ datasets: JSON.stringify(datasets), hospitals: JSON.stringify(hospitalIds), from, until })
        .map((row) => ({ ...row, dataset: row.dataset as Dataset })),
    wardMonths: async ({ hospitalId, wardId, from, until }) =>
      wardMonths
        .all({ hospital: hospitalId, ward: wardId === undefined ? null : (wardId ?? unmapped), from, until })
        .map((row) => ({ ...row, wardId: row.wardId === unmapped ? null : row.wardId })),
    liveSlices: async ({ from, until }) =>
      live.all({ from, until }).map((row): LiveSlice => ({ ...row, dataset: row.dataset as Dataset })),
    history: async ({ dataset, hospitalId, month }) =>
      history.all({ dataset, hospital: hospitalId, month }).map(({ liveImportId, ...row }) => ({
        ...row,
        fileSha256: row.fileSha256 ?? '',
        live: liveImportId === row.importId,
      })),
    importOf: async (importId) => stored(byId.get({ id: importId })),
    importByIdentity: async (identity) => stored(byIdentity.get({ identity })),
    chunk: async (importId, seq) => {
      const found = chunk.get(importId, seq);
      return found && zstdDecompressSync(found.body);
    },
    codes: async (importId, kind) => codes.all({ id: importId, kind }).map((row) => row.code),
  };
}

/** How a null ward is written: part of a primary key, where SQLite would let nulls repeat. */
export const unmapped = '';

function columnsOf(table: typeof hospitalMonth | typeof wardMonth) {
  return { hospitalId: table.hospitalId, month: table.month };
}

/** drizzle returns the nested selection as one object, null columns kept: exactly `Sums`. */
function sumColumns<T extends typeof hospitalMonth | typeof wardMonth>(table: T): Pick<T, SumName> {
  return Object.fromEntries(sumNames.map((name) => [name, table[name]])) as Pick<T, SumName>;
}
