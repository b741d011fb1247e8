import { constants, zstdCompressSync } from 'node:zlib';
import type { LiveSlice } from '../../core/cost/slice.ts';
import { type SumName, type Sums, sumNames } from '../../core/cost/sums.ts';
import type { CostWrites, FinishedImport } from '../cost-contract.ts';
import type { SqliteConnection } from '../open-sqlite.ts';
import { drugTables, drugWrites } from './sqlite-drugs.ts';
import { jobWrites } from './sqlite-jobs.ts';

/**
 * The writing half of cost.db. Every transaction is short (a chunk, or the closing rollups of one import), so that a
 * switch never waits long for an import; bulk rows go through prepared statements.
 */
export function costWrites(connection: SqliteConnection): CostWrites {
  const begin = connection.prepare(
    `insert into cost_import (id, origin, dataset, state, started_at, reader_version, rolled_from)
     values (@importId, @origin, @dataset, 'staging', @startedAt, @readerVersion, @rolledFrom)`,
  );
  const addChunk = connection.prepare('insert into front_page_chunk (import_id, seq, rows, body) values (?, ?, ?, ?)');
  const addLineChunk = connection.prepare(
    'insert into drug_line_chunk (import_id, seq, rows, body) values (?, ?, ?, ?)',
  );
  const addUnmapped = connection.prepare(
    'insert into import_unmapped (import_id, hospital_id, month, code, rows) values (?, ?, ?, ?, ?)',
  );
  const standsOn = connection
    .prepare<[string], string | null>('select rolled_from from cost_import where id = ?')
    .pluck();
  const known = connection.prepare<[string], { id: string }>(
    "select id from cost_import where identity_sha256 = ? and state = 'ready'",
  );
  const addSlice = connection.prepare(
    `insert into import_slice (import_id, hospital_id, month, dataset, rows, rejected, state, grouper)
     values (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const addCode = connection.prepare('insert into import_code (import_id, kind, place, code) values (?, ?, ?, ?)');
  const addWardMonth = connection.prepare(
    `insert into ward_month (import_id, hospital_id, month, ward_id, ${sumColumns.join(', ')})
     values (?, ?, ?, ?, ${sumColumns.map(() => '?').join(', ')})`,
  );
  const addHospitalMonth = connection.prepare(
    `insert into hospital_month (import_id, hospital_id, month, ${sumColumns.join(', ')})
     values (?, ?, ?, ${sumColumns.map(() => '?').join(', ')})`,
  );
  // A slice whose every row was refused has no ward-months, and so no hospital-month: it is missing, not zero.
  const sumHospitalMonths = connection.prepare(
    `insert into hospital_month (import_id, hospital_id, month, ${sumColumns.join(', ')})
     select import_id, hospital_id, month, ${sumColumns.map((column) => `sum(${column})`).join(', ')}
     from ward_month where import_id = ? group by import_id, hospital_id, month`,
  );
  const addDrugs = drugWrites(connection);
  const settle = connection.prepare(
    "update cost_import set state = 'ready', identity_sha256 = ?, file_sha256 = ?, summary = ? where id = ?",
  );
  const discards = [
    'front_page_chunk where import_id',
    'drug_line_chunk where import_id',
    'import_code where import_id',
    'import_unmapped where import_id',
    'import_slice where import_id',
    'ward_month where import_id',
    'hospital_month where import_id',
    ...drugTables.map((table) => `${table} where import_id`),
    'cost_import where id',
  ].map((rows) => connection.prepare(`delete from ${rows} = ?`));
  const staged = connection.prepare<[], { id: string }>("select id from cost_import where state = 'staging'");
  const discard = (importId: string) => {
    for (const statement of discards) statement.run(importId);
  };

  const point = connection.prepare(
    `insert into live_slice (dataset, hospital_id, month, import_id, state, position, changed)
     values (@dataset, @hospitalId, @month, @importId, @state, @position, (select version + 1 from live_version where id = 1))
     on conflict (dataset, hospital_id, month) do update
     set import_id = excluded.import_id, state = excluded.state, position = excluded.position, changed = excluded.changed
     where excluded.position > live_slice.position`,
  );
  const countChange = connection.prepare('update live_version set version = version + 1 where id = 1');
  const liveNow = connection.prepare<[], LiveSlice>(
    'select dataset, hospital_id as hospitalId, month, import_id as importId, state, position from live_slice',
  );
  const forget = connection.prepare('delete from live_slice where dataset = ? and hospital_id = ? and month = ?');

  const finish = connection.transaction(
    (importId: string, outcome: Parameters<CostWrites['finishImport']>[1]): FinishedImport => {
      const earlier = known.get(outcome.identitySha256);
      if (earlier !== undefined) {
        discard(importId);
        return { kind: 'unchanged', importId: earlier.id };
      }
      for (const slice of outcome.slices) {
        const { hospitalId, month, dataset, rows, rejected, state, grouper = null } = slice;
        addSlice.run(importId, hospitalId, month, dataset, rows, rejected, state, grouper);
      }
      for (const kind of ['ward', 'drg'] as const) {
        for (const [at, code] of outcome.codes[kind].entries()) addCode.run(importId, kind, at + 1, code);
      }
      for (const { hospitalId, month, wardId, sums } of outcome.wardMonths) {
        addWardMonth.run(importId, hospitalId, month, wardId ?? '', ...valuesOf(sums));
      }
      if (outcome.wardMonths.length > 0) sumHospitalMonths.run(importId);
      for (const { hospitalId, month, sums } of outcome.hospitalMonths) {
        addHospitalMonth.run(importId, hospitalId, month, ...valuesOf(sums));
      }
      for (const { hospitalId, month, code, rows } of outcome.unmapped ?? []) {
        addUnmapped.run(importId, hospitalId, month, code, rows);
      }
      addDrugs(importId, outcome, standsOn.get(importId) ?? null);
      const settled = settle.run(outcome.identitySha256, outcome.fileSha256, outcome.summary, importId);
      if (settled.changes !== 1) throw new Error(`no staged import ${importId}`);
      return { kind: 'ready' };
    },
  );

  const pointAll = connection.transaction((live: readonly LiveSlice[]) => {
    let moved = 0;
    for (const { dataset, hospitalId, month, importId, state, position } of live) {
      moved += point.run({ dataset, hospitalId, month, importId, state, position }).changes;
    }
    if (moved > 0) countChange.run();
  });

  const sync = connection.transaction((live: readonly LiveSlice[]): number => {
    const before = new Map(liveNow.all().map((slice) => [keyOf(slice), slice]));
    let differing = 0;
    for (const slice of live) {
      const old = before.get(keyOf(slice));
      before.delete(keyOf(slice));
      if (old !== undefined && old.position === slice.position && old.importId === slice.importId) continue;
      // The ledger is right even where the copy is ahead of it: then the copy is of another ledger.
      forget.run(slice.dataset, slice.hospitalId, slice.month);
      point.run(slice);
      differing += 1;
    }
    for (const gone of before.values()) forget.run(gone.dataset, gone.hospitalId, gone.month);
    differing += before.size;
    if (differing > 0) countChange.run();
    return differing;
  });

  return {
    ...jobWrites(connection),
    beginImport: async (draft) => void begin.run({ readerVersion: null, rolledFrom: null, ...draft }),
    addChunk: async (importId, seq, rows, packed) => {
      addChunk.run(importId, seq, rows, compressed(packed));
    },
    addLineChunk: async (importId, seq, rows, packed) => {
      addLineChunk.run(importId, seq, rows, compressed(packed));
    },
    finishImport: async (importId, outcome) => finish.immediate(importId, outcome),
    discardImport: async (importId) => connection.transaction(() => discard(importId)).immediate(),
    discardStaged: async () => {
      const left = staged.all();
      for (const { id } of left) connection.transaction(() => discard(id)).immediate();
      return left.length;
    },
    pointTo: async (live) => pointAll.immediate(live),
    syncLive: async (live) => sync.immediate(live),
  };
}

/**
 * On the writer's own thread: the pool of others would compete with whoever answers requests, and keep the memory. Level 1
 * halves the time of the default level for 4 % more bytes on front-page columns.
 */
function compressed(packed: Uint8Array): Buffer {
  return zstdCompressSync(packed, { params: { [constants.ZSTD_c_compressionLevel]: 1 }, chunkSize: compressedBytes });
}

/** More than a chunk of rows usually takes: one piece of output instead of many. */
const compressedBytes = 524_288;

/** `drugFen` is the column `drug_fen`. */
export function columnOfSum(name: SumName): string {
  return name.replace('Ddds', '_ddds').replace(/(?<=[a-z])[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

const sumColumns = sumNames.map(columnOfSum);

function valuesOf(sums: Sums): (number | null)[] {
  return sumNames.map((name: SumName) => sums[name]);
}

function keyOf(slice: LiveSlice): string {
  return `${slice.dataset} ${slice.hospitalId} ${slice.month}`;
}
