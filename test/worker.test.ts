import { mkdirSync, mkdtempSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openCost } from '../src/compose/cost.ts';
import { costFile } from '../src/compose/folder.ts';
import type { ImportJob } from '../src/core/cost/import-job.ts';
import { openCostReads } from '../src/store/cost/sqlite.ts';
import { startWorker } from '../src/worker-client.ts';
import { blocksOf, refusalOf, tempFile, testKey } from './support/cost.ts';
import { csvOf, stays } from './support/front-page.ts';

const job = (importId: string): ImportJob => ({
  dataset: 'inpatientRows',
  hospitalId: 'h',
  importId,
  jobId: null,
  startedAt: '2026-11-20T01:00:00.000Z',
  today: '2026-11-20',
  dryRun: false,
  wards: [{ code: 'W1', wardId: 'ward-1', from: '2000-01-01', until: null }],
  grouper: null,
});

// One thread for all tests: starting one takes longer than everything they do with it.
const folder = mkdtempSync(join(tmpdir(), 'rx12-worker-'));
const costPath = join(folder, 'cost.db');
const worker = startWorker({ cost: { path: costPath }, recordKey: testKey });
afterAll(async () => {
  await worker.close();
  rmSync(folder, { recursive: true });
});

it('imports a path and a stream to the same figures, switches and syncs, all on its own thread', async () => {
  const csv = csvOf(stays(5_000));
  const progress: number[] = [];
  const first = await worker.importFile(job('i1'), { kind: 'path', path: tempFile(csv) }, (bytesRead) =>
    progress.push(bytesRead),
  );
  expect(first).toMatchObject({ outcome: 'stored', rows: 5_000 });
  expect(progress.at(-1)).toBe(Buffer.byteLength(csv));
  const second = await worker.importFile(job('i2'), { kind: 'stream', stream: blocksOf(csv, 10_000) });
  expect(second).toEqual({ ...first, outcome: 'unchanged' });
  const slice = { hospitalId: 'h', month: '2026-10', dataset: 'inpatientRows' } as const;
  await worker.pointTo([{ ...slice, importId: 'i1', state: 'complete', position: 1 }]);
  const reads = openCostReads(costPath);
  expect((await reads.wardMonths({ hospitalId: 'h', from: '2026-10', until: '2026-11' }))[0]?.sums.discharges).toBe(
    5_000,
  );
  expect(await worker.syncLive([{ ...slice, importId: null, state: 'complete', position: 2 }])).toBe(1);
  expect(await reads.wardMonths({ hospitalId: 'h', from: '2026-10', until: '2026-11' })).toEqual([]);
  await reads.close();
});

it('hands refusals over as DomainErrors and goes on', async () => {
  const refusal = await refusalOf(worker.importFile(job('none'), { kind: 'stream', stream: blocksOf('a,b\n1,2') }));
  expect(refusal).toMatchObject({
    kind: 'invalid',
    code: 'cost.column-missing',
    parameters: { columns: expect.arrayContaining(['ZFY']) },
  });
  expect(await worker.importFile(job('i3'), { kind: 'stream', stream: blocksOf(csvOf(stays(4))) })).toMatchObject({
    outcome: 'stored',
  });
});

it('drops an upload that breaks off and leaves nothing of it', async () => {
  async function* broken() {
    yield Buffer.from(csvOf(stays(100)));
    throw new Error('connection lost');
  }
  expect((await refusalOf(worker.importFile(job('broken'), { kind: 'stream', stream: broken() }))).code).toBe(
    'cost.upload-cut-short',
  );
  const reads = openCostReads(costPath);
  expect(await reads.importOf('broken')).toBeUndefined();
  await reads.close();
});

it('takes a ninth import only when one is done', async () => {
  const csv = csvOf(stays(3));
  const eight = Array.from({ length: 8 }, (_, at) =>
    worker.importFile(job(`eight-${at}`), { kind: 'stream', stream: blocksOf(csv) }),
  );
  expect((await refusalOf(worker.importFile(job('ninth'), { kind: 'stream', stream: blocksOf(csv) }))).code).toBe(
    'cost.imports-busy',
  );
  const outcomes = (await Promise.all(eight)).map((summary) => summary.outcome);
  expect(outcomes.filter((outcome) => outcome === 'stored')).toHaveLength(1);
  expect(await worker.importFile(job('later'), { kind: 'stream', stream: blocksOf(csv) })).toMatchObject({
    outcome: 'unchanged',
  });
});

it('that dies takes what is under way with it, and the next call gets another', async () => {
  const own = mkdtempSync(join(tmpdir(), 'rx12-worker-'));
  const path = join(own, 'cost.db');
  const cost = await openCost(costFile(own), testKey, [], {
    now: () => '2026-11-20T01:00:00.000Z',
    onBug: () => undefined,
  });
  // No database stands where the thread looks for it.
  renameSync(path, `${path}.away`);
  mkdirSync(path);
  await expect(cost.ports.writes.pointTo([])).rejects.toThrow();
  rmdirSync(path);
  renameSync(`${path}.away`, path);
  await cost.ports.writes.pointTo([]);
  await cost.close();
  rmSync(own, { recursive: true });
});
