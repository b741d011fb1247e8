/**
 * Whether an error means that storage itself cannot do its work now: the disk is full or unreadable, the file is locked
 * or damaged. A broken constraint or a wrong statement is not among them: that is a bug of ours.
 */
export function storeFailed(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  if (typeof code !== 'string') return false;
  return failures.some((name) => code === name || code.startsWith(`${name}_`)) || postgresFailures.test(code);
}

/** The thread that writes the ledger ended before it answered. */
export const writerEnded = 'WRITER_ENDED';

const failures = [
  writerEnded,
  'SQLITE_BUSY',
  'SQLITE_CANTOPEN',
  'SQLITE_CORRUPT',
  'SQLITE_FULL',
  'SQLITE_IOERR',
  'SQLITE_LOCKED',
  'SQLITE_NOMEM',
  'SQLITE_NOTADB',
  'SQLITE_PROTOCOL',
  'SQLITE_READONLY',
];

/**
 * PostgreSQL cannot be reached, lacks space or connections, lost what it had read, only reads, waited too long for a lock
 * or a statement, or gave way to another: its SQLSTATEs.
 */
const postgresFailures = /^(PG_UNREACHABLE|08...|53...|58...|57P0.|57014|55P03|40001|40P01|25006|XX00.)$/;
