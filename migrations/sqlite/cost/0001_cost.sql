-- Drug cost: imports that never change, and which of them is live. A file of its own, because its writer is the worker
-- and SQLite lets one connection write at a time: row batches must not stand in the ledger's way.
-- Money is integer fen, months are 'YYYY-MM', days are counted from 1970-01-01.

create table cost_import (
  id text primary key,
  -- 'file': read from bytes; 'generated': the demo's rows, made by a seeded generator
  origin text not null check (origin in ('file', 'generated')),
  dataset text not null check (dataset in ('inpatientRows', 'inpatientReturn', 'outpatientReturn', 'reviewReturn', 'drugLines')),
  -- hash of everything that decides the figures: the bytes, the hospital, the ward map, the reader's version
  identity_sha256 text,
  file_sha256 text,
  state text not null check (state in ('staging', 'ready')),
  started_at text not null,
  -- the import's summary as JSON, without values of unmapped columns
  summary text check (summary is null or json_valid(summary)),
  check (state = 'staging' or (identity_sha256 is not null and file_sha256 is not null and summary is not null))
) strict;

-- the same bytes read in the same way are one import
create unique index cost_import_identity on cost_import (identity_sha256) where state = 'ready';

create table import_slice (
  import_id text not null references cost_import (id),
  hospital_id text not null,
  month text not null check (month glob '[12][0-9][0-9][0-9]-[01][0-9]'),
  dataset text not null,
  rows integer not null check (rows >= 0),
  rejected integer not null check (rejected >= 0),
  state text not null check (state in ('complete', 'partial')),
  primary key (import_id, hospital_id, month)
) strict, without rowid;

create index import_slice_history on import_slice (dataset, hospital_id, month);

-- front-page rows as compressed integer columns (core/cost/chunk.ts), kept to rebuild the rollups under another ward map
create table front_page_chunk (
  import_id text not null references cost_import (id),
  seq integer not null check (seq >= 0),
  rows integer not null check (rows > 0),
  body blob not null,
  unique (import_id, seq)
) strict;

-- what the chunks' code columns point at: place 1, 2, …; ward codes only as keyed hashes, because a shifted row puts a
-- name there
create table import_code (
  import_id text not null references cost_import (id),
  kind text not null check (kind in ('ward', 'drg')),
  place integer not null check (place > 0),
  code text not null,
  primary key (import_id, kind, place)
) strict, without rowid;

-- sums that nobody reported are null: missing is not zero
create table ward_month (
  import_id text not null references cost_import (id),
  hospital_id text not null,
  month text not null,
  -- '' holds the discharges whose ward code has no ward yet
  ward_id text not null,
  discharges integer check (discharges >= 0),
  bed_days integer check (bed_days >= 0),
  visits integer check (visits >= 0),
  total_fen integer check (total_fen >= 0),
  drug_fen integer check (drug_fen >= 0),
  western_fen integer check (western_fen >= 0),
  patent_fen integer check (patent_fen >= 0),
  herbal_fen integer check (herbal_fen >= 0),
  antibacterial_fen integer check (antibacterial_fen >= 0),
  negotiated_fen integer check (negotiated_fen >= 0),
  blood_product_fen integer check (blood_product_fen >= 0),
  material_fen integer check (material_fen >= 0),
  service_fen integer check (service_fen >= 0),
  imaging_fen integer check (imaging_fen >= 0),
  laboratory_fen integer check (laboratory_fen >= 0),
  long_visits integer check (long_visits >= 0),
  long_drug_fen integer check (long_drug_fen >= 0),
  deaths integer check (deaths >= 0),
  transfers integer check (transfers >= 0),
  weighted_discharges integer check (weighted_discharges >= 0),
  weight_e4 integer check (weight_e4 >= 0),
  issued_sheets integer check (issued_sheets >= 0),
  sampled_sheets integer check (sampled_sheets >= 0),
  irrational_sheets integer check (irrational_sheets >= 0),
  sampled_records integer check (sampled_records >= 0),
  irrational_records integer check (irrational_records >= 0),
  primary key (import_id, hospital_id, month, ward_id)
) strict, without rowid;

