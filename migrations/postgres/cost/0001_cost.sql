-- Drug cost: imports that never change, and which of them is live. Rollups lie in parts by hospital, which stands in each of
-- their keys: an existing distributed PostgreSQL can shard them by it.
-- Money is integer fen, months are 'YYYY-MM', days are counted from 1970-01-01.

create table cost_import (
  id text collate "C" primary key,
  -- 'file': read from bytes; 'generated': the demo's rows, made by a seeded generator
  origin text collate "C" not null check (origin in ('file', 'generated')),
  dataset text collate "C" not null check (dataset in ('inpatientRows', 'inpatientReturn', 'outpatientReturn', 'reviewReturn', 'drugLines')),
  -- hash of everything that decides the figures: the bytes, the hospital, the ward map, the reader's version
  identity_sha256 text collate "C",
  file_sha256 text collate "C",
  state text collate "C" not null check (state in ('staging', 'ready')),
  started_at text collate "C" not null,
  -- the import's summary as JSON, without values of unmapped columns
  summary text collate "C" check (summary is null or summary::jsonb is not null),
  check (state = 'staging' or (identity_sha256 is not null and file_sha256 is not null and summary is not null))
);

-- the same bytes read in the same way are one import
create unique index cost_import_identity on cost_import (identity_sha256) where state = 'ready';

create table import_slice (
  import_id text collate "C" not null references cost_import (id),
  hospital_id text collate "C" not null,
  month text collate "C" not null check (month ~ '^[12][0-9]{3}-[01][0-9]$'),
  dataset text collate "C" not null,
  rows bigint not null check (rows >= 0),
  rejected bigint not null check (rejected >= 0),
  state text collate "C" not null check (state in ('complete', 'partial')),
  primary key (import_id, hospital_id, month)
);

create index import_slice_history on import_slice (dataset, hospital_id, month);

-- front-page rows as compressed integer columns (core/cost/chunk.ts), kept to rebuild the rollups under another ward map
create table front_page_chunk (
  import_id text collate "C" not null references cost_import (id),
  seq bigint not null check (seq >= 0),
  rows bigint not null check (rows > 0),
  body bytea not null,
  unique (import_id, seq)
);

-- what the chunks' code columns point at: place 1, 2, …; ward codes only as keyed hashes, because a shifted row puts a
-- name there
create table import_code (
  import_id text collate "C" not null references cost_import (id),
  kind text collate "C" not null check (kind in ('ward', 'drg')),
  place bigint not null check (place > 0),
  code text collate "C" not null,
  primary key (import_id, kind, place)
);

-- sums that nobody reported are null: missing is not zero
create table ward_month (
  import_id text collate "C" not null references cost_import (id),
  hospital_id text collate "C" not null,
  month text collate "C" not null,
  -- '' holds the discharges whose ward code has no ward yet
  ward_id text collate "C" not null,
  discharges bigint check (discharges >= 0),
  bed_days bigint check (bed_days >= 0),
  visits bigint check (visits >= 0),
  total_fen bigint check (total_fen >= 0),
  drug_fen bigint check (drug_fen >= 0),
  western_fen bigint check (western_fen >= 0),
  patent_fen bigint check (patent_fen >= 0),
  herbal_fen bigint check (herbal_fen >= 0),
  antibacterial_fen bigint check (antibacterial_fen >= 0),
  negotiated_fen bigint check (negotiated_fen >= 0),
  blood_product_fen bigint check (blood_product_fen >= 0),
  material_fen bigint check (material_fen >= 0),
  service_fen bigint check (service_fen >= 0),
  imaging_fen bigint check (imaging_fen >= 0),
  laboratory_fen bigint check (laboratory_fen >= 0),
  long_visits bigint check (long_visits >= 0),
  long_drug_fen bigint check (long_drug_fen >= 0),
  deaths bigint check (deaths >= 0),
  transfers bigint check (transfers >= 0),
  weighted_discharges bigint check (weighted_discharges >= 0),
  weight_e4 bigint check (weight_e4 >= 0),
  issued_sheets bigint check (issued_sheets >= 0),
  sampled_sheets bigint check (sampled_sheets >= 0),
  irrational_sheets bigint check (irrational_sheets >= 0),
  sampled_records bigint check (sampled_records >= 0),
  irrational_records bigint check (irrational_records >= 0),
  primary key (import_id, hospital_id, month, ward_id)
) partition by hash (hospital_id);
create table ward_month_0 partition of ward_month for values with (modulus 8, remainder 0);
create table ward_month_1 partition of ward_month for values with (modulus 8, remainder 1);
create table ward_month_2 partition of ward_month for values with (modulus 8, remainder 2);
create table ward_month_3 partition of ward_month for values with (modulus 8, remainder 3);
create table ward_month_4 partition of ward_month for values with (modulus 8, remainder 4);
create table ward_month_5 partition of ward_month for values with (modulus 8, remainder 5);
create table ward_month_6 partition of ward_month for values with (modulus 8, remainder 6);
create table ward_month_7 partition of ward_month for values with (modulus 8, remainder 7);

