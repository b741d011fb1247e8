import type { IsoDate } from '../time.ts';

/** 门诊 / 急诊 / 住院. */
export type Setting = 'outpatient' | 'emergency' | 'inpatient';

/** What was found, one per scheme: a violation code, and points only where that scheme gives a range. */
export interface FoundItem {
  readonly scheme: string;
  readonly code: string;
  /** Chosen inside the violation's range, with the reason; null where the scheme states the points itself. */
  readonly points: number | null;
  readonly pointsReason: string | null;
}

export interface DrugOnSheet {
  readonly name: string;
  readonly code: string | null;
  /** 非限制 / 限制 / 特殊使用级, for antibacterials. */
  readonly grade: 'unrestricted' | 'restricted' | 'special' | null;
}

export interface Evidence {
  /** A reference into the hospital's own system; never a patient's name or number. */
  readonly ref: string;
  readonly note: string | null;
  readonly sha256: string | null;
}

export type Responsibility = 'general' | 'important' | 'main';

export interface Circumstances {
  /** 一般 / 重要 / 主要责任. */
  readonly responsibility: Responsibility | null;
  readonly mitigating: readonly string[];
  readonly aggravating: readonly string[];
}

/** One finding (认定) about one act of one doctor. Several persons responsible for one act share `findingId`. */
export interface Finding {
  readonly deductionId: string;
  readonly findingId: string;
  readonly doctorId: string;
  /** What this person was to the act: prescriber, countersigner, supervisor … */
  readonly capacity: string;
  readonly hospitalId: string;
  readonly occurredOn: IsoDate;
  readonly setting: Setting;
  readonly department: string;
  readonly wardId: string | null;
  readonly drugs: readonly DrugOnSheet[];
  /** The prescription or order, as the hospital's own system numbers it. */
  readonly actRef: string;
  /** The batch or inspection the act was found in: default hospital + month of occurredOn + source. */
  readonly reviewRef: string;
  readonly sheets: number;
  readonly circumstances: Circumstances;
  readonly evidence: readonly Evidence[];
  readonly remarks: string;
  readonly source: string;
  readonly items: readonly FoundItem[];
  readonly leadId: string | null;
}

export type DeductionEvent =
  | ({ readonly kind: 'deduction.recorded'; readonly v: 1 } & Finding)
  | {
      readonly kind: 'deduction.stated';
      readonly v: 1;
      readonly deductionId: string;
      readonly doctorId: string;
      readonly text: string;
      readonly attachments: readonly Evidence[];
    }
  | { readonly kind: 'deduction.acknowledged'; readonly v: 1; readonly deductionId: string; readonly doctorId: string }
  | {
      readonly kind: 'deduction.confirmed';
      readonly v: 1;
      readonly deductionId: string;
      readonly doctorId: string;
      readonly note: string;
    }
  | {
      readonly kind: 'deduction.dismissed';
      readonly v: 1;
      readonly deductionId: string;
      readonly doctorId: string;
      readonly reason: string;
      readonly exculpation: string | null;
    }
  | {
      readonly kind: 'deduction.withdrawn';
      readonly v: 1;
      readonly deductionId: string;
      readonly doctorId: string;
      readonly reason: string;
    };
