import type { BenchCity } from './city/city.ts';
import { doctorId } from './city/entries.ts';
import { seededRandom } from './rig/closed-loop.ts';
import { bareOffered, type Offered, offerInRounds } from './rig/offered.ts';
import type { BenchServer } from './rig/server.ts';

const load = { perSecond: 500, seconds: 5, connections: 50 };
/** A standing of 40 entries, in bytes. */
const standingBytes = 14_000;

/** The standing of doctors with 40 entries each, 500 requests a second offered over 50 connections. */
export async function standing40(server: BenchServer, city: BenchCity): Promise<Offered> {
  const authorization = `Bearer ${await server.token('officer')}`;
  const random = seededRandom(40);
  const request = () => ({
    method: 'GET',
    path: `/v1/doctors/${doctorId(Math.floor(random() * city.fortyEntryDoctors))}/standing`,
    headers: { authorization },
  });
  const ask = { ...load, origin: server.origin, expected: 200, request };
  // Until what runs is compiled and has been asked for most doctors once, as a service has been soon.
  await offerInRounds({ ...ask, seconds: 2 });
  return offerInRounds(ask);
}

/** What the machine does to the same load. */
export function bareStanding(): Promise<Offered> {
  return bareOffered(load, standingBytes);
}