create table hospital_month (
  import_id text collate "C" not null references cost_import (id),
  hospital_id text collate "C" not null,
  month text collate "C" not null,
  discharges bigint check (discharges >= 0),
  bed_days bigint check (bed_days >= 0),
  visits bigint check (visits >= 0),
  total_fen bigint check (total_fen >= 0),
  drug_fen bigint check (drug_fen >= 0),
  western_fen bigint check (western_fen >= 0),
  patent_fen bigint check (patent_fen >= 0),
  herbal_fen bigint check (herbal_fen >= 0),
  antibacterial_fen bigint check (antibacterial_fen >= 0),
  negotiated_fen bigint check (negotiated_fen >= 0),
  blood_product_fen bigint check (blood_product_fen >= 0),
  material_fen bigint check (material_fen >= 0),
  service_fen bigint check (service_fen >= 0),
  imaging_fen bigint check (imaging_fen >= 0),
  laboratory_fen bigint check (laboratory_fen >= 0),
  long_visits bigint check (long_visits >= 0),
  long_drug_fen bigint check (long_drug_fen >= 0),
  deaths bigint check (deaths >= 0),
  transfers bigint check (transfers >= 0),
  weighted_discharges bigint check (weighted_discharges >= 0),
  weight_e4 bigint check (weight_e4 >= 0),
  issued_sheets bigint check (issued_sheets >= 0),
  sampled_sheets bigint check (sampled_sheets >= 0),
  irrational_sheets bigint check (irrational_sheets >= 0),
  sampled_records bigint check (sampled_records >= 0),
  irrational_records bigint check (irrational_records >= 0),
  primary key (import_id, hospital_id, month)
) partition by hash (hospital_id);
create table hospital_month_0 partition of hospital_month for values with (modulus 8, remainder 0);
create table hospital_month_1 partition of hospital_month for values with (modulus 8, remainder 1);
create table hospital_month_2 partition of hospital_month for values with (modulus 8, remainder 2);
create table hospital_month_3 partition of hospital_month for values with (modulus 8, remainder 3);
create table hospital_month_4 partition of hospital_month for values with (modulus 8, remainder 4);
create table hospital_month_5 partition of hospital_month for values with (modulus 8, remainder 5);
create table hospital_month_6 partition of hospital_month for values with (modulus 8, remainder 6);
create table hospital_month_7 partition of hospital_month for values with (modulus 8, remainder 7);

-- A copy of the newest `slice.switched` entry of each slice; the ledger decides, start-up compares (see cost-contract.ts).
create table live_slice (
  dataset text collate "C" not null,
  hospital_id text collate "C" not null,
  month text collate "C" not null,
  import_id text collate "C",
  state text collate "C" not null check (state in ('complete', 'partial')),
  position bigint not null,
  primary key (dataset, hospital_id, month)
);

-- counts the changes of live_slice: cached answers are keyed by it
create table live_version (
  id bigint primary key check (id = 1),
  version bigint not null
);
insert into live_version (id, version) values (1, 0);

-- An import changes only while it is staged; afterwards nothing of it is added, changed or removed.
create function cost_import_staged() returns trigger language plpgsql as $$
begin
  if old.state <> 'staging' then raise exception 'an import is immutable'; end if;
  if tg_op = 'DELETE' then return old; end if;
  return new;
end $$;

create trigger cost_import_settled before update or delete on cost_import
  for each row execute function cost_import_staged();
create trigger cost_import_never before truncate on cost_import
  for each statement execute function refuse('an import is immutable');

create function import_staged() returns trigger language plpgsql as $$
begin
  if exists (
    select 1 from (select distinct import_id from rows_touched) r
    where (select state from cost_import where id = r.import_id) is distinct from 'staging'
  ) then
    raise exception 'an import is immutable';
  end if;
  return null;
end $$;

create trigger import_slice_settled_insert after insert on import_slice
  referencing new table as rows_touched for each statement execute function import_staged();
create trigger import_slice_settled_update before update or truncate on import_slice
  for each statement execute function refuse('an import is immutable');
create trigger import_slice_settled_delete after delete on import_slice
  referencing old table as rows_touched for each statement execute function import_staged();
create trigger front_page_chunk_settled_insert after insert on front_page_chunk
  referencing new table as rows_touched for each statement execute function import_staged();
create trigger front_page_chunk_settled_update before update or truncate on front_page_chunk
  for each statement execute function refuse('an import is immutable');
create trigger front_page_chunk_settled_delete after delete on front_page_chunk
  referencing old table as rows_touched for each statement execute function import_staged();
create trigger import_code_settled_insert after insert on import_code
  referencing new table as rows_touched for each statement execute function import_staged();
create trigger import_code_settled_update before update or truncate on import_code
  for each statement execute function refuse('an import is immutable');
create trigger import_code_settled_delete after delete on import_code
  referencing old table as rows_touched for each statement execute function import_staged();
create trigger ward_month_settled_insert after insert on ward_month
  referencing new table as rows_touched for each statement execute function import_staged();
create trigger ward_month_settled_update before update or truncate on ward_month
  for each statement execute function refuse('an import is immutable');
create trigger ward_month_settled_delete after delete on ward_month
  referencing old table as rows_touched for each statement execute function import_staged();
create trigger hospital_month_settled_insert after insert on hospital_month
  referencing new table as rows_touched for each statement execute function import_staged();
create trigger hospital_month_settled_update before update or truncate on hospital_month
  for each statement execute function refuse('an import is immutable');
create trigger hospital_month_settled_delete after delete on hospital_month
  referencing old table as rows_touched for each statement execute function import_staged();
