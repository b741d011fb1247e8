import { constants, zstdCompressSync } from 'node:zlib';
import type { LiveSlice } from '../../core/cost/slice.ts';
import type { CostWrites, FinishedImport, ImportOutcome } from '../cost-contract.ts';
import { change, insert, rows, type Sql, type Steps } from '../sql.ts';
import { sumColumns, unmapped, valuesOf, wholes } from './columns.ts';
import { drugTables, writeDrugs } from './drugs.ts';
import { jobWrites } from './jobs.ts';

/**
 * The writing half of the store. Every transaction is short (a chunk, or the closing rollups of one import), so that a
 * switch never waits long for an import.
 */
export function costWrites(sql: Sql): CostWrites {
  return {
    ...jobWrites(sql),
    beginImport: async ({ importId, origin, dataset, startedAt, readerVersion = null, rolledFrom = null }) => {
      await sql.change(
        `insert into cost_import (id, origin, dataset, state, started_at, reader_version, rolled_from)
         values (?, ?, ?, 'staging', ?, ?, ?)`,
        ...[importId, origin, dataset, startedAt, readerVersion, rolledFrom],
      );
    },
    addChunk: addChunkTo(sql, 'front_page_chunk'),
    addLineChunk: addChunkTo(sql, 'drug_line_chunk'),
    finishImport: (importId, outcome) => sql.together(finish(importId, outcome)),
    discardImport: (importId) => sql.together(discard(importId)),
    discardStaged: async () => {
      const left = await sql.rows<{ id: string }>("select id from cost_import where state = 'staging'");
      for (const { id } of left) await sql.together(discard(id));
      return left.length;
    },
    pointTo: (live) => sql.together(pointAll(live)),
    syncLive: (live, wholeBelow = Number.POSITIVE_INFINITY) => sql.together(sync(live, wholeBelow)),
  };
}

