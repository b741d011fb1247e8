-- Which months limits rest on, by series and the month from which they hold: a projection of signed entries. Charts of
-- many units read the baselines of a measure at once.
create table baseline (
  id text collate "C" primary key,
  measure text collate "C" not null,
  owner text collate "C" not null,
  from_month text collate "C" not null,
  until_month text collate "C" not null,
  applies_from text collate "C" not null,
  reason text collate "C" not null,
  set_by text collate "C" not null,
  set_on text collate "C" not null,
  set_seq bigint not null
);

create index baseline_measure on baseline (measure, owner, applies_from);
