import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ConfirmedItem, countItems, inFindingOrder, sum } from '../../../src/core/rules/counting.ts';
import { addDays } from '../../../src/core/time.ts';
import { adopted, ganzhou } from '../../support/record.ts';

const scheme = adopted(ganzhou)[0] ?? expect.fail('nothing adopted');

function anItem(changed: Partial<ConfirmedItem> = {}): ConfirmedItem {
  return {
    deductionId: `d${changed.foundSeq ?? 0}`,
    recordedFor: 'doctor',
    hospitalId: 'h3',
    occurredOn: '2026-03-02',
    foundOn: '2026-03-16',
    foundSeq: 0,
    actRef: `RX${changed.foundSeq ?? 0}`,
    eventRef: '',
    code: '2-1',
    chosenPoints: null,
    reducedTo: null,
    adopted: scheme,
    ...changed,
  };
}

const countedOf = (items: readonly ConfirmedItem[]) => countItems(items).map((each) => each.counted);

/** Findings as they come: few acts, months and hospitals, so that every rule has something to do. */
const anyItems = fc
  .array(
    fc.record({
      code: fc.constantFrom('1-1', '1-2', '1-10', '1-13', '2-1', '2-4', '3-1', 'E03', 'X01'),
      actRef: fc.constantFrom('RX1', 'RX2', 'RX3', 'RX4', 'RX5'),
      hospitalId: fc.constantFrom('h3', 'other3'),
      occurredOn: fc.constantFrom('2026-03-02', '2026-03-31', '2026-04-01'),
      foundOn: fc.integer({ min: 0, max: 60 }).map((days) => addDays('2026-04-10', days)),
    }),
    { maxLength: 25 },
  )
  .map((items) => inFindingOrder(items.map((each, index) => anItem({ ...each, foundSeq: index }))));

it('an act is one however its number is spelt', () => {
  const twice = (actRef: string) =>
    countedOf([anItem({ actRef: 'RX1', foundSeq: 0 }), anItem({ actRef, foundSeq: 1 })]);
  expect(twice('ＲＸ１ ')).toEqual([2, 0]);
  expect(twice('RX2')).toEqual([2, 2]);
});

