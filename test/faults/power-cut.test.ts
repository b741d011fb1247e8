import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../bench/rig/closed-loop.ts';
import { verify } from '../../src/cli/verify.ts';
import { openData, realSurroundings } from '../../src/compose/folder.ts';
import { readConfig } from '../../src/config.ts';
import { openPublisher } from '../../src/log/publisher.ts';
import { missing, readStored } from './rig/books.ts';
import { press } from './rig/clients.ts';
import { type Disk, disk } from './rig/disk.ts';
import { inCi, lacks } from './rig/extent.ts';
import { type Cut, folderAfter } from './rig/power-cut.ts';
import { type HurtFolder, hurtFolder, type ServiceProcess, serve } from './rig/service.ts';
import { readTrace, type TraceEvent } from './rig/trace.ts';

const cuts = inCi ? 240 : 12;
const normalCuts = inCi ? 30 : 5;
/** Enough in CI that the log is written back into the file while they are made. */
const acknowledgements = inCi ? 600 : 60;
const losses: readonly Cut[] = ['drop-all', 'subset', 'torn'];
const withoutCompiler = lacks('cc');

let folder: HurtFolder;
let base: string;
let controlled: Disk;
let service: ServiceProcess;
/** What the service told its disk as it is served, until it had ended, and then one with synchronous=NORMAL. */
let events: readonly TraceEvent[];
let normalFrom: number;
const marks = new Set<string>();

beforeAll(async () => {
  if (withoutCompiler) return;
  folder = await hurtFolder();
  base = join(folder.folder, 'base');
  cpSync(folder.data, base, { recursive: true });
  const trace = join(folder.folder, 'trace');
  controlled = disk({ control: join(folder.folder, 'control'), folder: folder.data, trace });
  service = await serve(folder, { environment: controlled.environment });
  const traced = async () => {
    const pressure = press(service.address, folder);
    await pressure.acknowledged(acknowledgements);
    await pressure.stop();
    for (const { mark } of pressure.asked) marks.add(mark);
  };
  await traced();
  // Its timer is the service's own; what is waited for is that it has come.
  while (!coversAll(readTrace(trace))) await setTimeout(lookEveryMs);
  await service.end('SIGTERM');
  normalFrom = readTrace(trace).length;
  service = await serve(folder, { environment: controlled.environment, breakable: true });
  await service.misbehave('normal');
  await traced();
  await service.end('SIGKILL');
  events = readTrace(trace);
}, 240_000);
afterAll(() => {
  if (withoutCompiler) return;
  controlled.close();
  folder.remove();
});

const lookEveryMs = 50;
/** Whether a checkpoint has been locked since the last acknowledgement. */
const coversAll = (told: readonly TraceEvent[]) =>
  told.findLastIndex((event) => event.kind === 'sync' && event.file === 'checkpoint.lock') >
  told.findLastIndex(({ kind }) => kind === 'reply');

/** What a start after the cut finds, held against what had been acknowledged until then. */
async function afterCut(count: number, cut: Cut, chance: () => number): Promise<{ lost: number; wrong: string[] }> {
  const data = join(folder.folder, 'cut');
  const lost = folderAfter({ base, events, count, cut, chance }, data);
  const config = readConfig({ RX12_DATA: data });
  const opened = openData(config, realSurroundings);
  const { store, checkpointLock: lock, signer } = opened;
  const ports = { origin: store.ledger.origin, tree: store.tree, lock, signer, clock: realSurroundings.clock };
  const refusal = (await openPublisher(ports)).refusal();
  await opened.close();
  const said: string[] = [];
  const exit = await verify(config, {}, (line) => said.push(line));
  const stored = readStored(join(data, 'rx12.db'));
  const replies = events.slice(0, count).flatMap((event) => (event.kind === 'reply' ? [event.reply] : []));
  const wrong = [
    ...(refusal === undefined ? [] : [refusal.code]),
    ...(exit === 0 ? [] : said),
    ...missing(replies, stored),
    ...[...stored.marks]
      .filter(([mark, times]) => !marks.has(mark) || times > 1)
      .map(([mark]) => `${mark} is not ours`),
  ];
  return { lost, wrong };
}

const between = (least: number, most: number, chance: () => number) => least + Math.floor(chance() * (most - least));

/** The moments at which a caller was told of success, where a loss shows at once. */
function tellings(from: number, to: number): number[] {
  return events.flatMap((event, at) => (event.kind === 'reply' && at >= from && at < to ? [at + 1] : []));
}

/** Half of them such moments, the others anywhere. */
function moments(from: number, to: number, count: number, chance: () => number): number[] {
  const told = tellings(from, to);
  return Array.from({ length: count }, (_, n) =>
    n % 2 === 0 ? (told[between(0, told.length, chance)] ?? to) : between(from + 1, to, chance),
  );
}

/**
 * The replies that were sent before the log was synced after the write that brought what they acknowledge. Later writes
 * may be on their way by then: while answers are sent, a thread writes the next batch.
 */
