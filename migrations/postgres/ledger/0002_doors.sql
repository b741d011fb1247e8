-- What the doors need and no entry may hold: secrets, sessions, and what was already answered.

create table idempotency (
  key text collate "C" primary key,
  body_hash text collate "C" not null,
  status bigint not null,
  reply text collate "C" not null,
  at text collate "C" not null
);

create table credential (
  account_id text collate "C" primary key,
  password_hash text collate "C" not null,
  must_change bigint not null check (must_change in (0, 1)),
  changed_at text collate "C" not null
);

create table session (
  session_id text collate "C" primary key,
  account_id text collate "C" not null,
  -- Null: it cannot be refreshed. Any other secret presented for the session means that one was copied, and ends it.
  refresh_hash text collate "C",
  started_at text collate "C" not null,
  expires_at text collate "C" not null,
  ended_at text collate "C"
);

create index session_account on session (account_id);
create index session_expires on session (expires_at);
