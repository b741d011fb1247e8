import { and, asc, eq, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { Db } from '../db.ts';
import { doctor, doctorPost, rightGrant, rightHolder, rightMeasure, streamHead } from '../tables.ts';

/** A doctor and how long their stream is: whatever was computed from as many entries is still current. */
export interface DoctorHead {
  readonly doctorId: string;
  readonly length: number;
}

interface HolderSearch {
  readonly hospitalId: string;
  readonly limit: number;
  /** The id a page ended with; empty: from the beginning. */
  readonly after: string;
  /** Only those about whom an entry at `position` or later speaks, or for whom a dated change fell after `date` up to `today`. */
  readonly since: { readonly position: number; readonly date: string; readonly today: string } | undefined;
}

export interface RightQueries {
  /** The living holder of the licence number, else one that ended. */
  headByLicence(licenceNo: string): Promise<DoctorHead | undefined>;
  /** Who bears the staff number today, else who bore it last. */
  headByStaffNo(hospitalId: string, staffNo: string, today: string): Promise<DoctorHead | undefined>;
  /** Doctors for whom the hospital has or had a post or a right, by id. */
  holders(search: HolderSearch): Promise<readonly string[]>;
}

export function rightQueries(db: Db): RightQueries {
  const record = alias(doctor, 'record');
  const root = sql<string>`coalesce(${record.mergedInto}, ${record.id})`;
  const head = { doctorId: doctor.id, length: streamHead.n };
  const byLicence = db
    .select(head)
    .from(record)
    .innerJoin(doctor, eq(doctor.id, root))
    .innerJoin(streamHead, and(eq(streamHead.kind, 'doctor'), eq(streamHead.id, doctor.id)))
    .where(eq(record.licenceNo, sql.placeholder('licenceNo')))
    .orderBy(sql`${doctor.untilDate} is null desc`, sql`${streamHead.seq} desc`)
    .limit(1)
    .prepare();
  const today = sql.placeholder('today');
  const holdsToday = sql`(${doctorPost.fromDate} <= ${today}
    and (${doctorPost.untilDate} is null or ${doctorPost.untilDate} > ${today}))`;
  const byStaffNo = db
    .select(head)
    .from(doctorPost)
    .innerJoin(record, eq(record.id, doctorPost.doctorId))
    .innerJoin(doctor, eq(doctor.id, root))
    .innerJoin(streamHead, and(eq(streamHead.kind, 'doctor'), eq(streamHead.id, doctor.id)))
    .where(
      and(eq(doctorPost.hospitalId, sql.placeholder('hospitalId')), eq(doctorPost.staffNo, sql.placeholder('staffNo'))),
    )
    .orderBy(sql`${holdsToday} desc`, sql`${doctorPost.fromDate} desc`, sql`${streamHead.seq} desc`)
    .limit(1)
    .prepare();
  return {
    headByLicence: async (licenceNo) => byLicence.get({ licenceNo }),
    headByStaffNo: async (hospitalId, staffNo, date) => byStaffNo.get({ hospitalId, staffNo, today: date }),
    holders: async ({ hospitalId, limit, after, since }) => {
      const rows = await db
        .selectDistinct({ doctorId: root.as('root') })
        .from(rightHolder)
        .innerJoin(record, eq(record.id, rightHolder.doctorId))
        .innerJoin(doctor, eq(doctor.id, root))
        .where(
          and(
            eq(rightHolder.hospitalId, hospitalId),
            sql`${root} > ${after}`,
            since &&
              sql`(${rightHolder.changedSeq} >= ${since.position}
                or ${doctor.identifiedSeq} >= ${since.position}
                or exists (
                  select 1 from ${rightMeasure} where ${rightMeasure.doctorId} = ${record.id}
                    and ${rightMeasure.hospitalId} = ${hospitalId}
                    and ${turnsWithin(rightMeasure, since)})
                or exists (
                  select 1 from ${rightGrant} where ${rightGrant.doctorId} = ${record.id}
                    and ${rightGrant.hospitalId} = ${hospitalId}
                    and ${turnsWithin(rightGrant, since)}))`,
          ),
        )
        .orderBy(asc(sql`root`))
        .limit(limit);
      return rows.map((row) => row.doctorId);
    },
  };
}

/** It began or ended after the one day and up to the other. */
function turnsWithin(
  range: typeof rightMeasure | typeof rightGrant,
  { date, today }: { readonly date: string; readonly today: string },
) {
  return sql`((${range.fromDate} > ${date} and ${range.fromDate} <= ${today})
    or (${range.untilDate} > ${date} and ${range.untilDate} <= ${today}))`;
}
