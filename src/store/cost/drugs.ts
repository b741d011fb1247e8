import type {
  DrgMonth,
  DrgTotal,
  DrugSetting,
  DrugTotal,
  HospitalMonthDrug,
  ImportedDrug,
  WardMonthDrug,
} from '../../core/cost/drugs/drug-sums.ts';
import type { CostReads, DrugMonthsQuestion, ImportOutcome } from '../cost-contract.ts';
import { change, insert, type Sql, type Steps, type Value } from '../sql.ts';
import { drugSumColumns, drugSumsOf, drugValuesOf, unmapped, wholes } from './columns.ts';

/** Rollups by drug and by DRG: what a measure's sums are too coarse for. */

const drgSums = ['discharges', 'bed_days', 'total_fen', 'drug_fen', 'weighted_discharges', 'weight_e4'];

/**
 * The part of `finishImport` that writes them. Of an import that stands on another's rows the parts that no ward map touches
 * are copied from there.
 */
export function* writeDrugs(importId: string, outcome: ImportOutcome, rolledFrom: string | null): Steps<void> {
  const { drgMonths = [], drugs = [], wardMonthDrugs = [] } = outcome;
  if (rolledFrom !== null) for (const text of copies) yield* change(text, importId, rolledFrom);
  yield* insert(
    'hospital_month_drg',
    { import_id: 'text', hospital_id: 'text', month: 'text', drg: 'text', ...wholes(drgSums) },
    drgMonths.map((row) => [
      ...[importId, row.hospitalId, row.month, row.drg],
      ...[row.discharges, row.bedDays, row.totalFen, row.drugFen, row.weightedDischarges, row.weightE4],
    ]),
  );
  yield* insert(
    'import_drug',
    { import_id: 'text', place: 'whole', code: 'text', name: 'text', unit: 'text' },
    drugs.map(({ code, name, unit }, at) => [importId, at + 1, code, name, unit]),
  );
  yield* insert(
    'ward_month_drug',
    {
      import_id: 'text',
      hospital_id: 'text',
      month: 'text',
      ward_id: 'text',
      setting: 'text',
      drug_code: 'text',
      ...wholes(drugSumColumns),
    },
    wardMonthDrugs.map(({ hospitalId, month, wardId, setting, drugCode, sums }) => [
      ...[importId, hospitalId, month, wardId ?? unmapped, setting, drugCode],
      ...drugValuesOf(sums),
    ]),
  );
  if (wardMonthDrugs.length === 0) return;
  yield* change(
    `insert into hospital_month_drug (import_id, hospital_id, month, setting, drug_code, ${drugSumColumns.join(', ')})
     select import_id, hospital_id, month, setting, drug_code, ${drugSumColumns.map((name) => `sum(${name})`).join(', ')}
     from ward_month_drug where import_id = ? group by import_id, hospital_id, month, setting, drug_code`,
    importId,
  );
}

const grouped = ['hospital_id', 'month', 'drg', ...drgSums].join(', ');
// The id that is copied to is a value: PostgreSQL has to be told of what kind.
const copies = [
  `insert into hospital_month_drg (import_id, ${grouped})
   select cast(? as text), ${grouped} from hospital_month_drg where import_id = ?`,
  `insert into import_drug (import_id, place, code, name, unit)
   select cast(? as text), place, code, name, unit from import_drug where import_id = ?`,
];

/** The tables it fills, for whoever discards a staged import. */
export const drugTables = ['hospital_month_drg', 'import_drug', 'ward_month_drug', 'hospital_month_drug'];

type DrugReads = Pick<
  CostReads,
  'drgMonths' | 'drgTotals' | 'drugTotals' | 'hospitalMonthDrugs' | 'wardMonthDrugs' | 'drugNames' | 'groupers'
>;

