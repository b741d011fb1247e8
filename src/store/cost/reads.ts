import { and, asc, desc, eq, gt, gte, isNotNull, lt, sql as raw, type SQL } from 'drizzle-orm';
import type { LiveSlice, SliceState } from '../../core/cost/slice.ts';
import { type Dataset, datasets, type Sums, sumNames } from '../../core/cost/sums.ts';
import type { Month } from '../../core/time.ts';
import type { Arrival, CostReads, StoredImport } from '../cost-contract.ts';
import type { Db } from '../db.ts';
import type { Sql, Value } from '../sql.ts';
import { sumColumns, sumsOf, unmapped } from './columns.ts';
import { drugReads } from './drugs.ts';
import { jobReads } from './jobs.ts';
import { keptReads } from './kept.ts';
import { costImport, importSlice, liveSlice, liveVersion } from './tables.ts';

export function costReads(sql: Sql, db: Db): CostReads {
  const value = raw.placeholder;
  const version = db.select({ version: liveVersion.version }).from(liveVersion).where(eq(liveVersion.id, 1)).prepare();
  const inRange = and(gte(liveSlice.month, value('from')), lt(liveSlice.month, value('until')));

  // The two hot reads are written by hand: mapping 28 columns of 2 000 rows costs drizzle more than reading them.
  const hospitalMonths = `select l.dataset, l.state, f.hospital_id, f.month, ${sums('f')}
    from live_slice l
    join hospital_month f on f.import_id = l.import_id and f.hospital_id = l.hospital_id and f.month = l.month
    where ${sql.among('l.dataset')} and ${sql.among('l.hospital_id')} and l.month >= ? and l.month < ?`;
  const wardMonths = (ofWard: string) =>
    `select f.ward_id, l.state, f.hospital_id, f.month, ${sums('f')}, l.dataset
     from live_slice l
     join ward_month f on f.import_id = l.import_id and f.hospital_id = l.hospital_id and f.month = l.month ${ofWard}
     where ${sql.among('l.dataset')} and l.hospital_id = ? and l.month >= ? and l.month < ?
     order by f.month, l.dataset, f.ward_id`;
  const allWards = wardMonths('');
  const oneWard = wardMonths('and f.ward_id = ?');

  const live = (ofHospital: SQL | undefined) =>
    db
      .select(liveColumns)
      .from(liveSlice)
      .where(and(inRange, isNotNull(liveSlice.importId), ofHospital))
      .orderBy(asc(liveSlice.dataset), asc(liveSlice.hospitalId), asc(liveSlice.month))
      .prepare();
  const allLive = live(undefined);
  const liveOfOne = live(eq(liveSlice.hospitalId, value('hospital')));

  const changed = db
    .select(liveColumns)
    .from(liveSlice)
    .where(gt(liveSlice.changed, value('version')))
    .orderBy(asc(liveSlice.hospitalId), asc(liveSlice.month), asc(liveSlice.dataset))
    .prepare();

  const arrivals = `select s.dataset, s.month, min(i.started_at) as "arrivedAt"
    from import_slice s join cost_import i on i.id = s.import_id and i.state = 'ready'
    where ${sql.among('s.dataset')} and s.hospital_id = ? and s.month >= ? and s.month < ?
    group by s.dataset, s.month`;

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
  const stored = async (row: typeof costImport.$inferSelect | undefined): Promise<StoredImport | undefined> =>
    row && {
      importId: row.id,
      dataset: row.dataset as Dataset,
      fileSha256: row.fileSha256 ?? '',
      startedAt: row.startedAt,
      summary: row.summary ?? '{}',
      origin: row.origin,
      identitySha256: row.identitySha256 ?? '',
      readerVersion: row.readerVersion ?? 0,
      rolledFrom: row.rolledFrom,
      slices: (await slicesOf.all({ id: row.id })).map((slice) => ({
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
    ...drugReads(sql),
    ...jobReads(sql),
    ...keptReads(sql),
    liveVersion: async () => (await version.get())?.version ?? 0,
    hospitalMonths: async ({ datasets: asked, hospitalIds, from, until }) => {
      const rows = await sql.arrays(hospitalMonths, JSON.stringify(asked), JSON.stringify(hospitalIds), from, until);
      return rows.map((row) => ({ dataset: row[0] as Dataset, ...unitOf(row) }));
    },
    wardMonths: async ({ hospitalId, wardId, from, until }) => {
      const rows =
        wardId === undefined
          ? await sql.arrays(allWards, byWard, hospitalId, from, until)
          : await sql.arrays(oneWard, wardId ?? unmapped, byWard, hospitalId, from, until);
      return rows.map((row) => ({
        wardId: row[0] === unmapped ? null : (row[0] as string),
        dataset: row[firstSum + sumNames.length] as Dataset,
        ...unitOf(row),
      }));
    },
    slicesChangedAfter: async (version) => (await changed.all({ version })).map(liveOf),
    liveSlices: async ({ from, until, hospitalId }) => {
      const rows =
        hospitalId === undefined
          ? await allLive.all({ from, until })
          : await liveOfOne.all({ from, until, hospital: hospitalId });
      return rows.map(liveOf);
    },
    arrivals: ({ hospitalId, from, until }) =>
      sql.rows<Arrival>(arrivals, JSON.stringify(datasets), hospitalId, from, until),
    history: async ({ dataset, hospitalId, month }) =>
      (await history.all({ dataset, hospital: hospitalId, month })).map(({ liveImportId, ...row }) => ({
        ...row,
        fileSha256: row.fileSha256 ?? '',
        live: liveImportId === row.importId,
      })),
    importOf: async (importId) => stored(await byId.get({ id: importId })),
    importByIdentity: async (identity) => stored(await byIdentity.get({ identity })),
  };
}

/** Datasets that come by ward, as JSON. */
const byWard = JSON.stringify(['inpatientRows', 'drugLines']);

const liveColumns = {
  dataset: liveSlice.dataset,
  hospitalId: liveSlice.hospitalId,
  month: liveSlice.month,
  importId: liveSlice.importId,
  state: liveSlice.state,
  position: liveSlice.position,
};

function liveOf(row: Omit<LiveSlice, 'dataset'> & { readonly dataset: string }): LiveSlice {
  return { ...row, dataset: row.dataset as Dataset };
}

/** A hot row: its own first column, state, hospital, month, then the sums in the order of `sumNames`. */
function unitOf(row: Value[]): { state: SliceState; hospitalId: string; month: Month; sums: Sums } {
  const [, state, hospitalId, month] = row as string[];
  return { state, hospitalId, month, sums: sumsOf(row, firstSum) } as ReturnType<typeof unitOf>;
}

const firstSum = 4;

function sums(alias: string): string {
  return sumColumns.map((column) => `${alias}.${column}`).join(', ');
}
