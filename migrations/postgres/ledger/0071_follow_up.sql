-- Signals of drug cost that a person has taken up, and what became of them: a projection of signed entries, for lists.
create table follow_up (
  id text collate "C" primary key,
  hospital_id text collate "C" not null,
  ward_id text collate "C",
  measure text collate "C" not null,
  rule text collate "C" not null,
  side text collate "C" not null,
  since_month text collate "C" not null,
  to_month text collate "C" not null,
  from_value double precision not null,
  to_value double precision not null,
  state text collate "C" not null check (state in ('acknowledged', 'noticed', 'interviewed', 'rechecked', 'closed')),
  opened_on text collate "C" not null,
  opened_seq bigint not null,
  deadline text collate "C"
);

create index follow_up_opened on follow_up (opened_seq);
create index follow_up_hospital on follow_up (hospital_id, opened_seq);
create index follow_up_unfinished on follow_up (hospital_id) where state <> 'closed';
