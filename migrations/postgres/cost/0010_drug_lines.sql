-- Drug lines (ward × drug × quantity), discharges by DRG, and what the rollups of either need. Quantities, defined daily
-- doses and weights are whole ten-thousandths (`_e4`). What a file has no column for is null: missing is not zero.

-- An import made anew from the kept rows of an earlier one, because the hospital's ward map had changed.
alter table cost_import add column rolled_from text collate "C" references cost_import (id);

-- name and version of the grouper that gave the slice its DRG codes and weights; figures of two groupers are not compared
alter table import_slice add column grouper text collate "C";

alter table ward_month add column antibacterial_ddds_e4 bigint check (antibacterial_ddds_e4 >= 0);
alter table ward_month add column key_monitored_fen bigint check (key_monitored_fen >= 0);
alter table hospital_month add column antibacterial_ddds_e4 bigint check (antibacterial_ddds_e4 >= 0);
alter table hospital_month add column key_monitored_fen bigint check (key_monitored_fen >= 0);

create table hospital_month_drg (
  import_id text collate "C" not null references cost_import (id),
  hospital_id text collate "C" not null,
  month text collate "C" not null,
  -- '' holds the discharges without a readable DRG code
  drg text collate "C" not null,
  discharges bigint not null check (discharges >= 0),
  bed_days bigint not null check (bed_days >= 0),
  total_fen bigint not null check (total_fen >= 0),
  drug_fen bigint not null check (drug_fen >= 0),
  -- discharges that carry a weight, and the sum of their weights
  weighted_discharges bigint not null check (weighted_discharges >= 0),
  weight_e4 bigint not null check (weight_e4 >= 0),
  primary key (import_id, hospital_id, month, drg)
) partition by hash (hospital_id);
create table hospital_month_drg_0 partition of hospital_month_drg for values with (modulus 8, remainder 0);
create table hospital_month_drg_1 partition of hospital_month_drg for values with (modulus 8, remainder 1);
create table hospital_month_drg_2 partition of hospital_month_drg for values with (modulus 8, remainder 2);
create table hospital_month_drg_3 partition of hospital_month_drg for values with (modulus 8, remainder 3);
create table hospital_month_drg_4 partition of hospital_month_drg for values with (modulus 8, remainder 4);
create table hospital_month_drg_5 partition of hospital_month_drg for values with (modulus 8, remainder 5);
create table hospital_month_drg_6 partition of hospital_month_drg for values with (modulus 8, remainder 6);
create table hospital_month_drg_7 partition of hospital_month_drg for values with (modulus 8, remainder 7);

-- the drugs of an import: place 1, 2, … is what the chunks' drug column points at
create table import_drug (
  import_id text collate "C" not null references cost_import (id),
  place bigint not null check (place > 0),
  code text collate "C" not null check (code <> ''),
  -- null where the file names none, or writes what no drug is called
  name text collate "C",
  unit text collate "C",
  primary key (import_id, place)
);

create table ward_month_drug (
  import_id text collate "C" not null references cost_import (id),
  hospital_id text collate "C" not null,
  month text collate "C" not null,
  -- '' holds the lines whose ward code has no ward yet
  ward_id text collate "C" not null,
  -- 'inpatient': dispensed to a ward; 'outpatient': to a clinic
  setting text collate "C" not null check (setting in ('inpatient', 'outpatient')),
  drug_code text collate "C" not null check (drug_code <> ''),
  lines bigint not null check (lines >= 0),
  quantity_e4 bigint not null check (quantity_e4 >= 0),
  ddds_e4 bigint check (ddds_e4 >= 0),
  amount_fen bigint not null check (amount_fen >= 0),
  antibacterial_ddds_e4 bigint check (antibacterial_ddds_e4 >= 0),
  antibacterial_fen bigint check (antibacterial_fen >= 0),
  negotiated_fen bigint check (negotiated_fen >= 0),
  key_monitored_fen bigint check (key_monitored_fen >= 0),
  long_fen bigint check (long_fen >= 0),
  primary key (import_id, hospital_id, month, ward_id, setting, drug_code)
) partition by hash (hospital_id);
create table ward_month_drug_0 partition of ward_month_drug for values with (modulus 8, remainder 0);
create table ward_month_drug_1 partition of ward_month_drug for values with (modulus 8, remainder 1);
create table ward_month_drug_2 partition of ward_month_drug for values with (modulus 8, remainder 2);
create table ward_month_drug_3 partition of ward_month_drug for values with (modulus 8, remainder 3);
create table ward_month_drug_4 partition of ward_month_drug for values with (modulus 8, remainder 4);
create table ward_month_drug_5 partition of ward_month_drug for values with (modulus 8, remainder 5);
create table ward_month_drug_6 partition of ward_month_drug for values with (modulus 8, remainder 6);
create table ward_month_drug_7 partition of ward_month_drug for values with (modulus 8, remainder 7);

