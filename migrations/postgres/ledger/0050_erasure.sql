-- A body goes only with the entry that orders it: in the same transaction, and never one of the orders themselves.
create function erasure_with_entry() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from entry e where e.seq = new.erased_by and e.xmin = pg_current_xact_id()::xid)
    or exists (select 1 from erasure where erased_by = new.seq) then
    raise exception 'ledger: an erasure is only added with the entry that orders it';
  end if;
  return new;
end $$;

create trigger erasure_with_entry before insert on erasure for each row execute function erasure_with_entry();

-- The service's role may delete no body. This runs as the owner, and the trigger on the table asks for the order first.
create function erase_bodies(seqs bigint[]) returns bigint
  language sql security definer set search_path = public, pg_temp
  as $$ with gone as (delete from public.entry_body where seq = any (seqs) returning 1) select count(*) from gone $$;
revoke all on function erase_bodies(bigint[]) from public;
