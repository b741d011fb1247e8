import { appendFileSync, closeSync, existsSync, fsyncSync, openSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Entry } from '../core/ledger/entry.ts';
import { isErasable } from '../core/procedure/erasure.ts';
import type { SqliteConnection } from './open-sqlite.ts';
import type { Projection } from './projection.ts';
import { shapeOf } from './projection-writer.ts';

export interface Eraser {
  /** Inside the transaction that appends the entry. @returns whether it ordered any erasure. */
  erase(entry: Entry): boolean;
  /**
   * After the commit of an erasure, and when a file is opened: notes it in the register, and empties the write-ahead log.
   * Where that cannot be done now, because somebody is reading or the disk is full, it is tried again every second.
   */
  finish(): void;
}

const tryAgainMs = 1_000;

/** @param path of the database; the register is kept beside it. */
export function eraser(connection: SqliteConnection, path: string, projections: readonly Projection[]): Eraser {
  const register = join(dirname(path), erasedRegisterName);
  const finish = () => {
    if (!connection.open) return;
    try {
      noteErased(connection, register);
      if (emptyLog(connection)) return;
    } catch {
      // The erasure itself is durable; the register is brought up to it here or at the next start.
    }
    setTimeout(finish, tryAgainMs).unref();
  };
  return { erase: bodyEraser(connection, projections), finish };
}

function bodyEraser(connection: SqliteConnection, projections: readonly Projection[]): Eraser['erase'] {
  const body = connection.prepare<[number], string>('select body from entry_body where seq = ?').pluck();
  const ordered = connection.prepare('insert into erasure (seq, erased_by) values (?, ?)');
  const destroy = connection.prepare('delete from entry_body where seq = ?');
  return ({ seq, event }) => {
    if (event.kind !== 'erasure.confirmed' && event.kind !== 'erasure.repeated') return false;
    for (const { seq: erased } of event.erased) {
      const text = body.get(erased);
      if (text === undefined) throw new Error(`entry ${erased} was erased before`);
      const entry = JSON.parse(text) as Entry;
      // Rows of other projections are made of entries that stay; only these can be taken out whole.
      if (!isErasable(entry)) throw new Error(`entry ${erased} is a ${entry.event.kind}, which is never erased`);
      for (const projection of projections) {
        if (!projection.kinds.includes(entry.event.kind)) continue;
        const { name } = shapeOf(projection);
        for (const id of projection.idsOf(entry)) connection.prepare(`delete from ${name} where id = ?`).run(id);
      }
      ordered.run(erased, seq);
      destroy.run(erased);
    }
    return true;
  };
}

/**
 * Empties the write-ahead log, which still holds pages as they were: in the database itself secure_delete has overwritten
 * them. @returns false while somebody is reading from it; then it is to be tried again.
 */
function emptyLog(connection: SqliteConnection): boolean {
  const wait = connection.pragma('busy_timeout', { simple: true }) as number;
  connection.pragma('busy_timeout = 0');
  try {
    const [outcome] = connection.pragma('wal_checkpoint(truncate)') as { busy: number }[];
    return outcome?.busy === 0;
  } finally {
    connection.pragma(`busy_timeout = ${wait}`);
  }
}

/**
 * The register of what was erased, beside the database: a backup from before an erasure knows nothing of it, and restoring
 * it must not bring back what two persons had destroyed. It holds positions and commitments and nothing about anybody.
 */
export interface ErasedLine {
  readonly seq: number;
  /** Lower-case hex: whether a restored ledger has the same entry there. */
  readonly leaf: string;
  readonly erasedBy: number;
}

export const erasedRegisterName = 'erased.jsonl';

/** @throws Error when a line is not as it was written. */
export function readErased(path: string): ErasedLine[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as ErasedLine);
}

/** Brings the register up to what the ledger says; durable when it returns. */
function noteErased(connection: SqliteConnection, path: string): void {
  const noted = new Set(readErased(path).map(({ leaf }) => leaf));
  const lines = connection
    .prepare<[], { seq: number; leaf: Buffer; erasedBy: number }>(
      'select e.seq, e.leaf, x.erased_by as erasedBy from erasure x join entry e on e.seq = x.seq order by e.seq',
    )
    .all()
    .map(({ seq, leaf, erasedBy }): ErasedLine => ({ seq, leaf: leaf.toString('hex'), erasedBy }))
    .filter(({ leaf }) => !noted.has(leaf));
  if (lines.length === 0) return;
  appendFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
