import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verify } from '../../src/cli/verify.ts';
import { readConfig } from '../../src/config.ts';
import { broken, readStored } from './rig/books.ts';
import { type Asked, ask, clients, something } from './rig/clients.ts';
import { type Disk, disk, errno } from './rig/disk.ts';
import { lacks } from './rig/extent.ts';
import { type HurtFolder, hurtFolder, type ServiceProcess, serve } from './rig/service.ts';

const withoutCompiler = lacks('cc');
const smallDisk = '24m';
/** Left free beside the ballast: less than one commit needs. */
const leftFreeBytes = 8_192;

let folder: HurtFolder;
let data: string;
let mounted: boolean;
let controlled: Disk;
let service: ServiceProcess;
const asked: Asked[] = [];

beforeAll(async () => {
  if (withoutCompiler) return;
  folder = await hurtFolder();
  data = join(folder.folder, 'small', 'data');
  mkdirSync(join(folder.folder, 'small'));
  const mount = ['-t', 'tmpfs', '-o', `size=${smallDisk}`, 'tmpfs', join(folder.folder, 'small')];
  mounted = spawnSync('mount', mount).status === 0;
  cpSync(folder.data, data, { recursive: true });
  controlled = disk({ control: join(folder.folder, 'control'), fails: join(data, 'rx12.db') });
  // A thread that copies the log back meanwhile would take the failure that a write was to meet, or leave it nothing to copy.
  service = await serve({ ...folder, data }, { environment: controlled.environment, oneThread: true });
}, 240_000);
afterAll(async () => {
  if (withoutCompiler) return;
  await service.end('SIGKILL');
  controlled.close();
  if (mounted) spawnSync('umount', ['-l', join(folder.folder, 'small')]);
  folder.remove();
});

const stored = () => readStored(join(data, 'rx12.db'));
const write = async (one = something(folder)) => {
  if (!asked.includes(one)) asked.push(one);
  return ask(service.address, folder, one);
};
const read = async (path: string, authorization = folder.authorization) => {
  const answer = await fetch(`${service.address}${path}`, { headers: { authorization } });
  return answer.status;
};

/** What is asked before each prescription, what shows nobody's record, and what does: that is refused unless it can be recorded. */
const reads = async () => ({
  rightCheck: await read(`/v1/prescribing-rights/${folder.licenceNos[0]}`, folder.his),
  own: await read('/v1/me'),
  record: await read('/v1/deductions'),
});

/** What is wrong when a refused or unanswered write stands in the file, or an acknowledged one does not. */
function notAsTold(): string[] {
  const found = stored();
  const both = asked.filter(({ outcome, mark }) => outcome === 'unknown' && found.marks.has(mark));
  return [...broken(asked, found), ...both.map(({ mark }) => `${mark} failed and is stored`)];
}

/**
 * One write for each system call that a write makes, with that call failing once; after each the same is asked again.
 *
 * @returns how many calls were made to fail, how many writes failed for it, and what was then not as the caller was told.
 */
async function failEach(error: number): Promise<{ injected: number; failed: number; wrong: string[] }> {
  const wrong: string[] = [];
  let failed = 0;
  let injected = 0;
  for (let call = 1; call <= maxCalls; call += 1) {
    controlled.reset();
    controlled.set({ error, failAt: call });
    const one = await write();
    const hit = controlled.read('injected') > 0;
    controlled.reset();
    if (!hit) break;
    injected += 1;
    if (one.outcome !== 'acknowledged') {
      failed += 1;
      expect(one).toMatchObject({ status: 503, problem: 'store.failed' });
    }
    wrong.push(...notAsTold().map((what) => `call ${call}: ${what}`));
    expect(await write(one)).toMatchObject({ outcome: 'acknowledged' });
    // One without a failure between, or writing the log back would have more to do each time, and never end.
    expect(await write()).toMatchObject({ outcome: 'acknowledged' });
  }
  return { injected, failed, wrong };
}

/** What a write makes of calls: the fewest of some, for what else the service does meanwhile only adds to them. */
async function callsOfWrite(): Promise<number> {
  const counts: number[] = [];
  for (let n = 0; n < 8; n += 1) {
    controlled.reset();
    await write();
    counts.push(controlled.read('calls'));
  }
  return Math.min(...counts);
}

/** No write makes more. */
const maxCalls = 2_000;

