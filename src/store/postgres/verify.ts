import type { Checkpoint } from '../../core/ledger/checkpoint.ts';
import { peakPlaces } from '../../core/ledger/merkle.ts';
import { verifyAccessRecords } from '../access/verify.ts';
import { type MigrationSet, migrationSteps } from '../migrate.ts';
import type { SqliteConnection } from '../open-sqlite.ts';
import type { Finding } from '../verify/finding.ts';
import { verifyProjections } from '../verify/projections.ts';
import { type Verification, verifyLedger } from '../verify-sqlite.ts';
import type { PostgresClient } from './connect.ts';
import { withSnapshot } from './snapshot.ts';
import { numbered, type PostgresSql } from './sql.ts';
import { postgresTree } from './tree.ts';

export interface PostgresVerification extends Verification {
  readonly accesses: number;
}

/**
 * Recomputes everything that can be recomputed from the entries alone, as of one moment and while others write; beside it
 * what only PostgreSQL has: its guards and the tail.
 */
export async function verifyPostgres(
  sql: PostgresSql,
  checkpoint: Checkpoint | undefined,
): Promise<PostgresVerification> {
  return sql.transaction(async (client) => {
    await client.query('set transaction isolation level repeatable read, read only');
    await client.query('set local statement_timeout = 0');
    // The copy is gone through while the server waits.
    await client.query('set local idle_in_transaction_session_timeout = 0');
    const ledger = await withSnapshot(client, 'ledger', (copy) => ({
      ...verifyLedger(copy, checkpoint),
      beside: verifyProjections(copy),
    }));
    const tail = await verifyTail(client);
    const guards = await verifyGuards(client);
    const access = await withSnapshot(client, 'access', numberGaps);
    const findings = [...ledger.findings, ...ledger.beside, ...tail, ...guards, ...access.findings];
    return { ...ledger, findings, accesses: access.rows };
  });
}

/** The copy has no triggers and no migrations of its own: only what concerns the rows is asked of it. */
function numberGaps(copy: SqliteConnection): { readonly rows: number; readonly findings: readonly Finding[] } {
  const { rows, findings } = verifyAccessRecords(copy, { schema: false });
  return { rows, findings };
}

/** Whoever appends next goes on from the tail: it must be what the tree says. */
async function verifyTail(client: PostgresClient): Promise<Finding[]> {
  const { rows } = await client.query<{ size: number; peaks: Buffer; entries: number }>(
    'select size, peaks, (select coalesce(max(seq) + 1, 0) from entry) as entries from ledger_tail',
  );
  const [tail] = rows;
  if (tail === undefined) return [{ seq: null, what: 'the tail of the ledger is missing' }];
  if (tail.size !== tail.entries) {
    return [{ seq: null, what: `the tail says that there are ${tail.size} entries; there are ${tail.entries}` }];
  }
  const peaks = await postgresTree(overClient(client)).hashes(peakPlaces(tail.size));
  if (Buffer.concat(peaks).equals(tail.peaks)) return [];
  return [{ seq: null, what: 'the tail is not the right edge of the tree' }];
}

function overClient(client: PostgresClient): Pick<PostgresSql, 'selectArrays' | 'rows'> {
  const asked = (text: string, values: readonly unknown[]) => ({ text: numbered(text), values: [...values] });
  return {
    rows: async <R>(text: string, ...values: readonly unknown[]) =>
      (await client.query(asked(text, values))).rows as R[],
    selectArrays: async (text, values) =>
      (await client.query({ ...asked(text, values), rowMode: 'array' })).rows as unknown as unknown[][],
  };
}

interface Guard {
  readonly name: string;
  readonly on: string;
  readonly enabled: string;
  readonly body: string;
}

/**
 * Every trigger that the migrations make is there, works, and runs what they say; and there is none besides. A dropped
 * one lets rows be changed later without a trace, a new one can change them by itself.
 */
async function verifyGuards(client: PostgresClient): Promise<Finding[]> {
  const { rows: found } = await client.query<Guard>(
    `select t.tgname as name, c.relname as on, t.tgenabled as enabled, p.prosrc as body
     from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
       join pg_proc p on p.oid = t.tgfoid
     where not t.tgisinternal and n.nspname = 'public' and not c.relispartition`,
  );
  const sets: readonly MigrationSet[] = ['ledger', 'cost', 'access'];
  const text = sets.flatMap((set) => migrationSteps(set, 'postgres').map(({ sql }) => sql)).join('\n');
  const wanted = [...text.matchAll(/^create trigger (\w+)\s[^;]*?\son (\w+)\s/gm)].map(
    ([, name, on]) => `${name} on ${on}`,
  );
  const byName = new Map(found.map((guard) => [`${guard.name} on ${guard.on}`, guard]));
  return [
    ...wanted.filter((name) => !byName.has(name)).map((name) => finding(`trigger ${name} is missing`)),
    ...[...byName].flatMap(([name, { enabled, body }]) => {
      if (!wanted.includes(name)) return [finding(`trigger ${name} belongs to no migration`)];
      if (enabled !== 'O' && enabled !== 'A') return [finding(`trigger ${name} is switched off`)];
      return text.includes(body) ? [] : [finding(`trigger ${name} does not do what its migration says`)];
    }),
  ];
}

function finding(what: string): Finding {
  return { seq: null, what };
}
