import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { verify } from '../../src/cli/verify.ts';
import { createKeyFolder } from '../../src/compose/folder.ts';
import { readConfig } from '../../src/config.ts';
import type { Entry } from '../../src/core/ledger/entry.ts';
import { appendLeaf, emptyRange } from '../../src/core/ledger/merkle.ts';
import { sha256 } from '../../src/hashing.ts';
import { openFileLock } from '../../src/log/file-lock.ts';
import { openPublisher } from '../../src/log/publisher.ts';
import { fileSigner } from '../../src/log/signer.ts';
import { openPostgresStore } from '../../src/store/postgres/store.ts';
import { testClock } from '../support/clock.ts';
import { personDraft } from '../support/ledger.ts';
import { copyOf, describePostgres, type TestDatabase, testDatabase, testOrigin } from '../support/postgres/database.ts';
import { forged, replaced, type Stored } from './edits.ts';

/**
 * What somebody with the server and nothing else – no key, no lock – may try, and what verification must say of it. The
 * triggers are out of the way, and hashes that hang on a changed value are made anew where that hides it.
 */
interface Edit {
  readonly name: string;
  readonly make: (database: TestDatabase) => Promise<unknown>;
  readonly says: RegExp;
  /** What alone tells, where the entries replayed by themselves still look whole. */
  readonly onlyBy?: 'checkpoint' | 'schema';
}

const unguarded = (statements: string) => (database: TestDatabase) =>
  database.admin(`set session_replication_role = 'replica'; ${statements}`);
const ofAll = (statement: (table: string) => string) =>
  ['entry_stream', 'entry_body', 'entry'].map(statement).join('; ');

const edits: readonly Edit[] = [
  {
    name: 'changes the body of an entry',
    make: unguarded("update entry_body set body = replace(body, '测试', '别人') where seq = 3"),
    says: /entry 3: its body or salt is not what its leaf commits to/,
  },
  {
    name: 'deletes the last entry with everything that hangs on it',
    make: async (database) => {
      await unguarded(`delete from stream_head where seq = 11; delete from person where id = 'per_12';
        ${ofAll((table) => `delete from ${table} where seq = 11`)};
        delete from tree_node where (idx + 1) * (1 << level::int) > 11`)(database);
      await newTail(database);
    },
    says: /rolled back 12 → 11/,
    onlyBy: 'checkpoint',
  },
  {
    name: 'deletes an entry from the middle',
    make: unguarded(ofAll((table) => `delete from ${table} where seq = 5`)),
    says: /rolled back 12 → 11|not those of the checkpoint/,
  },
  {
    name: 'deletes an entry from the middle and renumbers the rest',
    make: unguarded(
      ofAll(
        (table) => `delete from ${table} where seq = 5; update ${table} set seq = seq + 1000 where seq > 5;
        update ${table} set seq = seq - 1001 where seq > 1000`,
      ),
    ),
    says: /rolled back 12 → 11/,
  },
  {
    name: 'swaps two entries',
    make: unguarded(
      ['entry_body', 'entry']
        .map(
          (table) =>
            `update ${table} set seq = 1000 where seq = 2; update ${table} set seq = 2 where seq = 4;
             update ${table} set seq = 4 where seq = 1000`,
        )
        .join('; '),
    ),
    says: /not those of the checkpoint/,
  },
  {
    name: 'changes a past entry and rebuilds everything that follows from it: leaves, tree, links, heads, tail',
    make: async (database) => {
      await forge(database, 3, (entry) => replaced(entry, '测试', '别人'));
      await unguarded("update person set name = '别人' where id = 'per_4'")(database);
    },
    says: /^the first 12 entries are not those of the checkpoint/m,
    onlyBy: 'checkpoint',
  },
  {
    name: 'drops the triggers and leaves them dropped',
    make: unguarded('drop trigger entry_never on entry; drop trigger entry_body_no_update on entry_body'),
    says: /trigger entry_never on entry is missing/,
    onlyBy: 'schema',
  },
  {
    name: 'adds a trigger that changes what is written',
    make: unguarded(`create function quietly() returns trigger language plpgsql as $$ begin return null; end $$;
      create trigger quietly before insert on entry_body for each row execute function quietly()`),
    says: /trigger quietly on entry_body belongs to no migration/,
    onlyBy: 'schema',
  },
  {
    name: 'changes a salt',
    make: unguarded("update entry_body set salt = decode(repeat('00', 32), 'hex') where seq = 7"),
    says: /entry 7: its body or salt is not what its leaf commits to/,
  },
  {
    name: 'changes a projection: what lists and searches read',
    make: unguarded("update person set name = '别人' where id = 'per_2'"),
    says: /person per_2: name is not what the entries say/,
  },
  {
    name: 'sets the tail back, so that the next process would write over what is there',
    make: unguarded('update ledger_tail set size = 11'),
    says: /the tail says that there are 11 entries; there are 12/,
  },
];

