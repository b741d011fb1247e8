import type { IsoDate } from '../time.ts';

/** Kinds of prescribing right (处方权) that a hospital grants separately. */
export type RightKind =
  | 'general'
  | 'narcotic'
  | 'antibacterial-unrestricted'
  | 'antibacterial-restricted'
  | 'antibacterial-special'
  | 'key-monitored'
  | 'herbal';

/** Which power an act on a right rests on; every record names one. */
export type LegalBasis =
  | 'internal-points'
  | 'order53-45'
  | 'order53-46'
  | 'order84'
  | 'periodic-assessment'
  | 'administrative-penalty'
  | 'nhsa';

/**
 * The right changes only by these signed entries. A measure (restricted, suspended, cancelled) names one hospital's
 * grants by kind and holds from the start of `from` until the start of `until`, or until it is lifted.
 */
export type RightEvent =
  | {
      readonly kind: 'right.granted';
      readonly v: 1;
      readonly doctorId: string;
      readonly hospitalId: string;
      readonly grantId: string;
      readonly rightKind: RightKind;
      readonly from: IsoDate;
      readonly document: string | null;
    }
  | {
      readonly kind: 'right.ended';
      readonly v: 1;
      readonly doctorId: string;
      readonly hospitalId: string;
      readonly grantId: string;
      readonly until: IsoDate;
      readonly reason: string;
    }
  | {
      readonly kind: 'right.measured';
      readonly v: 1;
      readonly doctorId: string;
      readonly hospitalId: string;
      readonly measureId: string;
      readonly measure: RightMeasure;
      readonly rightKinds: readonly RightKind[];
      readonly from: IsoDate;
      readonly until: IsoDate | null;
      readonly legalBasis: LegalBasis;
      readonly reason: string;
      readonly document: string | null;
      readonly sanctionDueId: string | null;
    }
  | {
      readonly kind: 'right.lifted';
      readonly v: 1;
      readonly doctorId: string;
      readonly hospitalId: string;
      readonly measureId: string;
      readonly from: IsoDate;
      readonly reason: string;
      readonly document: string | null;
    };

export type RightMeasure = 'restricted' | 'suspended' | 'cancelled';
