import { readFileSync } from 'node:fs';

/** What a process told its disk, and when it told a caller of success, in the order in which both happened. */
export type TraceEvent =
  | { readonly kind: 'write'; readonly file: string; readonly offset: number; readonly bytes: Buffer }
  /** Of a file, or, with the empty name, of the folder itself. */
  | { readonly kind: 'sync'; readonly file: string }
  | { readonly kind: 'truncate'; readonly file: string; readonly length: number }
  | { readonly kind: 'remove'; readonly file: string }
  | { readonly kind: 'reply'; readonly reply: AcknowledgedReply; readonly atMs: number };

export interface AcknowledgedReply {
  readonly id: string;
  readonly recordedAt: string;
  readonly entries: readonly { readonly position: number; readonly leaf: string }[];
}

const kinds = [undefined, 'write', 'sync', 'truncate', 'remove', 'reply'] as const;
const headBytes = 32;

/** Reads a trace as disk.c writes it. Replies that acknowledge no entries are left out, and so is shared memory. */
export function readTrace(path: string): TraceEvent[] {
  const bytes = readFileSync(path);
  const events: TraceEvent[] = [];
  for (let at = 0; at < bytes.length; ) {
    const kind = kinds[bytes.readUInt32LE(at)];
    const nameLength = bytes.readUInt32LE(at + 4);
    const offset = Number(bytes.readBigInt64LE(at + 8));
    const length = Number(bytes.readBigInt64LE(at + 16));
    const atMs = Number(bytes.readBigInt64LE(at + 24)) / 1e6;
    const start = at + headBytes + nameLength;
    const file = bytes.toString('utf8', at + headBytes, start).replace(/^\//, '');
    const content = bytes.subarray(start, kind === 'write' || kind === 'reply' ? start + length : start);
    at = start + content.length;
    // The index of the log lies in shared memory that no power cut leaves anything of.
    if (file.endsWith('-shm')) continue;
    switch (kind) {
      case 'write':
        events.push({ kind, file, offset, bytes: content });
        break;
      case 'truncate':
        events.push({ kind, file, length: offset });
        break;
      case 'sync':
      case 'remove':
        events.push({ kind, file });
        break;
      case 'reply': {
        const reply = acknowledgement(content.toString('utf8'));
        if (reply !== undefined) events.push({ kind, reply, atMs });
        break;
      }
      default:
        throw new Error(`the trace holds at byte ${at} what is no event`);
    }
  }
  return events;
}

function acknowledgement(text: string): AcknowledgedReply | undefined {
  const body = text.slice(text.indexOf('\r\n\r\n') + 4);
  if (!text.startsWith('HTTP/1.1 201')) return undefined;
  return JSON.parse(body) as AcknowledgedReply;
}
