import pino, { type DestinationStream, type Logger } from 'pino';

/**
 * The one logger. Whatever a library hands it, a request, a reply or an error is reduced to what says nothing about
 * anybody: an error's message may quote what a person sent, and an address holds licence numbers.
 */
export function logTo(level: string, destination: DestinationStream = linesTogether()): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: traceOf, error: traceOf, req: () => undefined, res: () => undefined },
  };
  return pino(options, destination);
}

/**
 * The standard output, several lines at a time: each write is handed to a thread, which costs more than the line. They
 * leave at the end of the process as well, unless it is killed.
 */
export function linesTogether(): DestinationStream {
  return pino.destination({ sync: false, minLength: 4_096, periodicFlush: 100 });
}

export interface Trace {
  readonly name: string;
  /** An error's code is written in a program, never by a caller. */
  readonly code: string | undefined;
  readonly frames: readonly string[];
}

/** What may be logged of an error: where it broke. The frames are read after the message, which may look like frames. */
export function traceOf(error: unknown): Trace {
  if (!(error instanceof Error)) return { name: typeof error, code: undefined, frames: [] };
  const { name, message, stack = '' } = error;
  const { code } = error as { code?: unknown };
  const start = stack.indexOf(message);
  const frames = stack
    .slice(start === -1 ? stack.length : start + message.length)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('at '));
  return { name, code: typeof code === 'string' && /^[A-Z0-9_]{1,60}$/.test(code) ? code : undefined, frames };
}
