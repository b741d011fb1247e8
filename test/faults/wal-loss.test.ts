import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verify } from '../../src/cli/verify.ts';
import { readConfig } from '../../src/config.ts';
import { refusalSentence } from '../../src/log/publisher.ts';
import { type TestLedger, testLedger } from '../support/ledger.ts';
import { inCi } from './rig/extent.ts';

/** Entries that the checkpoint in the lock covers, and those that came after it. */
const locked = 9;
const unlocked = 4;
/** In CI the log is cut at each of its frames and inside each. */
const stride = inCi ? 1 : 11;
const walHeadBytes = 32;
const frameBytes = 24 + 4_096;

let ledger: TestLedger;
beforeEach(async () => {
  ledger = await testLedger();
});
afterEach(() => ledger.remove());

/** Copies of the files as a power cut leaves them: everything is in the log, and nothing has been written back. */
async function written(): Promise<(name: string) => string> {
  for (let n = 0; n < locked; n += 1) await ledger.append(1);
  await ledger.publisher.publish();
  for (let n = 0; n < unlocked; n += 1) await ledger.append(1);
  mkdirSync(ledger.path('copy'));
  const copy = (name: string) => join(ledger.path('copy'), name);
  for (const name of ['rx12.db', 'rx12.db-wal', 'checkpoint.lock']) copyFileSync(ledger.path(name), copy(name));
  return copy;
}

/** What a start finds over the copied file with so much of its log, and what verify says of it. */
async function startOver(copy: (name: string) => string, log: Buffer | undefined) {
  await ledger.reopen(() => {
    for (const name of ['rx12.db', 'checkpoint.lock']) copyFileSync(copy(name), ledger.path(name));
    for (const name of ['rx12.db-wal', 'rx12.db-shm']) rmSync(ledger.path(name), { force: true });
    if (log !== undefined) writeFileSync(ledger.path('rx12.db-wal'), log);
  });
  const size = await ledger.store.ledger.size();
  const refusal = ledger.publisher.refusal();
  const append = await ledger.append(1).then(
    () => 'taken',
    (error: Error) => error.message,
  );
  const stillRead = (await ledger.store.ledger.entriesAt(Array.from({ length: size }, (_, seq) => seq))).length;
  const said: string[] = [];
  const exit = await verify(readConfig({ RX12_DATA: ledger.folder }), {}, (line) => said.push(line.trim()));
  return { size, refusal: refusal && refusalSentence(refusal), append, stillRead, exit, said };
}

describe('a write-ahead log that is cut or lost', () => {
  it('makes the ledger read-only for every loss below the locked checkpoint, and is accepted above it', {
    timeout: 300_000,
  }, async () => {
    const copy = await written();
    const whole = readFileSync(copy('rx12.db-wal'));
    const frames = Math.floor((whole.length - walHeadBytes) / frameBytes);
    expect(frames).toBeGreaterThan(locked + unlocked);
    const cuts: (Buffer | undefined)[] = [undefined, whole];
    for (let frame = 0; frame < frames; frame += stride) {
      const end = walHeadBytes + frame * frameBytes;
      cuts.push(whole.subarray(0, end), whole.subarray(0, end + frameBytes / 2));
    }
    const sizes = new Set<number>();
    for (const log of cuts) {
      const found = await startOver(copy, log);
      const { size } = found;
      sizes.add(size);
      if (size < locked) {
        const sentence = `rolled back ${locked} → ${size}`;
        expect(found).toMatchObject({ refusal: sentence, append: 'ledger.rolled-back', stillRead: size, exit: 2 });
        expect(found.said.join()).toContain(sentence);
      } else expect(found).toMatchObject({ refusal: undefined, append: 'taken', stillRead: size, exit: 0 });
    }
    // The whole log was cut and lost, and so were entries on both sides of the checkpoint.
    expect(sizes).toContain(0);
    expect(sizes).toContain(locked + unlocked);
    expect([...sizes].filter((size) => size < locked).length).toBeGreaterThan(2);
    expect([...sizes].filter((size) => size >= locked).length).toBeGreaterThan(1);
  });

  it('would pass unseen without the lock, and be seen even then by nobody but a checkpoint from elsewhere', async () => {
    const copy = await written();
    await startOver(copy, undefined);
    const kept = readFileSync(ledger.path('checkpoint.lock'));
    await ledger.reopen(() => {
      copyFileSync(copy('rx12.db'), ledger.path('rx12.db'));
      rmSync(ledger.path('rx12.db-wal'), { force: true });
      // The lock was taken back together with the file, as whoever restores a whole machine does.
      rmSync(ledger.path('checkpoint.lock'));
    });
    expect(ledger.publisher.refusal()).toBeUndefined();
    await ledger.append(1);
    await ledger.close();
    writeFileSync(ledger.path('checkpoint.lock'), kept);
    expect(await verify(readConfig({ RX12_DATA: ledger.folder }), {}, () => {})).toBe(2);
  });
});