async function storedIn(database: TestDatabase): Promise<Stored[]> {
  const { rows } = await database.admin(
    'select e.seq::int as seq, e.leaf, b.body, b.salt from entry e join entry_body b on b.seq = e.seq order by e.seq',
  );
  return rows as Stored[];
}

const hex = (bytes: Uint8Array) => `decode('${Buffer.from(bytes).toString('hex')}', 'hex')`;

async function newTail(database: TestDatabase): Promise<void> {
  const leaves = (await storedIn(database)).map(({ leaf }) => leaf);
  const { size, peaks } = leaves.reduce((range, leaf) => appendLeaf(sha256, range, leaf).range, emptyRange);
  await database.admin(`update ledger_tail set size = ${size}, peaks = ${hex(Buffer.concat(peaks))}`);
}

async function forge(database: TestDatabase, from: number, change: (entry: Entry) => Entry): Promise<void> {
  const { entries, nodes } = forged(await storedIn(database), from, change);
  const statements = entries.flatMap(({ seq, body, leaf, link, streams }) => [
    `update entry_body set body = $body$${body}$body$ where seq = ${seq}`,
    `update entry set leaf = ${hex(leaf)} where seq = ${seq}`,
    ...streams.map(
      ({ kind, id, n }) =>
        `update stream_head set link = '${link}' where kind = '${kind}' and id = '${id}' and n = ${n}`,
    ),
  ]);
  const grown = nodes.map(
    ({ level, index, hash }) => `insert into tree_node values (${level}, ${index}, ${hex(hash)})`,
  );
  await unguarded([...statements, 'delete from tree_node', ...grown].join('; '))(database);
  await newTail(database);
}

describePostgres('somebody with the server', () => {
  let database: TestDatabase;
  let old: TestDatabase;
  const folder = mkdtempSync(join(tmpdir(), 'rx12-tamper-pg-'));
  const data = join(folder, 'data');

  /** Twelve entries, the checkpoint covering all, and a copy from when there were eight. */
  beforeAll(async () => {
    createKeyFolder(data, testOrigin);
    database = await testDatabase();
    const clock = testClock();
    let [salts, persons] = [0, 0];
    const lock = openFileLock(join(data, 'checkpoint.lock'));
    const append = async (count: number, publish: boolean) => {
      const store = await openPostgresStore({ url: database.url, clock, randomSalt: () => Buffer.alloc(32, ++salts) });
      const signer = fileSigner(join(data, 'keys'), testOrigin);
      const publisher = await openPublisher({ origin: testOrigin, tree: store.tree, lock, signer, clock });
      for (let at = 0; at < count; at += 1) await store.ledger.append([personDraft(`per_${++persons}`)]);
      if (publish) await publisher.publish();
      await store.close();
    };
    await append(8, false);
    old = await copyOf(database);
    await append(4, true);
    await lock.close();
  });
  afterAll(async () => {
    await Promise.all([database.drop(), old.drop()]);
    rmSync(folder, { recursive: true });
  });

  async function verified({ url }: TestDatabase, withLock = true): Promise<{ exit: number; text: string }> {
    const lines: string[] = [];
    const keys = join(folder, 'no-lock');
    if (!withLock) cpSync(join(data, 'keys'), join(keys, 'keys'), { recursive: true });
    const config = readConfig({ RX12_DATA: withLock ? data : keys, DATABASE_URL: url });
    const exit = await verify(config, {}, (line) => lines.push(line.trim()));
    return { exit, text: lines.join('\n') };
  }

  it('does nothing: then there is nothing to find', async () => {
    const { exit, text } = await verified(database);
    expect({ exit, text }).toEqual({ exit: 0, text: expect.stringContaining('the first 12 are those of the signed') });
  });

  it.each(edits.map((edit) => [edit.name, edit] as const))(
    '%s: found out, and for that reason',
    async (_, { make, says, onlyBy }) => {
      const copy = await copyOf(database);
      await make(copy);
      const [{ exit, text }, without] = await Promise.all([verified(copy), verified(copy, false)]);
      expect(text).toMatch(says);
      expect(exit).toBe(2);
      expect(without.exit, 'without the checkpoint').toBe(onlyBy === 'checkpoint' ? 0 : 2);
      await copy.drop();
    },
  );

  it('puts an old copy of the database back: found out by the checkpoint alone', async () => {
    expect(await verified(old)).toEqual({ exit: 2, text: expect.stringContaining('rolled back 12 → 8') });
    expect((await verified(old, false)).exit).toBe(0);
  });
});
