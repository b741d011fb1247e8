import type { DomainEvent } from '../../core/events.ts';
import type { Draft, DraftStream, Signer } from '../../core/ledger/entry.ts';
import type { Doctor, DoctorFacts, PostFacts } from '../../core/register/doctor.ts';
import {
  type ChangeDoctor,
  changeDoctor as change,
  type Decider,
  type EndDoctor,
  endDoctor as end,
  endPost as endOnePost,
  refusePostsElsewhere,
  registerDoctor as register,
  startPost as start,
} from '../../core/register/doctor-change.ts';
import { covers, type Operation } from '../../core/register/people/permission.ts';
import { employersOf, placeOfHospital, placeOfPost, type Register } from '../../core/register/register.ts';
import { foldRights } from '../../core/register/right.ts';
import { endOpenRights } from '../../core/register/right-change.ts';
import type { IsoDate } from '../../core/time.ts';
import { absent, type Context, grantsHeld, reach, replyFor, todayOf, type Written } from '../context.ts';
import { type DoctorRecord, recordOf } from '../dossier.ts';
import { registerOf } from '../register.ts';
import { decideOnNewest, refuseMoved } from '../retry.ts';
import { identityClaim, licenceStream, staffStream } from './doctor-numbers.ts';
import { namePinyin } from './name-pinyin.ts';

export interface NewDoctor extends Omit<DoctorFacts, 'pinyin'> {
  /** Left out: read from the name. */
  readonly pinyin?: string | undefined;
  readonly from: IsoDate;
  /** ID card number; only its keyed hash is kept. Null: not given. */
  readonly idNumber: string | null;
  /** The post by which the registering hospital knows the doctor. */
  readonly post: PostFacts & { readonly from: IsoDate };
}

/**
 * Registers a doctor with their first post. Somebody already registered as a person (an auditor, say) keeps that id.
 *
 * @throws DomainError what registerDoctor and startPost throw.
 */
export async function registerDoctor(context: Context, command: NewDoctor): Promise<Written> {
  const { idNumber, post } = command;
  return decideOnNewest(undefined, async () => {
    const known = await registerOf(context);
    const by = reach(context, 'doctor.register', [
      { ...placeOfHospital(known, post.hospitalId, todayOf(context)), department: post.department },
    ]);
    const licence = await licenceStream(context, command.licenceNo);
    const staff = await staffStream(context, post.hospitalId, post.staffNo);
    const { identityHash, streams: identity, holder: person } = await identityClaim(context, idNumber);
    const isDoctor = person !== undefined && (await recordOf(context, person.id)) !== undefined;
    const doctorId = person !== undefined && !isDoctor ? person.id : context.newId('doc');
    const decider = deciderOf(context, by);
    const taken = { licenceHolder: licence.holder, identityHolder: isDoctor ? person.id : undefined };
    const facts = { ...command, pinyin: command.pinyin ?? namePinyin(command.name) };
    const registered = register(taken, { ...facts, doctorId, identityHash }, decider.today);
    const newcomer = { doctorId, recordIds: [doctorId] as const, until: null };
    const postId = context.newId('pst');
    const started = start(known, newcomer, staff.uses, { ...post, postId }, decider);
    const stream = { kind: 'doctor' as const, id: doctorId, decidedOn: 0 };
    const appended = await context.store.ledger.append(
      [
        { event: registered, by, streams: [stream, licence.stream, ...identity] },
        { event: started, by, streams: [stream, staff.stream] },
      ],
      replyFor(context, doctorId),
    );
    return { id: doctorId, appended };
  });
}

type Named = { readonly doctorId: string; readonly ifMatch?: number | undefined };

export async function changeDoctor(context: Context, command: ChangeDoctor & Named): Promise<Written> {
  return write(context, command, async ({ known, record, by }) => {
    const licenceNo = command.set.licenceNo;
    const licence = licenceNo === undefined ? undefined : await licenceStream(context, licenceNo);
    const { name, pinyin } = command.set;
    const spelt = name !== undefined && pinyin === undefined ? { pinyin: namePinyin(name) } : {};
    const set = { ...command.set, ...spelt };
    const decider = deciderOf(context, by(employersOf(known, record.doctor, todayOf(context))));
    const event = change(record.doctor, { licenceHolder: licence?.holder }, { from: command.from, set }, decider);
    return { id: record.doctor.doctorId, events: [{ event, streams: licence ? [licence.stream] : [] }] };
  });
}

/** Ends the record with every post and right that is still open. @throws DomainError `doctor.posts-elsewhere`. */
export async function endDoctor(context: Context, command: EndDoctor & Named): Promise<Written> {
  return write(context, command, async ({ known, record, by }) => {
    const { doctor, dossier } = record;
    const today = todayOf(context);
    const signer = by(employersOf(known, doctor, today));
    const decider = deciderOf(context, signer);
    const grants = grantsHeld(context, 'doctor.change');
    const open = doctor.posts.filter((post) => post.until === null);
    refusePostsElsewhere(
      open.filter((post) => !grants.some((grant) => covers(grant, placeOfPost(known, doctor, post, today)))),
    );
    const rights = foldRights(dossier.entries);
    const { reason, until } = command;
    const hospitalIds = [...new Set(rights.grants.map((grant) => grant.hospitalId))];
    return {
      id: doctor.doctorId,
      events: withoutOtherStreams([
        end(doctor, command, decider),
        ...open.map((post) =>
          endOnePost(doctor, post, { reason, until: until < post.from ? post.from : until }, decider),
        ),
        ...hospitalIds.flatMap((id) => endOpenRights({ doctor, rights }, id, { reason, until }, decider)),
      ]),
    };
  });
}

