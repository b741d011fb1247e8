import {
  type DrgMonth,
  type DrgTotal,
  type DrugSetting,
  type DrugSumName,
  type DrugSums,
  type DrugTotal,
  drugSumNames,
  type HospitalMonthDrug,
  type ImportedDrug,
  type WardMonthDrug,
} from '../../core/cost/drugs/drug-sums.ts';
import type { CostReads, ImportOutcome } from '../cost-contract.ts';
import type { SqliteConnection } from '../open-sqlite.ts';

/** Rollups by drug and by DRG: what a measure's sums are too coarse for. Hand-prepared, as sqlite.ts says why. */

/**
 * The part of `finishImport` that writes them; runs inside its transaction. Of an import that stands on another's rows the
 * parts that no ward map touches are copied from there.
 */
export function drugWrites(
  connection: SqliteConnection,
): (importId: string, outcome: ImportOutcome, rolledFrom: string | null) => void {
  const addDrg = connection.prepare(
    `insert into hospital_month_drg
       (import_id, hospital_id, month, drg, discharges, bed_days, total_fen, drug_fen, weighted_discharges, weight_e4)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const addDrug = connection.prepare(
    'insert into import_drug (import_id, place, code, name, unit) values (?, ?, ?, ?, ?)',
  );
  const addWardMonthDrug = connection.prepare(
    `insert into ward_month_drug (import_id, hospital_id, month, ward_id, setting, drug_code, ${sumColumns.join(', ')})
     values (?, ?, ?, ?, ?, ?, ${sumColumns.map(() => '?').join(', ')})`,
  );
  const sumHospitalMonthDrugs = connection.prepare(
    `insert into hospital_month_drug (import_id, hospital_id, month, setting, drug_code, ${sumColumns.join(', ')})
     select import_id, hospital_id, month, setting, drug_code, ${sumColumns.map((name) => `sum(${name})`).join(', ')}
     from ward_month_drug where import_id = ? group by import_id, hospital_id, month, setting, drug_code`,
  );
  const grouped = 'hospital_id, month, drg, discharges, bed_days, total_fen, drug_fen, weighted_discharges, weight_e4';
  const copies = [
    `insert into hospital_month_drg (import_id, ${grouped}) select ?, ${grouped} from hospital_month_drg where import_id = ?`,
    `insert into import_drug (import_id, place, code, name, unit)
     select ?, place, code, name, unit from import_drug where import_id = ?`,
  ].map((sql) => connection.prepare(sql));
  return (importId, { drgMonths = [], drugs = [], wardMonthDrugs = [] }, rolledFrom) => {
    if (rolledFrom !== null) for (const copy of copies) copy.run(importId, rolledFrom);
    for (const { hospitalId, month, drg, ...row } of drgMonths) {
      const { discharges, bedDays, totalFen, drugFen, weightedDischarges, weightE4 } = row;
      const sums = [discharges, bedDays, totalFen, drugFen, weightedDischarges, weightE4];
      addDrg.run(importId, hospitalId, month, drg, ...sums);
    }
    for (const [at, { code, name, unit }] of drugs.entries()) addDrug.run(importId, at + 1, code, name, unit);
    for (const { hospitalId, month, wardId, setting, drugCode, sums } of wardMonthDrugs) {
      const values = drugSumNames.map((name) => sums[name]);
      addWardMonthDrug.run(importId, hospitalId, month, wardId ?? unmapped, setting, drugCode, ...values);
    }
    if (wardMonthDrugs.length > 0) sumHospitalMonthDrugs.run(importId);
  };
}

/** The tables it fills, for whoever discards a staged import. */
export const drugTables = ['hospital_month_drg', 'import_drug', 'ward_month_drug', 'hospital_month_drug'];

type DrugReads = Pick<
  CostReads,
  'drgMonths' | 'drgTotals' | 'drugTotals' | 'hospitalMonthDrugs' | 'wardMonthDrugs' | 'drugNames' | 'groupers'
>;

export function drugReads(connection: SqliteConnection): DrugReads {
  const months = (table: string, dataset: string, columns: string) =>
    connection
      .prepare<[{ hospitals: string; from: string; until: string }], RawRow>(
        `select f.hospital_id, f.month, ${columns}
         from live_slice l
         join ${table} f on f.import_id = l.import_id and f.hospital_id = l.hospital_id and f.month = l.month
         where l.dataset = '${dataset}' and l.hospital_id in (select value from json_each(@hospitals))
           and l.month >= @from and l.month < @until`,
      )
      .raw();
  const drgs = months(
    'hospital_month_drg',
    'inpatientRows',
    'f.drg, f.discharges, f.bed_days, f.total_fen, f.drug_fen, f.weighted_discharges, f.weight_e4',
  );
  const hospitalDrugs = months('hospital_month_drug', 'drugLines', `f.setting, f.drug_code, ${aliased}`);
  const groupers = months('import_slice', 'inpatientRows', 'f.grouper');
  const wardDrugs = connection
    .prepare<[{ hospital: string; ward: string | null; from: string; until: string }], RawRow>(
      `select f.hospital_id, f.month, f.ward_id, f.setting, f.drug_code, ${aliased}
       from live_slice l
       join ward_month_drug f on f.import_id = l.import_id and f.hospital_id = l.hospital_id and f.month = l.month
         and (@ward is null or f.ward_id = @ward)
       where l.dataset = 'drugLines' and l.hospital_id = @hospital and l.month >= @from and l.month < @until`,
    )
    .raw();
  const totals = <T>(table: string, dataset: string, columns: string, key: string) =>
    connection.prepare<[{ hospital: string; months: string }], T>(
      `select ${columns}
       from live_slice l
       join ${table} f on f.import_id = l.import_id and f.hospital_id = l.hospital_id and f.month = l.month
       where l.dataset = '${dataset}' and l.hospital_id = @hospital and l.month in (select value from json_each(@months))
       group by ${key} order by ${key}`,
    );
  const drgTotals = totals<DrgTotal>(
    'hospital_month_drg',
    'inpatientRows',
    `f.drg, sum(f.discharges) as discharges, sum(f.bed_days) as bedDays, sum(f.total_fen) as totalFen,
     sum(f.drug_fen) as drugFen, sum(f.weighted_discharges) as weightedDischarges, sum(f.weight_e4) as weightE4`,
    'f.drg',
  );
  const drugTotals = totals<DrugTotal>(
    'hospital_month_drug',
    'drugLines',
    'f.setting, f.drug_code as drugCode, sum(f.amount_fen) as amountFen, sum(f.quantity_e4) as quantityE4',
    'f.setting, f.drug_code',
  );
  const names = connection.prepare<[{ codes: string }], ImportedDrug>(
    `select d.code, d.name, d.unit from import_drug d join cost_import i on i.id = d.import_id
     where d.name is not null and d.code in (select value from json_each(@codes))
       and d.import_id in (select import_id from live_slice where dataset = 'drugLines')
     order by i.started_at, i.id`,
  );
  const asked = ({ hospitalIds, from, until }: { hospitalIds: readonly string[]; from: string; until: string }) => {
    return { hospitals: JSON.stringify(hospitalIds), from, until };
  };
  return {
    drgMonths: async (question) => drgs.all(asked(question)).map(drgMonthOf),
    hospitalMonthDrugs: async (question) =>
      hospitalDrugs.all(asked(question)).map(([hospitalId, month, setting, drugCode, ...sums]): HospitalMonthDrug => {
        return { hospitalId, month, setting, drugCode, sums: sumsOfRow(sums) } as HospitalMonthDrug;
      }),
    drgTotals: async ({ hospitalId, months }) =>
      drgTotals.all({ hospital: hospitalId, months: JSON.stringify(months) }),
    drugTotals: async ({ hospitalId, months }) =>
      drugTotals.all({ hospital: hospitalId, months: JSON.stringify(months) }),
    wardMonthDrugs: async ({ hospitalId, wardId, from, until }) =>
      wardDrugs
        .all({ hospital: hospitalId, ward: wardId === undefined ? null : (wardId ?? unmapped), from, until })
        .map(([, month, ward, setting, drugCode, ...sums]): WardMonthDrug => {
          return {
            hospitalId,
            month: month as string,
            wardId: ward === unmapped ? null : (ward as string),
            setting: setting as DrugSetting,
            drugCode: drugCode as string,
            sums: sumsOfRow(sums),
          };
        }),
    drugNames: async (codes) => [
      ...new Map(names.all({ codes: JSON.stringify(codes) }).map((drug) => [drug.code, drug])).values(),
    ],
    groupers: async (question) =>
      groupers.all(asked(question)).map(([hospitalId, month, grouper]) => {
        return { hospitalId: hospitalId as string, month: month as string, grouper: grouper as string | null };
      }),
  };
}

type RawRow = (string | number | null)[];

/** How a null ward is written: part of a primary key, where SQLite would let nulls repeat. */
const unmapped = '';

/** `amountFen` is the column `amount_fen`; `dddsE4`, whose run of capitals a rule cannot see, is `ddds_e4`. */
const sumColumns = drugSumNames.map((name: DrugSumName) =>
  name.replace('Ddds', '_ddds').replace(/(?<=[a-z])[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
);
const aliased = sumColumns.map((column) => `f.${column}`).join(', ');

function sumsOfRow(values: RawRow): DrugSums {
  return Object.fromEntries(drugSumNames.map((name, at) => [name, values[at]])) as unknown as DrugSums;
}

function drgMonthOf(row: RawRow): DrgMonth {
  const [hospitalId, month, drg, discharges, bedDays, totalFen, drugFen, weightedDischarges, weightE4] = row;
  const sums = { discharges, bedDays, totalFen, drugFen, weightedDischarges, weightE4 };
  return { hospitalId, month, drg, ...sums } as DrgMonth;
}
