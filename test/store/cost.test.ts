import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LiveSlice, SliceState } from '../../src/core/cost/slice.ts';
import { addSums, type HospitalMonth, noSums, sumNames, sumsOf, type WardMonth } from '../../src/core/cost/sums.ts';
import type { CostStore, StoredSlice } from '../../src/store/cost-contract.ts';
import { tempCostStore, tempCostStores } from '../support/cost.ts';

const slice = { hospitalId: 'h', month: '2026-09', dataset: 'inpatientRows' } as const;
const wardMonth = (changes: Partial<WardMonth> = {}): WardMonth => ({
  hospitalId: 'h',
  month: '2026-09',
  wardId: 'w',
  sums: sumsOf({ discharges: 1, drugFen: 100 }),
  ...changes,
});

async function load(store: CostStore, importId: string, wardMonths: readonly WardMonth[], identity = importId) {
  await store.beginImport({
    importId,
    origin: 'file',
    dataset: 'inpatientRows',
    startedAt: `2026-11-20T00:00:00.00${importId.length}Z`,
  });
  const keys = new Map(wardMonths.map(({ hospitalId, month }) => [`${hospitalId} ${month}`, { hospitalId, month }]));
  const slices = [...keys.values()].map(
    (key): StoredSlice => ({ ...key, dataset: 'inpatientRows', rows: 1, rejected: 0, state: 'complete' }),
  );
  return store.finishImport(importId, {
    identitySha256: identity,
    fileSha256: 'f',
    summary: '{}',
    slices,
    wardMonths,
    hospitalMonths: [],
    codes: { ward: ['a', 'b'], drg: ['FM19'] },
  });
}

const onPostgres = process.env.RX12_TEST_STORE === 'postgres';
const again = "insert into ward_month (import_id, hospital_id, month, ward_id) values ('a', 'h', '2026-09', 'w')";
const live = (store: CostStore) => store.wardMonths({ hospitalId: 'h', from: '2026-01', until: '2027-01' });

describe('a slice', () => {
  it('answers nothing until it is pointed at, and what it is pointed at afterwards', async () => {
    const store = tempCostStore();
    await load(store, 'a', [wardMonth()]);
    await load(store, 'bb', [wardMonth({ sums: sumsOf({ discharges: 2 }) })]);
    expect(await live(store)).toEqual([]);
    await store.pointTo([{ ...slice, importId: 'a', state: 'complete', position: 1 }]);
    expect((await live(store))[0]?.sums.discharges).toBe(1);
    await store.pointTo([{ ...slice, importId: 'bb', state: 'partial', position: 2 }]);
    expect((await live(store))[0]).toMatchObject({ state: 'partial', sums: { discharges: 2, drugFen: null } });
    await store.pointTo([{ ...slice, importId: 'a', state: 'complete', position: 3 }]);
    expect((await live(store))[0]?.sums.discharges).toBe(1);
    await store.pointTo([{ ...slice, importId: null, state: 'complete', position: 4 }]);
    expect(await live(store)).toEqual([]);
    expect(await store.liveSlices({ from: '2026-01', until: '2027-01' })).toEqual([]);
    expect((await store.history(slice)).map(({ importId, live }) => [importId, live])).toEqual([
      ['bb', false],
      ['a', false],
    ]);
  });
  it('ignores an older or repeated position, and counts a version for each change only', async () => {
    const store = tempCostStore();
    await load(store, 'a', [wardMonth()]);
    expect(await store.liveVersion()).toBe(0);
    await store.pointTo([{ ...slice, importId: 'a', state: 'complete', position: 5 }]);
    await store.pointTo([{ ...slice, importId: null, state: 'complete', position: 5 }]);
    await store.pointTo([{ ...slice, importId: null, state: 'complete', position: 4 }]);
    expect(await store.liveVersion()).toBe(1);
    expect(await live(store)).toHaveLength(1);
  });
  it('has months half open', async () => {
    const store = tempCostStore();
    await load(store, 'a', [wardMonth()]);
    await store.pointTo([{ ...slice, importId: 'a', state: 'complete', position: 1 }]);
    expect(await store.wardMonths({ hospitalId: 'h', from: '2026-09', until: '2026-10' })).toHaveLength(1);
    expect(await store.wardMonths({ hospitalId: 'h', from: '2026-08', until: '2026-09' })).toHaveLength(0);
    expect(await store.wardMonths({ hospitalId: 'h', from: '2026-10', until: '2026-12' })).toHaveLength(0);
  });
  it('of the unmapped ward is asked for by null', async () => {
    const store = tempCostStore();
    await load(store, 'a', [wardMonth(), wardMonth({ wardId: null, sums: sumsOf({ discharges: 7 }) })]);
    await store.pointTo([{ ...slice, importId: 'a', state: 'complete', position: 1 }]);
    const range = { hospitalId: 'h', from: '2026-09', until: '2026-10' };
    expect((await store.wardMonths({ ...range, wardId: null })).map((row) => row.sums.discharges)).toEqual([7]);
    expect((await store.wardMonths({ ...range, wardId: 'w' })).map((row) => row.wardId)).toEqual(['w']);
  });
});

