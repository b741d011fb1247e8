-- Hashes of former passwords, so that one does not come again; no verify rebuilds it.
create table password_history (
  id integer primary key,
  account_id text not null,
  password_hash text not null
) strict;

create index password_history_account on password_history (account_id, id);
