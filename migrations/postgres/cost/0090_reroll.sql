-- Ward maps change after files came in. What the rollups of an import were made from is kept, so that they can be made anew
-- under a later map: the new import names the one whose rows it stands on.

-- which version of the reader made the kept rows; part of an import's identity. Null: before this was noted
alter table cost_import add column reader_version bigint check (reader_version > 0);

-- Rows under a ward code that no ward bore then, by month: the queue of whoever edits the map. Only codes that may be shown
-- in words; the rest of the unmapped rows is what the rollups hold under no ward less these.
create table import_unmapped (
  import_id text collate "C" not null references cost_import (id),
  hospital_id text collate "C" not null,
  month text collate "C" not null,
  code text collate "C" not null check (code <> ''),
  rows bigint not null check (rows > 0),
  primary key (import_id, hospital_id, month, code)
);

-- drug lines as compressed integer columns (core/cost/drugs/drug-chunk.ts), for the same purpose as front_page_chunk
create table drug_line_chunk (
  import_id text collate "C" not null references cost_import (id),
  seq bigint not null check (seq >= 0),
  rows bigint not null check (rows > 0),
  body bytea not null,
  unique (import_id, seq)
);

create trigger import_unmapped_settled_insert after insert on import_unmapped
  referencing new table as rows_touched for each statement execute function import_staged();
create trigger import_unmapped_settled_update before update or truncate on import_unmapped
  for each statement execute function refuse('an import is immutable');
create trigger import_unmapped_settled_delete after delete on import_unmapped
  referencing old table as rows_touched for each statement execute function import_staged();
create trigger drug_line_chunk_settled_insert after insert on drug_line_chunk
  referencing new table as rows_touched for each statement execute function import_staged();
create trigger drug_line_chunk_settled_update before update or truncate on drug_line_chunk
  for each statement execute function refuse('an import is immutable');
create trigger drug_line_chunk_settled_delete after delete on drug_line_chunk
  referencing old table as rows_touched for each statement execute function import_staged();
