-- Who looked: one row a request that showed a doctor's record, took data out, opened a session or was turned away.
-- In a file of its own, so that a read, which has to wait until it is recorded, never waits for the ledger's writers.

create table access_record (
  id integer primary key check (id >= 1),
  at text not null,
  act text not null check (act in ('read', 'export', 'account', 'write')),
  operation text not null,
  outcome text not null check (outcome in ('done', 'denied', 'absent', 'refused')),
  -- Null: a login that no account has.
  person_id text,
  account_id text,
  -- JSON: the grants by which the person held the operation, as [{role, scope}].
  capacities text not null,
  purpose text,
  purpose_stated integer not null check (purpose_stated in (0, 1)),
  -- The id in the address that was asked for.
  object text,
  request_id text not null
) strict;

create index access_record_at on access_record (at);
create index access_record_person on access_record (person_id, id);

-- Whose record was shown or asked for.
create table access_record_doctor (
  doctor_id text not null,
  record_id integer not null references access_record (id) on delete cascade,
  primary key (doctor_id, record_id)
) strict, without rowid;

create index access_record_doctor_record on access_record_doctor (record_id);

-- Right checks are asked for before each prescription: they are counted and not listed. `doctor_id` is empty where no
-- doctor bears the number, and '*' where a hospital's whole list was fetched.
create table right_check_count (
  hour text not null,
  account_id text not null,
  doctor_id text not null,
  checks integer not null check (checks >= 1),
  primary key (hour, account_id, doctor_id)
) strict, without rowid;

create index right_check_count_doctor on right_check_count (doctor_id, hour);

create trigger access_record_gapless before insert on access_record
when new.id <> (select coalesce(max(id) + 1, 1) from access_record)
begin select raise(abort, 'access record: a row is only added at the end'); end;

create trigger access_record_no_update before update on access_record
begin select raise(abort, 'access record: a row never changes'); end;

-- 184 days are six months whichever they are. They count from the newest row and not from a clock that can be set.
create trigger access_record_kept before delete on access_record
when old.id <> (select min(id) from access_record)
  or old.at >= (select strftime('%Y-%m-%dT%H:%M:%fZ', max(at), '-184 days') from access_record)
begin select raise(abort, 'access record: only the oldest rows go, and only after six months'); end;

create trigger access_record_doctor_no_update before update on access_record_doctor
begin select raise(abort, 'access record: a row never changes'); end;

create trigger access_record_doctor_kept before delete on access_record_doctor
when exists (select 1 from access_record where id = old.record_id)
begin select raise(abort, 'access record: whose record was shown goes with its row'); end;

create trigger right_check_count_grows before update on right_check_count
when new.hour <> old.hour or new.account_id <> old.account_id or new.doctor_id <> old.doctor_id
  or new.checks <= old.checks
begin select raise(abort, 'access record: a count only grows'); end;

create trigger right_check_count_kept before delete on right_check_count
when old.hour >= (select strftime('%Y-%m-%dT%H', max(hour) || ':00', '-184 days') from right_check_count)
begin select raise(abort, 'access record: counts go only after six months'); end;
