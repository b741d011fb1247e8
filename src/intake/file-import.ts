import { createReadStream } from 'node:fs';
import type { ImportJob, ImportSource } from '../core/cost/import-job.ts';
import type { ImportSummary } from '../core/cost/slice.ts';
import type { CostStore } from '../store/cost-contract.ts';
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
  const bytes = source.kind === 'path' ? createReadStream(source.path, { highWaterMark: readBytes }) : source.stream;
  const report: ReportRejects = async (rows) => {
    if (job.jobId !== null) await store.keepReport(job.jobId, rows);
  };
  if (job.dataset === 'inpatientRows') {
    return importFrontPages(store, { ...job, recordKey, report }, bytes, onProgress);
  }
  return importReturns(store, { ...job, hospitalCodes: new Map(job.hospitalCodes), report }, bytes);
}

const readBytes = 262_144;