export interface NewPost extends PostFacts {
  /** By id, or by the licence number: how a second hospital names a doctor whom it cannot look up. */
  readonly doctor: { readonly doctorId: string } | { readonly licenceNo: string };
  readonly from: IsoDate;
}

/** Gives a registered doctor a post at the caller's hospital. */
export async function startPost(context: Context, command: NewPost): Promise<Written> {
  const { doctor: named, ...post } = command;
  const known = await registerOf(context);
  const place = placeOfHospital(known, post.hospitalId, todayOf(context));
  const signer = reach(context, 'doctor.change', [{ ...place, department: post.department }]);
  const doctorId = 'doctorId' in named ? named.doctorId : (await licenceStream(context, named.licenceNo)).holder;
  if (doctorId === undefined) throw absent();
  return write(context, { doctorId }, async ({ known, record }) => {
    const staff = await staffStream(context, post.hospitalId, post.staffNo);
    const postId = context.newId('pst');
    const event = start(known, record.doctor, staff.uses, { ...post, postId }, deciderOf(context, signer));
    return { id: postId, events: [{ event, streams: [staff.stream] }], signer };
  });
}

/** Moves to another department, ward or staff number of the same hospital: one post ends, the next starts that day. */
export async function movePost(
  context: Context,
  command: Named & {
    readonly postId: string;
    readonly from: IsoDate;
    readonly set: Partial<Omit<PostFacts, 'hospitalId'>>;
    readonly reason: string;
  },
): Promise<Written> {
  return write(context, command, async ({ known, record, by }) => {
    const { doctor } = record;
    const post = postOf(doctor, command.postId);
    const decider = deciderOf(context, by([placeOfPost(known, doctor, post, todayOf(context))]));
    const { postId: _postId, until: _until, ...facts } = post;
    const next = { ...facts, ...command.set, from: command.from, postId: context.newId('pst') };
    const staff = await staffStream(context, next.hospitalId, next.staffNo);
    const ended = endOnePost(doctor, post, { until: command.from, reason: command.reason }, decider);
    const started = start(known, doctor, staff.uses, next, decider);
    return { id: next.postId, events: [...withoutOtherStreams([ended]), { event: started, streams: [staff.stream] }] };
  });
}

/** Ends a post, and the rights that its hospital granted unless another post there goes on. */
export async function endPost(
  context: Context,
  command: Named & { readonly postId: string; readonly until: IsoDate; readonly reason: string },
): Promise<Written> {
  return write(context, command, async ({ known, record, by }) => {
    const { doctor, dossier } = record;
    const post = postOf(doctor, command.postId);
    const decider = deciderOf(context, by([placeOfPost(known, doctor, post, todayOf(context))]));
    const ended = endOnePost(doctor, post, command, decider);
    const goesOn = doctor.posts.some(
      (other) =>
        other.postId !== post.postId &&
        other.hospitalId === post.hospitalId &&
        (other.until === null || other.until > command.until),
    );
    const rights = foldRights(dossier.entries);
    const alsoEnded = goesOn ? [] : endOpenRights({ doctor, rights }, post.hospitalId, command, decider);
    return { id: post.postId, events: withoutOtherStreams([ended, ...alsoEnded]) };
  });
}

interface Decision {
  readonly id: string;
  readonly events: readonly { readonly event: DomainEvent; readonly streams: readonly DraftStream[] }[];
  /** Where another scope than the doctor's places was reached. */
  readonly signer?: Signer;
}

interface Loaded {
  readonly known: Register;
  readonly record: DoctorRecord;
  /** The signer for `doctor.change` at places of the doctor. @throws DomainError `absent`. */
  readonly by: (places: Parameters<typeof reach>[2]) => Signer;
}

/** Loads the doctor, decides and appends to the doctor's stream, all events or none. */
async function write(
  context: Context,
  { doctorId, ifMatch }: Named,
  decide: (loaded: Loaded) => Promise<Decision>,
): Promise<Written> {
  const operation: Operation = 'doctor.change';
  return decideOnNewest(ifMatch, async () => {
    grantsHeld(context, operation);
    const known = await registerOf(context);
    const record = await recordOf(context, doctorId);
    if (record === undefined) throw absent();
    let signer: Signer | undefined;
    const decision = await decide({
      known,
      record,
      by: (places) => {
        signer = reach(context, operation, places);
        // Only after the scope: whether somebody else's record moved is nobody's business.
        refuseMoved(ifMatch, record.stream.decidedOn);
        return signer;
      },
    });
    const by = decision.signer ?? signer;
    if (by === undefined) throw new Error('a doctor was changed without asking who may');
    const drafts = decision.events.map(
      ({ event, streams }): Draft => ({ event, by, streams: [record.stream, ...streams] }),
    );
    const appended = await context.store.ledger.append(drafts, replyFor(context, decision.id));
    return { id: decision.id, appended };
  });
}

function withoutOtherStreams(events: readonly DomainEvent[]): Decision['events'] {
  return events.map((event) => ({ event, streams: [] }));
}

function deciderOf(context: Context, signer: Signer): Decider {
  return { personId: signer.personId, today: todayOf(context) };
}

function postOf(doctor: Doctor, postId: string) {
  const post = doctor.posts.find((held) => held.postId === postId);
  if (post === undefined) throw absent();
  return post;
}