create table hospital_month (
  import_id text not null references cost_import (id),
  hospital_id text not null,
  month text not null,
  discharges integer check (discharges >= 0),
  bed_days integer check (bed_days >= 0),
  visits integer check (visits >= 0),
  total_fen integer check (total_fen >= 0),
  drug_fen integer check (drug_fen >= 0),
  western_fen integer check (western_fen >= 0),
  patent_fen integer check (patent_fen >= 0),
  herbal_fen integer check (herbal_fen >= 0),
  antibacterial_fen integer check (antibacterial_fen >= 0),
  negotiated_fen integer check (negotiated_fen >= 0),
  blood_product_fen integer check (blood_product_fen >= 0),
  material_fen integer check (material_fen >= 0),
  service_fen integer check (service_fen >= 0),
  imaging_fen integer check (imaging_fen >= 0),
  laboratory_fen integer check (laboratory_fen >= 0),
  long_visits integer check (long_visits >= 0),
  long_drug_fen integer check (long_drug_fen >= 0),
  deaths integer check (deaths >= 0),
  transfers integer check (transfers >= 0),
  weighted_discharges integer check (weighted_discharges >= 0),
  weight_e4 integer check (weight_e4 >= 0),
  issued_sheets integer check (issued_sheets >= 0),
  sampled_sheets integer check (sampled_sheets >= 0),
  irrational_sheets integer check (irrational_sheets >= 0),
  sampled_records integer check (sampled_records >= 0),
  irrational_records integer check (irrational_records >= 0),
  primary key (import_id, hospital_id, month)
) strict, without rowid;

-- A copy of the newest `slice.switched` entry of each slice; the ledger decides, start-up compares (see cost-contract.ts).
create table live_slice (
  dataset text not null,
  hospital_id text not null,
  month text not null,
  import_id text,
  state text not null check (state in ('complete', 'partial')),
  position integer not null,
  primary key (dataset, hospital_id, month)
) strict, without rowid;

-- counts the changes of live_slice: cached answers are keyed by it
create table live_version (
  id integer primary key check (id = 1),
  version integer not null
) strict;
insert into live_version (id, version) values (1, 0);

-- An import changes only while it is staged; afterwards nothing of it is added, changed or removed.
create trigger cost_import_settled_update before update on cost_import when old.state <> 'staging'
begin select raise(abort, 'an import is immutable'); end;
create trigger cost_import_settled_delete before delete on cost_import when old.state <> 'staging'
begin select raise(abort, 'an import is immutable'); end;
create trigger import_slice_settled_insert before insert on import_slice
when (select state from cost_import where id = new.import_id) is not 'staging'
begin select raise(abort, 'an import is immutable'); end;
create trigger import_slice_settled_update before update on import_slice
begin select raise(abort, 'an import is immutable'); end;
create trigger import_slice_settled_delete before delete on import_slice
when (select state from cost_import where id = old.import_id) is not 'staging'
begin select raise(abort, 'an import is immutable'); end;
create trigger front_page_chunk_settled_insert before insert on front_page_chunk
when (select state from cost_import where id = new.import_id) is not 'staging'
begin select raise(abort, 'an import is immutable'); end;
create trigger front_page_chunk_settled_update before update on front_page_chunk
begin select raise(abort, 'an import is immutable'); end;
create trigger front_page_chunk_settled_delete before delete on front_page_chunk
when (select state from cost_import where id = old.import_id) is not 'staging'
begin select raise(abort, 'an import is immutable'); end;
create trigger import_code_settled_insert before insert on import_code
when (select state from cost_import where id = new.import_id) is not 'staging'
begin select raise(abort, 'an import is immutable'); end;
create trigger import_code_settled_update before update on import_code
begin select raise(abort, 'an import is immutable'); end;
create trigger import_code_settled_delete before delete on import_code
when (select state from cost_import where id = old.import_id) is not 'staging'
begin select raise(abort, 'an import is immutable'); end;
create trigger ward_month_settled_insert before insert on ward_month
when (select state from cost_import where id = new.import_id) is not 'staging'
begin select raise(abort, 'an import is immutable'); end;
create trigger ward_month_settled_update before update on ward_month
begin select raise(abort, 'an import is immutable'); end;
create trigger ward_month_settled_delete before delete on ward_month
when (select state from cost_import where id = old.import_id) is not 'staging'
begin select raise(abort, 'an import is immutable'); end;
create trigger hospital_month_settled_insert before insert on hospital_month
when (select state from cost_import where id = new.import_id) is not 'staging'
begin select raise(abort, 'an import is immutable'); end;
create trigger hospital_month_settled_update before update on hospital_month
begin select raise(abort, 'an import is immutable'); end;
create trigger hospital_month_settled_delete before delete on hospital_month
when (select state from cost_import where id = old.import_id) is not 'staging'
begin select raise(abort, 'an import is immutable'); end;
