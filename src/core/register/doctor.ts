import { type IsoDate, within } from '../time.ts';
import { type Dated, dated, withChange } from './dated.ts';
import type { Dossier } from './dossier.ts';

/** 非限制 / 限制 / 特殊使用级; none: no antibacterial right by grade. */
export const antibacterialGrades = ['none', 'unrestricted', 'restricted', 'special'] as const;
export type AntibacterialGrade = (typeof antibacterialGrades)[number];

/** Dated attributes of a doctor; none of them is a key. */
export interface DoctorFacts {
  readonly name: string;
  /** The syllables of the name without tones, one space between them (zhang wei), so that tables stay pure functions. */
  readonly pinyin: string;
  /** The 15-digit number of the practising licence (医师执业证书编码). */
  readonly licenceNo: string;
  readonly title: string;
  readonly antibacterialGrade: AntibacterialGrade;
  readonly licensedOn: IsoDate;
  /** 执业范围. */
  readonly practiceScope: string;
}

/**
 * A post ties a doctor to one hospital, whose own systems know the doctor only by the staff number (工号). It never
 * changes: moving to another department or ward ends one post and starts the next on the same day.
 */
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
      readonly hospitalId: string;
      readonly until: IsoDate;
      readonly reason: string;
    }
  | {
      readonly kind: 'doctor.merge-proposed';
      readonly v: 1;
      readonly mergeId: string;
      /** The record that stays. */
      readonly doctorId: string;
      readonly duplicateId: string;
      readonly reason: string;
    }
  | {
      readonly kind: 'doctor.merge-dropped';
      readonly v: 1;
      readonly mergeId: string;
      readonly doctorId: string;
      readonly duplicateId: string;
      readonly reason: string;
    }
  | {
      readonly kind: 'doctor.merged';
      readonly v: 1;
      readonly mergeId: string;
      readonly doctorId: string;
      readonly duplicateId: string;
      /** The duplicate and every record that had been merged into it before: all of them are `doctorId` from now on. */
      readonly recordIds: readonly string[];
    };

export interface Post extends PostFacts {
  readonly postId: string;
  readonly from: IsoDate;
  /** The first day outside; equal to `from` where the post was entered by mistake. */
  readonly until: IsoDate | null;
}

export interface MergeProposal {
  readonly mergeId: string;
  readonly doctorId: string;
  readonly duplicateId: string;
  readonly reason: string;
  /** The person who proposed; another one confirms. */
  readonly proposedBy: string;
}

export interface Doctor {
  readonly doctorId: string;
  /** This record first, then those merged into it. */
  readonly recordIds: readonly [string, ...string[]];
  readonly facts: Dated<DoctorFacts>;
  /** Set when the record was ended: the first day the doctor is no longer in the register. */
  readonly until: IsoDate | null;
  /** In the order they were entered, over all records. */
  readonly posts: readonly Post[];
  /** Merges proposed and neither confirmed nor dropped, with this record on either side. */
  readonly proposals: readonly MergeProposal[];
}

/**
 * The doctor that a dossier tells of. Name and other attributes are those of the record that stays; posts are those of
 * all records. Undefined when the dossier does not register its first id.
 */
export function foldDoctor(dossier: Dossier): Doctor | undefined {
  const [doctorId] = dossier.doctorIds;
  let facts: Dated<DoctorFacts> | undefined;
  let until: IsoDate | null = null;
  const posts = new Map<string, Post>();
  const proposals = new Map<string, MergeProposal>();
  for (const { event, by } of dossier.entries) {
    switch (event.kind) {
      case 'doctor.registered':
        if (event.doctorId === doctorId) facts = dated(event.from, factsIn(event));
        break;
      case 'doctor.changed':
        if (event.doctorId === doctorId && facts !== undefined) facts = withChange(facts, event);
        break;
      case 'doctor.ended':
        if (event.doctorId === doctorId) until = event.until;
        break;
      case 'doctor.post-started': {
        const { postId, from, hospitalId, staffNo, department, wardId } = event;
        posts.set(postId, { postId, from, until: null, hospitalId, staffNo, department, wardId });
        break;
      }
      case 'doctor.post-ended': {
        const post = posts.get(event.postId);
        if (post !== undefined) posts.set(event.postId, { ...post, until: event.until });
        break;
      }
      case 'doctor.merge-proposed': {
        const { mergeId, duplicateId, reason } = event;
        proposals.set(mergeId, { mergeId, doctorId: event.doctorId, duplicateId, reason, proposedBy: by.personId });
        break;
      }
      case 'doctor.merge-dropped':
      case 'doctor.merged':
        proposals.delete(event.mergeId);
        break;
    }
  }
  if (facts === undefined) return undefined;
  const { doctorIds: recordIds } = dossier;
  return { doctorId, recordIds, facts, until, posts: [...posts.values()], proposals: [...proposals.values()] };
}

export function factsIn(facts: DoctorFacts): DoctorFacts {
  const { name, pinyin, licenceNo, title, antibacterialGrade, licensedOn, practiceScope } = facts;
  return { name, pinyin, licenceNo, title, antibacterialGrade, licensedOn, practiceScope };
}

/** The posts that a doctor holds on a day. */
function postsOn(doctor: Pick<Doctor, 'posts'>, date: IsoDate): readonly Post[] {
  return doctor.posts.filter((post) => within(post, date));
}

export function postsAt(doctor: Pick<Doctor, 'posts'>, hospitalId: string, date: IsoDate): readonly Post[] {
  return postsOn(doctor, date).filter((post) => post.hospitalId === hospitalId);
}
