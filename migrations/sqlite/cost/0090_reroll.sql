-- Ward maps change after files came in. What the rollups of an import were made from is kept, so that they can be made anew
-- under a later map: the new import names the one whose rows it stands on.

-- which version of the reader made the kept rows; part of an import's identity. Null: before this was noted
alter table cost_import add column reader_version integer check (reader_version > 0);

-- Rows under a ward code that no ward bore then, by month: the queue of whoever edits the map. Only codes that may be shown
-- in words; the rest of the unmapped rows is what the rollups hold under no ward less these.
create table import_unmapped (
  import_id text not null references cost_import (id),
  hospital_id text not null,
  month text not null,
  code text not null check (code <> ''),
  rows integer not null check (rows > 0),
  primary key (import_id, hospital_id, month, code)
) strict, without rowid;

-- drug lines as compressed integer columns (core/cost/drugs/drug-chunk.ts), for the same purpose as front_page_chunk
create table drug_line_chunk (
  import_id text not null references cost_import (id),
  seq integer not null check (seq >= 0),
  rows integer not null check (rows > 0),
  body blob not null,
  unique (import_id, seq)
) strict;

create trigger import_unmapped_settled_insert before insert on import_unmapped
when (select state from cost_import where id = new.import_id) is not 'staging'
begin select raise(abort, 'an import is immutable'); end;
create trigger import_unmapped_settled_update before update on import_unmapped
begin select raise(abort, 'an import is immutable'); end;
create trigger import_unmapped_settled_delete before delete on import_unmapped
when (select state from cost_import where id = old.import_id) is not 'staging'
begin select raise(abort, 'an import is immutable'); end;
create trigger drug_line_chunk_settled_insert before insert on drug_line_chunk
when (select state from cost_import where id = new.import_id) is not 'staging'
begin select raise(abort, 'an import is immutable'); end;
create trigger drug_line_chunk_settled_update before update on drug_line_chunk
begin select raise(abort, 'an import is immutable'); end;
create trigger drug_line_chunk_settled_delete before delete on drug_line_chunk
when (select state from cost_import where id = old.import_id) is not 'staging'
begin select raise(abort, 'an import is immutable'); end;
