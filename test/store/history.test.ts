import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readSchemes } from '../../src/library.ts';
import { openSqlite } from '../../src/store/open-sqlite.ts';
import { type DoctorRange, type Histories, type History, histories } from '../../src/store/queries/history.ts';
import { replayFile } from '../../src/worker-replay.ts';
import { prescriber } from '../support/city.ts';
import { confirmed, type DeductionCity, deductionCity } from '../support/deductions.ts';
import { startService, type TestService } from '../support/service.ts';

let service: TestService;
let city: DeductionCity;

beforeAll(async () => {
  service = await startService({ listen: false });
  city = await deductionCity(service);
  for (let n = 1; n <= 6; n += 1) {
    await prescriber(city.second, { staffNo: `H${n}`, licenceNo: `36070000000000${n}` });
    await confirmed(city);
  }
});
afterAll(() => service.close());

test('histories are every doctor once, each in the order of the ledger', async () => {
  const { ledger } = service.ports.store;
  const read = inRange({ from: '', until: null });
  expect(read.length).toBe(7);
  expect(read.map(({ doctorId }) => doctorId)).toEqual(read.map(({ doctorId }) => doctorId).sort());
  for (const { doctorId, entries } of read) {
    expect(entries).toEqual(await ledger.entriesOf([{ kind: 'doctor', id: doctorId }]));
  }
});

test('two ranges hold what one does, about half each', () => {
  const whole = inRange({ from: '', until: null });
  expect(reading((histories) => histories.entries())).toBe(whole.reduce((sum, { entries }) => sum + entries.length, 0));
  expect(rangesOf(1).map(inRange)).toEqual([whole]);
  const halves = rangesOf(2).map(inRange);
  expect(halves.flat()).toEqual(whole);
  for (const half of halves) expect(half.length).toBeGreaterThan(0);
});

test('a draft run by two threads over a half each says what one run over all says', async () => {
  const scheme = readSchemes().find(({ file }) => file.startsWith('ganzhou'))?.scheme;
  if (scheme === undefined) throw new Error('the library lacks the default scheme');
  const violations = scheme.violations.map((each) => (each.points === 2 ? { ...each, points: 1 } : each));
  const question = { scheme: { ...scheme, violations }, asOf: '2026-12-31' };
  const told: number[] = [];
  const here = await replayFile(ledgerPath(), question, (entries) => told.push(entries), 0);
  expect(told).toEqual([here.entries]);
  expect(here.doctors).toBe(7);
  expect(here.changes.length).toBeGreaterThan(0);
  expect(await replayFile(ledgerPath(), question, undefined, 2)).toEqual(here);
});

function inRange(range: DoctorRange): History[] {
  return reading((histories) => [...histories.within(range)]);
}

function rangesOf(parts: 1 | 2): readonly DoctorRange[] {
  return reading((histories) => histories.ranges(parts));
}

function reading<T>(read: (from: Histories) => T): T {
  const connection = openSqlite(ledgerPath(), 'read-only');
  try {
    return read(histories(connection));
  } finally {
    connection.close();
  }
}

function ledgerPath(): string {
  return join(service.folder, 'data', 'rx12.db');
}
