-- Who is told of changed rights: a projection of the signed entries.
create table webhook (
  id text collate "C" primary key,
  hospital_id text collate "C" not null,
  url text collate "C" not null,
  from_date text collate "C" not null,
  until_date text collate "C",
  opened_seq bigint not null
);

create index webhook_hospital on webhook (hospital_id, opened_seq);

-- What no entry may hold (the shared secret) and how far the telling has come; no verify rebuilds it.
create table webhook_progress (
  webhook_id text collate "C" primary key,
  secret text collate "C" not null,
  since text collate "C" not null,
  page text collate "C",
  delivered_at text collate "C",
  failures bigint not null,
  last_error text collate "C",
  next_try_at text collate "C"
);
