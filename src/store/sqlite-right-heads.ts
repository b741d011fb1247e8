import type { LedgerStore } from './contract.ts';
import type { SqliteConnection } from './open-sqlite.ts';
import type { DoctorQueries, DoctorRow } from './queries/doctor.ts';
import type { DoctorHead, RightQueries } from './queries/right.ts';
import type { SqliteMemory } from './sqlite-memory.ts';

/**
 * The two reads that every right check makes, prepared by hand: a HIS asks before each prescription, and through the
 * query builder they cost several times as much. Where one number leads to several records the builder's query decides.
 */
export function sqliteRightHeads(
  connection: SqliteConnection,
  memory: SqliteMemory,
  ledger: Pick<LedgerStore, 'lengthOf'>,
  queries: RightQueries,
): Pick<RightQueries, 'headByLicence' | 'headByStaffNo'> {
  const byLicence = connection
    .prepare<[string], string>('select coalesce(merged_into, id) from doctor where licence_no = ? limit 2')
    .pluck();
  const byStaffNo = connection.prepare<[string, string], DoctorHead>(
    `select h.id as doctorId, h.n as length
     from doctor_post p join doctor d on d.id = p.doctor_id
       join stream_head h on h.kind = 'doctor' and h.id = coalesce(d.merged_into, d.id)
     where p.hospital_id = ? and p.staff_no = ? limit 2`,
  );
  return {
    headByLicence: async (licenceNo) => {
      const doctorId = memory.bearerOf(licenceNo, () => {
        const [one, another] = byLicence.all(licenceNo);
        return another === undefined ? one : undefined;
      });
      if (doctorId === undefined) return queries.headByLicence(licenceNo);
      return { doctorId, length: await ledger.lengthOf({ kind: 'doctor', id: doctorId }) };
    },
    headByStaffNo: async (hospitalId, staffNo, today) => {
      const [one, another] = byStaffNo.all(hospitalId, staffNo);
      return another === undefined ? one : queries.headByStaffNo(hospitalId, staffNo, today);
    },
  };
}

/**
 * Who bears a licence number, asked with each recording: prepared by hand for the one record that nearly always bears
 * it. Where several do, the builder's query puts them in order.
 */
export function sqliteLicenceHolders(
  connection: SqliteConnection,
  queries: Pick<DoctorQueries, 'byLicence'>,
): Pick<DoctorQueries, 'byLicence'> {
  const holders = connection.prepare<[string], DoctorRow>(
    `select d.id as doctorId, d.name, d.licence_no as licenceNo, d.title, d.antibacterial_grade as antibacterialGrade,
       d.licensed_on as licensedOn, d.practice_scope as practiceScope, d.until_date as until
     from doctor r join doctor d on d.id = coalesce(r.merged_into, r.id)
     where r.licence_no = ? limit 2`,
  );
  return {
    byLicence: async (licenceNo) => {
      const rows = holders.all(licenceNo);
      return rows.length > 1 ? queries.byLicence(licenceNo) : rows;
    },
  };
}