describe('the copy of the ledger', () => {
  const row = (month: string, importId: string | null, position: number): LiveSlice => ({
    ...slice,
    month,
    importId,
    state: 'complete',
    position,
  });
  it('is replaced by the whole list and says how many slices differed', async () => {
    const store = tempCostStore();
    await store.pointTo([{ ...row('2026-01', 'x', 0), importId: 'x', state: 'complete', position: 9 }]);
    await store.pointTo([{ ...row('2026-02', 'x', 0), importId: 'x', state: 'complete', position: 3 }]);
    await store.pointTo([{ ...row('2026-03', 'x', 0), importId: 'x', state: 'complete', position: 4 }]);
    const ledger = [row('2026-01', 'y', 5), row('2026-02', 'x', 3), row('2026-04', 'z', 6)];
    expect(await store.syncLive(ledger)).toBe(3);
    expect(await store.liveSlices({ from: '2026-01', until: '2027-01' })).toEqual(ledger);
    const version = await store.liveVersion();
    expect(await store.syncLive(ledger)).toBe(0);
    expect(await store.liveVersion()).toBe(version);
  });
  it('keeps what was switched after the list was read, where it is told how far the list is whole', async () => {
    const store = tempCostStore();
    for (const [month, position] of [
      ['2026-01', 9],
      ['2026-02', 6],
      ['2026-03', 8],
      ['2026-04', 5],
    ] as const)
      await store.pointTo([row(month, 'x', position)]);
    // Two entries of another process came after the seven that the list was read from.
    const ledger = [row('2026-01', 'y', 4), row('2026-02', 'y', 3)];
    expect(await store.syncLive(ledger, 7)).toBe(2);
    const left = [row('2026-01', 'x', 9), row('2026-02', 'y', 3), row('2026-03', 'x', 8)];
    expect(await store.liveSlices({ from: '2026-01', until: '2027-01' })).toEqual(left);
    expect(await store.syncLive(ledger)).toBe(2);
    expect(await store.liveSlices({ from: '2026-01', until: '2027-01' })).toEqual(ledger);
  });
});

