import { asc, eq } from 'drizzle-orm';
import type { Db } from '../db.ts';
import { worksheetMapping } from '../tables.sqlite.ts';

export interface MappingRow {
  readonly mappingId: string;
  readonly hospitalId: string;
  readonly name: string;
  /** Our field → the header in the hospital's file. */
  readonly columns: Readonly<Record<string, string>>;
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
    savedOn: worksheetMapping.savedOn,
  };
  const read = (row: { columns: string } & Omit<MappingRow, 'columns'>): MappingRow => ({
    ...row,
    columns: JSON.parse(row.columns) as MappingRow['columns'],
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
