-- What was looked at and found to be none is found by its doctor when its retention is over.
create index lead_set_aside on lead (doctor_id) where state = 'set-aside';
