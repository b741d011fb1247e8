-- Which import of each slice of cost data is live. The rows themselves are in the other file; this says which count.

create table slice (
  id text collate "C" primary key,
  hospital_id text collate "C" not null,
  month text collate "C" not null,
  dataset text collate "C" not null,
  import_id text collate "C",
  state text collate "C" not null,
  position bigint not null
);
