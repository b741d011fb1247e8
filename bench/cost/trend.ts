import type { BenchCity } from '../city/city.ts';
import { bareOffered, type Offered } from '../rig/offered.ts';
import { serveCity } from '../rig/server.ts';
import { offerTrend36, trend36Load } from './cost.ts';

/** A 36-month trend of a city with 400 wards, 200 requests a second offered over 50 connections, cold start left out. */
export async function trend36(city: BenchCity): Promise<Offered> {
  const server = await serveCity(city);
  try {
    const authorization = `Bearer ${await server.token('officer')}`;
    await offerTrend36(server.origin, authorization, 2);
    return await offerTrend36(server.origin, authorization);
  } finally {
    await server.stop();
  }
}

/** A trend of 36 months and three series, in bytes. */
const trendBytes = 30_000;

/** What the machine does to the same load. */
export function bareTrend(): Promise<Offered> {
  return bareOffered(trend36Load, trendBytes);
}
