-- The ledger: what was signed, in order, for ever. Everything else in this file can be rebuilt from these tables.

create table ledger (
  id integer primary key check (id = 1),
  origin text not null,
  created_at text not null
) strict;

create table entry (
  seq integer primary key check (seq >= 0),
  leaf blob not null check (length(leaf) = 32)
) strict;

-- Apart from entry, so that a body and its salt can be destroyed after retention while the leaf and all proofs stay.
create table entry_body (
  seq integer primary key references entry (seq),
  body text not null,
  salt blob not null check (length(salt) = 32)
) strict;

-- `erased_by` is the position of the signed entry that ordered the erasure; deleting a body needs a row here first.
create table erasure (
  seq integer primary key references entry (seq),
  erased_by integer not null references entry (seq),
  check (erased_by > seq)
) strict;

create table entry_stream (
  kind text not null,
  id text not null,
  n integer not null check (n >= 1),
  seq integer not null references entry (seq),
  primary key (kind, id, n)
) strict, without rowid;

-- The newest place of each stream and the link its next entry must name. Rebuildable; verify compares it.
create table stream_head (
  kind text not null,
  id text not null,
  n integer not null,
  seq integer not null,
  link text not null,
  primary key (kind, id)
) strict, without rowid;

-- Full subtrees of the RFC 6962 tree from level 1 up; level 0 is derived from entry.leaf.
create table tree_node (
  level integer not null check (level >= 1),
  idx integer not null,
  hash blob not null check (length(hash) = 32),
  primary key (level, idx)
) strict, without rowid;

create trigger entry_gapless before insert on entry
when new.seq <> (select coalesce(max(seq) + 1, 0) from entry)
begin select raise(abort, 'ledger: an entry is only added at the end'); end;

create trigger entry_no_update before update on entry
begin select raise(abort, 'ledger: an entry never changes'); end;

create trigger entry_no_delete before delete on entry
begin select raise(abort, 'ledger: an entry is never deleted'); end;

create trigger entry_body_at_end before insert on entry_body
when new.seq <> (select max(seq) from entry)
begin select raise(abort, 'ledger: a body is only added with its entry'); end;

create trigger entry_body_no_update before update on entry_body
begin select raise(abort, 'ledger: a body never changes'); end;

create trigger entry_body_no_delete before delete on entry_body
when not exists (select 1 from erasure where seq = old.seq)
begin select raise(abort, 'ledger: a body is only deleted by an erasure'); end;

create trigger erasure_no_update before update on erasure
begin select raise(abort, 'ledger: an erasure never changes'); end;

create trigger erasure_no_delete before delete on erasure
begin select raise(abort, 'ledger: an erasure is never deleted'); end;

create trigger entry_stream_gapless before insert on entry_stream
when new.n <> (select coalesce(max(n), 0) + 1 from entry_stream where kind = new.kind and id = new.id)
begin select raise(abort, 'ledger: a stream is only added to at its end'); end;

create trigger entry_stream_no_update before update on entry_stream
begin select raise(abort, 'ledger: a stream never changes'); end;

create trigger entry_stream_no_delete before delete on entry_stream
begin select raise(abort, 'ledger: a stream is never shortened'); end;

create trigger tree_node_no_update before update on tree_node
begin select raise(abort, 'ledger: a tree node never changes'); end;

create trigger tree_node_no_delete before delete on tree_node
begin select raise(abort, 'ledger: a tree node is never deleted'); end;

create trigger ledger_no_update before update on ledger
begin select raise(abort, 'ledger: its origin never changes'); end;

create trigger ledger_no_delete before delete on ledger
begin select raise(abort, 'ledger: its origin never changes'); end;
