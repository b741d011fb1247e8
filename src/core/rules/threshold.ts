import type { IsoDate } from '../time.ts';
import { type ConfirmedItem, type CountedItem, carriedOver, countItems, creditedPoints, sum } from './counting.ts';
import { type Cycle, cycleOf } from './cycle.ts';
import type { Scheme, Threshold } from './scheme.ts';

/** A threshold that one finding reached. */
export interface Crossing {
  /** Names it for good within the doctor's record, so that it never falls due twice: scheme, threshold, cycle or finding. */
  readonly id: string;
  readonly threshold: Threshold;
  readonly scheme: Scheme;
  readonly item: ConfirmedItem;
  readonly cycle: Cycle;
  /** What was weighed together to reach it, the finding itself last. */
  readonly parts: readonly CountedItem[];
  /** The uncontested points of the cycle, or of the event, just before and with the finding. */
  readonly before: number;
  readonly after: number;
}

/** What crossings depend on beside the items. */
export interface CrossingFrame {
  /** The scheme version whose cycle and thresholds bound the doctor on the day of the finding. */
  readonly schemeFor: (item: ConfirmedItem) => Scheme;
  readonly anchor: IsoDate;
  /** Days on which a credited activity began to act, in order. */
  readonly creditDates: readonly IsoDate[];
  /** Contested points bring nothing about while they are contested. */
  readonly isContested: (item: ConfirmedItem) => boolean;
}

/**
 * Every threshold that the findings reached, in finding order. What was reached stays reached: a later credit, or the
 * end of the cycle, takes nothing back; only a finding that itself falls does.
 *
 * @param items all confirmed items of one scheme, in finding order, whatever their cycle.
 */
export function crossingsOf(items: readonly ConfirmedItem[], frame: CrossingFrame): Crossing[] {
  const reached = new Set<string>();
  const weighed = new Map<string, readonly CountedItem[]>();
  return items.flatMap((item, index) => {
    if (frame.isContested(item)) return [];
    const scheme = frame.schemeFor(item);
    const cycle = cycleOf(scheme.cycle, chargeDate(scheme, item), frame.anchor);
    const counted = upTo(items, index, cycle, scheme, weighed).filter((each) => !frame.isContested(each.item));
    const others = counted.slice(0, -1);
    const sameEvent = (each: CountedItem) => each.item.eventRef === item.eventRef;
    const spent = (some: readonly CountedItem[]) => balance(scheme, some, activitiesIn(cycle, frame, item.foundOn));
    const ofEvent = (some: readonly CountedItem[]) => sum(some.filter(sameEvent));
    // What each threshold is measured by, summed once for all of them.
    const sums = {
      cycle: { before: spent(others), after: spent(counted) },
      'single-event': { before: ofEvent(others), after: ofEvent(counted) },
    };
    const crossed = scheme.thresholds.flatMap((threshold): Crossing[] => {
      const { before, after } = sums[threshold.measured];
      if (after < threshold.at || after <= before) return [];
      // A rolling window has no name; the finding that first reached the threshold names the crossing.
      const span = threshold.measured === 'cycle' ? (cycle.id ?? item.deductionId) : item.eventRef;
      const id = `${scheme.id}:${threshold.id}:${span}`;
      if (reached.has(id) || (cycle.id === null && before >= threshold.at)) return [];
      const parts = threshold.measured === 'cycle' ? counted : counted.filter(sameEvent);
      return [{ id, threshold, scheme, item, cycle, parts, before, after }];
    });
    for (const { id } of crossed) reached.add(id);
    // What a balance carried over from paper had reached was dealt with on paper, and does not fall due again.
    if (item.code === carriedOver) return [];
    return fallingDue(scheme, crossed);
  });
}

/** Σ counted − Σ credits, before the floor and the ceiling. */
function uncappedBalance(scheme: Scheme, counted: readonly CountedItem[], activities: number): number {
  return sum(counted) - creditedPoints(scheme.credits, activities, counted);
}

/** The day that chooses an item's cycle. */
export function chargeDate(scheme: Scheme, item: ConfirmedItem): IsoDate {
  return scheme.chargedBy === 'act' ? item.occurredOn : item.foundOn;
}

/** How many credited activities act in a cycle up to the end of a day. */
export function activitiesIn(cycle: Cycle, frame: Pick<CrossingFrame, 'creditDates'>, until: IsoDate): number {
  return frame.creditDates.filter((on) => cycle.from <= on && on < cycle.until && on <= until).length;
}

function balance(scheme: Scheme, counted: readonly CountedItem[], activities: number): number {
  return Math.max(0, uncappedBalance(scheme, counted, activities));
}

/** The counted items of the cycle up to and with one finding; a cycle with a name is weighed once for all its findings. */
function upTo(
  items: readonly ConfirmedItem[],
  index: number,
  cycle: Cycle,
  scheme: Scheme,
  weighed: Map<string, readonly CountedItem[]>,
): readonly CountedItem[] {
  const inCycle = (item: ConfirmedItem) => {
    const charged = chargeDate(scheme, item);
    return cycle.from <= charged && charged < cycle.until;
  };
  if (cycle.id === null) return countItems(items.slice(0, index + 1).filter(inCycle));
  const all = weighed.get(cycle.id) ?? countItems(items.filter(inCycle));
  weighed.set(cycle.id, all);
  const item = items[index];
  return all.slice(0, all.findIndex((each) => each.item === item) + 1);
}

/** Of what one finding reached at once: not what another of them replaces, and only the highest where the scheme says so. */
function fallingDue(scheme: Scheme, crossed: readonly Crossing[]): readonly Crossing[] {
  const replaced = new Set(crossed.flatMap(({ threshold }) => threshold.insteadOf));
  const left = crossed.filter(({ threshold }) => !replaced.has(threshold.id));
  if (scheme.crossing === 'each') return left;
  return left.slice(-1);
}
