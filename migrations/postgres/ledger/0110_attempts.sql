-- Attempts of every process over this database, so that a balancer gives nobody more of them. With one process they are
-- held in memory, and SQLite has no such tables. Keys are hashes.
create table attempt (
  key text collate "C" primary key,
  since_ms bigint not null,
  spent bigint not null
);

create index attempt_since on attempt (since_ms);

create table attempt_success (
  key text collate "C" primary key
);
