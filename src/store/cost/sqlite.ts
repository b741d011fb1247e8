import { and, asc, desc, eq, gt, gte, isNotNull, lt, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import type { LiveSlice, SliceState } from '../../core/cost/slice.ts';
import { type Dataset, datasets, type SumName, type Sums, sumNames } from '../../core/cost/sums.ts';
import type { Month } from '../../core/time.ts';
import type { Arrival, CostReads, CostStore, StoredImport } from '../cost-contract.ts';
import { migrateSqlite } from '../migrate.ts';
import { openSqlite, type SqliteConnection } from '../open-sqlite.ts';
import { drugReads } from './sqlite-drugs.ts';
import { jobReads } from './sqlite-jobs.ts';
import { keptReads } from './sqlite-kept.ts';
import { columnOfSum, costWrites } from './sqlite-writes.ts';
import { costImport, importSlice, liveSlice, liveVersion } from './tables.ts';

/**
 * Opens cost.db for its one writer and brings it to the newest schema.
 *
 * @throws Error as openSqlite and migrateSqlite do.
 */
export function openCostStore(path: string): CostStore {
  const connection = openSqlite(path, 'read-write', { cacheKib });
  migrateSqlite(connection, 'cost');
  return { ...costReads(connection), ...costWrites(connection), close: async () => void connection.close() };
}

/** Chunks are written once and not looked at again: a large cache would only hold them. */
const cacheKib = 4_096;

/** Opens cost.db beside the writer; the file must exist. WAL lets it read while an import is written. */
export function openCostReads(path: string): CostReads & { close(): Promise<void> } {
  const connection = openSqlite(path, 'read-only');
  return { ...costReads(connection), close: async () => void connection.close() };
}

function costReads(connection: SqliteConnection): CostReads {
  const db = drizzle(connection);
  const value = sql.placeholder;
  const version = db.select({ version: liveVersion.version }).from(liveVersion).where(eq(liveVersion.id, 1)).prepare();
  const inRange = and(gte(liveSlice.month, value('from')), lt(liveSlice.month, value('until')));

  // The two hot reads are prepared by hand: mapping 28 columns of 2 000 rows costs drizzle more than reading them.
  const hospitalMonths = connection
    .prepare<[{ datasets: string; hospitals: string; from: string; until: string }], RawRow>(
      `select l.dataset, l.state, f.hospital_id, f.month, ${sumColumns('f')}
       from live_slice l
       join hospital_month f on f.import_id = l.import_id and f.hospital_id = l.hospital_id and f.month = l.month
       where l.dataset in (select value from json_each(@datasets))
         and l.hospital_id in (select value from json_each(@hospitals))
         and l.month >= @from and l.month < @until`,
    )
    .raw();

  const wardMonths = connection
    .prepare<[{ datasets: string; hospital: string; ward: string | null; from: string; until: string }], RawRow>(
      `select f.ward_id, l.state, f.hospital_id, f.month, ${sumColumns('f')}, l.dataset
       from live_slice l
       join ward_month f on f.import_id = l.import_id and f.hospital_id = l.hospital_id and f.month = l.month
         and f.ward_id >= coalesce(@ward, '') and (@ward is null or f.ward_id = @ward)
       where l.dataset in (select value from json_each(@datasets)) and l.hospital_id = @hospital
         and l.month >= @from and l.month < @until
       order by f.month, l.dataset, f.ward_id`,
    )
    .raw();

  const live = db
    .select(liveColumns)
    .from(liveSlice)
    .where(
      and(
        inRange,
        isNotNull(liveSlice.importId),
        sql`(${value('hospital')} is null or ${liveSlice.hospitalId} = ${value('hospital')})`,
      ),
    )
    .orderBy(asc(liveSlice.dataset), asc(liveSlice.hospitalId), asc(liveSlice.month))
    .prepare();

  const changed = db
    .select(liveColumns)
    .from(liveSlice)
    .where(gt(liveSlice.changed, value('version')))
    .orderBy(asc(liveSlice.hospitalId), asc(liveSlice.month), asc(liveSlice.dataset))
    .prepare();

  const arrivals = connection.prepare<[{ datasets: string; hospital: string; from: string; until: string }], Arrival>(
    `select s.dataset, s.month, min(i.started_at) as arrivedAt
     from import_slice s join cost_import i on i.id = s.import_id and i.state = 'ready'
     where s.dataset in (select value from json_each(@datasets)) and s.hospital_id = @hospital
       and s.month >= @from and s.month < @until
     group by s.dataset, s.month`,
  );

  const history = db
    .select({
      importId: costImport.id,
      startedAt: costImport.startedAt,
      fileSha256: costImport.fileSha256,
      rows: importSlice.rows,
      rejected: importSlice.rejected,
      state: importSlice.state,
      liveImportId: liveSlice.importId,
      rolledFrom: costImport.rolledFrom,
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
  const stored = (row: typeof costImport.$inferSelect | undefined): StoredImport | undefined =>
    row && {
      importId: row.id,
      dataset: row.dataset as Dataset,
      fileSha256: row.fileSha256 ?? '',
      startedAt: row.startedAt,
      summary: row.summary ?? '{}',
      identitySha256: row.identitySha256 ?? '',
      readerVersion: row.readerVersion ?? 0,
      rolledFrom: row.rolledFrom,
      slices: slicesOf.all({ id: row.id }).map((slice) => ({
        hospitalId: slice.hospitalId,
        month: slice.month,
        dataset: slice.dataset as Dataset,
        rows: slice.rows,
        rejected: slice.rejected,
        state: slice.state,
        grouper: slice.grouper,
      })),
    };

  return {
    ...drugReads(connection),
    ...jobReads(connection),
    ...keptReads(connection),
    liveVersion: async () => version.get()?.version ?? 0,
    hospitalMonths: async ({ datasets, hospitalIds, from, until }) =>
      hospitalMonths
        .all({ datasets: JSON.stringify(datasets), hospitals: JSON.stringify(hospitalIds), from, until })
        .map((row) => ({ dataset: row[0] as Dataset, ...unitOf(row) })),
    wardMonths: async ({ hospitalId, wardId, from, until }) =>
      wardMonths
        .all({
          datasets: byWard,
          hospital: hospitalId,
          ward: wardId === undefined ? null : (wardId ?? unmapped),
          from,
          until,
        })
        .map((row) => ({
          wardId: row[0] === unmapped ? null : (row[0] as string),
          dataset: row[firstSum + sumNames.length] as Dataset,
          ...unitOf(row),
        })),
    slicesChangedAfter: async (version) =>
      changed.all({ version }).map((row): LiveSlice => ({ ...row, dataset: row.dataset as Dataset })),
    liveSlices: async ({ from, until, hospitalId = null }) =>
      live
        .all({ from, until, hospital: hospitalId })
        .map((row): LiveSlice => ({ ...row, dataset: row.dataset as Dataset })),
    arrivals: async ({ hospitalId, from, until }) =>
      arrivals.all({ datasets: JSON.stringify(datasets), hospital: hospitalId, from, until }),
    history: async ({ dataset, hospitalId, month }) =>
      history.all({ dataset, hospital: hospitalId, month }).map(({ liveImportId, ...row }) => ({
        ...row,
        fileSha256: row.fileSha256 ?? '',
        live: liveImportId === row.importId,
      })),
    importOf: async (importId) => stored(byId.get({ id: importId })),
    importByIdentity: async (identity) => stored(byIdentity.get({ identity })),
  };
}

/** Datasets that come by ward, as JSON. */
const byWard = JSON.stringify(['inpatientRows', 'drugLines']);

/** How a null ward is written: part of a primary key, where SQLite would let nulls repeat. */
const unmapped = '';

const liveColumns = {
  dataset: liveSlice.dataset,
  hospitalId: liveSlice.hospitalId,
  month: liveSlice.month,
  importId: liveSlice.importId,
  state: liveSlice.state,
  position: liveSlice.position,
};

/** A hot row: its own first column, state, hospital, month, then the sums in the order of `sumNames`. */
type RawRow = (string | number | null)[];

function unitOf(row: RawRow): { state: SliceState; hospitalId: string; month: Month; sums: Sums } {
  const sums = {} as Record<SumName, number | null>;
  for (let at = 0; at < sumNames.length; at += 1) {
    sums[sumNames[at] as SumName] = row[firstSum + at] as number | null;
  }
  return { state: row[1] as SliceState, hospitalId: row[2] as string, month: row[3] as string, sums };
}

const firstSum = 4;

function sumColumns(alias: string): string {
  return sumNames.map((name) => `${alias}.${columnOfSum(name)}`).join(', ');
}
