import { factsNear } from '../../core/register/dated.ts';
import type { AccessGrant } from '../../core/register/people/access.ts';
import { covers, type Place } from '../../core/register/people/permission.ts';
import { placeOfHospital, type Register } from '../../core/register/register.ts';
import { changesNextAt, foldRights, type RightOn, rightsOn, type Site } from '../../core/register/right.ts';
import { type Instant, type IsoDate, instantOf, shanghaiDateOf, startOfShanghaiDay } from '../../core/time.ts';
import type { Store } from '../../store/contract.ts';
import type { DoctorHead } from '../../store/queries/right.ts';
import { absent, type Context, grantsHeld } from '../context.ts';
import { recordOf } from '../dossier.ts';
import { registerOf } from '../register.ts';

/** What a HIS needs to know before a prescription, and nothing else: no points, no name, no reason. */
export interface RightStatus {
  readonly licenceNo: string;
  readonly hospitals: readonly HospitalRights[];
  readonly asOf: Instant;
  /** Until when the answer may be used without asking again: the next change set by date, at most five minutes. */
  readonly validUntil: Instant;
}

interface HospitalRights {
  readonly hospitalId: string;
  /** Every kind; `no-grant` where the hospital has granted none. */
  readonly rights: readonly RightOn[];
}

/** How a HIS names a doctor. */
export type DoctorNumber = { readonly licenceNo: string } | { readonly hospitalId: string; readonly staffNo: string };

/**
 * Whether a doctor may prescribe, by hospital and kind, current with the last signed entry: the answer is kept by doctor
 * and used again only while the doctor's stream is as long as when it was made and no dated change has fallen since.
 *
 * @throws DomainError `absent` for a doctor who is not registered, or has no post at a hospital that the caller sees.
 */
export async function rightStatus(context: Context, number: DoctorNumber): Promise<RightStatus> {
  const grants = grantsHeld(context, 'right.read');
  const nowMs = context.clock.now();
  const { rights } = context.store;
  const head =
    'licenceNo' in number
      ? await rights.headByLicence(number.licenceNo)
      : await rights.headByStaffNo(number.hospitalId, number.staffNo, shanghaiDateOf(nowMs));
  if (head === undefined) throw absent();
  const register = await registerOf(context);
  const known = await currentRights(context, register, head, nowMs);
  const asked = 'hospitalId' in number ? number.hospitalId : undefined;
  const sites = known.sites.filter(
    (site) => (asked === undefined || site.hospitalId === asked) && sees(grants, register, site, nowMs),
  );
  if (sites.length === 0) throw absent();
  const untilMs = Math.min(nowMs + validForMs, ...sites.map((site) => site.changesAtMs));
  return {
    licenceNo: known.licenceNo,
    hospitals: sites.map((site) => site.answer),
    asOf: instantOf(nowMs),
    validUntil: instantOf(untilMs),
  };
}

/** Half an hour's outage must not let a suspended doctor prescribe for half an hour: HIS asks again within this. */
const validForMs = 5 * 60_000;

/** A doctor's rights as computed from so many entries; holds until any dated change. */
export interface KnownRights {
  readonly length: number;
  readonly doctorId: string;
  readonly licenceNo: string;
  readonly sites: readonly KnownSite[];
}

interface KnownSite extends Site {
  /** Without regions, which may change while the doctor does not. */
  readonly places: readonly Place[];
  readonly answer: HospitalRights;
  /** The answer holds from here … */
  readonly holdsFromMs: number;
  /** … to here; Infinity where no change is set. */
  readonly changesAtMs: number;
}

/** From memory where it still holds, else folded anew from the doctor's entries. */
export async function currentRights(
  context: Pick<Context, 'store'>,
  register: Register,
  head: DoctorHead,
  nowMs: number,
): Promise<KnownRights> {
  const memory = memoryOf(context.store);
  const held = memory.get(head.doctorId);
  if (held !== undefined && stillHolds(held, register, head, nowMs)) return held;
  const known = await foldAt(context, register, head.doctorId, shanghaiDateOf(nowMs));
  memory.delete(head.doctorId);
  memory.set(head.doctorId, known);
  if (memory.size > maxDoctorsInMemory) {
    const oldest = memory.keys().next();
    if (!oldest.done) memory.delete(oldest.value);
  }
  return known;
}

function stillHolds(held: KnownRights, register: Register, head: DoctorHead, nowMs: number): boolean {
  if (held.length !== head.length) return false;
  for (const site of held.sites) {
    if (nowMs < site.holdsFromMs || nowMs >= site.changesAtMs) return false;
    if ((register.hospitals.get(site.hospitalId)?.until ?? null) !== site.until) return false;
  }
  return true;
}

async function foldAt(
  context: Pick<Context, 'store'>,
  register: Register,
  doctorId: string,
  today: IsoDate,
): Promise<KnownRights> {
  const record = await recordOf(context, doctorId);
  if (record === undefined) throw absent();
  const { doctor, dossier, stream } = record;
  const rights = foldRights(dossier.entries);
  const hospitalIds = [...new Set([...doctor.posts, ...rights.grants].map(({ hospitalId }) => hospitalId))].sort();
  const sites = hospitalIds.map((hospitalId): KnownSite => {
    const site: Site = { hospitalId, until: register.hospitals.get(hospitalId)?.until ?? null };
    const next = changesNextAt(rights, site, today);
    const posts = doctor.posts.filter((post) => post.hospitalId === hospitalId);
    const departments = [...new Set(posts.map((post) => post.department))];
    const places: Place[] = [
      ...doctor.recordIds.map((recordId): Place => ({ doctorId: recordId })),
      { hospitalId },
      ...departments.map((department): Place => ({ hospitalId, department })),
    ];
    return {
      ...site,
      places,
      answer: { hospitalId, rights: shared(rightsOn(rights, site, today)) },
      holdsFromMs: Date.parse(startOfShanghaiDay(today)),
      changesAtMs: next === null ? Number.POSITIVE_INFINITY : Date.parse(startOfShanghaiDay(next)),
    };
  });
  const { licenceNo } = factsNear(doctor.facts, today);
  return { length: stream.decidedOn, doctorId: doctor.doctorId, licenceNo, sites };
}

/** The rules of scope are those of `covers`; regions are looked up only for who holds a county. */
function sees(
  grants: readonly AccessGrant[],
  register: Register,
  { hospitalId, places }: KnownSite,
  nowMs: number,
): boolean {
  return grants.some((grant) => {
    if (grant.scope.kind !== 'county') return places.some((place) => covers(grant, place));
    return covers(grant, placeOfHospital(register, hospitalId, shanghaiDateOf(nowMs)));
  });
}

/** Most doctors have the same rights: one copy of each answer serves them all. */
function shared(rights: readonly RightOn[]): readonly RightOn[] {
  const key = JSON.stringify(rights);
  const held = answers.get(key);
  if (held !== undefined) return held;
  if (answers.size >= maxAnswersInMemory) answers.clear();
  answers.set(key, rights);
  return rights;
}

function memoryOf(store: Store): Map<string, KnownRights> {
  const held = memories.get(store);
  if (held !== undefined) return held;
  const memory = new Map<string, KnownRights>();
  memories.set(store, memory);
  return memory;
}

/** A province's doctors; the one computed longest ago makes room. */
const maxDoctorsInMemory = 200_000;
const maxAnswersInMemory = 10_000;
const memories = new WeakMap<Store, Map<string, KnownRights>>();
const answers = new Map<string, readonly RightOn[]>();
