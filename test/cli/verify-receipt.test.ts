import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { verifyReceipt } from '../../src/cli/verify-receipt.ts';
import { vkeyOf } from '../../src/core/ledger/note.ts';
import { publishedLedger } from '../support/published.ts';
import { testKey } from '../support/tree.ts';

const folder = mkdtempSync(join(tmpdir(), 'rx12-receipts-'));
afterAll(() => rmSync(folder, { recursive: true }));

const log = testKey('rx12.example/city');
const witness = testKey('witness.example/inspectorate');
const { receipts, head } = await publishedLedger(3, log, witness);
const paths = receipts.map((text, at) => saved(`${at}.tlog-proof`, text));
const headPath = saved('head.note', head);

function saved(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

function run(files: readonly string[], keys: readonly string[]) {
  const lines: string[] = [];
  return { exit: verifyReceipt(files, keys, (line) => lines.push(line)), text: lines.join('\n') };
}

describe('rx12 verify-receipt', () => {
  it('says in both languages how far a receipt can be trusted', () => {
    const signed = run([paths[0] ?? ''], [vkeyOf(log.key)]);
    expect(signed).toMatchObject({ exit: 0, text: expect.stringContaining('[signed by the log] Entry 0') });
    expect(signed.text).toContain('【账本已签署】');
    const cosigned = run([paths[0] ?? ''], [vkeyOf(log.key), vkeyOf(witness.key)]);
    expect(cosigned.text).toContain('[signed and witnessed]');
    expect(cosigned.text).toContain('witness.example/inspectorate');
  });

  it('shows with the signed head that none is missing, and which one is', () => {
    expect(run([...paths, headPath], [vkeyOf(log.key)])).toMatchObject({
      exit: 0,
      text: expect.stringContaining('[complete]'),
    });
    const missing = run([paths[0] ?? '', paths[2] ?? '', headPath], [vkeyOf(log.key)]);
    expect(missing).toMatchObject({ exit: 2, text: expect.stringContaining('receipts of number 2 are missing') });
  });

  it('exits 2 for another key and for a file that is no receipt, and still answers for the others', () => {
    expect(run(paths, [vkeyOf(testKey(log.key.name).key)]).exit).toBe(2);
    const mixed = run([saved('notes.txt', 'something else\n'), ...paths], [vkeyOf(log.key)]);
    expect(mixed.exit).toBe(2);
    expect(mixed.text.match(/^ok /gm)).toHaveLength(3);
    expect(mixed.text.match(/^NOT ok /gm)).toHaveLength(1);
  });
});
