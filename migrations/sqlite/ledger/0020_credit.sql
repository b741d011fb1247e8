-- Activities recorded for points to be given back, for the list of those that wait for a second person.
create table credit (
  id text primary key,
  doctor_id text not null,
  hospital_id text not null,
  scheme text not null,
  activity text not null,
  done_on text not null,
  recorded_on text not null,
  recorded_seq integer not null,
  recorded_by text not null,
  state text not null check (state in ('recorded', 'confirmed', 'declined')),
  decided_on text
) strict, without rowid;

create index credit_hospital on credit (hospital_id, state, recorded_seq);
create index credit_recorded on credit (recorded_seq);
