-- What became of each file that was sent, for whoever asks later, and the rows it was refused for. The file is not kept.
-- A job is no fact: the ledger says what is live.

create table import_job (
  id text primary key,
  -- null: the rows name their hospitals
  hospital_id text,
  dataset text not null,
  dry_run integer not null check (dry_run in (0, 1)),
  started_at text not null,
  finished_at text,
  -- 'interrupted': the service ended while it ran, and nothing of it is live
  state text not null check (state in ('running', 'done', 'refused', 'failed', 'interrupted')),
  -- the import's summary and what was switched, as JSON
  result text check (result is null or json_valid(result)),
  -- the refusal of the whole file as JSON: kind, code, parameters
  problem text check (problem is null or json_valid(problem))
) strict;

create index import_job_newest on import_job (hospital_id, started_at);

create table import_report (
  job_id text primary key references import_job (id) on delete cascade,
  rows integer not null check (rows > 0),
  -- refused rows as compressed JSON: line, column, what may be repeated of the value, code
  body blob not null
) strict;