export function drugReads(sql: Sql): DrugReads {
  const months = (table: string, dataset: string, columns: string) => {
    const text = `select f.hospital_id, f.month, ${columns}
      from live_slice l
      join ${table} f on f.import_id = l.import_id and f.hospital_id = l.hospital_id and f.month = l.month
      where l.dataset = '${dataset}' and ${sql.among('l.hospital_id')} and l.month >= ? and l.month < ?`;
    return ({ hospitalIds, from, until }: DrugMonthsQuestion) =>
      sql.arrays(text, JSON.stringify(hospitalIds), from, until);
  };
  const drgs = months('hospital_month_drg', 'inpatientRows', `f.drg, ${drgSums.map((sum) => `f.${sum}`).join(', ')}`);
  const hospitalDrugs = months('hospital_month_drug', 'drugLines', `f.setting, f.drug_code, ${aliased}`);
  const groupers = months('import_slice', 'inpatientRows', 'f.grouper');
  const wardDrugs = (ofWard: string) =>
    `select f.hospital_id, f.month, f.ward_id, f.setting, f.drug_code, ${aliased}
     from live_slice l
     join ward_month_drug f on f.import_id = l.import_id and f.hospital_id = l.hospital_id and f.month = l.month ${ofWard}
     where l.dataset = 'drugLines' and l.hospital_id = ? and l.month >= ? and l.month < ?`;
  const allWards = wardDrugs('');
  const oneWard = wardDrugs('and f.ward_id = ?');
  const totals = (table: string, dataset: string, columns: string, key: string) =>
    `select ${columns}
     from live_slice l
     join ${table} f on f.import_id = l.import_id and f.hospital_id = l.hospital_id and f.month = l.month
     where l.dataset = '${dataset}' and l.hospital_id = ? and ${sql.among('l.month')}
     group by ${key} order by ${key}`;
  const drgTotals = totals(
    'hospital_month_drg',
    'inpatientRows',
    `f.drg, sum(f.discharges) as discharges, sum(f.bed_days) as "bedDays", sum(f.total_fen) as "totalFen",
     sum(f.drug_fen) as "drugFen", sum(f.weighted_discharges) as "weightedDischarges", sum(f.weight_e4) as "weightE4"`,
    'f.drg',
  );
  const drugTotals = totals(
    'hospital_month_drug',
    'drugLines',
    'f.setting, f.drug_code as "drugCode", sum(f.amount_fen) as "amountFen", sum(f.quantity_e4) as "quantityE4"',
    'f.setting, f.drug_code',
  );
  return {
    drgMonths: async (question) => (await drgs(question)).map(drgMonthOf),
    hospitalMonthDrugs: async (question) =>
      (await hospitalDrugs(question)).map((row): HospitalMonthDrug => {
        const [hospitalId, month, setting, drugCode] = row as string[];
        return { hospitalId, month, setting, drugCode, sums: drugSumsOf(row, 4) } as HospitalMonthDrug;
      }),
    drgTotals: ({ hospitalId, months: asked }) => sql.rows<DrgTotal>(drgTotals, hospitalId, JSON.stringify(asked)),
    drugTotals: ({ hospitalId, months: asked }) => sql.rows<DrugTotal>(drugTotals, hospitalId, JSON.stringify(asked)),
    wardMonthDrugs: async ({ hospitalId, wardId, from, until }) => {
      const rows =
        wardId === undefined
          ? await sql.arrays(allWards, hospitalId, from, until)
          : await sql.arrays(oneWard, wardId ?? unmapped, hospitalId, from, until);
      return rows.map((row): WardMonthDrug => {
        const [, month = '', ward, setting, drugCode = ''] = row as string[];
        return {
          hospitalId,
          month,
          wardId: ward === undefined || ward === unmapped ? null : ward,
          setting: setting as DrugSetting,
          drugCode,
          sums: drugSumsOf(row, 5),
        };
      });
    },
    drugNames: async (codes) => {
      const named = await sql.rows<ImportedDrug>(
        `select d.code, d.name, d.unit from import_drug d join cost_import i on i.id = d.import_id
         where d.name is not null and ${sql.among('d.code')}
           and d.import_id in (select import_id from live_slice where dataset = 'drugLines')
         order by i.started_at, i.id`,
        JSON.stringify(codes),
      );
      return [...new Map(named.map((drug) => [drug.code, drug])).values()];
    },
    groupers: async (question) =>
      (await groupers(question)).map(([hospitalId, month, grouper]) => {
        return { hospitalId: hospitalId as string, month: month as string, grouper: grouper as string | null };
      }),
  };
}

const aliased = drugSumColumns.map((column) => `f.${column}`).join(', ');

function drgMonthOf(row: Value[]): DrgMonth {
  const [hospitalId, month, drg, discharges, bedDays, totalFen, drugFen, weightedDischarges, weightE4] = row;
  const sums = { discharges, bedDays, totalFen, drugFen, weightedDischarges, weightE4 };
  return { hospitalId, month, drg, ...sums } as DrgMonth;
}
