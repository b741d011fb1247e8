import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { press } from './rig/clients.ts';
import { inCi, lacks } from './rig/extent.ts';
import { type HurtFolder, hurtFolder, serve } from './rig/service.ts';

/** What the kernel saw, without any code of ours in between: strace over the service. */

const acknowledgements = inCi ? 200 : 32;
const withoutStrace = lacks('strace');

let folder: HurtFolder;
let asItIs: readonly Call[];
let normal: readonly Call[];

beforeAll(async () => {
  if (withoutStrace) return;
  folder = await hurtFolder();
  const output = join(folder.folder, 'strace');
  const only = 'trace=pwrite64,fdatasync,fsync,write,writev,sendto,sendmsg';
  // The service is our own child, whose signals reach it; paths of descriptors, only so much of what is written that a reply is known, and no stop at any other call.
  const strace = [
    'strace',
    '-D',
    '-f',
    '-y',
    '-s',
    '16',
    '--seccomp-bpf',
    '-e',
    only,
    '-e',
    'signal=none',
    '-o',
    output,
  ];
  const service = await serve(folder, { under: strace, breakable: true });
  const pressed = async () => {
    const pressure = press(service.address, folder);
    await pressure.acknowledged(acknowledgements);
    await pressure.stop();
  };
  await pressed();
  const until = readCalls(output).length;
  await service.misbehave('normal');
  await pressed();
  await service.end('SIGTERM');
  const calls = readCalls(output);
  asItIs = calls.slice(0, until);
  normal = calls.slice(until);
}, 240_000);
afterAll(() => {
  if (!withoutStrace) folder.remove();
});

type Call = 'log written' | 'log synced' | 'told';

/** The calls that matter, in the order in which they returned: a sync counts once it has, a reply once it is begun. */
function readCalls(path: string): Call[] {
  const unfinished = new Map<string, string>();
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line): Call[] => {
      const [, thread = '', text = ''] = /^(\d+) +(.*)$/.exec(line) ?? [];
      const begun = unfinished.get(thread);
      // A thread makes one call after the other: what it had begun is over, and belongs to no later line.
      unfinished.delete(thread);
      if (/^(write|writev|sendto|sendmsg)\(\d+<(TCP|socket).*"HTTP\/1\.1 201/.test(text)) return ['told'];
      if (text.endsWith('<unfinished ...>')) {
        unfinished.set(thread, text);
        return [];
      }
      const resumed = text.startsWith('<... ');
      const whole = resumed ? `${begun} ${text}` : text;
      if (!/^\w+\(\d+<[^>]*rx12\.db-wal>/.test(whole) || !/= \d+$/.test(whole)) return [];
      return [/^f(data)?sync/.test(whole) ? 'log synced' : 'log written'];
    });
}

const count = (calls: readonly Call[], which: Call) => calls.filter((call) => call === which).length;

function toldTooSoon(calls: readonly Call[]): number {
  let waiting = false;
  let soon = 0;
  for (const call of calls) {
    if (call === 'told' && waiting) soon += 1;
    if (call !== 'told') waiting = call === 'log written';
  }
  return soon;
}

describe.skipIf(withoutStrace)('the kernel', () => {
  it('sees the log synced after its last write and before each reply of 201', () => {
    expect(count(asItIs, 'told')).toBeGreaterThanOrEqual(acknowledgements);
    expect(count(asItIs, 'log written')).toBeGreaterThan(acknowledgements);
    expect(count(asItIs, 'log synced')).toBeGreaterThan(1);
    expect(toldTooSoon(asItIs)).toBe(0);
  });

  it('would see replies before the sync with synchronous=NORMAL', () => {
    expect(count(normal, 'told')).toBeGreaterThanOrEqual(acknowledgements);
    expect(toldTooSoon(normal)).toBeGreaterThan(acknowledgements / 2);
  });
});
