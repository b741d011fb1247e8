-- Drug lines (ward × drug × quantity), discharges by DRG, and what the rollups of either need. Quantities, defined daily
-- doses and weights are whole ten-thousandths (`_e4`). What a file has no column for is null: missing is not zero.

-- An import made anew from the kept rows of an earlier one, because the hospital's ward map had changed.
alter table cost_import add column rolled_from text references cost_import (id);

-- name and version of the grouper that gave the slice its DRG codes and weights; figures of two groupers are not compared
alter table import_slice add column grouper text;

alter table ward_month add column antibacterial_ddds_e4 integer check (antibacterial_ddds_e4 >= 0);
alter table ward_month add column key_monitored_fen integer check (key_monitored_fen >= 0);
alter table hospital_month add column antibacterial_ddds_e4 integer check (antibacterial_ddds_e4 >= 0);
alter table hospital_month add column key_monitored_fen integer check (key_monitored_fen >= 0);

create table hospital_month_drg (
  import_id text not null references cost_import (id),
  hospital_id text not null,
  month text not null,
  -- '' holds the discharges without a readable DRG code
  drg text not null,
  discharges integer not null check (discharges >= 0),
  bed_days integer not null check (bed_days >= 0),
  total_fen integer not null check (total_fen >= 0),
  drug_fen integer not null check (drug_fen >= 0),
  -- discharges that carry a weight, and the sum of their weights
  weighted_discharges integer not null check (weighted_discharges >= 0),
  weight_e4 integer not null check (weight_e4 >= 0),
  primary key (import_id, hospital_id, month, drg)
) strict, without rowid;

-- the drugs of an import: place 1, 2, … is what the chunks' drug column points at
create table import_drug (
  import_id text not null references cost_import (id),
  place integer not null check (place > 0),
  code text not null check (code <> ''),
  -- null where the file names none, or writes what no drug is called
  name text,
  unit text,
  primary key (import_id, place)
) strict, without rowid;

create table ward_month_drug (
  import_id text not null references cost_import (id),
  hospital_id text not null,
  month text not null,
  -- '' holds the lines whose ward code has no ward yet
  ward_id text not null,
  -- 'inpatient': dispensed to a ward; 'outpatient': to a clinic
  setting text not null check (setting in ('inpatient', 'outpatient')),
  drug_code text not null check (drug_code <> ''),
  lines integer not null check (lines >= 0),
  quantity_e4 integer not null check (quantity_e4 >= 0),
  ddds_e4 integer check (ddds_e4 >= 0),
  amount_fen integer not null check (amount_fen >= 0),
  antibacterial_ddds_e4 integer check (antibacterial_ddds_e4 >= 0),
  antibacterial_fen integer check (antibacterial_fen >= 0),
  negotiated_fen integer check (negotiated_fen >= 0),
  key_monitored_fen integer check (key_monitored_fen >= 0),
  long_fen integer check (long_fen >= 0),
  primary key (import_id, hospital_id, month, ward_id, setting, drug_code)
) strict, without rowid;

create table hospital_month_drug (
  import_id text not null references cost_import (id),
  hospital_id text not null,
  month text not null,
  -- 'inpatient': dispensed to a ward; 'outpatient': to a clinic
  setting text not null check (setting in ('inpatient', 'outpatient')),
  drug_code text not null check (drug_code <> ''),
  lines integer not null check (lines >= 0),
  quantity_e4 integer not null check (quantity_e4 >= 0),
  ddds_e4 integer check (ddds_e4 >= 0),
  amount_fen integer not null check (amount_fen >= 0),
  antibacterial_ddds_e4 integer check (antibacterial_ddds_e4 >= 0),
  antibacterial_fen integer check (antibacterial_fen >= 0),
  negotiated_fen integer check (negotiated_fen >= 0),
  key_monitored_fen integer check (key_monitored_fen >= 0),
  long_fen integer check (long_fen >= 0),
  primary key (import_id, hospital_id, month, setting, drug_code)
) strict, without rowid;

create trigger hospital_month_drg_settled_insert before insert on hospital_month_drg
when (select state from cost_import where id = new.import_id) is not 'staging'
begin select raise(abort, 'an import is immutable'); end;
create trigger hospital_month_drg_settled_update before update on hospital_month_drg
begin select raise(abort, 'an import is immutable'); end;
create trigger hospital_month_drg_settled_delete before delete on hospital_month_drg
when (select state from cost_import where id = old.import_id) is not 'staging'
begin select raise(abort, 'an import is immutable'); end;
create trigger import_drug_settled_insert before insert on import_drug
when (select state from cost_import where id = new.import_id) is not 'staging'
begin select raise(abort, 'an import is immutable'); end;
create trigger import_drug_settled_update before update on import_drug
begin select raise(abort, 'an import is immutable'); end;
create trigger import_drug_settled_delete before delete on import_drug
when (select state from cost_import where id = old.import_id) is not 'staging'
begin select raise(abort, 'an import is immutable'); end;
create trigger ward_month_drug_settled_insert before insert on ward_month_drug
when (select state from cost_import where id = new.import_id) is not 'staging'
begin select raise(abort, 'an import is immutable'); end;
create trigger ward_month_drug_settled_update before update on ward_month_drug
begin select raise(abort, 'an import is immutable'); end;
create trigger ward_month_drug_settled_delete before delete on ward_month_drug
when (select state from cost_import where id = old.import_id) is not 'staging'
begin select raise(abort, 'an import is immutable'); end;
create trigger hospital_month_drug_settled_insert before insert on hospital_month_drug
when (select state from cost_import where id = new.import_id) is not 'staging'
begin select raise(abort, 'an import is immutable'); end;
create trigger hospital_month_drug_settled_update before update on hospital_month_drug
begin select raise(abort, 'an import is immutable'); end;
create trigger hospital_month_drug_settled_delete before delete on hospital_month_drug
when (select state from cost_import where id = old.import_id) is not 'staging'
begin select raise(abort, 'an import is immutable'); end;
