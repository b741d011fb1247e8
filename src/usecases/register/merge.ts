import { DomainError } from '../../core/errors.ts';
import type { Draft } from '../../core/ledger/entry.ts';
import type { DoctorEvent } from '../../core/register/doctor.ts';
import type { Decider } from '../../core/register/doctor-change.ts';
import {
  confirmMerge as confirm,
  dropMerge as drop,
  type MergePreview,
  type Pair,
  previewMerge as preview,
  proposeMerge as propose,
} from '../../core/register/merge.ts';
import { placesOf, type Register } from '../../core/register/register.ts';
import type { MergeRow } from '../../store/queries/doctor.ts';
import { absent, type Context, grantReaching, grantsHeld, reach, replyFor, todayOf, type Written } from '../context.ts';
import { idsOfPerson } from '../doctor-memo.ts';
import { type DoctorRecord, recordOf } from '../dossier.ts';
import { registerOf } from '../register.ts';
import { decideOnNewest } from '../retry.ts';

interface Ids {
  readonly doctorId: string;
  readonly duplicateId: string;
}

/** What the merged record would be, without writing anything. Both records must be in the caller's scope. */
export async function previewMerge(context: Context, ids: Ids): Promise<MergePreview> {
  const { keep, duplicate } = await load(context, ids);
  if (keep.doctor.doctorId === duplicate.doctor.doctorId) throw new DomainError('invalid', 'merge.same-record');
  return preview(keep.dossier, duplicate.dossier, todayOf(context));
}

export async function proposeMerge(context: Context, command: Ids & { readonly reason: string }): Promise<Written> {
  const mergeId = context.newId('mrg');
  return write(context, { ...command, mergeId }, (pair, by) => propose(pair, { ...command, mergeId }, by));
}

/** Another person signs: from then on both ids are one doctor. */
export async function confirmMerge(context: Context, mergeId: string): Promise<Written> {
  const ids = await idsOf(context, mergeId);
  return write(context, { ...ids, mergeId }, (pair, by) => confirm(pair, mergeId, by));
}

export async function dropMerge(
  context: Context,
  command: { readonly mergeId: string; readonly reason: string },
): Promise<Written> {
  const { mergeId } = command;
  const ids = await idsOf(context, mergeId);
  return write(context, { ...ids, mergeId }, (pair, by) => drop(pair, command, by));
}

/** Proposals waiting for another person, as far as both records are in the caller's scope. */
export async function openMerges(context: Context): Promise<readonly MergeRow[]> {
  grantsHeld(context, 'doctor.merge');
  const known = await registerOf(context);
  const seen: MergeRow[] = [];
  for (const row of await context.store.doctors.openMerges()) {
    const records = [await recordOf(context, row.doctorId), await recordOf(context, row.duplicateId)];
    if (records.every((record) => record !== undefined && reaches(context, known, record))) seen.push(row);
  }
  return seen;
}

export async function mergeById(
  context: Context,
  mergeId: string,
): Promise<{ readonly merge: MergeRow; readonly preview: MergePreview | null }> {
  const ids = await idsOf(context, mergeId);
  const { keep, duplicate } = await load(context, ids);
  const { row } = ids;
  const open = row.state === 'proposed' && keep.doctor.doctorId !== duplicate.doctor.doctorId;
  return { merge: row, preview: open ? preview(keep.dossier, duplicate.dossier, todayOf(context)) : null };
}

async function write(
  context: Context,
  command: Ids & { readonly mergeId: string },
  decide: (pair: Pair, by: Decider & { readonly signerIds: readonly string[] }) => DoctorEvent,
): Promise<Written> {
  return decideOnNewest(undefined, async () => {
    const { keep, duplicate, by } = await load(context, command);
    const { personId } = by;
    const decider = { personId, signerIds: await idsOfPerson(context, personId), today: todayOf(context) };
    const event = decide({ keep: keep.doctor, duplicate: duplicate.doctor }, decider);
    const draft: Draft = { event, by, streams: [keep.stream, duplicate.stream] };
    const appended = await context.store.ledger.append([draft], replyFor(context, command.mergeId));
    return { id: command.mergeId, appended };
  });
}

/** Both records, each reached by the caller. @throws DomainError `absent` when either is not. */
async function load(context: Context, { doctorId, duplicateId }: Ids) {
  grantsHeld(context, 'doctor.merge');
  const known = await registerOf(context);
  const keep = await recordOf(context, doctorId);
  const duplicate = await recordOf(context, duplicateId);
  if (keep === undefined || duplicate === undefined) throw absent();
  const today = todayOf(context);
  const by = reach(context, 'doctor.merge', placesOf(known, keep.doctor, today));
  reach(context, 'doctor.merge', placesOf(known, duplicate.doctor, today));
  return { keep, duplicate, by };
}

async function idsOf(context: Context, mergeId: string): Promise<Ids & { readonly row: MergeRow }> {
  grantsHeld(context, 'doctor.merge');
  const row = await context.store.doctors.mergeById(mergeId);
  if (row === undefined) throw absent();
  return { doctorId: row.doctorId, duplicateId: row.duplicateId, row };
}

function reaches(context: Context, register: Register, record: DoctorRecord): boolean {
  return grantReaching(context, 'doctor.merge', placesOf(register, record.doctor, todayOf(context))) !== undefined;
}