function toldTooSoon(from: number, to: number): number {
  const log: { readonly kind: 'write' | 'sync'; readonly at: number; readonly bytes: Buffer }[] = [];
  const told: { readonly position: number; readonly leaf: Buffer; readonly at: number }[] = [];
  for (let at = from; at < to; at += 1) {
    const event = events[at];
    if (event?.kind === 'reply') {
      const [entry] = event.reply.entries;
      if (entry !== undefined) told.push({ position: entry.position, leaf: Buffer.from(entry.leaf, 'hex'), at });
    } else if ((event?.kind === 'write' || event?.kind === 'sync') && event.file === 'rx12.db-wal') {
      log.push({ kind: event.kind, at, bytes: event.kind === 'write' ? event.bytes : Buffer.alloc(0) });
    }
  }
  // What stands later in the ledger is written later for the first time, so the log is gone through once.
  told.sort((one, other) => one.position - other.position);
  let first = 0;
  let soon = 0;
  for (const { leaf, at } of told) {
    while (first < log.length && !log[first]?.bytes.includes(leaf)) first += 1;
    const written = log[first];
    if (written === undefined || written.at > at) throw new Error('what was acknowledged is nowhere in the log before');
    const synced = log.find(({ kind }, index) => kind === 'sync' && index > first);
    if (synced === undefined || synced.at > at) soon += 1;
  }
  return soon;
}

/**
 * The longest time, in milliseconds, that something acknowledged had stood without a checkpoint that covers it: what a
 * lost log could take with it unnoticed. `locks: false` leaves the checkpoints out of sight.
 */
function longestUncovered(locks: boolean): number {
  let uncovered: { readonly position: number; readonly atMs: number }[] = [];
  let lockedSize = 0;
  let longest = 0;
  for (const event of events) {
    if (event.kind === 'write' && event.file === 'checkpoint.lock') {
      lockedSize = Number(/test\.example\/rx12\n(\d+)\n/.exec(event.bytes.toString('latin1'))?.[1] ?? lockedSize);
    }
    if (locks && event.kind === 'sync' && event.file === 'checkpoint.lock') {
      uncovered = uncovered.filter(({ position }) => position >= lockedSize);
    }
    if (event.kind !== 'reply') continue;
    const { reply, atMs } = event;
    uncovered.push(...reply.entries.map(({ position }) => ({ position, atMs })));
    longest = Math.max(longest, atMs - (uncovered[0]?.atMs ?? atMs));
  }
  return longest;
}

/** Sixteen clients and a busy machine may keep the service's timer waiting. */
const timerSlackMs = 1_000;

const repliesIn = (from: number, to: number) => events.slice(from, to).filter(({ kind }) => kind === 'reply').length;

describe.skipIf(withoutCompiler)('a power cut', () => {
  it('is simulated on what the service really told its disk', () => {
    const toldOf = (name: string, what: TraceEvent['kind']) =>
      events.filter((event) => event.kind === what && 'file' in event && event.file === name).length;
    expect(toldOf('rx12.db-wal', 'write')).toBeGreaterThan(acknowledgements / 4);
    expect(toldOf('rx12.db-wal', 'sync')).toBeGreaterThan(4);
    if (inCi) expect(toldOf('rx12.db', 'write'), 'the log was written back').toBeGreaterThan(100);
    expect(controlled.read('traced')).toBeGreaterThan(events.length - 1);
    expect(repliesIn(0, normalFrom)).toBeGreaterThanOrEqual(acknowledgements);
    expect(repliesIn(normalFrom, events.length)).toBeGreaterThanOrEqual(acknowledgements);
  });

  it(`loses nothing that was acknowledged and leaves nothing half-written, in ${cuts} cuts`, {
    timeout: 300_000,
  }, async () => {
    const chance = seededRandom(9);
    const wrong: string[] = [];
    let lost = 0;
    for (const [n, count] of moments(0, normalFrom, cuts, chance).entries()) {
      const cut = losses[n % losses.length] ?? 'torn';
      const found = await afterCut(count, cut, chance);
      lost += found.lost;
      wrong.push(...found.wrong.map((what) => `${cut} after ${count} events: ${what}`));
    }
    expect(wrong).toEqual([]);
    // There was something to lose.
    expect(lost).toBeGreaterThan(0);
  });

  it('would lose acknowledged entries with synchronous=NORMAL', { timeout: 240_000 }, async () => {
    const chance = seededRandom(10);
    let losing = 0;
    const told = tellings(normalFrom, events.length);
    for (let n = 0; n < normalCuts; n += 1) {
      const count = told[between(0, told.length, chance)] ?? 0;
      const { wrong } = await afterCut(count, 'drop-all', chance);
      if (wrong.some((what) => what.endsWith('was acknowledged and is not there'))) losing += 1;
    }
    expect(losing).toBeGreaterThan(normalCuts / 2);
  });

  it('never comes between an acknowledgement and the fsync of it: each has been before the reply is sent', () => {
    expect(toldTooSoon(0, normalFrom)).toBe(0);
    expect(toldTooSoon(normalFrom, events.length)).toBeGreaterThan(acknowledgements / 2);
  });

  it('and a log that is lost altogether hide what was told in about the last second at most', () => {
    expect(longestUncovered(true)).toBeLessThan(1_000 + timerSlackMs);
    expect(longestUncovered(false)).toBeGreaterThan(longestUncovered(true));
  });
});
