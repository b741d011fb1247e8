-- What the doors need and no entry may hold: secrets, sessions, and what was already answered.

create table idempotency (
  key text primary key,
  body_hash text not null,
  status integer not null,
  reply text not null,
  at text not null
) strict, without rowid;

create table credential (
  account_id text primary key,
  password_hash text not null,
  must_change integer not null check (must_change in (0, 1)),
  changed_at text not null
) strict, without rowid;

create table session (
  session_id text primary key,
  account_id text not null,
  -- Null: it cannot be refreshed. Any other secret presented for the session means that one was copied, and ends it.
  refresh_hash text,
  started_at text not null,
  expires_at text not null,
  ended_at text
) strict, without rowid;

create index session_account on session (account_id);
create index session_expires on session (expires_at);
