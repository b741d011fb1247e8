-- What a session knows of who opened it, and second factors: what no entry may hold and no verify rebuilds.

-- When and by what the person was last checked; the token carries it, so that no request has to ask.
alter table session add column checked_at text collate "C" not null default '1970-01-01T00:00:00.000Z';
alter table session add column checked_by text collate "C" not null default 'password'
  check (checked_by in ('password', 'factor', 'issuer'));
-- As of the last refresh or, for what is newer, to the minute.
alter table session add column seen_at text collate "C" not null default '1970-01-01T00:00:00.000Z';

create table factor (
  account_id text collate "C" primary key,
  -- Sealed under keys/factor.key and bound to the account. Null: none is in force yet.
  secret_box text collate "C",
  -- The step of the newest code that was taken: no code of it or before is taken again.
  last_step bigint not null,
  -- Shown to the person and not yet confirmed by a code.
  pending_box text collate "C",
  pending_at text collate "C"
);

create table recovery_code (
  account_id text collate "C" not null,
  code_hash text collate "C" not null,
  primary key (account_id, code_hash)
);
