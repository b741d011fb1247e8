-- Signals of drug cost that a person has taken up, and what became of them: a projection of signed entries, for lists.
create table follow_up (
  id text primary key,
  hospital_id text not null,
  ward_id text,
  measure text not null,
  rule text not null,
  side text not null,
  since_month text not null,
  to_month text not null,
  from_value real not null,
  to_value real not null,
  state text not null check (state in ('acknowledged', 'noticed', 'interviewed', 'rechecked', 'closed')),
  opened_on text not null,
  opened_seq integer not null,
  deadline text
) strict, without rowid;

create index follow_up_opened on follow_up (opened_seq);
create index follow_up_hospital on follow_up (hospital_id, opened_seq);
create index follow_up_unfinished on follow_up (hospital_id) where state <> 'closed';
