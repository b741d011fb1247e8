import { DomainError } from '../errors.ts';
import type { IsoDate } from '../time.ts';
import { factsNear } from './dated.ts';
import { type Doctor, type DoctorEvent, foldDoctor, type MergeProposal } from './doctor.ts';
import { type Decider, refuseOwnRecord } from './doctor-change.ts';
import { type Dossier, dossierOf } from './dossier.ts';
import { foldRights, type Rights } from './right.ts';

/** Two records that are said to be one person; `keep` is the one that stays. */
export interface Pair {
  readonly keep: Doctor;
  readonly duplicate: Doctor;
}

export interface ProposeMerge {
  readonly mergeId: string;
  readonly reason: string;
}

/** @throws DomainError `merge.same-record`, `merge.already-proposed`, `doctor.own-record`. */
export function proposeMerge(pair: Pair, { mergeId, reason }: ProposeMerge, by: Decider): DoctorEvent {
  const { keep, duplicate } = pair;
  if (keep.doctorId === duplicate.doctorId) throw new DomainError('invalid', 'merge.same-record');
  refuseOwnRecords(pair, by);
  const open = [...keep.proposals, ...duplicate.proposals][0];
  if (open !== undefined) throw new DomainError('conflict', 'merge.already-proposed', { mergeId: open.mergeId });
  const { doctorId } = keep;
  return { kind: 'doctor.merge-proposed', v: 1, mergeId, doctorId, duplicateId: duplicate.doctorId, reason };
}

/**
 * @throws DomainError `merge.not-open` when it was confirmed or dropped, `merge.same-person` when the proposer signs
 * again, under whichever id, `doctor.own-record`.
 */
export function confirmMerge(
  pair: Pair,
  mergeId: string,
  by: Decider & { readonly signerIds: readonly string[] },
): DoctorEvent {
  const { keep, duplicate } = pair;
  const proposal = openProposal(pair, mergeId);
  refuseOwnRecords(pair, by);
  if (by.signerIds.includes(proposal.proposedBy)) throw new DomainError('conflict', 'merge.same-person');
  return {
    kind: 'doctor.merged',
    v: 1,
    mergeId,
    doctorId: keep.doctorId,
    duplicateId: duplicate.doctorId,
    recordIds: duplicate.recordIds,
  };
}

/** Takes a proposal back; the proposer may, and anybody else who may merge. @throws DomainError `merge.not-open`. */
export function dropMerge(pair: Pair, command: ProposeMerge, by: Decider): DoctorEvent {
  const { mergeId, reason } = command;
  const { doctorId, duplicateId } = openProposal(pair, mergeId);
  refuseOwnRecords(pair, by);
  return { kind: 'doctor.merge-dropped', v: 1, mergeId, doctorId, duplicateId, reason };
}

/** What the merged record would be, and where the two disagree. */
export interface MergePreview {
  readonly doctor: Doctor;
  readonly rights: Rights;
  readonly clashes: readonly MergeClash[];
}

/** `kept` and `dropped` are what each record says; a merge goes through with clashes, seen by two persons. */
interface MergeClash {
  readonly field: 'name' | 'licenceNo' | 'licensedOn' | 'identity' | 'post' | 'right';
  readonly kept: string;
  readonly dropped: string;
}

export function previewMerge(keep: Dossier, duplicate: Dossier, today: IsoDate): MergePreview {
  const merged = dossierOf([...keep.doctorIds, ...duplicate.doctorIds], keep.entries, duplicate.entries);
  const [doctor, kept, dropped] = [foldDoctor(merged), foldDoctor(keep), foldDoctor(duplicate)];
  if (doctor === undefined || kept === undefined || dropped === undefined) {
    throw new DomainError('absent', 'absent');
  }
  const clashes = [
    ...factClashes(kept, dropped, today),
    ...identityClash(keep, duplicate),
    ...postClashes(kept, dropped),
    ...rightClashes(foldRights(keep.entries), foldRights(duplicate.entries)),
  ];
  return { doctor, rights: foldRights(merged.entries), clashes };
}

function factClashes(keep: Doctor, duplicate: Doctor, today: IsoDate): MergeClash[] {
  const kept = factsNear(keep.facts, today);
  const dropped = factsNear(duplicate.facts, today);
  return (['name', 'licenceNo', 'licensedOn'] as const).flatMap((field) =>
    kept[field] === dropped[field] ? [] : [{ field, kept: kept[field], dropped: dropped[field] }],
  );
}

/** Two different ID numbers behind the two records: the strongest sign that they are two persons. Hashes are not shown. */
function identityClash(keep: Dossier, duplicate: Dossier): MergeClash[] {
  const [kept, dropped] = [identityOf(keep), identityOf(duplicate)];
  const differ = kept !== null && dropped !== null && kept !== dropped;
  return differ ? [{ field: 'identity', kept: '', dropped: '' }] : [];
}

function identityOf({ doctorIds, entries }: Dossier): string | null {
  for (const { event } of entries) {
    if (event.kind === 'doctor.registered' && event.doctorId === doctorIds[0]) return event.identityHash;
  }
  return null;
}

/** Two staff numbers at one hospital at one time: possible, and worth a look. */
function postClashes(keep: Doctor, duplicate: Doctor): MergeClash[] {
  return keep.posts.flatMap((kept) =>
    duplicate.posts
      .filter((other) => other.hospitalId === kept.hospitalId && other.staffNo !== kept.staffNo && overlap(kept, other))
      .map((other): MergeClash => ({ field: 'post', kept: kept.postId, dropped: other.postId })),
  );
}

/** One kind granted twice by one hospital at one time: the merged right holds as long as either does. */
function rightClashes(keep: Rights, duplicate: Rights): MergeClash[] {
  return keep.grants.flatMap((kept) =>
    duplicate.grants
      .filter(
        (other) => other.hospitalId === kept.hospitalId && other.rightKind === kept.rightKind && overlap(kept, other),
      )
      .map((other): MergeClash => ({ field: 'right', kept: kept.grantId, dropped: other.grantId })),
  );
}

function openProposal({ keep, duplicate }: Pair, mergeId: string): MergeProposal {
  const proposal = keep.proposals.find((open) => open.mergeId === mergeId);
  if (proposal === undefined || keep.doctorId === duplicate.doctorId) {
    throw new DomainError('conflict', 'merge.not-open', { mergeId });
  }
  return proposal;
}

function refuseOwnRecords({ keep, duplicate }: Pair, by: Decider): void {
  refuseOwnRecord(keep, by);
  refuseOwnRecord(duplicate, by);
}

interface Range {
  readonly from: IsoDate;
  readonly until: IsoDate | null;
}

function overlap(a: Range, b: Range): boolean {
  return (a.until === null || b.from < a.until) && (b.until === null || a.from < b.until);
}
