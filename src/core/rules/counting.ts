import type { Explanation } from '../explanation.ts';
import { type IsoDate, monthOf } from '../time.ts';
import { actKey } from './act.ts';
import type { AdoptedScheme } from './adoption.ts';
import type { CountingRule, CreditRule, Scheme } from './scheme.ts';

/** The code of a balance carried over from paper; no violation of a scheme can have it. */
export const carriedOver = 'carried-over';

/** One confirmed item of one scheme, as the counting rules see it. */
export interface ConfirmedItem {
  readonly deductionId: string;
  /** The id the doctor had when it was recorded: reminders given before a merge of two records stay reminders. */
  readonly recordedFor: string;
  readonly hospitalId: string;
  readonly occurredOn: IsoDate;
  readonly foundOn: IsoDate;
  /** Ledger position of the confirming entry; orders what was found on one day. */
  readonly foundSeq: number;
  /** One prescription or order; unique within its hospital. */
  readonly actRef: string;
  /** What several items of one event share: the document of an external decision, else the act. */
  readonly eventRef: string;
  readonly code: string;
  /** Points chosen inside a range; null where the scheme states them. */
  readonly chosenPoints: number | null;
  /** What a ruling or an outside decision left of it: it weighs no more than this; null: nothing was reduced. */
  readonly reducedTo: number | null;
  readonly adopted: AdoptedScheme;
}

export interface CountedItem {
  readonly item: ConfirmedItem;
  /** What the item weighs by itself. */
  readonly weight: number;
  /** What it adds to the sum after every rule; 0 where a rule leaves nothing of it. */
  readonly counted: number;
  /** Each rule that changed its points, in the order they ran; the last one is why an item does not count. */
  readonly reasons: readonly Explanation[];
}

/** By foundOn, then ledger position: the one order in which findings are weighed. */
export function inFindingOrder(items: readonly ConfirmedItem[]): ConfirmedItem[] {
  return [...items].sort((a, b) =>
    a.foundOn === b.foundOn ? a.foundSeq - b.foundSeq : a.foundOn < b.foundOn ? -1 : 1,
  );
}

/**
 * Weighs the items of one cycle by the rules of each item's own scheme version, one after the other and never looking
 * ahead or back: whatever is found later, an item that has been weighed keeps its points.
 *
 * @param items of one scheme and one cycle, in finding order.
 */
export function countItems(items: readonly ConfirmedItem[]): CountedItem[] {
  const tally: Tally = { acts: new Map(), actsOfCode: new Map(), reminded: new Set(), monthly: new Map() };
  return items.map((item) => countItem(item, tally));
}

/** The points a violation weighs before any rule: what the scheme states, or what was chosen inside its range. */
export function statedPoints(adopted: AdoptedScheme, code: string, chosenPoints: number | null): number {
  const points = adopted.violations.get(code)?.points;
  // No violation of the scheme: a balance carried over from paper, which states its own points.
  if (points === undefined) return chosenPoints ?? 0;
  return typeof points === 'number' ? points : (chosenPoints ?? points.min);
}

/**
 * How many of the credited points stand against what was counted: each activity's points up to the cap of the cycle, and
 * never against items too heavy to be earned back.
 */
export function creditedPoints(rule: CreditRule | null, activities: number, counted: readonly CountedItem[]): number {
  if (rule === null) return 0;
  return Math.min(activities * rule.pointsEach, rule.capPerCycle, creditablePoints(rule, counted));
}

/** The counted points that can be earned back at all, before the cap. */
export function creditablePoints({ notForItemsOf }: CreditRule, counted: readonly CountedItem[]): number {
  return sum(counted.filter((each) => notForItemsOf === null || each.weight < notForItemsOf));
}

export function sum(items: readonly CountedItem[]): number {
  return items.reduce((before, each) => before + each.counted, 0);
}

/** What the items weighed so far leave behind for the next. */
interface Tally {
  /** By hospital and act: the heaviest item so far, and the points counted for the act. */
  readonly acts: Map<string, { weight: number; counted: number }>;
  readonly actsOfCode: Map<string, Set<string>>;
  /** By the doctor id it was recorded for, and rule: the reminder of the cycle has been given. */
  readonly reminded: Set<string>;
  /** By hospital, month of occurredOn and rule: points counted under the cap. */
  readonly monthly: Map<string, number>;
}

