-- Projections of doctors, their posts and their prescribing rights. Hospitals, wards and regions have no tables: they are
-- few, every decision reads them on some date, and the fold of the register stream is held in memory.

-- One row a record; a record that was merged into another names it. The columns repeat what `dated` says was said last
-- in time: facts are never entered ahead, so that is what holds today.
create table doctor (
  id text collate "C" primary key,
  name text collate "C" not null,
  licence_no text collate "C" not null,
  title text collate "C" not null,
  antibacterial_grade text collate "C" not null,
  licensed_on text collate "C" not null,
  practice_scope text collate "C" not null,
  dated text collate "C" not null,
  until_date text collate "C",
  merged_into text collate "C",
  -- The newest entry that changed by which numbers this person is known, or whether at all.
  identified_seq bigint not null
);

create index doctor_licence on doctor (licence_no);
create index doctor_name on doctor (name, id);
create index doctor_merged on doctor (merged_into) where merged_into is not null;

create table doctor_post (
  id text collate "C" primary key,
  doctor_id text collate "C" not null,
  hospital_id text collate "C" not null,
  staff_no text collate "C" not null,
  department text collate "C" not null,
  ward_id text collate "C",
  from_date text collate "C" not null,
  until_date text collate "C"
);

create index doctor_post_staff on doctor_post (hospital_id, staff_no, from_date);
create index doctor_post_doctor on doctor_post (doctor_id);

-- What a doctor is searched by, now and formerly: read by prefix ranges. `hospital_id` is set for staff numbers only.
create table doctor_term (
  id text collate "C" primary key,
  doctor_id text collate "C" not null,
  kind text collate "C" not null,
  term text collate "C" not null,
  hospital_id text collate "C"
);

create index doctor_term_term on doctor_term (term, id);
create index doctor_term_doctor on doctor_term (doctor_id, term);

create table doctor_merge (
  id text collate "C" primary key,
  doctor_id text collate "C" not null,
  duplicate_id text collate "C" not null,
  state text collate "C" not null check (state in ('proposed', 'confirmed', 'dropped')),
  reason text collate "C" not null,
  proposed_by text collate "C" not null,
  proposed_seq bigint not null
);

create index doctor_merge_state on doctor_merge (state, proposed_seq);

create table right_grant (
  id text collate "C" primary key,
  doctor_id text collate "C" not null,
  hospital_id text collate "C" not null,
  right_kind text collate "C" not null,
  from_date text collate "C" not null,
  until_date text collate "C"
);

create index right_grant_holder on right_grant (doctor_id, hospital_id);

-- `until_date` is the earlier of the measure's own end and its lifting.
create table right_measure (
  id text collate "C" primary key,
  doctor_id text collate "C" not null,
  hospital_id text collate "C" not null,
  measure text collate "C" not null,
  from_date text collate "C" not null,
  until_date text collate "C"
);

create index right_measure_holder on right_measure (doctor_id, hospital_id);

-- Everybody a hospital has or had a post or a right for, and the newest entry about either.
create table right_holder (
  id text collate "C" primary key,
  doctor_id text collate "C" not null,
  hospital_id text collate "C" not null,
  changed_seq bigint not null
);

create index right_holder_hospital on right_holder (hospital_id, doctor_id);
