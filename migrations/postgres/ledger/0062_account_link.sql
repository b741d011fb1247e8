-- Who an outside issuer knows as which account: a projection of the signed entries.
create table account_link (
  -- Keyed hash of issuer and subject.
  id text collate "C" primary key,
  account_id text collate "C" not null,
  issuer text collate "C" not null,
  ended bigint not null check (ended in (0, 1))
);

create index account_link_account on account_link (account_id);
