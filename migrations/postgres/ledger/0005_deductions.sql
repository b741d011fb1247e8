-- Projections of deductions, leads and column mappings, for lists and for finding things by id. Decisions read the
-- entries. `state` is what was signed last; what only time has done (confirmable, lapsed) is compared by the query with
-- the dates up to which a window has run, so no row is ever stale and no job has to turn it.

create table deduction (
  id text collate "C" primary key,
  finding_id text collate "C" not null,
  -- The record it was entered for; after a merge that is not the record that stays.
  doctor_id text collate "C" not null,
  capacity text collate "C" not null,
  hospital_id text collate "C" not null,
  department text collate "C" not null,
  ward_id text collate "C",
  setting text collate "C" not null,
  occurred_on text collate "C" not null,
  act_ref text collate "C" not null,
  review_ref text collate "C" not null,
  source text collate "C" not null,
  external_decided_on text collate "C",
  lead_id text collate "C",
  recorded_on text collate "C" not null,
  recorded_seq bigint not null,
  recorded_by text collate "C" not null,
  state text collate "C" not null
    check (state in ('recorded', 'stated', 'acknowledged', 'confirmed', 'dismissed', 'withdrawn')),
  answered_on text collate "C",
  decided_on text collate "C",
  decided_by text collate "C",
  found_on text collate "C",
  -- Where it came from a worksheet: the file and the line in it, header = 1.
  worksheet_sha256 text collate "C",
  worksheet_line bigint
);

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
  id text collate "C" primary key,
  deduction_id text collate "C" not null,
  scheme text collate "C" not null,
  code text collate "C" not null,
  points bigint,
  -- As in deduction: what is found by code comes newest first without looking at the rest.
  recorded_seq bigint not null
);

create index deduction_item_deduction on deduction_item (deduction_id);
create index deduction_item_code on deduction_item (code, recorded_seq);

create table lead (
  id text collate "C" primary key,
  hospital_id text collate "C" not null,
  doctor_id text collate "C",
  source text collate "C" not null,
  occurred_on text collate "C" not null,
  act_ref text collate "C",
  code text collate "C",
  text text collate "C" not null,
  posted_on text collate "C" not null,
  posted_seq bigint not null,
  state text collate "C" not null check (state in ('open', 'recorded', 'set-aside')),
  deduction_id text collate "C",
  reason text collate "C",
  closed_on text collate "C"
);

create index lead_hospital on lead (hospital_id, state, posted_seq);
create index lead_posted on lead (posted_seq);

create table worksheet_mapping (
  id text collate "C" primary key,
  hospital_id text collate "C" not null,
  name text collate "C" not null,
  columns text collate "C" not null,
  codes text collate "C" not null,
  saved_on text collate "C" not null,
  saved_seq bigint not null
);

create index worksheet_mapping_hospital on worksheet_mapping (hospital_id, name);
