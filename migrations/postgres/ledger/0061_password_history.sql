-- Hashes of former passwords, so that one does not come again; no verify rebuilds it.
create table password_history (
  id bigint generated always as identity primary key,
  account_id text collate "C" not null,
  password_hash text collate "C" not null
);

create index password_history_account on password_history (account_id, id);
