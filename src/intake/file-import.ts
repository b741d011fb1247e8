import { open } from 'node:fs/promises';
import type { ImportJob, ImportSource } from '../core/cost/import-job.ts';
import type { ImportSummary } from '../core/cost/slice.ts';
import type { CostStore } from '../store/cost-contract.ts';
import { importDrugLines } from './drug-line-import.ts';
import { importFrontPages } from './front-page-import.ts';
import type { ReportRejects } from './import-tally.ts';
import { importReturns } from './return-import.ts';

/** Imports on the thread it is called on: the worker's own, a test's, or that of a command that does nothing else. */
export function importFileHere(
  store: CostStore,
  recordKey: Uint8Array,
  job: ImportJob,
  source: ImportSource,
  onProgress?: (bytesRead: number) => void,
): Promise<ImportSummary> {
  const bytes = source.kind === 'path' ? blocksOf(source.path) : source.stream;
  const report: ReportRejects = async (rows) => {
    if (job.jobId !== null) await store.keepReport(job.jobId, rows);
  };
  if (job.dataset === 'inpatientRows') {
    return importFrontPages(store, { ...job, recordKey, report }, bytes, onProgress);
  }
  if (job.dataset === 'drugLines') return importDrugLines(store, { ...job, recordKey, report }, bytes, onProgress);
  return importReturns(store, { ...job, hospitalCodes: new Map(job.hospitalCodes), report }, bytes);
}

/**
 * A file in blocks of `readBytes`, the next being read while one is worked on. The blocks are two buffers that take turns:
 * each is valid until the one after the next is asked for.
 */
async function* blocksOf(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path);
  try {
    const buffers = [Buffer.allocUnsafeSlow(readBytes), Buffer.allocUnsafeSlow(readBytes)] as const;
    let reading = file.read(buffers[0], 0, readBytes, null);
    for (let turn = 0; ; turn += 1) {
      const { bytesRead } = await reading;
      if (bytesRead === 0) return;
      const block = turn % 2 === 0 ? buffers[0] : buffers[1];
      reading = file.read(turn % 2 === 0 ? buffers[1] : buffers[0], 0, readBytes, null);
      yield block.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

const readBytes = 262_144;
