-- What has become of a confirmed deduction, for lists of what is due. `state` stays what the decision made of it.

-- undelivered: the newest decision waits for delivery; delivered: the doctor has it; contested: an appeal is open.
alter table deduction add column process text collate "C" check (process in ('undelivered', 'delivered', 'contested'));
alter table deduction add column delivered_on text collate "C";
-- How it fell, back to the day of the finding.
alter table deduction add column fallen text collate "C" check (fallen in ('revoked', 'reversed'));
-- 1: a reversal waits for its second person.
alter table deduction add column reversal_proposed bigint not null default 0 check (reversal_proposed in (0, 1));
-- The newest entry about it.
alter table deduction add column changed_seq bigint not null default 0;

create index deduction_process on deduction (process, recorded_seq) where process is not null;
create index deduction_recorded_by on deduction (recorded_by, changed_seq);
create index deduction_decided_by on deduction (decided_by, changed_seq) where decided_by is not null;

-- What a person has read in the own inbox; decisions are delivered instead, in the doctor's stream.
create table inbox_read (
  id text collate "C" primary key,
  person_id text collate "C" not null,
  position bigint not null,
  read_at text collate "C" not null
);

create index inbox_read_person on inbox_read (person_id, position);

create table mandate (
  id text collate "C" primary key,
  hospital_id text collate "C" not null,
  person_id text collate "C" not null,
  role text collate "C" not null,
  in_place_of text collate "C",
  from_date text collate "C" not null,
  until_date text collate "C" not null,
  reason text collate "C" not null,
  document text collate "C" not null,
  given_seq bigint not null
);

create index mandate_hospital on mandate (hospital_id, given_seq);
