-- Projections of deductions, leads and column mappings, for lists and for finding things by id. Decisions read the
-- entries. `state` is what was signed last; what only time has done (confirmable, lapsed) is compared by the query with
-- the dates up to which a window has run, so no row is ever stale and no job has to turn it.

create table deduction (
  id text primary key,
  finding_id text not null,
  -- The record it was entered for; after a merge that is not the record that stays.
  doctor_id text not null,
  capacity text not null,
  hospital_id text not null,
  department text not null,
  ward_id text,
  setting text not null,
  occurred_on text not null,
  act_ref text not null,
  review_ref text not null,
  source text not null,
  external_decided_on text,
  lead_id text,
  recorded_on text not null,
  recorded_seq integer not null,
  recorded_by text not null,
  state text not null
    check (state in ('recorded', 'stated', 'acknowledged', 'confirmed', 'dismissed', 'withdrawn')),
  answered_on text,
  decided_on text,
  decided_by text,
  found_on text,
  -- Where it came from a worksheet: the file and the line in it, header = 1.
  worksheet_sha256 text,
  worksheet_line integer
) strict, without rowid;

create unique index deduction_recorded on deduction (recorded_seq);
create index deduction_hospital on deduction (hospital_id, recorded_seq);
-- What waits for somebody is a small part of all; lists of it must not walk through the rest.
create index deduction_undecided on deduction (recorded_seq)
  where state in ('recorded', 'stated', 'acknowledged');
create index deduction_hospital_undecided on deduction (hospital_id, recorded_seq)
  where state in ('recorded', 'stated', 'acknowledged');
create index deduction_fallen on deduction (recorded_seq) where state in ('dismissed', 'withdrawn');
create index deduction_occurred on deduction (occurred_on);
create index deduction_doctor on deduction (doctor_id, recorded_seq);
create index deduction_finding on deduction (finding_id);
create index deduction_worksheet on deduction (worksheet_sha256) where worksheet_sha256 is not null;

-- One row a scheme that the finding falls under; `points` only where the violation has a range.
create table deduction_item (
  id text primary key,
  deduction_id text not null,
  scheme text not null,
  code text not null,
  points integer,
  -- As in deduction: what is found by code comes newest first without looking at the rest.
  recorded_seq integer not null
) strict, without rowid;

create index deduction_item_deduction on deduction_item (deduction_id);
create index deduction_item_code on deduction_item (code, recorded_seq);

create table lead (
  id text primary key,
  hospital_id text not null,
  doctor_id text,
  source text not null,
  occurred_on text not null,
  act_ref text,
  code text,
  text text not null,
  posted_on text not null,
  posted_seq integer not null,
  state text not null check (state in ('open', 'recorded', 'set-aside')),
  deduction_id text,
  reason text,
  closed_on text
) strict, without rowid;

create index lead_hospital on lead (hospital_id, state, posted_seq);
create index lead_posted on lead (posted_seq);

create table worksheet_mapping (
  id text primary key,
  hospital_id text not null,
  name text not null,
  columns text not null,
  codes text not null,
  saved_on text not null,
  saved_seq integer not null
) strict, without rowid;

create index worksheet_mapping_hospital on worksheet_mapping (hospital_id, name);
