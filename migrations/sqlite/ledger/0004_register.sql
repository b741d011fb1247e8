-- Projections of doctors, their posts and their prescribing rights. Hospitals, wards and regions have no tables: they are
-- few, every decision reads them on some date, and the fold of the register stream is held in memory.

-- One row a record; a record that was merged into another names it. The columns repeat what `dated` says was said last
-- in time: facts are never entered ahead, so that is what holds today.
create table doctor (
  id text primary key,
  name text not null,
  licence_no text not null,
  title text not null,
  antibacterial_grade text not null,
  licensed_on text not null,
  practice_scope text not null,
  dated text not null,
  until_date text,
  merged_into text,
  -- The newest entry that changed by which numbers this person is known, or whether at all.
  identified_seq integer not null
) strict, without rowid;

create index doctor_licence on doctor (licence_no);
create index doctor_name on doctor (name, id);
create index doctor_merged on doctor (merged_into) where merged_into is not null;

create table doctor_post (
  id text primary key,
  doctor_id text not null,
  hospital_id text not null,
  staff_no text not null,
  department text not null,
  ward_id text,
  from_date text not null,
  until_date text
) strict, without rowid;

create index doctor_post_staff on doctor_post (hospital_id, staff_no, from_date);
create index doctor_post_doctor on doctor_post (doctor_id);

-- What a doctor is searched by, now and formerly: read by prefix ranges. `hospital_id` is set for staff numbers only.
create table doctor_term (
  id text primary key,
  doctor_id text not null,
  kind text not null,
  term text not null,
  hospital_id text
) strict, without rowid;

create index doctor_term_term on doctor_term (term, id);
create index doctor_term_doctor on doctor_term (doctor_id, term);

create table doctor_merge (
  id text primary key,
  doctor_id text not null,
  duplicate_id text not null,
  state text not null check (state in ('proposed', 'confirmed', 'dropped')),
  reason text not null,
  proposed_by text not null,
  proposed_seq integer not null
) strict, without rowid;

create index doctor_merge_state on doctor_merge (state, proposed_seq);

create table right_grant (
  id text primary key,
  doctor_id text not null,
  hospital_id text not null,
  right_kind text not null,
  from_date text not null,
  until_date text
) strict, without rowid;

create index right_grant_holder on right_grant (doctor_id, hospital_id);

-- `until_date` is the earlier of the measure's own end and its lifting.
create table right_measure (
  id text primary key,
  doctor_id text not null,
  hospital_id text not null,
  measure text not null,
  from_date text not null,
  until_date text
) strict, without rowid;

create index right_measure_holder on right_measure (doctor_id, hospital_id);

-- Everybody a hospital has or had a post or a right for, and the newest entry about either.
create table right_holder (
  id text primary key,
  doctor_id text not null,
  hospital_id text not null,
  changed_seq integer not null
) strict, without rowid;

create index right_holder_hospital on right_holder (hospital_id, doctor_id);
