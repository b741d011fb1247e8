-- Who an outside issuer knows as which account: a projection of the signed entries.
create table account_link (
  -- Keyed hash of issuer and subject.
  id text primary key,
  account_id text not null,
  issuer text not null,
  ended integer not null check (ended in (0, 1))
) strict, without rowid;

create index account_link_account on account_link (account_id);
