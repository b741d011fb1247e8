import type { IsoDate } from '../time.ts';

export type HospitalLevel = 1 | 2 | 3;
export type HospitalKind = 'general' | 'tcm' | 'maternity' | 'specialist' | 'township' | 'other';

export interface HospitalFacts {
  readonly name: string;
  readonly regionId: string;
  readonly level: HospitalLevel;
  readonly hospitalKind: HospitalKind;
  /** Whether the hospital is enrolled in the city's monthly monitoring of public hospitals. */
  readonly monitored: boolean;
}

export interface WardFacts {
  readonly name: string;
  readonly department: string;
  /** The national specialty code and name that wards are compared by. */
  readonly specialty: string;
  /** How this hospital's own files spell the ward: codes and names in its front pages and worksheets. */
  readonly codes: readonly string[];
}

export type RegionLevel = 'city' | 'county';

/** Dated by `from`: the facts hold from that day until a later entry says otherwise. */
export type HospitalEvent =
  | {
      readonly kind: 'region.registered';
      readonly v: 1;
      readonly regionId: string;
      readonly name: string;
      readonly level: RegionLevel;
      readonly parentId: string | null;
    }
  | ({
      readonly kind: 'hospital.registered';
      readonly v: 1;
      readonly hospitalId: string;
      readonly from: IsoDate;
    } & HospitalFacts)
  | {
      readonly kind: 'hospital.changed';
      readonly v: 1;
      readonly hospitalId: string;
      readonly from: IsoDate;
      readonly set: Partial<HospitalFacts>;
    }
  | {
      readonly kind: 'hospital.ended';
      readonly v: 1;
      readonly hospitalId: string;
      readonly until: IsoDate;
      readonly reason: string;
      readonly intoId: string | null;
    }
  | ({
      readonly kind: 'ward.registered';
      readonly v: 1;
      readonly wardId: string;
      readonly hospitalId: string;
      readonly from: IsoDate;
    } & WardFacts)
  | {
      readonly kind: 'ward.changed';
      readonly v: 1;
      readonly wardId: string;
      readonly hospitalId: string;
      readonly from: IsoDate;
      readonly set: Partial<WardFacts>;
    }
  | {
      readonly kind: 'ward.ended';
      readonly v: 1;
      readonly wardId: string;
      readonly hospitalId: string;
      readonly until: IsoDate;
      readonly reason: string;
      readonly intoId: string | null;
    };