describe.skipIf(withoutCompiler)('a disk on which one call fails once', () => {
  for (const [name, error] of Object.entries(errno)) {
    it(`${name}: each write is stored and acknowledged or neither, and the next one is taken`, {
      timeout: 240_000,
    }, async () => {
      const calls = await callsOfWrite();
      const plain = await failEach(error);
      expect(plain.wrong).toEqual([]);
      expect(plain.failed).toBeGreaterThan(3);
      // The calls of writing the log back into the file, too.
      await service.misbehave('busy');
      expect(await callsOfWrite()).toBeGreaterThan(calls);
      const busy = await failEach(error);
      expect(busy.wrong).toEqual([]);
      expect(busy.injected).toBeGreaterThan(calls);
      await service.misbehave('none');
    });
  }
});

/** The log has room of its own, which is used up first. @returns the sixteen writes of the first round that all failed. */
async function untilRefused(): Promise<Asked[]> {
  for (let round = 0; round < maxRounds; round += 1) {
    const writes = await Promise.all(Array.from({ length: clients }, () => write()));
    const answers = new Set(writes.map(({ status, problem = '' }) => `${status} ${problem}`));
    if (answers.has('503 store.failed') && answers.size === 1) return writes;
    expect([...answers].filter((answer) => answer !== '201 ' && answer !== '503 store.failed')).toEqual([]);
  }
  throw new Error('the disk never became full');
}

const maxRounds = 50;

describe.skipIf(withoutCompiler)('a full disk', () => {
  const growth = { fill: () => controlled.set({ full: 1 }), free: () => controlled.set({ full: 0 }) };
  const ballast = {
    fill: () => {
      const { bavail, bsize } = statfsSync(data);
      writeFileSync(join(data, '..', 'ballast'), Buffer.alloc(bavail * bsize - leftFreeBytes, 1));
    },
    free: () => rmSync(join(data, '..', 'ballast')),
  };
  beforeAll(async () => {
    expect(await service.end('SIGTERM')).toBe(0);
    service = await serve({ ...folder, data }, { environment: controlled.environment });
  }, 240_000);
  for (const name of ['that refuses to let a file grow', 'of 24 MB that another file has filled']) {
    it(`${name}: writes are refused and explained, reads go on, and it recovers`, { timeout: 240_000 }, async () => {
      if (!mounted) {
        process.stderr.write(
          'NO SMALL DISK: a tmpfs could not be mounted; one that refuses to grow stands in for it.\n',
        );
      }
      const { fill, free } = name.startsWith('of') && mounted ? ballast : growth;
      controlled.reset();
      fill();
      const refused = await untilRefused();
      // Where only the ledger's file cannot grow, looking at a record can still be recorded.
      expect(await reads()).toEqual({ rightCheck: 200, own: 200, record: fill === growth.fill ? 200 : 503 });
      expect(notAsTold()).toEqual([]);
      free();
      for (const one of refused) expect(await write(one)).toMatchObject({ outcome: 'acknowledged' });
      expect(await reads()).toEqual({ rightCheck: 200, own: 200, record: 200 });
      expect(notAsTold()).toEqual([]);
    });
  }
});

describe.skipIf(withoutCompiler)('after all that', () => {
  beforeAll(async () => {
    expect(await service.end('SIGTERM')).toBe(0);
    service = await serve({ ...folder, data }, { environment: controlled.environment, breakable: true });
  }, 240_000);
  it('a service that did not hear that its commit failed is found out', { timeout: 240_000 }, async () => {
    expect(notAsTold()).toEqual([]);
    await service.misbehave('deaf');
    for (let call = 1; call <= maxCalls && notAsTold().length === 0; call += 1) {
      controlled.reset();
      controlled.set({ error: errno.EIO, failAt: call });
      await write();
      expect(controlled.read('injected')).toBe(1);
    }
    controlled.reset();
    const [lost, ...rest] = notAsTold();
    expect([lost, ...rest]).toEqual([
      expect.stringMatching(/was acknowledged and is lost/),
      expect.stringMatching(/^entry \d+ was acknowledged/),
    ]);
    const mark = lost?.split(' ')[0];
    asked.splice(
      asked.findIndex((one) => one.mark === mark),
      1,
    );
  });

  it('the service ends as it should, and the file is whole', { timeout: 240_000 }, async () => {
    expect(await service.end('SIGTERM')).toBe(0);
    expect(notAsTold()).toEqual([]);
    const said: string[] = [];
    expect(await verify(readConfig({ RX12_DATA: data }), {}, (line) => said.push(line)), said.join('\n')).toBe(0);
  });
});
