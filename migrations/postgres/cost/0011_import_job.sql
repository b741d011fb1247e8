-- What became of each file that was sent, for whoever asks later, and the rows it was refused for. The file is not kept.
-- A job is no fact: the ledger says what is live.

create table import_job (
  id text collate "C" primary key,
  -- null: the rows name their hospitals
  hospital_id text collate "C",
  dataset text collate "C" not null,
  dry_run bigint not null check (dry_run in (0, 1)),
  started_at text collate "C" not null,
  finished_at text collate "C",
  -- 'interrupted': the service ended while it ran, and nothing of it is live
  state text collate "C" not null check (state in ('running', 'done', 'refused', 'failed', 'interrupted')),
  -- the import's summary and what was switched, as JSON
  result text collate "C" check (result is null or result::jsonb is not null),
  -- the refusal of the whole file as JSON: kind, code, parameters
  problem text collate "C" check (problem is null or problem::jsonb is not null)
);

create index import_job_newest on import_job (hospital_id, started_at);

create table import_report (
  job_id text collate "C" primary key references import_job (id) on delete cascade,
  rows bigint not null check (rows > 0),
  -- refused rows as compressed JSON: line, column, what may be repeated of the value, code
  body bytea not null
);
