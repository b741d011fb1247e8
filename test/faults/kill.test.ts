import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verify } from '../../src/cli/verify.ts';
import { readConfig } from '../../src/config.ts';
import { broken, readStored } from './rig/books.ts';
import { type Asked, ask, press } from './rig/clients.ts';
import { inCi } from './rig/extent.ts';
import { type HurtFolder, hurtFolder, type ServiceProcess, serve } from './rig/service.ts';

const kills = inCi ? 20 : 2;
/** Each life is this much longer than the one before, so that the kill meets the log at different lengths. */
const acknowledgedStep = 17;
const limitMs = inCi ? 900_000 : 240_000;

let folder: HurtFolder;
let service: ServiceProcess | undefined;
beforeEach(async () => {
  folder = await hurtFolder();
}, 240_000);
afterEach(async () => {
  await service?.end('SIGKILL');
  folder.remove();
});

const stored = () => readStored(join(folder.data, 'rx12.db'));

/** One life of the service: what is not known of the life before is asked again, then sixteen clients press until it is killed. */
async function life(known: Asked[], atLeast: number): Promise<Asked[]> {
  service = await serve(folder);
  const { address } = service;
  const again = known.filter(({ outcome }) => outcome === 'unknown');
  await Promise.all(again.map((one) => ask(address, folder, one)));
  expect(again.filter(({ outcome }) => outcome !== 'acknowledged')).toEqual([]);
  const pressure = press(address, folder);
  await pressure.acknowledged(atLeast);
  expect(await service.end('SIGKILL')).toBe('SIGKILL');
  await pressure.stop();
  return pressure.asked;
}

const unknown = (asked: readonly Asked[]) => asked.filter(({ outcome }) => outcome === 'unknown').length;

describe('a service that is killed while sixteen clients write', () => {
  it(`keeps what it acknowledged and nothing that nobody asked for, and takes a retry once, in ${kills} kills`, {
    timeout: limitMs,
  }, async () => {
    const asked: Asked[] = [];
    let leftUnknown = 0;
    for (let kill = 0; kill < kills; kill += 1) {
      asked.push(...(await life(asked, 20 + acknowledgedStep * kill)));
      leftUnknown += unknown(asked);
      expect(broken(asked, stored()), `kill ${kill}`).toEqual([]);
    }
    // The kill came between: each met requests that were under way.
    expect(leftUnknown).toBeGreaterThan(kills);
    service = await serve(folder);
    const { address } = service;
    await Promise.all(asked.filter(({ outcome }) => outcome === 'unknown').map((one) => ask(address, folder, one)));
    expect(await service.end('SIGTERM')).toBe(0);
    expect(unknown(asked)).toBe(0);
    expect(broken(asked, stored())).toEqual([]);
    expect(await verify(readConfig({ RX12_DATA: folder.data }), {}, () => {})).toBe(0);
  });

  it('would be found out if it acknowledged before it committed, or took a retry twice', {
    timeout: limitMs,
  }, async () => {
    service = await serve(folder, { breakable: true });
    const { address } = service;
    const pressure = press(address, folder);
    await pressure.acknowledged(30);
    await pressure.stop();
    // A lead without its key is another lead, to whoever cannot remember having asked.
    const lead = pressure.asked.find(({ path }) => path === '/v1/leads');
    if (lead === undefined) throw new Error('nobody posted a lead');
    await ask(address, folder, lead, { key: null });
    expect(broken(pressure.asked, stored())).toEqual([`${lead.mark} 2 times`]);
    await service.misbehave('late');
    const late = press(address, folder);
    await late.acknowledged(30);
    await service.end('SIGKILL');
    await late.stop();
    const complaints = broken([...pressure.asked, ...late.asked], stored());
    expect(complaints.filter((said) => said.endsWith('was acknowledged and is lost')).length).toBeGreaterThan(29);
  });
});
