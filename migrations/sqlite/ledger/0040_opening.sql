-- Balances carried over from paper, for the list of those that wait for a second person.
create table opening (
  id text primary key,
  doctor_id text not null,
  hospital_id text not null,
  scheme text not null,
  points integer not null,
  carried_on text not null,
  recorded_on text not null,
  recorded_seq integer not null,
  recorded_by text not null,
  state text not null check (state in ('recorded', 'confirmed', 'dropped', 'reversal-proposed', 'reversed')),
  -- The newest entry about it.
  changed_seq integer not null
) strict, without rowid;

-- Both lists are short beside what was ever recorded: only what waits stands in these.
create index opening_waiting on opening (recorded_seq) where state in ('recorded', 'reversal-proposed');
create index credit_waiting on credit (recorded_seq) where state = 'recorded';
