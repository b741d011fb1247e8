import type { StreamPlace } from '../../core/ledger/entry.ts';
import { firstLink } from '../../core/ledger/seal.ts';
import type { SqliteConnection } from '../open-sqlite.ts';
import type { Report } from './finding.ts';

/** The streams as their entries tell them, in order of the ledger, against what is stored of them. */
export interface StreamChecker {
  /**
   * One place that an entry claims.
   *
   * @param place without its link where the entry was erased: that went with its body, the commitment in the tree still holds it.
   * @param link in hex, what the stream's next entry must name.
   */
  readonly take: (place: Omit<StreamPlace, 'link'> & { readonly link?: string }, seq: number, link: string) => void;
  /** Compares the tables; called after the last entry. */
  readonly finish: () => void;
}

/** The position of each place, and the link that the next must name. */
interface StreamSeen {
  readonly seqs: number[];
  link: string;
}

export function streamChecker(connection: SqliteConnection, report: Report): StreamChecker {
  /** By kind and id: one key made of both would be a new string for every entry. */
  const byKind = new Map<string, Map<string, StreamSeen>>();
  return {
    take: (place, seq, link) => {
      const ofKind = byKind.get(place.kind) ?? new Map<string, StreamSeen>();
      if (ofKind.size === 0) byKind.set(place.kind, ofKind);
      const seen = ofKind.get(place.id);
      if (place.n !== (seen?.seqs.length ?? 0) + 1) {
        report(seq, `it says it is number ${place.n} of ${place.kind} ${place.id}`);
      }
      if (place.link !== undefined && place.link !== (seen?.link ?? firstLink)) {
        report(seq, `its link to the entry before it in ${place.kind} ${place.id} is broken`);
      }
      if (seen === undefined) ofKind.set(place.id, { seqs: [seq], link });
      else {
        seen.seqs.push(seq);
        seen.link = link;
      }
    },
    finish: () => {
      comparePlaces(connection, byKind, report);
      compareHeads(connection, byKind, report);
    },
  };
}

type Seen = ReadonlyMap<string, ReadonlyMap<string, StreamSeen>>;

/** What is read by stream must lead to the entries that say they belong there, and to no other. */
function comparePlaces(connection: SqliteConnection, seen: Seen, report: Report): void {
  let places = 0;
  const stored = connection
    .prepare<[], [kind: string, id: string, n: number, seq: number]>('select kind, id, n, seq from entry_stream')
    .raw();
  for (const [kind, id, n, seq] of stored.iterate()) {
    places += 1;
    if (seen.get(kind)?.get(id)?.seqs[n - 1] !== seq) {
      report(seq, `number ${n} of ${kind} ${id} leads to an entry that does not say so`);
    }
  }
  let expected = 0;
  for (const ofKind of seen.values()) for (const { seqs } of ofKind.values()) expected += seqs.length;
  if (places !== expected) report(null, `entry_stream has ${places} rows; the entries name ${expected}`);
}

function compareHeads(connection: SqliteConnection, seen: Seen, report: Report): void {
  let heads = 0;
  const stored = connection
    .prepare<[], [kind: string, id: string, n: number, seq: number, link: string]>(
      'select kind, id, n, seq, link from stream_head',
    )
    .raw();
  for (const [kind, id, n, seq, link] of stored.iterate()) {
    heads += 1;
    const stream = seen.get(kind)?.get(id);
    if (stream?.seqs.length !== n || stream.seqs.at(-1) !== seq || stream.link !== link) {
      report(seq, `the head of ${kind} ${id} is not what the entries say`);
    }
  }
  let streams = 0;
  for (const ofKind of seen.values()) streams += ofKind.size;
  if (heads !== streams) report(null, `stream_head has ${heads} rows; the entries name ${streams} streams`);
}
