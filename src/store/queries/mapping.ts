import { asc, eq } from 'drizzle-orm';
import type { Mapping } from '../../core/register/mapping.ts';
import type { Db } from '../db.ts';
import { worksheetMapping } from '../tables.ts';

export interface MappingRow extends Mapping {
  readonly savedOn: string;
}

export interface MappingQueries {
  /** The saved mappings of a hospital, by name. */
  ofHospital(hospitalId: string): Promise<readonly MappingRow[]>;
  byId(mappingId: string): Promise<MappingRow | undefined>;
}

export function mappingQueries(db: Db): MappingQueries {
  const fields = {
    mappingId: worksheetMapping.id,
    hospitalId: worksheetMapping.hospitalId,
    name: worksheetMapping.name,
    columns: worksheetMapping.columns,
    codes: worksheetMapping.codes,
    savedOn: worksheetMapping.savedOn,
  };
  const read = (row: Omit<MappingRow, 'columns' | 'codes'> & { columns: string; codes: string }): MappingRow => ({
    ...row,
    columns: JSON.parse(row.columns) as MappingRow['columns'],
    codes: JSON.parse(row.codes) as MappingRow['codes'],
  });
  return {
    ofHospital: async (hospitalId) => {
      const rows = await db
        .select(fields)
        .from(worksheetMapping)
        .where(eq(worksheetMapping.hospitalId, hospitalId))
        .orderBy(asc(worksheetMapping.name), asc(worksheetMapping.id));
      return rows.map(read);
    },
    byId: async (mappingId) => {
      const [row] = await db.select(fields).from(worksheetMapping).where(eq(worksheetMapping.id, mappingId));
      return row && read(row);
    },
  };
}
