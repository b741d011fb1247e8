import type { Offered } from './offered.ts';

/** A 36-month trend of a city with 400 wards, 200 requests a second offered over 50 connections. */
export async function trend36(): Promise<Offered> {
  throw new Error('not wired yet');
}
