/**
 * The service as `rx12 serve` runs it, in a process of its own, with a clock that starts where the test says, passwords
 * that are cheap to hash, and a switch that makes it misbehave.
 */

import pino from 'pino';
import { breakable, type Misbehaviour } from './misbehaviour.ts';
import type { Threads } from './service.ts';

// Before anything that opens a database is loaded.
const misbehave = breakable();
const { listen } = await import('../../../src/cli/serve.ts');
const { realSurroundings } = await import('../../../src/compose/folder.ts');
const { openService } = await import('../../../src/compose/service.ts');
const { readConfig } = await import('../../../src/config.ts');

const [dataDir = '', startedAtMs = '', serviceTimeMs = '', threads] = process.argv.slice(2) as [
  string,
  string,
  string,
  Threads,
];
const aheadMs = Number(serviceTimeMs) - Number(startedAtMs);
const config = readConfig({ RX12_DATA: dataDir, RX12_PORT: '0' });
const surroundings = {
  ...realSurroundings,
  clock: { now: () => Math.round(Date.now() + aheadMs) },
  passwordCost: { memoryKiB: 64, passes: 1 },
  // More often than it is served, so that a test meets it.
  copiedBackEvery: threads === 'one' ? 0 : 200,
  writtenApart: threads === 'as-served',
};
const log = pino({ level: 'error' }, pino.destination({ dest: 2, sync: true }));
const service = await openService(config, log, surroundings);
process.on('message', (how: Misbehaviour) => {
  misbehave(how);
  process.send?.({ misbehaves: how });
});
const { address } = await listen(service, config, log);
process.send?.({ address });
// A test that ended without stopping us closes the channel.
process.on('disconnect', () => process.exit(3));