/** The rules in their fixed order; each narrows what the one before it left. */
function countItem(item: ConfirmedItem, tally: Tally): CountedItem {
  const { scheme } = item.adopted;
  const act = actKey(item.hospitalId, item.actRef);
  const reasons: Explanation[] = [];

  const weight = reduce(item, weighRepetition(item, act, scheme, tally, reasons), reasons);
  const ofAct = takeHighestOfAct(weight, act, scheme, tally, reasons);
  const reminder = ofAct > 0 ? firstReminder(item, scheme, tally) : undefined;
  const counted = reminder === undefined ? capMonth(item, ofAct, scheme, tally, reasons) : 0;
  if (reminder !== undefined) {
    reasons.push({ code: 'item.reminder', parameters: { code: item.code, points: ofAct } });
    if (reminder.usesMonthlyCap) capMonth(item, ofAct, scheme, tally, []);
  }

  const before = tally.acts.get(act) ?? { weight: 0, counted: 0 };
  const standing = reminder?.freesAct ? before.weight : Math.max(before.weight, weight);
  tally.acts.set(act, { weight: standing, counted: before.counted + counted });
  if (weight === 0 && item.reducedTo === null)
    reasons.push({ code: 'item.linked-only', parameters: { code: item.code } });
  return { item, weight, counted, reasons };
}

/** A reduced item weighs so from the day of the finding on, whatever the rules would make of it. */
function reduce({ code, reducedTo }: ConfirmedItem, weight: number, reasons: Explanation[]): number {
  if (reducedTo === null || reducedTo >= weight) return weight;
  reasons.push({ code: 'item.reduced', parameters: { code, points: weight, to: reducedTo } });
  return reducedTo;
}

/** A code found again about another act may weigh more the second time. */
function weighRepetition(
  item: ConfirmedItem,
  act: string,
  scheme: Scheme,
  tally: Tally,
  reasons: Explanation[],
): number {
  const stated = statedPoints(item.adopted, item.code, item.chosenPoints);
  const acts = tally.actsOfCode.get(item.code) ?? new Set();
  const isRepeated = acts.size > 0 && !acts.has(act);
  tally.actsOfCode.set(item.code, acts.add(act));
  if (!isRepeated) return stated;
  for (const rule of scheme.counting) {
    if (rule.kind !== 'repeated' || rule.code !== item.code) continue;
    reasons.push({ code: 'item.repeated', parameters: { code: item.code, once: stated, points: rule.points } });
    return rule.points;
  }
  return stated;
}

/** The act scores its highest item: a lighter or equal one adds nothing, a heavier one adds what is missing. */
function takeHighestOfAct(weight: number, act: string, scheme: Scheme, tally: Tally, reasons: Explanation[]): number {
  const before = tally.acts.get(act);
  if (before === undefined || !scheme.counting.some((rule) => rule.kind === 'highest-per-act')) return weight;
  if (weight <= before.weight) {
    if (weight > 0)
      reasons.push({ code: 'item.not-highest-of-act', parameters: { points: weight, highest: before.weight } });
    return 0;
  }
  if (before.counted > 0) {
    const counted = weight - before.counted;
    reasons.push({ code: 'item.heavier-of-act', parameters: { points: weight, before: before.counted, counted } });
  }
  return weight - before.counted;
}

/** The rule by which an item is only a reminder; undefined: the reminder of the cycle has been given, or none is. */
function firstReminder(item: ConfirmedItem, scheme: Scheme, tally: Tally): ReminderRule | undefined {
  for (const [index, rule] of scheme.counting.entries()) {
    if (rule.kind !== 'first-is-reminder' || !rule.codes.includes(item.code)) continue;
    const key = `${item.recordedFor}/${index}`;
    if (tally.reminded.has(key)) continue;
    tally.reminded.add(key);
    return rule;
  }
  return undefined;
}

type ReminderRule = Extract<CountingRule, { readonly kind: 'first-is-reminder' }>;

function capMonth(item: ConfirmedItem, points: number, scheme: Scheme, tally: Tally, reasons: Explanation[]): number {
  if (points === 0) return 0;
  let left = points;
  for (const [index, rule] of scheme.counting.entries()) {
    if (rule.kind !== 'monthly-cap' || !rule.codes.includes(item.code)) continue;
    const month = monthOf(item.occurredOn);
    const key = `${item.hospitalId}/${month}/${index}`;
    const used = tally.monthly.get(key) ?? 0;
    const counted = Math.min(left, Math.max(0, rule.points - used));
    tally.monthly.set(key, used + counted);
    if (counted < left)
      reasons.push({ code: 'item.monthly-cap', parameters: { month, cap: rule.points, used, counted } });
    left = counted;
  }
  return left;
}
