-- What has become of a confirmed deduction, for lists of what is due. `state` stays what the decision made of it.

-- undelivered: the newest decision waits for delivery; delivered: the doctor has it; contested: an appeal is open.
alter table deduction add column process text check (process in ('undelivered', 'delivered', 'contested'));
alter table deduction add column delivered_on text;
-- How it fell, back to the day of the finding.
alter table deduction add column fallen text check (fallen in ('revoked', 'reversed'));
-- 1: a reversal waits for its second person.
alter table deduction add column reversal_proposed integer not null default 0 check (reversal_proposed in (0, 1));
-- The newest entry about it.
alter table deduction add column changed_seq integer not null default 0;

create index deduction_process on deduction (process, recorded_seq) where process is not null;
create index deduction_recorded_by on deduction (recorded_by, changed_seq);
create index deduction_decided_by on deduction (decided_by, changed_seq) where decided_by is not null;

-- What a person has read in the own inbox; decisions are delivered instead, in the doctor's stream.
create table inbox_read (
  id text primary key,
  person_id text not null,
  position integer not null,
  read_at text not null
) strict, without rowid;

create index inbox_read_person on inbox_read (person_id, position);

create table mandate (
  id text primary key,
  hospital_id text not null,
  person_id text not null,
  role text not null,
  in_place_of text,
  from_date text not null,
  until_date text not null,
  reason text not null,
  document text not null,
  given_seq integer not null
) strict, without rowid;

create index mandate_hospital on mandate (hospital_id, given_seq);
