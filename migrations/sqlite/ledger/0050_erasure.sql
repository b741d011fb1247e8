-- A body goes only with the entry that orders it: in the same transaction, and never one of the orders themselves.
create trigger erasure_with_entry before insert on erasure
when new.erased_by <> (select max(seq) from entry)
  or exists (select 1 from erasure where erased_by = new.seq)
begin select raise(abort, 'ledger: an erasure is only added with the entry that orders it'); end;
