-- The ledger: what was signed, in order, for ever. Everything else in this database can be rebuilt from these tables.
-- The service's role may add to them and nothing else; what the triggers refuse, they refuse to their owner as well.

create table ledger (
  id bigint primary key check (id = 1),
  origin text collate "C" not null,
  created_at text collate "C" not null
);

create table entry (
  seq bigint primary key check (seq >= 0),
  leaf bytea not null check (length(leaf) = 32)
);

-- Apart from entry, so that a body and its salt can be destroyed after retention while the leaf and all proofs stay.
create table entry_body (
  seq bigint primary key references entry (seq),
  body text collate "C" not null,
  salt bytea not null check (length(salt) = 32)
);

-- `erased_by` is the position of the signed entry that ordered the erasure; deleting a body needs a row here first.
create table erasure (
  seq bigint primary key references entry (seq),
  erased_by bigint not null references entry (seq),
  check (erased_by > seq)
);

create table entry_stream (
  kind text collate "C" not null,
  id text collate "C" not null,
  n bigint not null check (n >= 1),
  seq bigint not null references entry (seq),
  primary key (kind, id, n)
);

-- The newest place of each stream and the link its next entry must name. Rebuildable; verify compares it.
create table stream_head (
  kind text collate "C" not null,
  id text collate "C" not null,
  n bigint not null,
  seq bigint not null,
  link text collate "C" not null,
  primary key (kind, id)
);

-- Full subtrees of the RFC 6962 tree from level 1 up; level 0 is derived from entry.leaf.
create table tree_node (
  level bigint not null check (level >= 1),
  idx bigint not null,
  hash bytea not null check (length(hash) = 32),
  primary key (level, idx)
);

-- Where the next entry goes on: whoever appends holds this row, so that several processes write one after another.
-- `peaks` is the right edge of the tree, 32 bytes each, the largest subtree first. Rebuildable; verify compares it.
create table ledger_tail (
  id bigint primary key check (id = 1),
  size bigint not null,
  at text collate "C" not null,
  peaks bytea not null
);
insert into ledger_tail (id, size, at, peaks) values (1, 0, '', '');

create function refuse() returns trigger language plpgsql as $$
begin
  raise exception '%', tg_argv[0];
end $$;

create function entry_gapless() returns trigger language plpgsql as $$
begin
  if exists (
    select 1 from added a where a.seq > 0 and not exists (select 1 from entry e where e.seq = a.seq - 1)
  ) then
    raise exception 'ledger: an entry is only added at the end';
  end if;
  return null;
end $$;

create trigger entry_gapless after insert on entry
  referencing new table as added for each statement execute function entry_gapless();
create trigger entry_never before update or delete or truncate on entry
  for each statement execute function refuse('ledger: an entry never changes and is never deleted');

-- A body comes in the transaction that adds its entry, or never again.
create function entry_body_with_entry() returns trigger language plpgsql as $$
begin
  if exists (
    select 1 from added a where not exists (
      select 1 from entry e where e.seq = a.seq and e.xmin = pg_current_xact_id()::xid
    )
  ) then
    raise exception 'ledger: a body is only added with its entry';
  end if;
  return null;
end $$;

create trigger entry_body_with_entry after insert on entry_body
  referencing new table as added for each statement execute function entry_body_with_entry();
create trigger entry_body_no_update before update or truncate on entry_body
  for each statement execute function refuse('ledger: a body never changes');

create function entry_body_erased() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from erasure where seq = old.seq) then
    raise exception 'ledger: a body is only deleted by an erasure';
  end if;
  return old;
end $$;

create trigger entry_body_no_delete before delete on entry_body
  for each row execute function entry_body_erased();

create trigger erasure_never before update or delete or truncate on erasure
  for each statement execute function refuse('ledger: an erasure never changes and is never deleted');

create function entry_stream_gapless() returns trigger language plpgsql as $$
begin
  if exists (
    select 1 from added a where a.n > 1 and not exists (
      select 1 from entry_stream s where s.kind = a.kind and s.id = a.id and s.n = a.n - 1
    )
  ) then
    raise exception 'ledger: a stream is only added to at its end';
  end if;
  return null;
end $$;

create trigger entry_stream_gapless after insert on entry_stream
  referencing new table as added for each statement execute function entry_stream_gapless();
create trigger entry_stream_never before update or delete or truncate on entry_stream
  for each statement execute function refuse('ledger: a stream never changes and is never shortened');

create trigger tree_node_never before update or delete or truncate on tree_node
  for each statement execute function refuse('ledger: a tree node never changes and is never deleted');

create trigger ledger_never before update or delete or truncate on ledger
  for each statement execute function refuse('ledger: its origin never changes');
