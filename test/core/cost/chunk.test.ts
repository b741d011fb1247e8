import fc from 'fast-check';
import { expect, it } from 'vitest';
import { packColumns, unpackColumns } from '../../../src/core/cost/chunk.ts';

it('every column of integers below 2^53 comes back as it was', () => {
  const value = fc.oneof(fc.nat(255), fc.nat(65_536), fc.nat(2 ** 31 - 1), fc.maxSafeNat());
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 40 }),
      fc.infiniteStream(value),
      fc.integer({ min: 1, max: 5 }),
      (rows, values, count) => {
        const columns = Array.from({ length: count }, () => Float64Array.from(values.take(rows)));
        const unpacked = unpackColumns(packColumns(columns, rows));
        expect(unpacked.rows).toBe(rows);
        expect(unpacked.columns).toEqual(columns);
      },
    ),
  );
});

it.each([255, 256, 65_535, 65_536, 2 ** 32 - 1, 2 ** 32, Number.MAX_SAFE_INTEGER])('keeps the boundary %d', (value) => {
  expect(unpackColumns(packColumns([Float64Array.of(value, 0)], 2)).columns[0]).toEqual(Float64Array.of(value, 0));
});

it('rows behind the count are not packed', () => {
  expect(unpackColumns(packColumns([Float64Array.of(1, 2, 3)], 2)).columns[0]).toEqual(Float64Array.of(1, 2));
});

it('refuses bytes that are no chunk or are cut short', () => {
  const packed = packColumns([Float64Array.of(1, 2)], 2);
  expect(() => unpackColumns(packed.subarray(0, packed.length - 1))).toThrow('wrong length');
  expect(() => unpackColumns(new Uint8Array(20))).toThrow('not a column chunk');
});
