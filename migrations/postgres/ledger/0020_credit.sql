-- Activities recorded for points to be given back, for the list of those that wait for a second person.
create table credit (
  id text collate "C" primary key,
  doctor_id text collate "C" not null,
  hospital_id text collate "C" not null,
  scheme text collate "C" not null,
  activity text collate "C" not null,
  done_on text collate "C" not null,
  recorded_on text collate "C" not null,
  recorded_seq bigint not null,
  recorded_by text collate "C" not null,
  state text collate "C" not null check (state in ('recorded', 'confirmed', 'declined')),
  decided_on text collate "C"
);

create index credit_hospital on credit (hospital_id, state, recorded_seq);
create index credit_recorded on credit (recorded_seq);
