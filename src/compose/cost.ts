import { fileURLToPath } from 'node:url';
import type { LiveSlice } from '../core/cost/slice.ts';
import type { Instant } from '../core/time.ts';
import { readCoInterventions } from '../intake/co-intervention-files.ts';
import { readDueDay, readMeasures, readPriceIndices } from '../intake/measure-files.ts';
import { packageFolder } from '../package-folder.ts';
import type { CostReads, CostStore } from '../store/cost-contract.ts';
import { answerCache, type CostCopy } from '../usecases/cost/cost-context.ts';
import type { CostPorts } from '../usecases/cost/cost-door.ts';
import { liveCostReader } from '../usecases/cost/cost-live.ts';
import { startWorker, type WorkerClient } from '../worker-client.ts';
import type { WorkerSettings } from '../worker-messages.ts';

export interface CostService {
  readonly ports: CostPorts;
  close(): Promise<void>;
}

/** Where drug cost is kept. */
export interface CostPlace {
  readonly worker: WorkerSettings['cost'];
  readonly openWriter: () => CostStore;
  /** Once a writer has made it, or brought it to the newest schema. */
  readonly openReads: () => CostReads & { close(): Promise<void> };
  /** Elsewhere, where there is one; it may lag. */
  readonly copy?: { readonly reads: CostReads; readonly asOf: CostCopy['asOf'] } | undefined;
}

export interface CostSurroundings {
  readonly now: () => Instant;
  readonly onBug: (error: unknown) => void;
  /** How many entries there were before the list of what is live was read, where other processes write too. */
  readonly wholeBelow?: number | undefined;
}

/**
 * Opens drug cost beside the ledger: read here, written only by the worker thread, which is started by the first import.
 * What is live is decided by the ledger; where a crash left the copy behind, it is brought in line now.
 */
export async function openCost(
  place: CostPlace,
  recordKey: Uint8Array,
  live: readonly LiveSlice[],
  { now, onBug, wholeBelow }: CostSurroundings,
): Promise<CostService> {
  // Made, or brought to the newest schema, by a writing connection before anything reads it; what a crash left half done
  // goes now: no half import is ever live, and whoever asks for its job learns that it was interrupted.
  const writer = place.openWriter();
  await writer.discardStaged();
  await writer.interruptJobs(now());
  await writer.close();
  const reads = place.openReads();
  let started: WorkerClient | undefined;
  const worker = () => {
    // A thread that a file brought down takes that import with it and no other: the next call gets a new one.
    if (started === undefined || started.ended()) started = startWorker({ cost: place.worker, recordKey });
    return started;
  };
  if (differs(await reads.liveSlices({ from: '0000-01', until: '9999-12' }), live))
    await worker().syncLive(live, wholeBelow);
  const { measures, references } = readMeasures(fileURLToPath(new URL('seeds/measures/', packageFolder)));
  return {
    ports: {
      reads,
      live: liveCostReader(reads),
      copy: place.copy && { ...place.copy, live: liveCostReader(place.copy.reads) },
      writes: { pointTo: (slices) => worker().pointTo(slices), keepJob: (job) => worker().keepJob(job) },
      intake: { importFile: (...job) => worker().importFile(...job), reroll: (job) => worker().reroll(job) },
      jobs: { running: new Map(), answerAfterMs, onBug },
      measures,
      references,
      coInterventions: readCoInterventions(
        fileURLToPath(new URL('seeds/co-interventions/national.yaml', packageFolder)),
      ),
      dueDay: readDueDay(fileURLToPath(new URL('seeds/returns/due-day.yaml', packageFolder))),
      prices: readPriceIndices(fileURLToPath(new URL('seeds/prices/', packageFolder))),
      answers: answerCache(),
    },
    close: async () => {
      await started?.close();
      await reads.close();
    },
  };
}

/** A hostile or broken file is refused well within it, so that its sender gets the refusal as the answer. */
const answerAfterMs = 5_000;

function differs(copied: readonly LiveSlice[], live: readonly LiveSlice[]): boolean {
  const key = (slice: LiveSlice) =>
    `${slice.dataset} ${slice.hospitalId} ${slice.month} ${slice.importId} ${slice.state}`;
  const copy = new Set(copied.map(key));
  const wanted = live.filter((slice) => slice.importId !== null).map(key);
  return copy.size !== wanted.length || wanted.some((slice) => !copy.has(slice));
}
