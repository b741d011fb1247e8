-- Projections of persons, their accounts and what they may do: rebuilt from the ledger, never read to decide a finding.

create table person (
  id text collate "C" primary key,
  person_kind text collate "C" not null,
  name text collate "C" not null,
  identity_hash text collate "C" unique
);

create table account (
  id text collate "C" primary key,
  person_id text collate "C" not null,
  login text collate "C" not null unique,
  hospital_id text collate "C",
  closed bigint not null check (closed in (0, 1))
);

create index account_person on account (person_id);

create table access_grant (
  id text collate "C" primary key,
  person_id text collate "C" not null,
  role text collate "C" not null,
  scope text collate "C" not null,
  category text collate "C",
  from_date text collate "C" not null,
  until_date text collate "C"
);

create index access_grant_person on access_grant (person_id);
