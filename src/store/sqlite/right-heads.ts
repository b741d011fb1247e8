import type { LedgerStore } from '../contract.ts';
import type { SqliteConnection } from '../open-sqlite.ts';
import type { DoctorQueries } from '../queries/doctor.ts';
import type { DoctorHead, RightQueries } from '../queries/right.ts';
import type { SqliteMemory } from './memory.ts';

/** The one doctor who bears a licence number; undefined where none does or several records do. */
export type OneBearer = (licenceNo: string) => string | undefined;

/** Asked before each prescription and with each recording, so it is prepared by hand and kept in memory. */
export function sqliteBearer(connection: SqliteConnection, memory: SqliteMemory): OneBearer {
  const byLicence = connection
    .prepare<[string], string>('select coalesce(merged_into, id) from doctor where licence_no = ? limit 2')
    .pluck();
  return (licenceNo) =>
    memory.bearerOf(licenceNo, () => {
      const [one, another] = byLicence.all(licenceNo);
      return another === undefined ? one : undefined;
    });
}

export function sqliteBearersOf(
  bearer: OneBearer,
  queries: Pick<DoctorQueries, 'bearersOf'>,
): Pick<DoctorQueries, 'bearersOf'> {
  return {
    bearersOf: async (licenceNo) => {
      const one = bearer(licenceNo);
      return one === undefined ? queries.bearersOf(licenceNo) : [one];
    },
  };
}

/**
 * The two reads that every right check makes, prepared by hand: a HIS asks before each prescription, and through the
 * query builder they cost several times as much. Where one number leads to several records the builder's query decides.
 */
export function sqliteRightHeads(
  connection: SqliteConnection,
  bearer: OneBearer,
  ledger: Pick<LedgerStore, 'lengthOf'>,
  queries: RightQueries,
): Pick<RightQueries, 'headByLicence' | 'headByStaffNo'> {
  const byStaffNo = connection.prepare<[string, string], DoctorHead>(
    `select h.id as doctorId, h.n as length
     from doctor_post p join doctor d on d.id = p.doctor_id
       join stream_head h on h.kind = 'doctor' and h.id = coalesce(d.merged_into, d.id)
     where p.hospital_id = ? and p.staff_no = ? limit 2`,
  );
  return {
    headByLicence: async (licenceNo) => {
      const doctorId = bearer(licenceNo);
      if (doctorId === undefined) return queries.headByLicence(licenceNo);
      return { doctorId, length: await ledger.lengthOf({ kind: 'doctor', id: doctorId }) };
    },
    headByStaffNo: async (hospitalId, staffNo, today) => {
      const [one, another] = byStaffNo.all(hospitalId, staffNo);
      return another === undefined ? one : queries.headByStaffNo(hospitalId, staffNo, today);
    },
  };
}
