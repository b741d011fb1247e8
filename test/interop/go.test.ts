import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { base64 } from '../../src/core/ledger/bytes.ts';
import { vkeyOf } from '../../src/core/ledger/note.ts';
import { consistencyProof, inclusionProof } from '../../src/core/ledger/proof.ts';
import { receiptDictionary, receiptFile } from '../../src/core/ledger/receipt.ts';
import { tilePath, widthIn } from '../../src/core/ledger/tile.ts';
import { sha256 } from '../../src/hashing.ts';
import { buildLogListener } from '../../src/log/listener.ts';
import { nodeCompression } from '../../src/log/node-crypto.ts';
import { type TestLedger, testLedger } from '../support/ledger.ts';
import { testKey } from '../support/tree.ts';

/** Debian's packages, in GOPATH mode: nothing is fetched. */
const go = { GO111MODULE: 'off', GOPATH: '/usr/share/gocode', GOFLAGS: '' };
const hasGo = spawnSync('go', ['list', 'golang.org/x/mod/sumdb/tlog'], { env: { ...process.env, ...go } }).status === 0;
const inCi = process.env.CI === 'true';
if (!hasGo && !inCi) {
  process.stderr.write(
    'SKIPPED: the log was not read by Go. Install golang-go and golang-golang-x-mod-dev to run test/interop.\n',
  );
}

let ledger: TestLedger;
let folder: string;
let program: string;

/** Writes down what a log of 600 entries published, as files; the old checkpoint is of 300. */
beforeAll(async () => {
  if (!hasGo) return;
  folder = mkdtempSync(join(tmpdir(), 'rx12-interop-'));
  program = join(folder, 'check');
  const source = fileURLToPath(new URL('check/main.go', import.meta.url));
  const built = spawnSync('go', ['build', '-o', program, source], { env: { ...process.env, ...go }, encoding: 'utf8' });
  if (built.status !== 0) throw new Error(built.stderr);
  ledger = await testLedger();
  const save = (name: string, content: string | Uint8Array) => {
    mkdirSync(dirname(join(folder, 'log-files', name)), { recursive: true });
    writeFileSync(join(folder, 'log-files', name), content);
  };
  await ledger.append(300);
  save('old-checkpoint', (await ledger.publisher.publish())?.text ?? '');
  await ledger.append(300);
  const published = await ledger.publisher.publish();
  const { publisher, clock, store } = ledger;
  const { size = 0, text = '' } = published ?? {};
  const listener = buildLogListener({ publisher, tree: store.tree, clock, refreshMs: 0 });
  const fetched = async (path: string) => (await listener.inject({ url: `/log/${path}` })).rawPayload;
  save('vkey', ledger.signer.keys.map(vkeyOf).join('\n'));
  save('checkpoint', await fetched('checkpoint'));
  save('consistency', (await consistencyProof(sha256, store.tree.hashes, 300, size)).map(base64).join('\n'));
  save('dictionary', receiptDictionary);
  for (const level of [0, 1, 'entries'] as const) {
    for (let index = 0; widthIn(size, level, index) > 0; index += 1) {
      const path = tilePath({ level, index, width: widthIn(size, level, index) });
      save(`log/${path}`, await fetched(path));
    }
  }
  for (const index of [0, 255, 256, 299, 300, 511, 512, 598, 599]) {
    const [opened] = await store.tree.opened([index]);
    const proof = await inclusionProof(sha256, store.tree.hashes, index, size);
    const { body = '', salt = new Uint8Array() } = opened ?? {};
    save(`receipts/${index}.tlog-proof`, receiptFile(nodeCompression, { body, salt, index, proof, checkpoint: text }));
  }
  await listener.close();
}, 120_000);
afterAll(async () => {
  if (!hasGo) return;
  await ledger.remove();
  rmSync(folder, { recursive: true });
});

/** What Go says of the files after `change` did something to a copy of them. */
function judged(change?: (path: (name: string) => string) => void): { exit: number | null; said: string } {
  const copy = join(folder, 'copy');
  rmSync(copy, { recursive: true, force: true });
  cpSync(join(folder, 'log-files'), copy, { recursive: true });
  change?.((name) => join(copy, name));
  const { status, stdout } = spawnSync(program, [copy], { encoding: 'utf8' });
  return { exit: status, said: stdout.trim() };
}

function flip(path: string, at: number): void {
  const bytes = readFileSync(path);
  bytes[at < 0 ? bytes.length + at : at] = (bytes[at < 0 ? bytes.length + at : at] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}

describe.skipIf(!hasGo && !inCi)('golang.org/x/mod/sumdb', () => {
  it('reads our checkpoint, tiles, entry bundles, inclusion and consistency proofs', () => {
    expect(judged()).toEqual({ exit: 0, said: 'ok' });
  });

  it('still reads a checkpoint that carries a line of an algorithm it does not know', () => {
    const line = `— test.example/rx12 ${Buffer.alloc(76, 3).toString('base64')}\n`;
    const added = judged((path) => writeFileSync(path('checkpoint'), readFileSync(path('checkpoint'), 'utf8') + line));
    expect(added).toEqual({ exit: 0, said: 'ok' });
  });

  it('refuses each of them when a bit differs', () => {
    const files: [string, number, RegExp][] = [
      ['checkpoint', 20, /checkpoint/],
      ['checkpoint', -10, /checkpoint/],
      ['old-checkpoint', 20, /old checkpoint/],
      ['consistency', 5, /consistency/],
      ['log/tile/0/000', 8_000, /consistency|entries/],
      ['log/tile/0/002.p/88', 31, /consistency|entries/],
      ['log/tile/1/000.p/2', 40, /consistency|entries/],
      ['log/tile/entries/001', 100, /entries/],
      ['receipts/299.tlog-proof', 60, /receipt/],
      ['receipts/599.tlog-proof', -60, /receipt/],
    ];
    for (const [name, at, said] of files) {
      const tampered = judged((path) => flip(path(name), at));
      expect(tampered, name).toEqual({ exit: 1, said: expect.stringMatching(said) });
    }
  });

  it('refuses another key of the same name, a proof of another entry, and an old checkpoint in place of the new', () => {
    const stranger = judged((path) => writeFileSync(path('vkey'), vkeyOf(testKey('test.example/rx12').key)));
    expect(stranger.said).toMatch(/checkpoint: note has no verifiable signatures/);
    const swapped = judged((path) => {
      const text = readFileSync(path('receipts/255.tlog-proof'), 'utf8');
      writeFileSync(path('receipts/255.tlog-proof'), text.replace('index 255', 'index 256'));
    });
    expect(swapped).toMatchObject({ exit: 1, said: expect.stringContaining('receipt') });
    const rolledBack = judged((path) => cpSync(path('old-checkpoint'), path('checkpoint')));
    expect(rolledBack.exit).toBe(1);
  });
});
