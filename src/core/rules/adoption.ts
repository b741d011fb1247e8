import type { IsoDate } from '../time.ts';
import type { SchemeFile } from './scheme.ts';

/** A shipped scheme is a library; it binds a jurisdiction (a region or one hospital) from a date by this entry, text and all. */
export type SchemeEvent = {
  readonly kind: 'scheme.adopted';
  readonly v: 1;
  readonly schemeId: string;
  /** SHA-256 of the canonical JSON of `scheme`, lower-case hex. */
  readonly hash: string;
  readonly from: IsoDate;
  readonly jurisdictionId: string;
  readonly document: string | null;
  readonly scheme: SchemeFile;
};