describe('an import that is ready', () => {
  it('is found by identity once; the second is discarded', async () => {
    const store = tempCostStore();
    expect(await load(store, 'a', [wardMonth()], 'same')).toEqual({ kind: 'ready' });
    expect(await load(store, 'b', [wardMonth()], 'same')).toEqual({ kind: 'unchanged', importId: 'a' });
    expect((await store.importByIdentity('same'))?.importId).toBe('a');
    expect(await store.importOf('b')).toBeUndefined();
    expect(await store.codes('a', 'ward')).toEqual(['a', 'b']);
  });
  it('cannot be discarded, extended or changed, not even by hand', async () => {
    const place = tempCostStores();
    const store = place.open();
    await load(store, 'a', [wardMonth()]);
    await expect(store.discardImport('a')).rejects.toThrow('an import is immutable');
    await expect(store.addChunk('a', 0, 1, new Uint8Array(10))).rejects.toThrow('an import is immutable');
    for (const statement of [
      'update ward_month set drug_fen = 0',
      'delete from ward_month',
      'delete from hospital_month',
      'delete from import_slice',
      "update cost_import set file_sha256 = 'x'",
      'delete from cost_import',
      "insert into ward_month (import_id, hospital_id, month, ward_id) values ('a', 'h', '2026-09', 'w2')",
      onPostgres
        ? `${again} on conflict (import_id, hospital_id, month, ward_id) do update set drug_fen = 0`
        : again.replace('insert', 'insert or replace'),
    ]) {
      await expect(place.sql(statement), statement).rejects.toThrow('an import is immutable');
    }
    expect(await store.monthsOfImport('a')).toHaveLength(1);
  });
  it('that a crash cut short is removed at the next start', async () => {
    const place = tempCostStores();
    const cut = place.open();
    await cut.beginImport({ importId: 'a', origin: 'file', dataset: 'inpatientRows', startedAt: 'x' });
    await cut.addChunk('a', 0, 1, new Uint8Array(10));
    await cut.close();
    const store = place.open();
    expect(await store.discardStaged()).toBe(1);
    expect(await store.chunk('a', 0)).toBeUndefined();
  });
  it('is seen by a reader beside the writer', async () => {
    const place = tempCostStores();
    const [store, reads] = [place.open(), place.open()];
    await load(store, 'a', [wardMonth()]);
    await store.pointTo([{ ...slice, importId: 'a', state: 'complete', position: 1 }]);
    expect(await reads.liveVersion()).toBe(1);
    expect(await reads.wardMonths({ hospitalId: 'h', from: '2026-09', until: '2026-10' })).toHaveLength(1);
  });
});

it('hospital-months summed in SQL agree with a naive fold over random ward-months, nulls kept', async () => {
  const sum = fc.option(fc.nat(10_000_000_000_000), { freq: 3 });
  const row = fc.record({
    hospitalId: fc.constantFrom('h1', 'h2', 'h3'),
    month: fc.constantFrom('2026-01', '2026-02'),
    wardId: fc.option(fc.constantFrom('w1', 'w2', 'w3', 'w4')),
    sums: fc.record(
      Object.fromEntries(sumNames.map((name) => [name, sum])) as Record<(typeof sumNames)[number], typeof sum>,
    ),
  });
  const rows = fc.uniqueArray(row, {
    maxLength: 24,
    selector: (one) => `${one.hospitalId} ${one.month} ${one.wardId}`,
  });
  const store = tempCostStore();
  let imports = 0;
  await fc.assert(
    fc.asyncProperty(rows, fc.constantFrom<SliceState>('complete', 'partial'), async (wardMonths, state) => {
      imports += 1;
      const importId = `i${imports}`;
      await load(store, importId, wardMonths, importId);
      const naive = new Map<string, HospitalMonth>();
      for (const { hospitalId, month, sums } of wardMonths) {
        const key = `${hospitalId} ${month}`;
        naive.set(key, { hospitalId, month, sums: addSums(naive.get(key)?.sums ?? noSums, sums) });
      }
      await store.syncLive(
        [...naive.values()].map(({ hospitalId, month }) => ({
          hospitalId,
          month,
          dataset: 'inpatientRows',
          importId,
          state,
          position: imports,
        })),
      );
      const found = await store.hospitalMonths({
        datasets: ['inpatientRows'],
        hospitalIds: ['h1', 'h2', 'h3'],
        from: '2026-01',
        until: '2026-03',
      });
      const byKey = new Map(found.map((one) => [`${one.hospitalId} ${one.month}`, one]));
      expect(byKey.size).toBe(naive.size);
      for (const [key, one] of naive) expect(byKey.get(key)).toEqual({ ...one, dataset: 'inpatientRows', state });
    }),
    { numRuns: onPostgres ? 8 : 25 },
  );
});
