-- Documented absences of doctors, to find the open records whose clocks they may have paused.
create table doctor_leave (
  id text primary key,
  doctor_id text not null,
  until_date text not null
) strict, without rowid;

create index doctor_leave_until on doctor_leave (until_date);