describe('whatever is found', () => {
  it('a later finding never makes an earlier one heavier, or lighter', () => {
    fc.assert(
      fc.property(anyItems, fc.nat(25), (items, length) => {
        expect(countedOf(items.slice(0, length))).toEqual(countedOf(items).slice(0, length));
      }),
    );
  });

  it('an act counts no more than its heaviest item, and no item less than nothing', () => {
    fc.assert(
      fc.property(anyItems, (items) => {
        const counted = countItems(items);
        for (const act of new Set(items.map((each) => `${each.hospitalId}/${each.actRef}`))) {
          const ofAct = counted.filter(({ item }) => `${item.hospitalId}/${item.actRef}` === act);
          expect(sum(ofAct)).toBeLessThanOrEqual(Math.max(...ofAct.map(({ weight }) => weight)));
          expect(Math.min(...ofAct.map((each) => each.counted))).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  it('the order of findings that weigh the same does not change the sum', () => {
    const same = fc.array(fc.constantFrom('1-1', '1-2', '1-10', '1-15'), { minLength: 1, maxLength: 8 });
    const shuffled = same.chain((codes) =>
      fc.tuple(fc.constant(codes), fc.shuffledSubarray(codes, { minLength: codes.length })),
    );
    fc.assert(
      fc.property(shuffled, ([codes, others]) => {
        const total = (list: readonly string[]) =>
          sum(countItems(list.map((code, foundSeq) => anItem({ code, foundSeq }))));
        expect(total(others)).toBe(total(codes));
      }),
    );
  });

  it('writing items of one hospital and month never count more than their cap, and the first never counts', () => {
    fc.assert(
      fc.property(anyItems, (items) => {
        const writing = countItems(items.filter(({ code }) => ['1-1', '1-2', '1-10'].includes(code)));
        expect(writing[0]?.counted ?? 0).toBe(0);
        const byMonth = Map.groupBy(writing, ({ item }) => `${item.hospitalId} ${item.occurredOn.slice(0, 7)}`);
        for (const month of byMonth.values()) expect(sum(month)).toBeLessThanOrEqual(2);
      }),
    );
  });

  it('every item that does not count in full says why', () => {
    fc.assert(
      fc.property(anyItems, (items) => {
        for (const { weight, counted, reasons } of countItems(items)) {
          if (counted < weight || weight === 0) expect(reasons.length).toBeGreaterThan(0);
        }
      }),
    );
  });
});

describe('the finding order', () => {
  it('is by day found and then by ledger position', () => {
    const items = [
      anItem({ foundOn: '2026-03-17', foundSeq: 1 }),
      anItem({ foundOn: '2026-03-16', foundSeq: 9 }),
      anItem({ foundOn: '2026-03-16', foundSeq: 2 }),
    ];
    expect(inFindingOrder(items).map(({ foundSeq }) => foundSeq)).toEqual([2, 9, 1]);
  });
});

describe('an item that lost to a heavier one of its act', () => {
  it('does not use up the reminder of the cycle', () => {
    const items = [
      anItem({ code: '2-1', actRef: 'RX1', foundSeq: 0 }),
      anItem({ code: '1-1', actRef: 'RX1', foundSeq: 1 }),
      anItem({ code: '1-2', actRef: 'RX2', foundSeq: 2 }),
    ];
    expect(countItems(items).map(({ reasons }) => reasons.at(-1)?.code)).toEqual([
      undefined,
      'item.not-highest-of-act',
      'item.reminder',
    ]);
  });
});

describe('a second writing item of a prescription that was a reminder', () => {
  it('is not higher than the first and counts no more than it, while a heavier one counts in full', () => {
    const items = ['1-1', '1-2', '2-1'].map((code, foundSeq) => anItem({ code, actRef: 'RX1', foundSeq }));
    expect(countedOf(items)).toEqual([0, 0, 2]);
  });
});

describe('what a scheme may say otherwise of the reminder', () => {
  const reading = (changed: object) => {
    const counting = scheme.scheme.counting.map((rule) =>
      rule.kind === 'first-is-reminder' ? { ...rule, ...changed } : rule,
    );
    return { ...scheme, scheme: { ...scheme.scheme, counting } };
  };

  it('it uses up its points of the monthly cap, or none', () => {
    const items = (changed: object) =>
      [0, 1, 2, 3].map((foundSeq) => anItem({ code: '1-1', foundSeq, adopted: reading(changed) }));
    expect(countedOf(items({ usesMonthlyCap: false }))).toEqual([0, 1, 1, 0]);
    expect(countedOf(items({ usesMonthlyCap: true }))).toEqual([0, 1, 0, 0]);
  });

  it('an equal item of its prescription counts, or adds nothing', () => {
    const items = (changed: object) =>
      ['1-1', '1-2', '1-4'].map((code, foundSeq) =>
        anItem({ code, actRef: 'RX1', foundSeq, adopted: reading(changed) }),
      );
    expect(countedOf(items({ freesAct: false }))).toEqual([0, 0, 0]);
    expect(countedOf(items({ freesAct: true }))).toEqual([0, 1, 0]);
  });
});

describe('a reminder given on a record before it was merged', () => {
  it('stays a reminder', () => {
    const items = [
      anItem({ code: '1-1', recordedFor: 'doctor', foundSeq: 0 }),
      anItem({ code: '1-1', recordedFor: 'old-id', foundSeq: 1 }),
      anItem({ code: '1-1', recordedFor: 'old-id', foundSeq: 2 }),
    ];
    expect(countedOf(items)).toEqual([0, 0, 1]);
  });
});

describe('the repeated code', () => {
  it('weighs more about another act, not about the same one', () => {
    const twice = (actRef: string) =>
      countItems([anItem({ code: 'E03', actRef: 'RX1' }), anItem({ code: 'E03', actRef, foundSeq: 1 })]);
    expect(twice('RX2').map(({ weight }) => weight)).toEqual([6, 12]);
    expect(twice('RX1').map(({ weight }) => weight)).toEqual([6, 6]);
  });
});
