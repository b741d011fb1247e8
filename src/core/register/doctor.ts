import type { IsoDate } from '../time.ts';

/** 非限制 / 限制 / 特殊使用级; none: no antibacterial right by grade. */
export type AntibacterialGrade = 'none' | 'unrestricted' | 'restricted' | 'special';

/** Dated attributes of a doctor; none of them is a key. */
export interface DoctorFacts {
  readonly name: string;
  /** The 15-digit number of the practising licence (医师执业证书编码). */
  readonly licenceNo: string;
  readonly title: string;
  readonly antibacterialGrade: AntibacterialGrade;
  readonly licensedOn: IsoDate;
  /** 执业范围. */
  readonly practiceScope: string;
}

/** A post ties a doctor to one hospital, whose own systems know the doctor only by the staff number (工号). */
export interface PostFacts {
  readonly hospitalId: string;
  readonly staffNo: string;
  readonly department: string;
  readonly wardId: string | null;
}

export type DoctorEvent =
  | ({
      readonly kind: 'doctor.registered';
      readonly v: 1;
      readonly doctorId: string;
      readonly from: IsoDate;
      readonly identityHash: string | null;
    } & DoctorFacts)
  | {
      readonly kind: 'doctor.changed';
      readonly v: 1;
      readonly doctorId: string;
      readonly from: IsoDate;
      readonly set: Partial<DoctorFacts>;
    }
  | {
      readonly kind: 'doctor.ended';
      readonly v: 1;
      readonly doctorId: string;
      readonly until: IsoDate;
      readonly reason: string;
    }
  | ({
      readonly kind: 'doctor.post-started';
      readonly v: 1;
      readonly doctorId: string;
      readonly postId: string;
      readonly from: IsoDate;
    } & PostFacts)
  | {
      readonly kind: 'doctor.post-ended';
      readonly v: 1;
      readonly doctorId: string;
      readonly postId: string;
      readonly until: IsoDate;
      readonly reason: string;
    }
  | {
      readonly kind: 'doctor.merge-proposed';
      readonly v: 1;
      readonly doctorId: string;
      readonly duplicateId: string;
      readonly reason: string;
    }
  | {
      readonly kind: 'doctor.merged';
      readonly v: 1;
      readonly doctorId: string;
      readonly duplicateId: string;
      readonly proposedBySeq: number;
    };
