import type { BenchCity } from './city/city.ts';
import { doctorId } from './city/entries.ts';
import { seededRandom } from './rig/closed-loop.ts';
import { type Offered, offer } from './rig/offered.ts';
import type { BenchServer } from './rig/server.ts';

/** The standing of doctors with 40 entries each, 500 requests a second offered over 50 connections. */
export async function standing40(server: BenchServer, city: BenchCity, seconds = 8): Promise<Offered> {
  const authorization = `Bearer ${await server.token('officer')}`;
  const random = seededRandom(40);
  const ask = (duration: number) =>
    offer({
      origin: server.origin,
      perSecond: 500,
      seconds: duration,
      connections: 50,
      expected: 200,
      request: () => ({
        method: 'GET',
        path: `/v1/doctors/${doctorId(Math.floor(random() * city.fortyEntryDoctors))}/standing`,
        headers: { authorization },
      }),
    });
  await ask(2);
  return ask(seconds);
}
