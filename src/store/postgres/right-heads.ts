import type { DoctorHead, RightQueries } from '../queries/right.ts';
import { askedTogether } from './asked-together.ts';
import type { PostgresSql } from './sql.ts';

/**
 * A HIS asks before each prescription, many at once. Where one number leads to several records the builder's query decides.
 */
export function postgresRightHeads(sql: PostgresSql, queries: RightQueries): Pick<RightQueries, 'headByLicence'> {
  const heads = askedTogether(async (licenceNos: readonly string[]) => {
    const rows = await sql.select<{ licence_no: string; id: string; n: number }>(
      `select d.licence_no, h.id, h.n from doctor d
       join stream_head h on h.kind = 'doctor' and h.id = coalesce(d.merged_into, d.id)
       where d.licence_no = any (?::text[])`,
      [[...new Set(licenceNos)]],
    );
    const found = new Map<string, DoctorHead[]>();
    for (const { licence_no, id, n } of rows) {
      found.set(licence_no, [...(found.get(licence_no) ?? []), { doctorId: id, length: n }]);
    }
    return licenceNos.map((licenceNo) => found.get(licenceNo) ?? []);
  });
  return {
    headByLicence: async (licenceNo) => {
      const [one, another] = await heads(licenceNo);
      return another === undefined ? one : queries.headByLicence(licenceNo);
    },
  };
}
