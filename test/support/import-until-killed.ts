import { importFileHere } from '../../src/intake/file-import.ts';
import { openCostStore } from '../../src/store/cost/sqlite.ts';
import { csvOf, stays } from './front-page.ts';

/** A process that imports into the cost file it is given until somebody kills it, and says when rows are staged. */
const [costPath = ''] = process.argv.slice(2);
const store = openCostStore(costPath);
await store.keepJob({
  jobId: 'job_cut',
  hospitalId: 'h',
  dataset: 'inpatientRows',
  dryRun: false,
  startedAt: '2026-11-20T01:00:00.000Z',
  finishedAt: null,
  state: 'running',
  result: null,
  problem: null,
});
const [header = '', ...rows] = csvOf(stays(9_000)).split('\r\n');
async function* endless(): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`${header}\r\n${rows.join('\r\n')}\r\n`);
  for (;;) {
    yield Buffer.from(`${'x\r\n'.repeat(100_000)}`);
    // Chunks are written while the next rows are read.
    while ((await store.chunk('cut', 0)) === undefined) await new Promise((resolve) => setImmediate(resolve));
    process.stdout.write('staged\n');
    await new Promise((resolve) => setTimeout(resolve, 60_000));
  }
}
const job = {
  dataset: 'inpatientRows',
  hospitalId: 'h',
  importId: 'cut',
  jobId: 'job_cut',
  startedAt: '2026-11-20T01:00:00.000Z',
  today: '2026-11-20',
  dryRun: false,
  wards: [],
  grouper: null,
} as const;
await importFileHere(store, Buffer.alloc(32, 7), job, { kind: 'stream', stream: endless() });
