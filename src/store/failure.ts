/**
 * Whether an error means that storage itself cannot do its work now: the disk is full or unreadable, the file is locked
 * or damaged. A broken constraint or a wrong statement is not among them: that is a bug of ours.
 */
export function storeFailed(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' && failures.some((name) => code === name || code.startsWith(`${name}_`));
}

const failures = [
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
