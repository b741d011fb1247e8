-- Who is told of changed rights: a projection of the signed entries.
create table webhook (
  id text primary key,
  hospital_id text not null,
  url text not null,
  from_date text not null,
  until_date text,
  opened_seq integer not null
) strict, without rowid;

create index webhook_hospital on webhook (hospital_id, opened_seq);

-- What no entry may hold (the shared secret) and how far the telling has come; no verify rebuilds it.
create table webhook_progress (
  webhook_id text primary key,
  secret text not null,
  since text not null,
  page text,
  delivered_at text,
  failures integer not null,
  last_error text,
  next_try_at text
) strict, without rowid;
