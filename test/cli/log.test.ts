import { randomBytes } from 'node:crypto';
import { copyFileSync, rmSync } from 'node:fs';
import decodeQR from 'qr/decode.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  acceptRestoredLedger,
  type LogContext,
  retireKey,
  rotateKey,
  showCheckpoint,
  showKeys,
} from '../../src/cli/log.ts';
import { type Config, readConfig } from '../../src/config.ts';
import { openCheckpoint, parseCheckpoint } from '../../src/core/ledger/checkpoint.ts';
import { logStream } from '../../src/core/ledger/log-event.ts';
import { parseVkey } from '../../src/core/ledger/note.ts';
import { sha256 } from '../../src/hashing.ts';
import { nodeCrypto } from '../../src/log/node-crypto.ts';
import { type TestLedger, testLedger } from '../support/ledger.ts';

let ledger: TestLedger;
let config: Config;
let context: LogContext;
beforeEach(async () => {
  ledger = await testLedger();
  config = readConfig({ RX12_DATA: ledger.folder });
  context = { config, surroundings: { clock: ledger.clock, randomBytes } };
  await ledger.append(3);
  await ledger.publisher.publish();
  await ledger.close();
});
afterEach(() => ledger.remove());

const decided = { reason: '磁盘故障,自备份恢复', by: '信息科 王某' };

async function printed(command: (print: (line: string) => void) => Promise<void>): Promise<string> {
  const lines: string[] = [];
  await command((line) => lines.push(line));
  return lines.join('\n');
}

const checkpoint = () => printed((print) => showCheckpoint(config, 'note', '', print)).then((text) => `${text}\n`);
const keys = async () =>
  (await printed((print) => showKeys(context, print))).split('\n').map((vkey) => parseVkey(sha256, vkey));

/** Opens the ledger as the service does, writes one entry, and tells what the log stream says. */
async function writeOne() {
  await ledger.reopen();
  try {
    await ledger.append(1);
    await ledger.publisher.publish();
    return (await ledger.store.ledger.entriesOf([logStream])).map((entry) => entry.event);
  } finally {
    await ledger.close();
  }
}

describe('rx12 log accept-restore', () => {
  it('records the gap, who answers for it and the lost checkpoint; then the ledger goes on', async () => {
    copyFileSync(ledger.path('rx12.db'), ledger.path('old.db'));
    await writeOne();
    const lost = await checkpoint();
    copyFileSync(ledger.path('old.db'), ledger.path('rx12.db'));
    await expect(writeOne()).rejects.toThrow('ledger.rolled-back');
    expect(await printed((print) => acceptRestoredLedger(context, decided, print))).toContain('rolled back 4 → 3');
    const [event] = await writeOne();
    expect(event).toEqual({
      kind: 'log.restored',
      v: 1,
      from: 4,
      to: 3,
      checkpoint: lost,
      reason: decided.reason,
      acceptedBy: decided.by,
    });
    expect(parseCheckpoint(await checkpoint()).size).toBe(5);
  });

  it('has nothing to accept while the ledger extends its lock', async () => {
    await expect(acceptRestoredLedger(context, decided, () => {})).rejects.toThrow('nothing to accept');
    expect(await writeOne()).toEqual([]);
  });

  it('also accounts for a lock that was lost', async () => {
    rmSync(config.log.lockPath);
    await expect(writeOne()).rejects.toThrow('ledger.lock-missing');
    await acceptRestoredLedger(context, decided, () => {});
    expect(await writeOne()).toMatchObject([{ kind: 'log.restored', from: null, to: 3, checkpoint: null }]);
  });
});

describe('rotating the key', () => {
  it('leaves what the old key signed valid, signs with both, and with the new one alone after it is retired', async () => {
    const [old] = await keys();
    const before = await checkpoint();
    await rotateKey(context, decided, () => {});
    const [fresh, beside] = await keys();
    expect(beside).toEqual(old);
    expect(fresh?.keyId).not.toBe(old?.keyId);
    const both = await checkpoint();
    for (const key of [old, fresh]) expect(openCheckpoint(nodeCrypto, both, key ? [key] : []).size).toBe(4);
    await expect(rotateKey(context, decided, () => {})).rejects.toThrow('retire-key');
    await retireKey(context, () => {});
    expect(await keys()).toEqual([fresh]);
    expect(await writeOne()).toMatchObject([{ kind: 'log.key-rotated', orderedBy: decided.by }]);
    const after = await checkpoint();
    expect(() => openCheckpoint(nodeCrypto, after, old ? [old] : [])).toThrow('checkpoint.unsigned');
    expect(openCheckpoint(nodeCrypto, before, old ? [old] : []).size).toBe(3);
    await expect(retireKey(context, () => {})).rejects.toThrow('only one key');
  });

  it('is left to the outside program where one holds the key', async () => {
    const outside = { ...config, log: { ...config.log, signer: { command: 'sign', vkeys: [] } } };
    await expect(rotateKey({ ...context, config: outside }, decided, () => {})).rejects.toThrow('outside program');
  });
});

describe('the checkpoint on paper', () => {
  it('is one page with the note as text and as a QR code that reads back to the byte', async () => {
    const note = await checkpoint();
    const page = await printed((print) => showCheckpoint(config, 'page', '2026-11-20 09:00', print));
    expect(page).toContain(note.replaceAll('&', '&amp;').split('\n')[2]);
    expect(page).toContain('2026-11-20 09:00');
    expect(page).not.toMatch(/src=|href=|<script/);
    expect(decodeQR(pixelsOf(page))).toBe(note);
  });
});

/** The QR code of the page as a camera would see it: the SVG's path drawn at eight pixels a module. */
function pixelsOf(page: string): { width: number; height: number; data: Uint8Array } {
  const [, box = '0'] = /viewBox="0 0 (\d+) \d+"/.exec(page) ?? [];
  const [, path = ''] = /<path d="([^"]+)"/.exec(page) ?? [];
  const modules = Number(box);
  const scale = 8;
  const width = modules * scale;
  const pixels = new Uint8Array(width * width * 4).fill(255);
  const dark = darkModules(path);
  for (const [x, y] of dark) {
    for (let row = 0; row < scale; row += 1) {
      for (let column = 0; column < scale; column += 1) {
        const at = ((y * scale + row) * width + x * scale + column) * 4;
        pixels.fill(0, at, at + 3);
      }
    }
  }
  return { width, height: width, data: pixels };
}

/** Each module is a square path of its own that begins where the last one did, or anew. */
function darkModules(path: string): [number, number][] {
  let [x, y] = [0, 0];
  return [...path.matchAll(/([Mm])(-?\d+)[ ,]?(-?\d+)/g)].map(([, command, first, second]) => {
    const [toX, toY] = [Number(first), Number(second)];
    [x, y] = command === 'M' ? [toX, toY] : [x + toX, y + toY];
    return [x, y];
  });
}
