import { leafHash } from '../../core/ledger/merkle.ts';
import { sha256 } from '../../hashing.ts';
import type { SqliteConnection } from '../open-sqlite.ts';
import type { OpenedEntry, TreeStore } from './contract.ts';

export function sqliteTree(connection: SqliteConnection): TreeStore {
  const size = connection.prepare<[], { size: number }>('select coalesce(max(seq) + 1, 0) as size from entry');
  const leaf = connection.prepare<[number], { leaf: Buffer }>('select leaf from entry where seq = ?');
  const node = connection.prepare<[number, number], { hash: Buffer }>(
    'select hash from tree_node where level = ? and idx = ?',
  );
  const leaves = connection.prepare<[number, number], { leaf: Buffer }>(
    'select leaf from entry where seq >= ? and seq < ? order by seq',
  );
  const opened = connection.prepare<[number], OpenedEntry>(
    'select e.seq, b.body, b.salt, e.leaf from entry e join entry_body b on b.seq = e.seq where e.seq = ?',
  );
  const positions = connection.prepare<[string, string, number, number], { seq: number }>(
    'select seq from entry_stream where kind = ? and id = ? and n > ? order by n limit ?',
  );
  const head = connection.prepare<[string, string], { n: number; seq: number; link: string }>(
    'select n, seq, link from stream_head where kind = ? and id = ?',
  );

  const hashAt = (level: number, index: number): Uint8Array => {
    if (level > 0) {
      const stored = node.get(level, index)?.hash;
      if (stored) return stored;
    } else {
      const stored = leaf.get(index)?.leaf;
      if (stored) return leafHash(sha256, stored);
    }
    throw new Error(`the ledger lacks tree node ${level}/${index}; run: rx12 verify`);
  };

  return {
    size: async () => size.get()?.size ?? 0,
    hashes: async (places) => places.map(({ level, index }) => hashAt(level, index)),
    leaves: async (from, until) => leaves.all(from, until).map((row) => row.leaf),
    opened: async (seqs) => seqs.flatMap((seq) => opened.get(seq) ?? []),
    positionsOf: async (stream, n, limit) => positions.all(stream.kind, stream.id, n, limit).map((row) => row.seq),
    headOf: async (stream) => {
      const found = head.get(stream.kind, stream.id);
      return found && { n: found.n, seq: found.seq, link: Buffer.from(found.link, 'hex') };
    },
  };
}
