import type { Month } from '../time.ts';

/** The live import of a slice (hospital × month × dataset) is a signed entry, so that a figure can be traced and put back. */
export type SliceEvent = {
  readonly kind: 'slice.switched';
  readonly v: 1;
  readonly hospitalId: string;
  readonly month: Month;
  readonly dataset: string;
  /** null takes the slice out of every answer. */
  readonly importId: string | null;
  readonly state: 'complete' | 'partial';
  readonly rows: number;
  readonly rejected: number;
  readonly fileSha256: string;
  /** The import whose rows were counted anew under a later ward map; absent where a file came in or was pointed back to. */
  readonly rolledFrom?: string;
};
