-- Projections of persons, their accounts and what they may do: rebuilt from the ledger, never read to decide a finding.

create table person (
  id text primary key,
  person_kind text not null,
  name text not null,
  identity_hash text unique
) strict, without rowid;

create table account (
  id text primary key,
  person_id text not null,
  login text not null unique,
  hospital_id text,
  closed integer not null check (closed in (0, 1))
) strict, without rowid;

create index account_person on account (person_id);

create table access_grant (
  id text primary key,
  person_id text not null,
  role text not null,
  scope text not null,
  category text,
  from_date text not null,
  until_date text
) strict, without rowid;

create index access_grant_person on access_grant (person_id);
