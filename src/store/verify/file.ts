import { sameBytes } from '../../core/ledger/bytes.ts';
import type { Checkpoint } from '../../core/ledger/checkpoint.ts';
import { appendLeaf, type CompactRange, emptyRange, rootOf } from '../../core/ledger/merkle.ts';
import { sha256 } from '../../hashing.ts';
import type { SqliteConnection } from '../open-sqlite.ts';
import { type Finding, type Verification, verifySqlite } from '../verify-sqlite.ts';
import { verifySchema } from './schema.ts';

/**
 * Everything that can be held against a ledger's file: the schema, the replay of its own entries, and a checkpoint kept
 * outside of it. The first two find what does not fit together; only the third finds a file that was rebuilt so that it
 * does, or an older one.
 *
 * @param checkpoint signed by the log, which the caller has checked; undefined: the file is held against itself alone.
 */
export function verifyFile(connection: SqliteConnection, checkpoint: Checkpoint | undefined): Verification {
  const schema = verifySchema(connection, 'ledger');
  const against = checkpoint === undefined ? [] : checkpointFindings(connection, checkpoint);
  const replayed = verifySqlite(connection);
  return { ...replayed, findings: [...against, ...schema, ...replayed.findings] };
}

function checkpointFindings(connection: SqliteConnection, { size, root }: Checkpoint): Finding[] {
  let range: CompactRange = emptyRange;
  const leaves = connection
    .prepare<[number], { leaf: Buffer }>('select leaf from entry order by seq limit ?')
    .iterate(size);
  for (const { leaf } of leaves) range = appendLeaf(sha256, range, leaf).range;
  if (range.size < size) return [{ seq: range.size, what: `rolled back ${size} → ${range.size}` }];
  if (sameBytes(rootOf(sha256, range), root)) return [];
  return [{ seq: null, what: `the first ${size} entries are not those of the checkpoint: history was rewritten` }];
}
