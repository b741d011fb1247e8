import { hash } from 'node:crypto';
import type { WardSpan } from '../core/cost/places.ts';
import type { Dataset } from '../core/cost/sums.ts';

/** What decides the figures of an import that is read with a ward map. */
export interface WardedImport {
  readonly dataset: Dataset;
  /** Raised when the same bytes would be read into other figures; 0: before this was noted. */
  readonly readerVersion: number;
  readonly hospitalId: string;
  readonly fileSha256: string;
  /** Those that touch it (see spansTouching): what else the map says makes no difference to it. */
  readonly spans: readonly WardSpan[];
  readonly grouper: string | null;
}

/** The same bytes under another ward map are other figures, so the map belongs to the identity. */
export function wardedIdentity({
  dataset,
  readerVersion,
  hospitalId,
  fileSha256,
  spans,
  grouper,
}: WardedImport): string {
  const map = spans.map(({ code, wardId, from, until }) => [code, wardId, from, until]);
  return hash('sha256', JSON.stringify([dataset, readerVersion, hospitalId, fileSha256, map, grouper]), 'hex');
}
