import type { TreeNode } from '../../core/ledger/merkle.ts';
import type { SqliteConnection } from '../open-sqlite.ts';
import type { Report } from './finding.ts';
import { hexReader } from './stored-bytes.ts';

export interface NodeChecker {
  /** A node that the entry `seq` completed. */
  readonly check: (seq: number, node: TreeNode) => void;
  /** Reports nodes of leaves that are not there; called after the last entry. */
  readonly finish: () => void;
  readonly close: () => void;
}

type StoredNode = [index: number, hash: string];

/**
 * Completed nodes come in order of their index within each level, so each level is read once beside them, which costs a
 * third of looking each up, and shows what is stored beyond them.
 */
export function nodeChecker(connection: SqliteConnection, report: Report): NodeChecker {
  // A statement can be read through once at a time, so each level has its own.
  const readerOf = (level: number) =>
    connection
      .prepare<[number], StoredNode>('select idx, hex(hash) from tree_node where level = ? order by idx')
      .raw()
      .iterate(level);
  const readers: IterableIterator<StoredNode>[] = [];
  const bytesOf = hexReader();
  return {
    check: (seq, node) => {
      readers[node.level] ??= readerOf(node.level);
      const [index, hash = ''] = (readers[node.level]?.next().value as StoredNode | undefined) ?? [];
      if (index !== node.index || !bytesOf(hash).equals(node.hash)) {
        report(seq, `tree node ${node.level}/${node.index} is not the hash of its leaves`);
      }
    },
    finish: () => {
      for (const [at, reader] of readers.entries()) {
        if (reader?.next().done === false) report(null, `tree level ${at} has nodes of entries that are not there`);
      }
      const highest = Math.max(readers.length - 1, 0);
      const above = connection.prepare<[number], { level: number }>(
        'select level from tree_node where level > ? limit 1',
      );
      const beyond = above.get(highest)?.level;
      if (beyond !== undefined) report(null, `tree level ${beyond} has nodes of entries that are not there`);
    },
    close: () => {
      for (const reader of readers) reader?.return?.();
    },
  };
}
