import { getTableColumns, getTableName, is, Table } from 'drizzle-orm';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as costTables from '../../../src/store/cost/tables.ts';
import { openPool } from '../../../src/store/postgres/connect.ts';
import { typeOf } from '../../../src/store/postgres/ledger/projection-writer.ts';
import { migratePostgresDatabase, openPostgresStore } from '../../../src/store/postgres/store.ts';
import * as tables from '../../../src/store/tables.ts';
import * as signalTables from '../../../src/store/tables-signal.ts';
import { testClock } from '../../support/clock.ts';
import { personDraft } from '../../support/ledger.ts';
import {
  describePostgres,
  emptyDatabase,
  type TestDatabase,
  testDatabase,
  wrongIn,
} from '../../support/postgres/database.ts';
import { roles } from '../../support/postgres/server.ts';

let database: TestDatabase;
const open = () => openPostgresStore({ url: database.url, clock: testClock(), randomSalt: () => Buffer.alloc(32, 7) });

/** Three entries, as the service writes them. */
async function written(): Promise<void> {
  const store = await open();
  await store.ledger.append([personDraft('per_1'), personDraft('per_2'), personDraft('per_2')]);
  await store.close();
}

async function as(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

const ledgerTables = ['entry', 'entry_body', 'entry_stream', 'tree_node', 'erasure', 'ledger'];

describePostgres('the guards of a ledger in PostgreSQL', () => {
  beforeEach(async () => {
    database = await testDatabase();
  });
  afterEach(() => database.drop());

  it('let the role that serves add, and neither change, delete nor truncate, nor change the schema', async () => {
    await written();
    for (const table of ledgerTables) {
      const column =
        table === 'ledger'
          ? 'origin = origin'
          : table === 'entry_stream'
            ? 'n = n'
            : table === 'tree_node'
              ? 'idx = idx'
              : 'seq = seq';
      for (const statement of [`update ${table} set ${column}`, `delete from ${table}`, `truncate ${table} cascade`]) {
        await expect(as(database.url, statement), statement).rejects.toThrow(/permission denied/);
      }
    }
    for (const statement of [
      'drop table entry',
      'alter table entry disable trigger all',
      'drop trigger entry_never on entry',
      'create or replace function refuse() returns trigger language plpgsql as $$ begin return null; end $$',
      'create table other (a int)',
      "set session_replication_role = 'replica'",
      'insert into ledger values (2, $$x$$, $$y$$)',
    ]) {
      await expect(as(database.url, statement), statement).rejects.toThrow(/permission denied|must be owner/);
    }
    await written();
    expect(await wrongIn(database.url)).toEqual([]);
  });

  it.each([
    ["update entry set leaf = decode(repeat('00', 32), 'hex') where seq = 0", 'an entry never changes'],
    ['delete from entry where seq = 2', 'an entry never changes'],
    ['truncate entry cascade', 'ledger: '],
    [
      "insert into entry values (1, decode(repeat('00', 32), 'hex')) on conflict (seq) do update set leaf = excluded.leaf",
      'never changes',
    ],
    ["insert into entry values (5, decode(repeat('00', 32), 'hex'))", 'only added at the end'],
    ["update entry_body set body = '{}' where seq = 0", 'a body never changes'],
    ['delete from entry_body where seq = 0', 'only deleted by an erasure'],
    ['select erase_bodies(array[0::bigint])', 'only deleted by an erasure'],
    ['insert into erasure values (0, 2)', 'only added with the entry that orders it'],
    ["update entry_stream set seq = 0 where id = 'per_2'", 'a stream never changes'],
    ["insert into entry_stream values ('person', 'per_2', 4, 2)", 'only added to at its end'],
    ['delete from tree_node', 'a tree node never changes'],
    ["update ledger set origin = 'another'", 'its origin never changes'],
  ])('refuse their owner too: %s', async (statement, why) => {
    await written();
    await expect(as(database.ownerUrl, statement)).rejects.toThrow(why);
  });

  it.each([
    ["update entry_body set body = replace(body, '测试', '某人') where seq = 1", 'is not what its leaf commits to'],
    ["update tree_node set hash = decode(repeat('00', 32), 'hex')", 'tree node'],
    ["update person set name = '某人' where id = 'per_1'", 'is not what the entries say'],
    ["update stream_head set n = 9 where id = 'per_2'", 'head of person per_2'],
    ["update ledger_tail set peaks = decode(repeat('00', 64), 'hex')", 'right edge'],
    ['alter table entry disable trigger entry_never', 'is switched off'],
    ['drop trigger entry_body_no_update on entry_body', 'is missing'],
    [
      'create or replace function refuse() returns trigger language plpgsql as $$ begin return new; end $$',
      'does not do what',
    ],
  ])('that somebody with the server went round are found by verify: %s', async (statement, what) => {
    await written();
    expect(await wrongIn(database.url)).toEqual([]);
    await database.admin(`set session_replication_role = 'replica'; ${statement}`);
    expect(JSON.stringify(await wrongIn(database.url))).toContain(what);
  });
});

describePostgres('opening a database', () => {
  beforeEach(async () => {
    database = await testDatabase();
  });
  afterEach(() => database.drop());

  it('refuses the owner’s role, a server that may lose what it acknowledged, and another schema; else it opens', async () => {
    const openAs = (url: string) => openPostgresStore({ url, clock: testClock(), randomSalt: () => Buffer.alloc(32) });
    await expect(openAs(database.ownerUrl)).rejects.toThrow('must be another role than the owner');
    await database.admin(`alter database ${database.name} set synchronous_commit = off`);
    await expect(open()).rejects.toThrow('synchronous_commit = off; it must be on');
    await database.admin(`alter database ${database.name} reset synchronous_commit`);
    await (await open()).close();
    await database.admin("delete from migration where name = '0110_attempts.sql'");
    await expect(open()).rejects.toThrow(
      'lacks ledger/0110_attempts.sql; bring it up to this release with: rx12 migrate',
    );
    await database.admin("insert into migration values ('ledger', '9999_later.sql', 'x')");
    await expect(open()).rejects.toThrow('newer release');
  });

  it('refuses an address on another machine without a verified certificate', () => {
    const pool = (url: string) => openPool({ url, name: 'x', connections: 1 });
    expect(() => pool('postgresql://rx12@db.example/rx12')).toThrow('verify-full');
    expect(() => pool('postgresql://rx12@db.example/rx12?sslmode=require')).toThrow('verify-full');
    expect(() => pool('postgresql://rx12@127.0.0.1/rx12')).not.toThrow();
  });

  it('is migrated by its owner alone, once', async () => {
    const empty = await emptyDatabase();
    await expect(
      openPostgresStore({ url: empty.url, clock: testClock(), randomSalt: () => Buffer.alloc(32) }),
    ).rejects.toThrow('rx12 init');
    const owner = { ownerUrl: empty.ownerUrl, writer: roles.writer };
    const ran = await Promise.all([migratePostgresDatabase(owner), migratePostgresDatabase(owner)]);
    expect(ran.map((steps) => steps.length).sort((a, b) => a - b)).toEqual([0, expect.any(Number)]);
    await expect(migratePostgresDatabase({ ...owner, ownerUrl: empty.url })).rejects.toThrow(
      /must be owner|permission denied/,
    );
    await empty.drop();
  });
});

describePostgres('the one file of tables', () => {
  it('says what PostgreSQL has: every column, its type, and whether it may be null', async () => {
    database = await testDatabase();
    const { rows } = await database.admin(
      `select table_name as table, column_name as column, data_type as type, is_nullable as null, collation_name as collation
       from information_schema.columns where table_schema = 'public'`,
    );
    await database.drop();
    const stored = new Map(rows.map((row) => [`${row.table}.${row.column}`, row]));
    const all = [...Object.values(tables), ...Object.values(signalTables), ...Object.values(costTables)].filter(
      (each) => is(each, Table),
    );
    expect(all.length).toBeGreaterThan(25);
    for (const table of all) {
      const name = getTableName(table);
      for (const column of Object.values(getTableColumns(table))) {
        const found = stored.get(`${name}.${column.name}`);
        const type = column.getSQLType() === 'blob' ? 'bytea' : typeOf(column);
        expect(found, `${name}.${column.name}`).toMatchObject({ type, null: column.notNull ? 'NO' : 'YES' });
        if (type === 'text') expect(found.collation, `${name}.${column.name}`).toBe('C');
      }
      const columns = Object.values(getTableColumns(table)).length;
      expect([...stored.keys()].filter((key) => key.startsWith(`${name}.`)).length, name).toBe(columns);
    }
  });
});

describe('a release', () => {
  it('has the same steps for both databases, and for PostgreSQL what several processes share besides', async () => {
    const { migrationSteps } = await import('../../../src/store/migrate.ts');
    for (const set of ['ledger', 'cost', 'access'] as const) {
      const files = migrationSteps(set).map(({ name }) => name);
      const database = migrationSteps(set, 'postgres').map(({ name }) => name);
      expect(database.filter((name) => name !== '0110_attempts.sql')).toEqual(files);
    }
  });
});
