import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Entry } from '../../src/core/ledger/entry.ts';
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

test.each([1, 3, 8, 1_000])(
  'histories read in pages of %i entries are every doctor once, each in the order of the ledger',
  async (size) => {
    const { histories, ledger } = service.ports.store;
    const read = new Map<string, readonly Entry[]>();
    for (let after = ''; ; ) {
      const page = await histories.after(after, size);
      for (const { doctorId, entries } of page) {
        expect(read.has(doctorId)).toBe(false);
        expect(doctorId > after).toBe(true);
        after = doctorId;
        read.set(doctorId, entries);
      }
      if (page.length === 0) break;
    }
    expect(read.size).toBe(7);
    for (const [id, entries] of read) expect(entries).toEqual(await ledger.entriesOf([{ kind: 'doctor', id }]));
  },
);
