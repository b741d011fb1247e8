import { DomainError } from '../../core/errors.ts';
import { factsNear } from '../../core/register/dated.ts';
import type { DoctorFacts, Post } from '../../core/register/doctor.ts';
import { covers, type Place } from '../../core/register/people/permission.ts';
import { placeOfHospital, placesOf, type Register } from '../../core/register/register.ts';
import { searchTerm } from '../../core/register/search-term.ts';
import type { IsoDate } from '../../core/time.ts';
import type { DoctorReach, DoctorRow, PostRow, SearchPlace } from '../../store/queries/doctor.ts';
import { absent, type Context, grantsHeld, reach, todayOf } from '../context.ts';
import { recordOf } from '../dossier.ts';
import { registerOf } from '../register.ts';

/** A doctor with the facts of a day; those of the first day where that is later. */
export interface DoctorView extends Omit<DoctorFacts, 'pinyin'> {
  readonly doctorId: string;
  readonly from: IsoDate;
  readonly until: IsoDate | null;
  readonly posts: readonly Post[];
  /** Records that were merged into this one. */
  readonly mergedIds: readonly string[];
}

/** @throws DomainError `absent` also for a doctor outside the caller's scope. */
export async function doctorById(
  context: Context,
  doctorId: string,
  asOf?: IsoDate,
): Promise<{ readonly doctor: DoctorView; readonly length: number }> {
  grantsHeld(context, 'doctor.read');
  const known = await registerOf(context);
  const record = await recordOf(context, doctorId);
  if (record === undefined) throw absent();
  const today = todayOf(context);
  const { doctor, stream } = record;
  reach(context, 'doctor.read', placesOf(known, doctor, today));
  const { pinyin: _pinyin, ...facts } = factsNear(doctor.facts, asOf ?? today);
  const [, ...mergedIds] = doctor.recordIds;
  const { from } = doctor.facts;
  const view = { doctorId: doctor.doctorId, ...facts, from, until: doctor.until, posts: doctor.posts, mergedIds };
  return { doctor: view, length: stream.decidedOn };
}

interface DoctorListItem extends DoctorRow {
  /** At the hospitals that the caller sees. */
  readonly posts: readonly PostRow[];
}

export interface DoctorPage {
  readonly items: readonly DoctorListItem[];
  /** Where the next page begins; undefined: there is none. */
  readonly next: SearchPlace | undefined;
}

/**
 * Searches doctors by one text: the beginning of a name or of its later characters, of its pinyin or pinyin initials, of
 * a licence or staff number. Without a text: everybody in scope, by name.
 *
 * @throws DomainError `doctor.search-too-long`.
 */
export async function searchDoctors(
  context: Context,
  search: {
    readonly text: string;
    readonly hospitalId?: string | undefined;
    readonly department?: string | undefined;
    readonly limit: number;
    readonly after?: SearchPlace | undefined;
  },
): Promise<DoctorPage> {
  const reached = await reachOf(context, await registerOf(context));
  const term = searchTerm(search.text);
  if (term.length > maxTermCharacters) {
    throw new DomainError('invalid', 'doctor.search-too-long', { limit: maxTermCharacters });
  }
  const { hospitalId, department, after } = search;
  const limit = Math.min(search.limit, maxPage);
  const filter = { reach: reached, term, hospitalId, department, after };
  const found = await context.store.doctors.search({ ...filter, limit: limit + 1 });
  const page = found.slice(0, limit);
  const ids = page.map(({ doctorId }) => doctorId);
  const rows = new Map((await context.store.doctors.byIds(ids)).map((row) => [row.doctorId, row]));
  const posts = Map.groupBy(await context.store.doctors.postsOf(ids), (post) => post.doctorId);
  const items = ids.flatMap((id) => {
    const row = rows.get(id);
    const own = reached.kind === 'some' && reached.doctorIds.includes(id);
    const seen = (posts.get(id) ?? []).filter((post) => own || seesPost(reached, post));
    return row === undefined ? [] : [{ ...row, posts: seen }];
  });
  return { items, next: found.length > limit ? page.at(-1)?.place : undefined };
}

export const maxPage = 100;
const maxTermCharacters = 60;

/** The doctors that the caller's grants reach, as the tables are asked for them. */
async function reachOf(context: Context, register: Register): Promise<DoctorReach> {
  const grants = grantsHeld(context, 'doctor.read');
  if (grants.some((grant) => grant.scope.kind === 'city')) return { kind: 'all' };
  const today = todayOf(context);
  const inCounties = [...register.hospitals.keys()].filter((hospitalId) => {
    const place: Place = { regionIds: placeOfHospital(register, hospitalId, today).regionIds };
    return grants.some((grant) => grant.scope.kind === 'county' && covers(grant, place));
  });
  const scopes = grants.map((grant) => grant.scope);
  const selves: string[] = [];
  for (const scope of scopes) {
    // The tables answer with the record that stays; the grant may name one that was merged into it.
    if (scope.kind === 'self')
      selves.push((await recordOf(context, scope.doctorId))?.doctor.doctorId ?? scope.doctorId);
  }
  return {
    kind: 'some',
    hospitalIds: [...inCounties, ...scopes.flatMap((scope) => (scope.kind === 'hospital' ? [scope.hospitalId] : []))],
    departments: scopes.flatMap((scope) => (scope.kind === 'department' ? [scope] : [])),
    doctorIds: selves,
  };
}

function seesPost(reached: DoctorReach, post: PostRow): boolean {
  if (reached.kind === 'all') return true;
  return (
    reached.hospitalIds.includes(post.hospitalId) ||
    reached.departments.some((place) => place.hospitalId === post.hospitalId && place.department === post.department)
  );
}
