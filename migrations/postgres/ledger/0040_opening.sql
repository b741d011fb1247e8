-- Balances carried over from paper, for the list of those that wait for a second person.
create table opening (
  id text collate "C" primary key,
  doctor_id text collate "C" not null,
  hospital_id text collate "C" not null,
  scheme text collate "C" not null,
  points bigint not null,
  carried_on text collate "C" not null,
  recorded_on text collate "C" not null,
  recorded_seq bigint not null,
  recorded_by text collate "C" not null,
  state text collate "C" not null check (state in ('recorded', 'confirmed', 'dropped', 'reversal-proposed', 'reversed')),
  -- The newest entry about it.
  changed_seq bigint not null
);

-- Both lists are short beside what was ever recorded: only what waits stands in these.
create index opening_waiting on opening (recorded_seq) where state in ('recorded', 'reversal-proposed');
create index credit_waiting on credit (recorded_seq) where state = 'recorded';