function addChunkTo(sql: Sql, table: string): CostWrites['addChunk'] {
  const text = `insert into ${table} (import_id, seq, rows, body) values (?, ?, ?, ?)`;
  return async (importId, seq, count, packed) => {
    await sql.change(text, importId, seq, count, compressed(packed));
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

function* finish(importId: string, outcome: ImportOutcome): Steps<FinishedImport> {
  const [earlier] = yield* rows<{ id: string }>(
    "select id from cost_import where identity_sha256 = ? and state = 'ready'",
    outcome.identitySha256,
  );
  if (earlier !== undefined) {
    yield* discard(importId);
    return { kind: 'unchanged', importId: earlier.id };
  }
  const place = { import_id: 'text', hospital_id: 'text', month: 'text' } as const;
  yield* insert(
    'import_slice',
    { ...place, dataset: 'text', rows: 'whole', rejected: 'whole', state: 'text', grouper: 'text' },
    outcome.slices.map(({ hospitalId, month, dataset, rows: count, rejected, state, grouper = null }) => [
      ...[importId, hospitalId, month, dataset, count, rejected, state, grouper],
    ]),
  );
  for (const kind of ['ward', 'drg'] as const) {
    yield* insert(
      'import_code',
      { import_id: 'text', kind: 'text', place: 'whole', code: 'text' },
      outcome.codes[kind].map((code, at) => [importId, kind, at + 1, code]),
    );
  }
  yield* insert(
    'ward_month',
    { ...place, ward_id: 'text', ...wholes(sumColumns) },
    outcome.wardMonths.map(({ hospitalId, month, wardId, sums }) => [
      ...[importId, hospitalId, month, wardId ?? unmapped],
      ...valuesOf(sums),
    ]),
  );
  // A slice whose every row was refused has no ward-months, and so no hospital-month: it is missing, not zero.
  if (outcome.wardMonths.length > 0) yield* change(sumHospitalMonths, importId);
  yield* insert(
    'hospital_month',
    { ...place, ...wholes(sumColumns) },
    outcome.hospitalMonths.map(({ hospitalId, month, sums }) => [importId, hospitalId, month, ...valuesOf(sums)]),
  );
  yield* insert(
    'import_unmapped',
    { ...place, code: 'text', rows: 'whole' },
    (outcome.unmapped ?? []).map(({ hospitalId, month, code, rows: count }) => [
      importId,
      hospitalId,
      month,
      code,
      count,
    ]),
  );
  const [standing] = yield* rows<{ rolledFrom: string | null }>(
    'select rolled_from as "rolledFrom" from cost_import where id = ?',
    importId,
  );
  yield* writeDrugs(importId, outcome, standing?.rolledFrom ?? null);
  const settled = yield* change(
    "update cost_import set state = 'ready', identity_sha256 = ?, file_sha256 = ?, summary = ? where id = ?",
    ...[outcome.identitySha256, outcome.fileSha256, outcome.summary, importId],
  );
  if (settled !== 1) throw new Error(`no staged import ${importId}`);
  return { kind: 'ready' };
}

const sumHospitalMonths = `insert into hospital_month (import_id, hospital_id, month, ${sumColumns.join(', ')})
  select import_id, hospital_id, month, ${sumColumns.map((column) => `sum(${column})`).join(', ')}
  from ward_month where import_id = ? group by import_id, hospital_id, month`;

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
].map((some) => `delete from ${some} = ?`);

function* discard(importId: string): Steps<void> {
  for (const text of discards) yield* change(text, importId);
}

/** Whoever changes what is live, one after another, also from several processes: versions are seen in their order. */
const holdVersion = 'update live_version set version = version where id = 1';
const countChange = 'update live_version set version = version + 1 where id = 1';

function* point({ dataset, hospitalId, month, importId, state, position }: LiveSlice): Steps<number> {
  return yield* change(
    `insert into live_slice (dataset, hospital_id, month, import_id, state, position, changed)
     values (?, ?, ?, ?, ?, ?, (select version + 1 from live_version where id = 1))
     on conflict (dataset, hospital_id, month) do update
     set import_id = excluded.import_id, state = excluded.state, position = excluded.position, changed = excluded.changed
     where excluded.position > live_slice.position`,
    ...[dataset, hospitalId, month, importId, state, position],
  );
}

function* pointAll(live: readonly LiveSlice[]): Steps<void> {
  yield* change(holdVersion);
  let moved = 0;
  for (const slice of live) moved += yield* point(slice);
  if (moved > 0) yield* change(countChange);
}

function* forget({ dataset, hospitalId, month }: LiveSlice): Steps<void> {
  yield* change(
    'delete from live_slice where dataset = ? and hospital_id = ? and month = ?',
    ...[dataset, hospitalId, month],
  );
}

function* sync(live: readonly LiveSlice[], wholeBelow: number): Steps<number> {
  yield* change(holdVersion);
  const copied = yield* rows<LiveSlice>(
    `select dataset, hospital_id as "hospitalId", month, import_id as "importId", state, position from live_slice`,
  );
  // Switched after the list was read, by another process.
  const newer = ({ position }: LiveSlice) => position >= wholeBelow;
  const before = new Map(copied.map((slice) => [keyOf(slice), slice]));
  let differing = 0;
  for (const slice of live) {
    const old = before.get(keyOf(slice));
    before.delete(keyOf(slice));
    if (old !== undefined && old.position === slice.position && old.importId === slice.importId) continue;
    if (old !== undefined && old.position > slice.position && newer(old)) continue;
    yield* forget(slice);
    yield* point(slice);
    differing += 1;
  }
  for (const gone of before.values()) {
    if (newer(gone)) continue;
    yield* forget(gone);
    differing += 1;
  }
  if (differing > 0) yield* change(countChange);
  return differing;
}

function keyOf(slice: LiveSlice): string {
  return `${slice.dataset} ${slice.hospitalId} ${slice.month}`;
}
