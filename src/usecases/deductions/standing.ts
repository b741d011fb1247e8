import type { AccessGrant } from '../../core/register/people/access.ts';
import { covers, type Place } from '../../core/register/people/permission.ts';
import { placeOfHospital, placesOf, type Register } from '../../core/register/register.ts';
import { type Standing, type StandingItem, standingOf } from '../../core/standing.ts';
import { type SeenItem, seenFrom, seenInFull, withoutUnseen } from '../../core/standing-view.ts';
import type { Instant, IsoDate } from '../../core/time.ts';
import { absent, type Context, grantsHeld, todayOf } from '../context.ts';
import { recordNow } from '../doctor-memo.ts';
import { type DoctorRecord, recordOf } from '../dossier.ts';
import { positionAt, registerOf } from '../register.ts';

export interface StandingQuestion {
  /** Only this scheme; without, all that bind the doctor, side by side. */
  readonly scheme?: string | undefined;
  /** At the end of this day in Shanghai; without, now. */
  readonly asOf?: IsoDate | undefined;
  /** As the ledger was known at this instant; without, now. */
  readonly knownAt?: Instant | undefined;
}

export interface StandingAnswer {
  readonly doctorId: string;
  readonly asOf: IsoDate;
  readonly knownAt: Instant | null;
  readonly standings: readonly Standing<SeenItem>[];
  /** Length of the doctor's stream. */
  readonly length: number;
}

/**
 * Where a doctor stands and why, as far as the actor may see: items of a hospital or a category that is not theirs show
 * only category, points, dates and state.
 *
 * @throws DomainError `absent` for a doctor who has no post with the actor's hospital, and for none.
 */
export async function standingOfDoctor(
  context: Context,
  { doctorId, ...question }: StandingQuestion & { readonly doctorId: string },
): Promise<StandingAnswer> {
  const grants = grantsHeld(context, 'standing.read');
  const record = await recordNow(context, doctorId);
  if (record === undefined) throw absent();
  const register = await registerOf(context);
  const places = placesOf(register, record.doctor, todayOf(context));
  const reaching = grants.filter((grant) => places.some((place) => covers(grant, place)));
  if (reaching.length === 0) throw absent();
  return answer(context, question, record, register, reaching);
}

/** The own standing. @throws DomainError `absent` for whoever is no doctor. */
export async function ownStanding(context: Context, question: StandingQuestion): Promise<StandingAnswer> {
  const own = grantsHeld(context, 'standing.read').filter((grant) => grant.scope.kind === 'self');
  for (const grant of own) {
    const record = grant.scope.kind === 'self' ? await recordNow(context, grant.scope.doctorId) : undefined;
    if (record !== undefined) return answer(context, question, record, await registerOf(context), [grant]);
  }
  throw absent();
}

async function answer(
  context: Context,
  { scheme, asOf = todayOf(context), knownAt }: StandingQuestion,
  record: DoctorRecord,
  register: Register,
  grants: readonly AccessGrant[],
): Promise<StandingAnswer> {
  const { doctorId } = record.doctor;
  if (scheme === undefined && knownAt === undefined && grants.some(seesAll))
    return workedOut(register, record, asOf).whole;
  const known = knownAt === undefined ? { register, record } : await knownThen(context, doctorId, knownAt);
  const standings = known.record === undefined ? [] : workedOut(known.register, known.record, asOf).standings;
  return {
    doctorId,
    asOf,
    knownAt: knownAt ?? null,
    standings: standings
      .filter((standing) => scheme === undefined || standing.schemeId === scheme)
      .map((standing) => seenBy(grants, register, standing, todayOf(context))),
    length: record.stream.decidedOn,
  };
}

/**
 * What was worked out last of a record: a doctor's page, a HIS and a commission ask for the same standing again and again.
 * Records, registers and days never change; whatever is entered makes another record or another register.
 */
function workedOut(register: Register, record: DoctorRecord, asOf: IsoDate): WorkedOut {
  const held = lastOf.get(record);
  if (held?.register === register && held.asOf === asOf) return held;
  const standings = standingOf(register, record.dossier, asOf);
  const { doctorId } = record.doctor;
  const whole = {
    doctorId,
    asOf,
    knownAt: null,
    standings: standings.map(seenInFull),
    length: record.stream.decidedOn,
  };
  const made: WorkedOut = { register, asOf, standings, whole };
  lastOf.set(record, made);
  return made;
}

interface WorkedOut {
  readonly register: Register;
  readonly asOf: IsoDate;
  readonly standings: readonly Standing[];
  /** For whoever sees everything: the same object each time, so that what is made of it can be kept as well. */
  readonly whole: StandingAnswer;
}

const lastOf = new WeakMap<DoctorRecord, WorkedOut>();

async function knownThen(context: Context, doctorId: string, knownAt: Instant) {
  const upTo = await positionAt(context, knownAt);
  return { register: await registerOf(context, upTo), record: await recordOf(context, doctorId, upTo) };
}

/** Each item in full where one of the grants reaches its hospital and its category. */
function seenBy(
  grants: readonly AccessGrant[],
  register: Register,
  standing: Standing,
  today: IsoDate,
): Standing<SeenItem> {
  if (grants.some(seesAll)) return seenInFull(standing);
  const reaches = (grant: AccessGrant, hospitalId: string) => coversHospital(grant, register, hospitalId, today);
  const hospitalIds = new Set(
    [...register.hospitals.keys()].filter((id) => grants.some((grant) => reaches(grant, id))),
  );
  const inFull = seenFrom(standing, hospitalIds);
  if (grants.some((grant) => grant.category === null)) return inFull;
  const limited = seenFrom(standing, new Set());
  const own = (item: StandingItem) =>
    grants.some((grant) => grant.category === item.category && reaches(grant, item.hospitalId));
  const pick = (list: ItemList) =>
    standing[list].flatMap((item, index) => (own(item) ? inFull : limited)[list][index] ?? []);
  return withoutUnseen({
    ...inFull,
    countedItems: pick('countedItems'),
    contestedItems: pick('contestedItems'),
    notCountedItems: pick('notCountedItems'),
    openItems: pick('openItems'),
  });
}

function seesAll({ scope, category }: AccessGrant): boolean {
  return (scope.kind === 'city' || scope.kind === 'self') && category === null;
}

type ItemList = 'countedItems' | 'contestedItems' | 'notCountedItems' | 'openItems';

/** A head of department is of the hospital: within it nothing is hidden that makes up the standing. */
function coversHospital({ scope, ...grant }: AccessGrant, register: Register, hospitalId: string, today: IsoDate) {
  if (scope.kind === 'self') return true;
  if (scope.kind === 'department') return scope.hospitalId === hospitalId;
  const place: Place = placeOfHospital(register, hospitalId, today);
  return covers({ ...grant, scope }, place);
}
