-- The refresh secret that a session had before its newest: for a few seconds it still names the session, because two tabs
-- of one browser ask at the same time with the same cookie. After that it means that one was copied.
create table rotated_secret (
  session_id text collate "C" primary key,
  refresh_hash text collate "C" not null,
  rotated_at text collate "C" not null
);
