-- Which months limits rest on, by series and the month from which they hold: a projection of signed entries. Charts of
-- many units read the baselines of a measure at once.
create table baseline (
  id text primary key,
  measure text not null,
  owner text not null,
  from_month text not null,
  until_month text not null,
  applies_from text not null,
  reason text not null,
  set_by text not null,
  set_on text not null,
  set_seq integer not null
) strict, without rowid;

create index baseline_measure on baseline (measure, owner, applies_from);
