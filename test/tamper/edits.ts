import { copyFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import Database from 'better-sqlite3';
import { canonicalJson } from '../../src/core/ledger/canonical.ts';
import type { Entry } from '../../src/core/ledger/entry.ts';
import { appendLeaf, emptyRange, type TreeNode } from '../../src/core/ledger/merkle.ts';
import { commitmentOf, linkOf } from '../../src/core/ledger/seal.ts';
import { sha256 } from '../../src/hashing.ts';

/** Where the files of a stopped service are. */
export interface Files {
  readonly path: (name: string) => string;
}

/**
 * What somebody with the database file and nothing else – no key, no lock – may try. Each edit is made as well as it can
 * be: triggers are dropped and put back, hashes that hang on the changed value are made anew where that hides it.
 */
export interface Edit {
  readonly name: string;
  /** Done while the service is stopped. */
  readonly make: (ledger: Files) => void;
  /** What verification must say; a wrong reason is as bad as none. */
  readonly says: RegExp;
  /** What alone tells, where the entries replayed by themselves still look whole. */
  readonly onlyBy?: 'checkpoint' | 'schema';
}

/** `old.db` is a whole copy from before the last entries; `unsafe` leaves a write-ahead log beside the file. */
export const edits: readonly Edit[] = [
  {
    name: 'changes a row: the body of an entry',
    make: (ledger) =>
      inFile(ledger, (db) => {
        db.prepare("update entry_body set body = replace(body, '测试', '别人') where seq = 3").run();
      }),
    says: /entry 3: its body or salt is not what its leaf commits to/,
  },
  {
    name: 'deletes the last entry with everything that hangs on it',
    make: (ledger) => inFile(ledger, (db) => deleteFrom(db, newest(db))),
    says: /rolled back 12 → 11/,
    onlyBy: 'checkpoint',
  },
  {
    name: 'deletes an entry from the middle',
    make: (ledger) =>
      inFile(ledger, (db) => {
        for (const table of ['entry_stream', 'entry_body', 'entry'])
          db.prepare(`delete from ${table} where seq = 5`).run();
      }),
    says: /rolled back 12 → 11|not those of the checkpoint/,
  },
  {
    name: 'deletes an entry from the middle and renumbers the rest',
    make: (ledger) =>
      inFile(ledger, (db) => {
        for (const table of ['entry_stream', 'entry_body', 'entry']) {
          db.prepare(`delete from ${table} where seq = 5`).run();
          for (let seq = 6; seq < 12; seq += 1)
            db.prepare(`update ${table} set seq = ? where seq = ?`).run(seq - 1, seq);
        }
      }),
    says: /rolled back 12 → 11/,
  },
  {
    name: 'swaps two entries',
    make: (ledger) =>
      inFile(ledger, (db) => {
        for (const table of ['entry_body', 'entry']) {
          db.prepare(`update ${table} set seq = 1000 where seq = 2`).run();
          db.prepare(`update ${table} set seq = 2 where seq = 4`).run();
          db.prepare(`update ${table} set seq = 4 where seq = 1000`).run();
        }
      }),
    says: /not those of the checkpoint/,
  },
  {
    name: 'puts an old file back',
    make: (ledger) => {
      for (const file of ['rx12.db-wal', 'rx12.db-shm']) rmSync(ledger.path(file), { force: true });
      copyFileSync(ledger.path('old.db'), ledger.path('rx12.db'));
    },
    says: /rolled back 12 → 8/,
    onlyBy: 'checkpoint',
  },
  {
    name: 'changes a past entry and rebuilds everything that follows from it: leaves, tree, links, heads',
    make: (ledger) =>
      inFile(ledger, (db) => {
        rebuild(db, 3, (entry) => replaced(entry, '测试', '别人'));
        db.prepare("update person set name = '别人' where id = 'per_4'").run();
      }),
    says: /^the first 12 entries are not those of the checkpoint/m,
    onlyBy: 'checkpoint',
  },
  {
    name: 'drops the triggers and leaves them dropped',
    make: (ledger) => {
      const db = new Database(ledger.path('rx12.db'));
      for (const { name } of triggers(db)) db.exec(`drop trigger ${name}`);
      db.close();
    },
    says: /trigger entry_no_update is missing/,
    onlyBy: 'schema',
  },
  {
    name: 'changes a salt',
    make: (ledger) =>
      inFile(ledger, (db) => db.prepare('update entry_body set salt = zeroblob(32) where seq = 7').run()),
    says: /entry 7: its body or salt is not what its leaf commits to/,
  },
  {
    name: 'changes the text of an adopted scheme and makes its leaf and the tree anew',
    make: (ledger) =>
      inFile(ledger, (db) => {
        const { seq } = db.prepare("select seq from entry_body where body like '%scheme.adopted%'").get() as {
          seq: number;
        };
        rebuild(db, seq, (entry) => replaced(entry, '"points":2', '"points":1'));
      }),
    says: /^the first 12 entries are not those of the checkpoint/m,
    onlyBy: 'checkpoint',
  },
  {
    name: 'changes a projection: what lists and searches read',
    make: (ledger) => inFile(ledger, (db) => db.prepare("update person set name = '别人' where id = 'per_2'").run()),
    says: /person per_2: name is not what the entries say/,
  },
  {
    name: 'cuts the write-ahead log in which the newest entries are',
    make: (ledger) => {
      const path = ledger.path('rx12.db-wal');
      truncateSync(path, Math.floor(statSync(path).size / 2));
    },
    says: /rolled back 12 → \d+/,
    onlyBy: 'checkpoint',
  },
];

/** Edits a file with its triggers out of the way, and puts them back as they were. */
function inFile(ledger: Files, edit: (db: Database.Database) => void): void {
  const db = new Database(ledger.path('rx12.db'));
  try {
    db.pragma('foreign_keys = off');
    const kept = triggers(db);
    db.transaction(() => {
      for (const { name } of kept) db.exec(`drop trigger ${name}`);
      edit(db);
      for (const { sql } of kept) db.exec(sql);
    })();
  } finally {
    db.close();
  }
}

function triggers(db: Database.Database): { name: string; sql: string }[] {
  return db.prepare("select name, sql from sqlite_schema where type = 'trigger'").all() as {
    name: string;
    sql: string;
  }[];
}

function newest(db: Database.Database): number {
  return (db.prepare('select max(seq) as seq from entry').get() as { seq: number }).seq;
}

function deleteFrom(db: Database.Database, seq: number): void {
  const streams = db.prepare('select kind, id, n from entry_stream where seq = ?').all(seq) as {
    kind: string;
    id: string;
    n: number;
  }[];
  for (const { kind, id } of streams) {
    db.prepare('delete from stream_head where kind = ? and id = ? and seq = ?').run(kind, id, seq);
    db.prepare('delete from person where id = ?').run(id);
  }
  for (const table of ['entry_stream', 'entry_body', 'entry'])
    db.prepare(`delete from ${table} where seq = ?`).run(seq);
  db.prepare('delete from tree_node where (idx + 1) * (1 << level) > ?').run(seq);
}

/** A perfect forgery inside the file: from entry `from` on, every leaf, node, link and head is what it should be. */
function rebuild(db: Database.Database, from: number, change: (entry: Entry) => Entry): void {
  const rows = db
    .prepare('select e.seq, e.leaf, b.body, b.salt from entry e join entry_body b on b.seq = e.seq order by e.seq')
    .all() as Stored[];
  const { entries, nodes } = forged(rows, from, change);
  for (const { seq, body, leaf, link, streams } of entries) {
    db.prepare('update entry_body set body = ? where seq = ?').run(body, seq);
    db.prepare('update entry set leaf = ? where seq = ?').run(leaf, seq);
    for (const { kind, id, n } of streams) {
      db.prepare('update stream_head set link = ? where kind = ? and id = ? and n = ?').run(link, kind, id, n);
    }
  }
  db.exec('delete from tree_node');
  for (const { level, index, hash } of nodes)
    db.prepare('insert into tree_node (level, idx, hash) values (?, ?, ?)').run(level, index, hash);
}

export interface Stored {
  readonly seq: number;
  readonly leaf: Buffer;
  readonly body: string;
  readonly salt: Buffer;
}

/** What a ledger would hold if entry `from` had always said what `change` makes of it. */
export function forged(rows: readonly Stored[], from: number, change: (entry: Entry) => Entry) {
  const links = new Map<string, string>();
  const nodes: TreeNode[] = [];
  let range = emptyRange;
  const entries = rows.map(({ seq, leaf, body, salt }) => {
    const read = JSON.parse(body) as Entry;
    const streams = read.streams.map((place) => ({ ...place, link: links.get(`${place.kind} ${place.id}`) ?? '' }));
    const text = canonicalJson(seq === from ? change({ ...read, streams }) : { ...read, streams });
    const made = text === body ? leaf : Buffer.from(commitmentOf(sha256, salt, text));
    const link = Buffer.from(linkOf(sha256, salt, made)).toString('hex');
    for (const { kind, id } of streams) links.set(`${kind} ${id}`, link);
    const grown = appendLeaf(sha256, range, made);
    range = grown.range;
    nodes.push(...grown.completed);
    return { seq, body: text, leaf: made, link, streams };
  });
  return { entries, nodes, peaks: range.peaks };
}

export function replaced(entry: Entry, from: string, to: string): Entry {
  const text = JSON.stringify(entry);
  if (!text.includes(from)) throw new Error(`entry ${entry.seq} does not hold ${from}: the edit would change nothing`);
  return JSON.parse(text.replace(from, to)) as Entry;
}
