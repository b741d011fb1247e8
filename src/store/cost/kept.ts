import { zstdDecompressSync } from 'node:zlib';
import type { CostReads, LiveUnmapped } from '../cost-contract.ts';
import type { Sql } from '../sql.ts';
import { sumColumns, sumsOf } from './columns.ts';

type KeptReads = Pick<
  CostReads,
  'chunk' | 'lineChunk' | 'codes' | 'importDrugs' | 'monthsOfImport' | 'rowsWithoutWard' | 'liveUnmapped'
>;

/** What is kept of the rows of an import, and which of them have no ward. */
export function keptReads(sql: Sql): KeptReads {
  const chunkOf = (table: string) => async (importId: string, seq: number) => {
    const text = `select body from ${table} where import_id = ? and seq = ?`;
    const [found] = await sql.rows<{ body: Buffer }>(text, importId, seq);
    return found && zstdDecompressSync(found.body);
  };
  const shown = (ofHospital: string) =>
    `select u.hospital_id as "hospitalId", u.month, l.dataset, u.code, u.rows
     from live_slice l
     join import_unmapped u on u.import_id = l.import_id and u.hospital_id = l.hospital_id and u.month = l.month
     ${ofHospital}
     order by u.hospital_id, l.dataset, u.code, u.month`;
  const all = (ofHospital: string) =>
    `select l.hospital_id as "hospitalId", l.month, l.dataset, sum(w.discharges) as rows
     from live_slice l
     join ward_month w on w.import_id = l.import_id and w.hospital_id = l.hospital_id and w.month = l.month
       and w.ward_id = '' and w.discharges is not null
     where l.dataset = 'inpatientRows' ${ofHospital}
     group by l.hospital_id, l.month, l.dataset
     union all
     select l.hospital_id, l.month, l.dataset, sum(w.lines)
     from live_slice l
     join ward_month_drug w on w.import_id = l.import_id and w.hospital_id = l.hospital_id and w.month = l.month
       and w.ward_id = '' and w.setting = 'inpatient'
     where l.dataset = 'drugLines' ${ofHospital}
     group by l.hospital_id, l.month, l.dataset`;
  return {
    chunk: chunkOf('front_page_chunk'),
    lineChunk: chunkOf('drug_line_chunk'),
    codes: async (importId, kind) => {
      const rows = await sql.rows<{ code: string }>(
        'select code from import_code where import_id = ? and kind = ? order by place',
        ...[importId, kind],
      );
      return rows.map(({ code }) => code);
    },
    importDrugs: (importId) =>
      sql.rows<{ code: string }>('select code from import_drug where import_id = ? order by place', importId),
    monthsOfImport: async (importId) => {
      const rows = await sql.arrays(
        `select hospital_id, month, ${sumColumns.join(', ')} from hospital_month where import_id = ? order by month`,
        importId,
      );
      return rows.map((row) => ({ hospitalId: row[0] as string, month: row[1] as string, sums: sumsOf(row, 2) }));
    },
    // A discharge is a row and a line is a line; what clinics were dispensed never had a ward.
    rowsWithoutWard: (importId) =>
      sql.rows<{ month: string; rows: number }>(
        `select month, sum(discharges) as rows from ward_month
         where import_id = ? and ward_id = '' and discharges is not null group by month
         union all
         select month, sum(lines) from ward_month_drug
         where import_id = ? and ward_id = '' and setting = 'inpatient' group by month
         order by month`,
        ...[importId, importId],
      ),
    liveUnmapped: async (hospital) => {
      const [one, both] = hospital === null ? [[], []] : [[hospital], [hospital, hospital]];
      return {
        shown: await sql.rows<LiveUnmapped['shown'][number]>(
          shown(hospital === null ? '' : 'where l.hospital_id = ?'),
          ...one,
        ),
        all: await sql.rows<LiveUnmapped['all'][number]>(
          all(hospital === null ? '' : 'and l.hospital_id = ?'),
          ...both,
        ),
      };
    },
  };
}
