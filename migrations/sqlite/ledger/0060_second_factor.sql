-- What a session knows of who opened it, and second factors: what no entry may hold and no verify rebuilds.

-- When and by what the person was last checked; the token carries it, so that no request has to ask.
alter table session add column checked_at text not null default '1970-01-01T00:00:00.000Z';
alter table session add column checked_by text not null default 'password'
  check (checked_by in ('password', 'factor', 'issuer'));
-- As of the last refresh; what is newer is in memory.
alter table session add column seen_at text not null default '1970-01-01T00:00:00.000Z';

create table factor (
  account_id text primary key,
  -- Sealed under keys/factor.key and bound to the account. Null: none is in force yet.
  secret_box text,
  -- The step of the newest code that was taken: no code of it or before is taken again.
  last_step integer not null,
  -- Shown to the person and not yet confirmed by a code.
  pending_box text,
  pending_at text
) strict, without rowid;

create table recovery_code (
  account_id text not null,
  code_hash text not null,
  primary key (account_id, code_hash)
) strict, without rowid;
