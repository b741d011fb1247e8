import type { PostgresClient, PostgresPool } from './connect.ts';

/** What was signed: the service adds to it and reads it. */
const addOnly = ['entry', 'entry_body', 'entry_stream', 'tree_node', 'erasure'] as const;
/** What the owner alone writes. */
const readOnly = ['ledger', 'migration'] as const;
/** Added to and, past its time, shortened at its old end: triggers hold both. */
const recordOnly = ['access_record', 'access_record_doctor'] as const;

/**
 * Gives the service's role what it needs and takes everything else away. Tables that are neither the ledger nor the record
 * of accesses can be rebuilt, hold secrets that change, or are guarded by triggers: there it may do all that rows allow.
 *
 * @param writer quoted.
 */
export async function grantRights(owner: PostgresClient, writer: string): Promise<void> {
  const ownTables = await owner.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition`,
  );
  const guarded = new Set<string>([...addOnly, ...readOnly, ...recordOnly]);
  const others = ownTables.rows.map(({ name }) => name).filter((name) => !guarded.has(name));
  const statements = [
    'revoke all on schema public from public',
    `grant usage on schema public to ${writer}`,
    `revoke all on all tables in schema public from public, ${writer}`,
    `grant select on ${readOnly.join(', ')} to ${writer}`,
    `grant select, insert on ${addOnly.join(', ')} to ${writer}`,
    `grant select, insert, delete on ${recordOnly.join(', ')} to ${writer}`,
    `grant select, insert, update, delete on ${others.join(', ')} to ${writer}`,
    `grant execute on function erase_bodies(bigint[]) to ${writer}`,
  ];
  for (const statement of statements) await owner.query(statement);
}

/**
 * A role that could rewrite the ledger could do so by a mistake of ours or by somebody else's hand in ours.
 *
 * @throws Error naming what the role of DATABASE_URL may do and must not.
 */
export async function refuseMightyRole(pool: PostgresPool): Promise<void> {
  const { rows } = await pool.query<{ name: string; right: string }>(
    `select t.name, r.name as right
     from unnest($1::text[]) t(name), unnest(array['UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER']) r(name)
     where has_table_privilege(current_user, 'public.' || t.name, r.name)
     union all
     select 'the schema', 'CREATE' where has_schema_privilege(current_user, 'public', 'CREATE')`,
    [[...addOnly, ...readOnly]],
  );
  const [may] = rows;
  if (may === undefined) return;
  throw new Error(
    `the role of DATABASE_URL has the right ${may.right} on ${may.name}; it must be another role than the owner, who alone is named by DATABASE_OWNER_URL`,
  );
}
