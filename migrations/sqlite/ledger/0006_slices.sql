-- Which import of each slice of cost data is live. The rows themselves are in the other file; this says which count.

create table slice (
  id text primary key,
  hospital_id text not null,
  month text not null,
  dataset text not null,
  import_id text,
  state text not null,
  position integer not null
) strict, without rowid;
