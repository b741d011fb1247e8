import { hash } from 'node:crypto';
import type { Dataset } from '../core/cost/sums.ts';
import type { SliceEvent } from '../core/cost/switch.ts';
import type { CostStore, ImportOutcome } from '../store/cost-contract.ts';

/** Figures that come from a generator instead of a file: the demo's and the benchmark's. */
export interface RollupLoad extends Figures {
  readonly importId: string;
  readonly dataset: Dataset;
  readonly startedAt: string;
  /** Names generator, version and seed: with the figures it is the import's identity. */
  readonly generator: string;
}

/** Ward-months are of front-page rows, DRG-months of those that were grouped, hospital-months of returns, the rest of drug lines. */
type Figures = Pick<
  ImportOutcome,
  'slices' | 'wardMonths' | 'hospitalMonths' | 'drgMonths' | 'wardMonthDrugs' | 'drugs'
>;

/**
 * Stores generated figures as an import like any other: immutable, with an identity, not live until an entry says so.
 *
 * @returns the entries that would switch its slices live; none when the same figures were loaded before.
 */
export async function loadRollups(store: CostStore, load: RollupLoad): Promise<SliceEvent[]> {
  const { importId, dataset, startedAt, generator, slices, wardMonths, hospitalMonths } = load;
  const { drgMonths = [], wardMonthDrugs = [], drugs = [] } = load;
  const figures = [slices, wardMonths, hospitalMonths, drgMonths, wardMonthDrugs, drugs];
  const fileSha256 = hash('sha256', JSON.stringify([generator, dataset, ...figures]), 'hex');
  await store.beginImport({ importId, origin: 'generated', dataset, startedAt });
  const finished = await store.finishImport(importId, {
    identitySha256: fileSha256,
    fileSha256,
    summary: JSON.stringify({ outcome: 'stored', importId, dataset, fileSha256, generator, slices }),
    slices,
    wardMonths,
    hospitalMonths,
    drgMonths,
    wardMonthDrugs,
    drugs,
    codes: { ward: [], drg: [] },
  });
  if (finished.kind === 'unchanged') return [];
  return slices.map(({ hospitalId, month, state, rows, rejected }): SliceEvent => {
    return { kind: 'slice.switched', v: 1, hospitalId, month, dataset, importId, state, rows, rejected, fileSha256 };
  });
}
