-- Documented absences of doctors, to find the open records whose clocks they may have paused.
create table doctor_leave (
  id text collate "C" primary key,
  doctor_id text collate "C" not null,
  until_date text collate "C" not null
);

create index doctor_leave_until on doctor_leave (until_date);
