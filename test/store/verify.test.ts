import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verify } from '../../src/cli/verify.ts';
import { readConfig } from '../../src/config.ts';
import { keptVerification } from '../../src/log/verification.ts';
import { openSqlite } from '../../src/store/open-sqlite.ts';
import { verifyBeside } from '../../src/store/verify/beside.ts';
import { verifyBesideApart } from '../../src/worker-verify.ts';
import { sql } from '../support/database.ts';
import { personDraft, type TestLedger, testLedger } from '../support/ledger.ts';

let test: TestLedger;
beforeEach(async () => {
  test = await testLedger();
  await test.append(9);
  await test.store.ledger.append([personDraft('per_1'), personDraft('per_1')]);
  await test.close();
});
afterEach(() => test.remove());

/** An attacker with the file takes the triggers away first. */
const unguarded = [
  'entry_no_update',
  'entry_no_delete',
  'entry_gapless',
  'entry_body_at_end',
  'entry_body_no_update',
  'entry_body_no_delete',
  'entry_stream_gapless',
  'entry_stream_no_update',
  'entry_stream_no_delete',
  'tree_node_no_update',
  'tree_node_no_delete',
]
  .map((trigger) => `drop trigger ${trigger};`)
  .join('\n');

async function run(): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  const code = await verify(readConfig({ RX12_DATA: test.folder }), {}, (line) => lines.push(line));
  return { code, lines };
}

describe('rx12 verify', () => {
  it('says ok with the size and the root, and exits 0, when nothing was touched', async () => {
    const { code, lines } = await run();
    expect(code).toBe(0);
    expect(lines[0]).toMatch(/^ok: 11 entries, 0 erased, root [0-9a-f]{64}$/);
    expect(await keptVerification(test.folder)).toMatchObject({ entries: 11, findings: 0 });
  });

  it.each([
    ['a body', "update entry_body set body = replace(body, '测试', '别人') where seq = 4", 4, 'its body or salt'],
    ['a salt', 'update entry_body set salt = randomblob(32) where seq = 4', 4, 'its body or salt'],
    ['a leaf', 'update entry set leaf = randomblob(32) where seq = 4', 4, 'its body or salt'],
    ['a deleted body', 'delete from entry_body where seq = 4', 4, 'its body is gone'],
    [
      'a deleted entry',
      'delete from entry_body where seq = 4; delete from entry_stream where seq = 4; delete from entry where seq = 4',
      5,
      'the entry after 3 is missing',
    ],
    [
      'two entries swapped',
      `create table t as select leaf from entry where seq = 4;
       update entry set leaf = (select leaf from entry where seq = 6) where seq = 4;
       update entry set leaf = (select leaf from t) where seq = 6; drop table t;
       create table b as select body, salt from entry_body where seq = 4;
       update entry_body set (body, salt) = (select body, salt from entry_body where seq = 6) where seq = 4;
       update entry_body set (body, salt) = (select body, salt from b) where seq = 6; drop table b`,
      4,
      'its body says it is entry 6',
    ],
    ['a tree node', 'update tree_node set hash = randomblob(32) where level = 1 and idx = 2', 5, 'tree node 1/2'],
    ['a missing tree node', 'delete from tree_node where level = 2 and idx = 1', 7, 'tree node 2/1'],
  ])('names the first bad entry after a change of %s, and exits 2', async (_what, statement, seq, what) => {
    sql(test.path('rx12.db'), `pragma foreign_keys = off; ${unguarded} ${statement};`);
    const { code, lines } = await run();
    expect(code).toBe(2);
    expect(lines[0]).toMatch(/^NOT ok: /);
    expect((await keptVerification(test.folder))?.findings).toBeGreaterThan(0);
    const first = lines.slice(1).find((line) => line.includes(`entry ${seq}: `)) ?? '';
    expect(lines.slice(1).findIndex((line) => line.includes('entry '))).toBe(lines.indexOf(first) - 1);
    expect(lines.join('\n')).toContain(`entry ${seq}: ${what}`);
  });

  it('misses nothing of the last entry when it is deleted with its stream, its head and its rows', async () => {
    sql(
      test.path('rx12.db'),
      `pragma foreign_keys = off; ${unguarded}
       delete from entry_stream where seq = 10; delete from entry_body where seq = 10; delete from entry where seq = 10;
       update stream_head set n = 2, seq = 9 where id = 'per_1'`,
    );
    const { code, lines } = await run();
    expect(code).toBe(2);
    expect(lines.join('\n')).toContain('the head of person per_1');
  });

  it.each([
    ['a projection row', "update person set name = '别人' where id = 'per_3'", 'person per_3: name is not what'],
    [
      'a projection row that nothing made',
      "insert into person values ('per_x', 'human', '鬼', null)",
      'per_x follows from no entry',
    ],
    ['a missing projection row', "delete from person where id = 'per_3'", 'person lacks 1 row'],
    ['a stream head', "update stream_head set n = 9 where id = 'per_3'", 'the head of person per_3'],
    ['a link', "update stream_head set link = '00' where id = 'per_3'", 'the head of person per_3'],
    ['a missing stream head', "delete from stream_head where id = 'per_3'", 'stream_head has 8 rows'],
  ])('finds a change of %s, which no trigger guards', async (_what, statement, what) => {
    sql(test.path('rx12.db'), statement);
    const { code, lines } = await run();
    expect(code).toBe(2);
    expect(lines.join('\n')).toContain(what);
  });

  it.each([
    [
      'a place that leads elsewhere',
      "update entry_stream set seq = 0 where id = 'per_3'",
      'number 1 of person per_3 leads to',
    ],
    [
      'a place that nobody claims',
      "insert into entry_stream values ('person', 'per_3', 2, 0)",
      'entry_stream has 12 rows',
    ],
    ['a tree node too many', 'insert into tree_node values (1, 99, randomblob(32))', 'tree level 1 has nodes'],
    ['a level too many', 'insert into tree_node values (9, 0, randomblob(32))', 'tree level 9 has nodes'],
    [
      'a body without an entry',
      "insert into entry_body values (99, '{}', randomblob(32))",
      'entry 99: there is a body',
    ],
  ])('finds %s', async (_what, statement, what) => {
    sql(test.path('rx12.db'), `pragma foreign_keys = off; ${unguarded} ${statement}`);
    const { code, lines } = await run();
    expect(code).toBe(2);
    expect(lines.join('\n')).toContain(what);
  });

  it('says that a guard was taken away, even when nothing was changed', async () => {
    sql(test.path('rx12.db'), 'drop trigger entry_no_delete');
    const { code, lines } = await run();
    expect(code).toBe(2);
    expect(lines.join('\n')).toContain('entry_no_delete');
  });

  it('of a large file checks what is beside the ledger in a thread of its own, which finds the same', async () => {
    const beside = () => {
      const connection = openSqlite(test.path('rx12.db'), 'read-only');
      const findings = verifyBeside(connection);
      connection.close();
      return findings;
    };
    expect(await verifyBesideApart(test.path('rx12.db'))).toEqual([]);
    sql(test.path('rx12.db'), "update person set name = '别人' where id = 'per_3'; drop trigger entry_no_update;");
    expect(beside().length).toBe(2);
    expect(await verifyBesideApart(test.path('rx12.db'))).toEqual(beside());
  });

  it('names the folder and the command where there is nothing to verify', async () => {
    const verifying = verify(readConfig({ RX12_DATA: test.path('nothing') }), {}, () => undefined);
    await expect(verifying).rejects.toThrow(/nothing holds no rx12 data.*rx12 init --origin/);
  });
});
