import { zstdDecompressSync } from 'node:zlib';
import { type SumName, type Sums, sumNames } from '../../core/cost/sums.ts';
import type { CodeKind, CostReads, LiveUnmapped } from '../cost-contract.ts';
import type { SqliteConnection } from '../open-sqlite.ts';
import { columnOfSum } from './sqlite-writes.ts';

type KeptReads = Pick<
  CostReads,
  'chunk' | 'lineChunk' | 'codes' | 'importDrugs' | 'monthsOfImport' | 'rowsWithoutWard' | 'liveUnmapped'
>;

/** What is kept of the rows of an import, and which of them have no ward. */
export function keptReads(connection: SqliteConnection): KeptReads {
  const chunkOf = (table: string) => {
    const body = connection
      .prepare<[string, number], Buffer>(`select body from ${table} where import_id = ? and seq = ?`)
      .pluck();
    return async (importId: string, seq: number) => {
      const found = body.get(importId, seq);
      return found && zstdDecompressSync(found);
    };
  };
  const codes = connection
    .prepare<[string, CodeKind], string>('select code from import_code where import_id = ? and kind = ? order by place')
    .pluck();
  const drugs = connection.prepare<[string], { code: string }>(
    'select code from import_drug where import_id = ? order by place',
  );
  const months = connection
    .prepare<[string], (string | number | null)[]>(
      `select hospital_id, month, ${sumNames.map(columnOfSum).join(', ')} from hospital_month where import_id = ? order by month`,
    )
    .raw();
  // A discharge is a row and a line is a line; what clinics were dispensed never had a ward.
  const withoutWard = connection.prepare<[{ id: string }], { month: string; rows: number }>(
    `select month, sum(discharges) as rows from ward_month
     where import_id = @id and ward_id = '' and discharges is not null group by month
     union all
     select month, sum(lines) from ward_month_drug
     where import_id = @id and ward_id = '' and setting = 'inpatient' group by month
     order by month`,
  );
  const shown = connection.prepare<[{ hospital: string | null }], LiveUnmapped['shown'][number]>(
    `select u.hospital_id as hospitalId, u.month, l.dataset, u.code, u.rows
     from live_slice l
     join import_unmapped u on u.import_id = l.import_id and u.hospital_id = l.hospital_id and u.month = l.month
     where @hospital is null or l.hospital_id = @hospital
     order by u.hospital_id, l.dataset, u.code, u.month`,
  );
  const all = connection.prepare<[{ hospital: string | null }], LiveUnmapped['all'][number]>(
    `select l.hospital_id as hospitalId, l.month, l.dataset, sum(w.discharges) as rows
     from live_slice l
     join ward_month w on w.import_id = l.import_id and w.hospital_id = l.hospital_id and w.month = l.month
       and w.ward_id = '' and w.discharges is not null
     where l.dataset = 'inpatientRows' and (@hospital is null or l.hospital_id = @hospital)
     group by l.hospital_id, l.month, l.dataset
     union all
     select l.hospital_id, l.month, l.dataset, sum(w.lines)
     from live_slice l
     join ward_month_drug w on w.import_id = l.import_id and w.hospital_id = l.hospital_id and w.month = l.month
       and w.ward_id = '' and w.setting = 'inpatient'
     where l.dataset = 'drugLines' and (@hospital is null or l.hospital_id = @hospital)
     group by l.hospital_id, l.month, l.dataset`,
  );
  return {
    chunk: chunkOf('front_page_chunk'),
    lineChunk: chunkOf('drug_line_chunk'),
    codes: async (importId, kind) => codes.all(importId, kind),
    importDrugs: async (importId) => drugs.all(importId),
    monthsOfImport: async (importId) =>
      months.all(importId).map(([hospitalId, month, ...sums]) => {
        const named = Object.fromEntries(sumNames.map((name: SumName, at) => [name, sums[at] ?? null])) as Sums;
        return { hospitalId: hospitalId as string, month: month as string, sums: named };
      }),
    rowsWithoutWard: async (importId) => withoutWard.all({ id: importId }),
    liveUnmapped: async (hospital) => ({ shown: shown.all({ hospital }), all: all.all({ hospital }) }),
  };
}
