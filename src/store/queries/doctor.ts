import { and, asc, eq, inArray, isNull, or, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { Db } from '../db.ts';
import { doctor, doctorMerge, doctorPost, doctorTerm } from '../tables.ts';

export interface DoctorRow {
  /** Of the record that stays, where records were merged. */
  readonly doctorId: string;
  readonly name: string;
  readonly licenceNo: string;
  readonly title: string;
  readonly antibacterialGrade: string;
  readonly licensedOn: string;
  readonly practiceScope: string;
  readonly until: string | null;
}

export interface PostRow {
  readonly postId: string;
  /** Of the record that stays. */
  readonly doctorId: string;
  readonly hospitalId: string;
  readonly staffNo: string;
  readonly department: string;
  readonly wardId: string | null;
  readonly from: string;
  readonly until: string | null;
}

export interface MergeRow {
  readonly mergeId: string;
  readonly doctorId: string;
  readonly duplicateId: string;
  readonly state: string;
  readonly reason: string;
  readonly proposedBy: string;
  readonly proposedSeq: number;
}

/** Whose doctors: those with a post, now or before, at one of the places, and those named. */
export type DoctorReach =
  | { readonly kind: 'all' }
  | {
      readonly kind: 'some';
      readonly hospitalIds: readonly string[];
      readonly departments: readonly { readonly hospitalId: string; readonly department: string }[];
      readonly doctorIds: readonly string[];
    };

interface DoctorSearch {
  readonly reach: DoctorReach;
  /** As `searchTerm` spells it; empty: everybody, by name. */
  readonly term: string;
  readonly hospitalId: string | undefined;
  readonly department: string | undefined;
  readonly limit: number;
  readonly after: SearchPlace | undefined;
}

/** Where a page ended: the term that matched (or the name) and what tells two equal ones apart. */
export interface SearchPlace {
  readonly term: string;
  readonly id: string;
}

interface FoundDoctor {
  readonly doctorId: string;
  readonly place: SearchPlace;
}

/** Doctors as they are now. Records that were merged are answered as the one that stays. */
export interface DoctorQueries {
  /** Living holders of a licence number first; at most a few. */
  byLicence(licenceNo: string): Promise<readonly DoctorRow[]>;
  /** Who may be meant by a licence number: its living holders, or where none lives those that ended. */
  bearersOf(licenceNo: string): Promise<readonly string[]>;
  /** Every post that bears or bore the staff number at the hospital, the latest start first. */
  postsByStaffNo(hospitalId: string, staffNo: string): Promise<readonly PostRow[]>;
  byIds(doctorIds: readonly string[]): Promise<readonly DoctorRow[]>;
  postsOf(doctorIds: readonly string[]): Promise<readonly PostRow[]>;
  /** Doctors whose full name is or was this one. */
  byName(name: string): Promise<readonly DoctorRow[]>;
  /** Each doctor once, in the order of what matched. */
  search(search: DoctorSearch): Promise<readonly FoundDoctor[]>;
  mergeById(mergeId: string): Promise<MergeRow | undefined>;
  openMerges(): Promise<readonly MergeRow[]>;
}

/** More living records with one licence number or name than this are not worth telling apart. */
const maxNamesakes = 50;
const maxOpenMerges = 500;

export function doctorQueries(db: Db): DoctorQueries {
  const record = alias(doctor, 'record');
  const now = {
    doctorId: doctor.id,
    name: doctor.name,
    licenceNo: doctor.licenceNo,
    title: doctor.title,
    antibacterialGrade: doctor.antibacterialGrade,
    licensedOn: doctor.licensedOn,
    practiceScope: doctor.practiceScope,
    until: doctor.untilDate,
  };
  const rootOfRecord = sql<string>`coalesce(${record.mergedInto}, ${record.id})`;
  const post = {
    postId: doctorPost.id,
    doctorId: rootOfRecord.as('doctor_id'),
    hospitalId: doctorPost.hospitalId,
    staffNo: doctorPost.staffNo,
    department: doctorPost.department,
    wardId: doctorPost.wardId,
    from: doctorPost.fromDate,
    until: doctorPost.untilDate,
  };
  const merge = {
    mergeId: doctorMerge.id,
    doctorId: doctorMerge.doctorId,
    duplicateId: doctorMerge.duplicateId,
    state: doctorMerge.state,
    reason: doctorMerge.reason,
    proposedBy: doctorMerge.proposedBy,
    proposedSeq: doctorMerge.proposedSeq,
  };
  const byLicence = db
    .selectDistinct(now)
    .from(record)
    .innerJoin(doctor, eq(doctor.id, rootOfRecord))
    .where(eq(record.licenceNo, sql.placeholder('licenceNo')))
    .orderBy(sql`${doctor.untilDate} desc nulls first`, asc(doctor.id))
    .limit(maxNamesakes)
    .prepare();
  const byStaffNo = db
    .select(post)
    .from(doctorPost)
    .innerJoin(record, eq(record.id, doctorPost.doctorId))
    .where(
      and(eq(doctorPost.hospitalId, sql.placeholder('hospitalId')), eq(doctorPost.staffNo, sql.placeholder('staffNo'))),
    )
    .orderBy(sql`${doctorPost.fromDate} desc`, asc(doctorPost.id))
    .prepare();
  const byName = db
    .selectDistinct(now)
    .from(doctorTerm)
    .innerJoin(record, eq(record.id, doctorTerm.doctorId))
    .innerJoin(doctor, eq(doctor.id, rootOfRecord))
    .where(and(eq(doctorTerm.term, sql.placeholder('name')), eq(doctorTerm.kind, 'name')))
    .orderBy(asc(doctor.id))
    .limit(maxNamesakes)
    .prepare();
  return {
    byLicence: async (licenceNo) => byLicence.execute({ licenceNo }),
    bearersOf: async (licenceNo) => {
      const holders = await byLicence.execute({ licenceNo });
      const living = holders.filter((holder) => holder.until === null);
      return (living.length > 0 ? living : holders).map((holder) => holder.doctorId);
    },
    postsByStaffNo: async (hospitalId, staffNo) => byStaffNo.execute({ hospitalId, staffNo }),
    byIds: async (doctorIds) =>
      doctorIds.length === 0
        ? []
        : db
            .select(now)
            .from(doctor)
            .where(inArray(doctor.id, [...doctorIds])),
    postsOf: async (doctorIds) =>
      doctorIds.length === 0
        ? []
        : db
            .select(post)
            .from(doctorPost)
            .innerJoin(record, eq(record.id, doctorPost.doctorId))
            .where(or(inArray(record.id, [...doctorIds]), inArray(record.mergedInto, [...doctorIds])))
            .orderBy(asc(doctorPost.fromDate), asc(doctorPost.id)),
    byName: async (name) => byName.execute({ name }),
    search: async (search) => (search.term === '' ? listByName(db, search) : searchByTerm(db, search)),
    mergeById: async (mergeId) => (await db.select(merge).from(doctorMerge).where(eq(doctorMerge.id, mergeId)))[0],
    openMerges: async () =>
      db
        .select(merge)
        .from(doctorMerge)
        .where(eq(doctorMerge.state, 'proposed'))
        .orderBy(asc(doctorMerge.proposedSeq))
        .limit(maxOpenMerges),
  };
}

async function listByName(db: Db, search: DoctorSearch): Promise<FoundDoctor[]> {
  const { after, limit } = search;
  const rows = await db
    .select({ doctorId: doctor.id, name: doctor.name })
    .from(doctor)
    .where(
      and(
        isNull(doctor.mergedInto),
        ...reachConditions(db, sql`${doctor.id}`, search),
        after && sql`(${doctor.name}, ${doctor.id}) > (${after.term}, ${after.id})`,
      ),
    )
    .orderBy(asc(doctor.name), asc(doctor.id))
    .limit(limit);
  return rows.map(({ doctorId, name }) => ({ doctorId, place: { term: name, id: doctorId } }));
}

/**
 * Walks the index of terms from where the last page ended. A doctor whose several terms match (zw and zhangwei for z)
 * comes with the first of them only, so that no page repeats one of an earlier page.
 */
async function searchByTerm(db: Db, search: DoctorSearch): Promise<FoundDoctor[]> {
  const { term, after, limit } = search;
  const end = `${term}\u{10ffff}`;
  const earlier = alias(doctorTerm, 'earlier');
  const same = alias(doctor, 'same');
  const root = sql<string>`coalesce(${doctor.mergedInto}, ${doctor.id})`;
  const smaller = db
    .select({ one: sql`1` })
    .from(earlier)
    .innerJoin(same, eq(same.id, earlier.doctorId))
    .where(
      and(
        or(eq(same.id, root), eq(same.mergedInto, root)),
        sql`${earlier.term} >= ${term} and ${earlier.term} < ${end}`,
        sql`(${earlier.term}, ${earlier.id}) < (${doctorTerm.term}, ${doctorTerm.id})`,
        staffNumberReach(sql`${earlier.hospitalId}`, search.reach),
      ),
    );
  const rows = await db
    .select({ doctorId: root.as('root'), term: doctorTerm.term, id: doctorTerm.id })
    .from(doctorTerm)
    .innerJoin(doctor, eq(doctor.id, doctorTerm.doctorId))
    .where(
      and(
        sql`${doctorTerm.term} >= ${term} and ${doctorTerm.term} < ${end}`,
        after && sql`(${doctorTerm.term}, ${doctorTerm.id}) > (${after.term}, ${after.id})`,
        staffNumberReach(sql`${doctorTerm.hospitalId}`, search.reach),
        ...reachConditions(db, root, search),
        sql`not exists ${smaller}`,
      ),
    )
    .orderBy(asc(doctorTerm.term), asc(doctorTerm.id))
    .limit(limit);
  return rows.map((row) => ({ doctorId: row.doctorId, place: { term: row.term, id: row.id } }));
}

function reachConditions(db: Db, root: SQL, search: DoctorSearch): (SQL | undefined)[] {
  const { reach, hospitalId, department } = search;
  const conditions: (SQL | undefined)[] = [];
  if (reach.kind === 'some') {
    const places = [
      reach.hospitalIds.length === 0 ? undefined : inArray(doctorPost.hospitalId, [...reach.hospitalIds]),
      ...reach.departments.map((place) =>
        and(eq(doctorPost.hospitalId, place.hospitalId), eq(doctorPost.department, place.department)),
      ),
    ].filter((place) => place !== undefined);
    const named = reach.doctorIds.length === 0 ? undefined : inArray(root, [...reach.doctorIds]);
    const posted = places.length === 0 ? undefined : hasPost(db, root, or(...places));
    conditions.push(or(named, posted) ?? sql`1 = 0`);
  }
  if (hospitalId !== undefined) {
    const inDepartment = department === undefined ? undefined : eq(doctorPost.department, department);
    conditions.push(hasPost(db, root, and(eq(doctorPost.hospitalId, hospitalId), inDepartment)));
  }
  return conditions;
}

function hasPost(db: Db, root: SQL, where: SQL | undefined): SQL {
  const holder = alias(doctor, 'holder');
  const holders = db
    .select({ root: sql`coalesce(${holder.mergedInto}, ${holder.id})` })
    .from(doctorPost)
    .innerJoin(holder, eq(holder.id, doctorPost.doctorId))
    .where(where);
  return sql`${root} in ${holders}`;
}

/** A staff number finds a doctor only for those who see that hospital. */
function staffNumberReach(hospitalId: SQL, reach: DoctorReach): SQL | undefined {
  if (reach.kind === 'all') return undefined;
  const visible = [...reach.hospitalIds, ...reach.departments.map((place) => place.hospitalId)];
  return visible.length === 0
    ? sql`${hospitalId} is null`
    : or(sql`${hospitalId} is null`, inArray(hospitalId, visible));
}
