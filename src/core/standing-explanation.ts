import type { Explanation } from './explanation.ts';
import { countItems, creditablePoints, creditedPoints, inFindingOrder, sum } from './rules/counting.ts';
import type { CreditRule } from './rules/scheme.ts';
import { activitiesIn, chargeDate } from './rules/threshold.ts';
import type { ThresholdAhead } from './standing.ts';
import type { Balance } from './standing-balance.ts';
import { asIfConfirmed, type OpenFinding } from './standing-item.ts';
import { addDays, addMonths, type IsoDate } from './time.ts';

/**
 * How a standing came about and what would change it, in the order a reader checks it: rule, cycle, what was given back,
 * the number; then the next threshold, what waits for a decision, what can still be earned, and when it is over.
 */
export function explainStanding(balance: Balance, ahead: readonly ThresholdAhead[], asOf: IsoDate): Explanation[] {
  const { frame, cycle, points: counted, credited, uncapped, contested, left } = balance;
  const { title, version, provenance, total, chargedBy, direction, credits } = frame.scheme;
  return [
    { code: `standing.scheme.${provenance}`, parameters: { title, version, document: frame.document } },
    { code: `standing.cycle.${chargedBy}`, parameters: { from: cycle.from, until: cycle.until } },
    ...(credits === null ? [] : [givenBack(credits, balance, asOf)]),
    { code: `standing.left.${direction}`, parameters: { total, counted, credited, uncapped, left } },
    ...(contested > 0 ? [{ code: 'standing.contested', parameters: { contested } }] : []),
    nextThreshold(ahead),
    ...balance.found.open.map((open) => ifConfirmed(open, balance, asOf)),
    ...stillToEarn(balance, asOf),
    endOfCycle(balance),
  ];
}

/** credited = min(activities × pointsEach, cap, creditable). */
function givenBack(rule: CreditRule, balance: Balance, asOf: IsoDate): Explanation {
  const { pointsEach, capPerCycle: cap, notForItemsOf } = rule;
  const { credited } = balance;
  const activities = activitiesIn(balance.cycle, balance, asOf);
  const creditable = creditablePoints(rule, balance.counted);
  return {
    code: 'standing.credited',
    parameters: { credited, activities, pointsEach, cap, creditable, notForItemsOf },
  };
}

function nextThreshold(ahead: readonly ThresholdAhead[]): Explanation {
  const [next] = [...ahead].sort((a, b) => a.away - b.away);
  if (next === undefined) return { code: 'standing.no-threshold-ahead', parameters: {} };
  const { threshold, away } = next;
  return {
    code: 'standing.next-threshold',
    parameters: { threshold: { zh: threshold.zh, en: threshold.en }, at: threshold.at, away },
  };
}

/** What one open item alone would do, were it confirmed at the end of the day asked about. */
function ifConfirmed(open: OpenFinding, balance: Balance, asOf: IsoDate): Explanation {
  const { scheme } = balance.frame;
  const { deductionId, occurredOn } = open.deduction.finding;
  const item = asIfConfirmed(open, asOf);
  const charged = chargeDate(scheme, item);
  const { from, until } = balance.cycle;
  const code = item.code;
  if (charged < from || charged >= until) {
    return { code: 'standing.if-confirmed.other-cycle', parameters: { deductionId, code, occurredOn, on: charged } };
  }
  const counted = countItems(inFindingOrder([...balance.counted.map((each) => each.item), item]));
  const points = counted.find((each) => each.item === item)?.counted ?? 0;
  const credited = creditedPoints(scheme.credits, activitiesIn(balance.cycle, balance, asOf), counted);
  const left = Math.max(0, scheme.total - Math.max(0, sum(counted) - credited));
  return { code: 'standing.if-confirmed', parameters: { deductionId, code, occurredOn, points, left } };
}

/** What the scheme still lets the doctor earn back in this cycle, and how many activities wait for their second signature. */
function stillToEarn(balance: Balance, asOf: IsoDate): Explanation[] {
  const rule = balance.frame.scheme.credits;
  if (rule === null) return [{ code: 'standing.credits.none', parameters: {} }];
  const { pointsEach, capPerCycle: cap } = rule;
  const possible = Math.min(cap, creditablePoints(rule, balance.counted)) - balance.credited;
  const text = { zh: rule.zh, en: rule.en };
  const waiting = balance.credits.filter(({ confirmed }) => confirmed === null).length;
  const acting = activitiesIn(balance.cycle, balance, asOf);
  const withWaiting = creditedPoints(rule, acting + waiting, balance.counted) - balance.credited;
  return [
    { code: 'standing.credits.possible', parameters: { rule: text, possible, pointsEach, cap } },
    ...(waiting > 0 ? [{ code: 'standing.credits.waiting', parameters: { waiting, points: withWaiting } }] : []),
  ];
}

/** A named cycle ends for all its points at once; a rolling one loses each when it is as old as the window. */
function endOfCycle({ cycle, counted, credited, frame }: Balance): Explanation {
  const { cycle: rule } = frame.scheme;
  if (rule.kind !== 'rolling') {
    return { code: 'standing.cycle-ends', parameters: { on: cycle.until, points: sum(counted), credited } };
  }
  const charge = ({ item }: (typeof counted)[number]) => chargeDate(frame.scheme, item);
  const counting = counted.filter((each) => each.counted > 0);
  const [oldest] = counting.map(charge).sort();
  const { months } = rule;
  if (oldest === undefined) return { code: 'standing.window-empty', parameters: { months } };
  const points = sum(counting.filter((each) => charge(each) === oldest));
  const later = addMonths(oldest, months);
  // What was charged on 29 February is still inside on 28 February of the next year.
  const on = addMonths(later, -months) < oldest ? addDays(later, 1) : later;
  return { code: 'standing.window-moves', parameters: { on, points, charged: oldest, months } };
}
