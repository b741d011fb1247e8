import pg from 'pg';

export type PostgresPool = pg.Pool;
export type PostgresClient = pg.PoolClient;

/** Who connects, for whoever looks at the server; and how many connections it may have. */
export interface PostgresOptions {
  readonly url: string;
  readonly name: string;
  readonly connections: number;
  /** How long one statement may take; 0: as long as it does, for whoever moves or checks everything. */
  readonly statementTimeoutMs?: number;
}

const connectTimeoutMs = 3_000;
const usualStatementMs = 30_000;
const lockTimeoutMs = 10_000;

/**
 * Every pool is made here. Connections are opened when they are first needed and again after they were lost; a lost one is
 * nobody's failure until somebody asks.
 *
 * @throws Error for an address on another machine without a verified certificate.
 */
export function openPool({
  url,
  name,
  connections,
  statementTimeoutMs = usualStatementMs,
}: PostgresOptions): PostgresPool {
  refuseOpenLines(url);
  const pool = new pg.Pool({
    connectionString: url,
    application_name: name,
    max: connections,
    connectionTimeoutMillis: connectTimeoutMs,
    statement_timeout: statementTimeoutMs,
    lock_timeout: lockTimeoutMs,
    idle_in_transaction_session_timeout: statementTimeoutMs,
    keepAlive: true,
    pipeline: true,
    types: { getTypeParser: parserOf as typeof pg.types.getTypeParser },
  });
  // A connection that the server ends fails what was asked over it, and is replaced by the next question. It also says so to
  // whoever listens, idle or in use: without a listener that would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** Positions, counts and fen are whole numbers below 2^53; as text, which is how the library gives them, they add up wrongly. */
function parserOf(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  // A sum of positions or fen is a NUMERIC there.
  if (oid === pg.types.builtins.INT8 || oid === pg.types.builtins.NUMERIC) return wholeNumber;
  return pg.types.getTypeParser(oid, format as 'text') as (value: string) => unknown;
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`PostgreSQL gave ${text}, which is past 2^53`);
  return value;
}

/** Licence numbers and names go over this line. */
function refuseOpenLines(url: string): void {
  const { hostname, searchParams } = new URL(url);
  const near =
    ['', 'localhost', '127.0.0.1', '[::1]'].includes(hostname) || decodeURIComponent(hostname).startsWith('/');
  if (near || searchParams.get('sslmode') === 'verify-full') return;
  throw new Error(
    'a database on another machine is reached with sslmode=verify-full (and sslrootcert=FILE) in its address',
  );
}

/**
 * What the service believes of its server, read back: a server that loses what it acknowledged is worse than one that is
 * down.
 *
 * @throws Error naming the setting, what is wanted and what was found.
 */
export async function refuseUnsafeServer(pool: PostgresPool): Promise<void> {
  const wanted: readonly (readonly [string, (value: string) => boolean, string])[] = [
    ['server_version_num', (value) => Number(value) >= leastVersion, 'at least 150000 (PostgreSQL 15)'],
    ['fsync', (value) => value === 'on', 'on'],
    ['full_page_writes', (value) => value === 'on', 'on'],
    ['synchronous_commit', (value) => value === 'on' || value === 'remote_apply', 'on or remote_apply'],
    ['server_encoding', (value) => value === 'UTF8', 'UTF8'],
  ];
  for (const [setting, right, text] of wanted) {
    const { rows } = await pool.query<{ value: string }>('select current_setting($1) as value', [setting]);
    const value = rows[0]?.value ?? '';
    if (!right(value)) throw new Error(`PostgreSQL runs with ${setting} = ${value}; it must be ${text}`);
  }
}

const leastVersion = 150_000;
