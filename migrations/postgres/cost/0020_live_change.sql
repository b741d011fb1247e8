-- Which change of live_version last touched a slice: whoever holds the live figures in memory reads only what changed.
alter table live_slice add column changed bigint not null default 0;
create index live_slice_changed on live_slice (changed);