create table hospital_month_drug (
  import_id text collate "C" not null references cost_import (id),
  hospital_id text collate "C" not null,
  month text collate "C" not null,
  -- 'inpatient': dispensed to a ward; 'outpatient': to a clinic
  setting text collate "C" not null check (setting in ('inpatient', 'outpatient')),
  drug_code text collate "C" not null check (drug_code <> ''),
  lines bigint not null check (lines >= 0),
  quantity_e4 bigint not null check (quantity_e4 >= 0),
  ddds_e4 bigint check (ddds_e4 >= 0),
  amount_fen bigint not null check (amount_fen >= 0),
  antibacterial_ddds_e4 bigint check (antibacterial_ddds_e4 >= 0),
  antibacterial_fen bigint check (antibacterial_fen >= 0),
  negotiated_fen bigint check (negotiated_fen >= 0),
  key_monitored_fen bigint check (key_monitored_fen >= 0),
  long_fen bigint check (long_fen >= 0),
  primary key (import_id, hospital_id, month, setting, drug_code)
) partition by hash (hospital_id);
create table hospital_month_drug_0 partition of hospital_month_drug for values with (modulus 8, remainder 0);
create table hospital_month_drug_1 partition of hospital_month_drug for values with (modulus 8, remainder 1);
create table hospital_month_drug_2 partition of hospital_month_drug for values with (modulus 8, remainder 2);
create table hospital_month_drug_3 partition of hospital_month_drug for values with (modulus 8, remainder 3);
create table hospital_month_drug_4 partition of hospital_month_drug for values with (modulus 8, remainder 4);
create table hospital_month_drug_5 partition of hospital_month_drug for values with (modulus 8, remainder 5);
create table hospital_month_drug_6 partition of hospital_month_drug for values with (modulus 8, remainder 6);
create table hospital_month_drug_7 partition of hospital_month_drug for values with (modulus 8, remainder 7);

create trigger hospital_month_drg_settled_insert after insert on hospital_month_drg
  referencing new table as rows_touched for each statement execute function import_staged();
create trigger hospital_month_drg_settled_update before update or truncate on hospital_month_drg
  for each statement execute function refuse('an import is immutable');
create trigger hospital_month_drg_settled_delete after delete on hospital_month_drg
  referencing old table as rows_touched for each statement execute function import_staged();
create trigger import_drug_settled_insert after insert on import_drug
  referencing new table as rows_touched for each statement execute function import_staged();
create trigger import_drug_settled_update before update or truncate on import_drug
  for each statement execute function refuse('an import is immutable');
create trigger import_drug_settled_delete after delete on import_drug
  referencing old table as rows_touched for each statement execute function import_staged();
create trigger ward_month_drug_settled_insert after insert on ward_month_drug
  referencing new table as rows_touched for each statement execute function import_staged();
create trigger ward_month_drug_settled_update before update or truncate on ward_month_drug
  for each statement execute function refuse('an import is immutable');
create trigger ward_month_drug_settled_delete after delete on ward_month_drug
  referencing old table as rows_touched for each statement execute function import_staged();
create trigger hospital_month_drug_settled_insert after insert on hospital_month_drug
  referencing new table as rows_touched for each statement execute function import_staged();
create trigger hospital_month_drug_settled_update before update or truncate on hospital_month_drug
  for each statement execute function refuse('an import is immutable');
create trigger hospital_month_drug_settled_delete after delete on hospital_month_drug
  referencing old table as rows_touched for each statement execute function import_staged();
