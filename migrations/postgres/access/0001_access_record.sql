-- Who looked: one row a request that showed a doctor's record, took data out, opened a session or was turned away.
-- It has a tail of its own, so that a read, which has to wait until it is recorded, never waits for the ledger's writers.

create table access_record (
  id bigint primary key check (id >= 1),
  at text collate "C" not null,
  act text collate "C" not null check (act in ('read', 'export', 'account', 'write')),
  operation text collate "C" not null,
  outcome text collate "C" not null check (outcome in ('done', 'denied', 'absent', 'refused')),
  -- Null: a login that no account has.
  person_id text collate "C",
  account_id text collate "C",
  -- JSON: the grants by which the person held the operation, as [{role, scope}].
  capacities text collate "C" not null,
  purpose text collate "C",
  purpose_stated bigint not null check (purpose_stated in (0, 1)),
  -- The id in the address that was asked for.
  object text collate "C",
  request_id text collate "C" not null
);

create index access_record_at on access_record (at);
create index access_record_person on access_record (person_id, id);

-- Whose record was shown or asked for.
create table access_record_doctor (
  doctor_id text collate "C" not null,
  record_id bigint not null references access_record (id) on delete cascade,
  primary key (doctor_id, record_id)
);

create index access_record_doctor_record on access_record_doctor (record_id);

-- Right checks are asked for before each prescription: they are counted and not listed. `doctor_id` is empty where no
-- doctor bears the number, and '*' where a hospital's whole list was fetched.
create table right_check_count (
  hour text collate "C" not null,
  account_id text collate "C" not null,
  doctor_id text collate "C" not null,
  checks bigint not null check (checks >= 1),
  primary key (hour, account_id, doctor_id)
);

create index right_check_count_doctor on right_check_count (doctor_id, hour);

-- The number of the newest row: whoever adds holds it, so that no number is missing.
create table access_tail (
  id bigint primary key check (id = 1),
  newest bigint not null
);
insert into access_tail (id, newest) values (1, 0);

-- The ledger's migrations make refuse().
create function access_record_gapless() returns trigger language plpgsql as $$
begin
  if exists (
    select 1 from added a where not exists (select 1 from access_record r where r.id = a.id - 1)
      and exists (select 1 from access_record r where r.id < a.id)
  ) then
    raise exception 'access record: a row is only added at the end';
  end if;
  return null;
end $$;

create trigger access_record_gapless after insert on access_record
  referencing new table as added for each statement execute function access_record_gapless();
create trigger access_record_no_update before update or truncate on access_record
  for each statement execute function refuse('access record: a row never changes');

-- 184 days are six months whichever they are. They count from the newest row and not from a clock that can be set.
create function access_record_kept() returns trigger language plpgsql as $$
declare
  newest text;
begin
  if not exists (select 1 from gone) then return null; end if;
  select max(at) into newest from (select at from gone union all select max(at) from access_record) every;
  if exists (select 1 from access_record r where r.id < (select max(id) from gone))
    or (select max(at) from gone) >= to_char(
      (newest::timestamptz - interval '184 days') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') collate "C" then
    raise exception 'access record: only the oldest rows go, and only after six months';
  end if;
  return null;
end $$;

create trigger access_record_kept after delete on access_record
  referencing old table as gone for each statement execute function access_record_kept();

create trigger access_record_doctor_no_update before update or truncate on access_record_doctor
  for each statement execute function refuse('access record: a row never changes');

create function access_record_doctor_kept() returns trigger language plpgsql as $$
begin
  if exists (select 1 from access_record where id = old.record_id) then
    raise exception 'access record: whose record was shown goes with its row';
  end if;
  return old;
end $$;

create trigger access_record_doctor_kept before delete on access_record_doctor
  for each row execute function access_record_doctor_kept();

create function right_check_count_grows() returns trigger language plpgsql as $$
begin
  if new.hour <> old.hour or new.account_id <> old.account_id or new.doctor_id <> old.doctor_id
    or new.checks <= old.checks then
    raise exception 'access record: a count only grows';
  end if;
  return new;
end $$;

create trigger right_check_count_grows before update on right_check_count
  for each row execute function right_check_count_grows();
create trigger right_check_count_never before truncate on right_check_count
  for each statement execute function refuse('access record: counts go only after six months');

create function right_check_count_kept() returns trigger language plpgsql as $$
begin
  if exists (
    select 1 from gone where hour >= to_char(
      (greatest((select max(hour) from gone), (select max(hour) from right_check_count)) || ':00:00Z')::timestamptz
        at time zone 'UTC' - interval '184 days', 'YYYY-MM-DD"T"HH24') collate "C"
  ) then
    raise exception 'access record: counts go only after six months';
  end if;
  return null;
end $$;

create trigger right_check_count_kept after delete on right_check_count
  referencing old table as gone for each statement execute function right_check_count_kept();
