import type { StreamRef } from './entry.ts';

/** What happened to the published ledger itself, in the ledger: entries of the one stream `log main`. */
export type LogEvent =
  /** Somebody accounts for a ledger that does not extend its checkpoint: entries `to` … `from − 1` are lost to it. */
  | {
      readonly kind: 'log.restored';
      readonly v: 1;
      /** Size of the newest checkpoint; null where the lock itself was lost. */
      readonly from: number | null;
      /** Size of the ledger that goes on. */
      readonly to: number;
      /** That checkpoint, byte for byte: whoever holds receipts above `to` can show them against it. */
      readonly checkpoint: string | null;
      readonly reason: string;
      /** Who decided, as named on paper: the service has nobody logged in at that moment. */
      readonly acceptedBy: string;
    }
  /** From here on the log signs with another key; the old one signs beside it until it is retired. */
  | {
      readonly kind: 'log.key-rotated';
      readonly v: 1;
      readonly vkey: string;
      readonly replaced: string;
      readonly reason: string;
      readonly orderedBy: string;
    };

export const logStream = { kind: 'log', id: 'main' } as const satisfies StreamRef;
