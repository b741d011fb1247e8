/** The server is not there, or went away in between: what was asked may be asked again later. */
export class DatabaseUnreachable extends Error {
  readonly code = 'PG_UNREACHABLE';

  constructor(cause: unknown) {
    super('the database cannot be reached', { cause });
    this.name = 'DatabaseUnreachable';
  }
}

/** Whether a connection could not be had at all: nothing was asked yet. */
export function connectionFailed(error: unknown): boolean {
  return (
    systemFailures.includes(codeOf(error)) ||
    refusing.includes(codeOf(error)) ||
    /^(timeout exceeded when trying to connect|Connection terminated)/.test(messageOf(error))
  );
}

/** Whether the connection went away with the question: nobody knows what became of it. */
export function lostConnection(error: unknown): boolean {
  const code = codeOf(error);
  return (
    systemFailures.includes(code) ||
    refusing.includes(code) ||
    code.startsWith('08') ||
    /^(Connection terminated|Client has encountered a connection error|Query read timeout)/.test(messageOf(error))
  );
}

const systemFailures = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOTFOUND', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENOENT'];
/** Shutting down, crashing, starting up, or ended by an administrator. */
const refusing = ['57P01', '57P02', '57P03'];

function codeOf(error: unknown): string {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : '';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : '';
}
