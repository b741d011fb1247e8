import type { StreamRef } from '../../core/ledger/entry.ts';
import type { NodePlace } from '../../core/ledger/proof.ts';

/** The ledger as those see it who check it: hashes, leaves, and entries with the salt that opens their leaf. Reads only. */
export interface TreeStore {
  /** How many entries there are. What is read below never changes once it is there. */
  size(): Promise<number>;

  /** The hashes of full subtrees, in the order asked. @throws Error for one that is not there. */
  hashes(places: readonly NodePlace[]): Promise<readonly Uint8Array[]>;

  /** The commitments of entries `from` … `until − 1`. */
  leaves(from: number, until: number): Promise<readonly Uint8Array[]>;

  /** Entries with what opens them, in the order asked; one that does not exist or was erased is left out. */
  opened(seqs: readonly number[]): Promise<readonly OpenedEntry[]>;

  /** The positions of the entries of a stream after its `n`-th, at most `limit`, in order. */
  positionsOf(stream: StreamRef, n: number, limit: number): Promise<readonly number[]>;

  /** The newest place of a stream and the link its next entry must name; undefined when nothing was ever said of it. */
  headOf(
    stream: StreamRef,
  ): Promise<{ readonly n: number; readonly seq: number; readonly link: Uint8Array } | undefined>;
}

export interface OpenedEntry {
  readonly seq: number;
  /** Canonical bytes, as they were committed to. */
  readonly body: string;
  readonly salt: Uint8Array;
  readonly leaf: Uint8Array;
}
