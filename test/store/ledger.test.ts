import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqlite } from '../../src/store/open-sqlite.ts';
import { sql } from '../support/database.ts';
import { type TestLedger, testLedger } from '../support/ledger.ts';

let test: TestLedger;
beforeEach(async () => {
  test = await testLedger();
});
afterEach(() => test.remove());

const count = (table: string) => {
  const connection = openSqlite(test.path('rx12.db'), 'read-only');
  const rows = connection.prepare<[], { n: number }>(`select count(*) as n from ${table}`).get()?.n;
  connection.close();
  return rows;
};

describe('the file itself', () => {
  it.each([
    ['an entry is changed', 'update entry set leaf = randomblob(32) where seq = 0'],
    ['an entry is deleted', 'delete from entry where seq = 2'],
    ['an entry is replaced', 'insert or replace into entry (seq, leaf) values (1, randomblob(32))'],
    ['an entry leaves a gap', 'insert into entry (seq, leaf) values (4, randomblob(32))'],
    ['a body is changed', "update entry_body set body = '{}' where seq = 0"],
    ['a salt is changed', 'update entry_body set salt = randomblob(32) where seq = 0'],
    ['a body is deleted that no entry erases', 'delete from entry_body where seq = 0'],
    ['a body is replaced', "insert or replace into entry_body (seq, body, salt) values (0, '{}', randomblob(32))"],
    ['a place in a stream is changed', "update entry_stream set seq = 0 where id = 'per_2'"],
    ['a place in a stream is deleted', "delete from entry_stream where id = 'per_2'"],
    ['a stream leaves a gap', "insert into entry_stream (kind, id, n, seq) values ('person', 'per_2', 3, 2)"],
    ['a tree node is changed', 'update tree_node set hash = randomblob(32)'],
    ['a tree node is deleted', 'delete from tree_node'],
    ['the name of the ledger is changed', "update ledger set origin = 'another'"],
    ['the name of the ledger is deleted', 'delete from ledger'],
  ])('refuses that %s', async (_what, statement) => {
    await test.append(3);
    await test.close();
    expect(() => sql(test.path('rx12.db'), `pragma recursive_triggers = on; ${statement}`)).toThrow(/ledger: /);
  });

  it('takes the next entry, so that the refusals above are of the statement and not of everything', async () => {
    await test.append(3);
    await test.close();
    sql(test.path('rx12.db'), 'insert into entry (seq, leaf) values (3, randomblob(32))');
    expect(count('entry')).toBe(4);
  });

  it('is not written past a tail that somebody else moved', async () => {
    await test.append(1);
    sql(test.path('rx12.db'), 'insert into entry (seq, leaf) values (1, randomblob(32))');
    await expect(test.append(1)).rejects.toThrow('written by somebody else');
    expect(await test.store.ledger.size()).toBe(2);
  });
});
