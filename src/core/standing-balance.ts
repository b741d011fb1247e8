import type { Credit } from './procedure/credit.ts';
import type { AdoptedScheme } from './rules/adoption.ts';
import {
  type ConfirmedItem,
  type CountedItem,
  countItems,
  creditedPoints,
  inFindingOrder,
  sum,
} from './rules/counting.ts';
import { type Cycle, cycleOf } from './rules/cycle.ts';
import { activitiesIn, type Crossing, chargeDate, crossingsOf } from './rules/threshold.ts';
import { anchorOf, frameOn, type StandingFile } from './standing-file.ts';
import { type Found, foundUnder } from './standing-item.ts';
import type { IsoDate } from './time.ts';

/** The arithmetic of a standing without its words: what a standing shows, and all that a replay of a draft compares. */
export interface Balance {
  readonly frame: AdoptedScheme;
  readonly anchor: IsoDate;
  readonly cycle: Cycle;
  readonly found: Found;
  /** All confirmed items of the scheme in finding order, whatever their cycle. */
  readonly confirmed: readonly ConfirmedItem[];
  /** Those of the cycle, weighed. */
  readonly counted: readonly CountedItem[];
  readonly credits: readonly Credit[];
  /** Days on which confirmed credits began to act, in order. */
  readonly creditDates: readonly IsoDate[];
  readonly points: number;
  readonly credited: number;
  readonly uncapped: number;
  readonly contested: number;
  readonly left: number;
}

/** undefined where the scheme neither binds the doctor nor was anything of theirs found under it. */
export function balanceUnder(schemeId: string, file: StandingFile): Balance | undefined {
  const { asOf } = file;
  const found = foundUnder(schemeId, file);
  const confirmed = inFindingOrder(found.confirmed.map((each) => each.item));
  const frame = frameOn(schemeId, asOf, file) ?? confirmed.at(-1)?.adopted ?? found.lastAdopted;
  if (frame === undefined) return undefined;
  const { scheme } = frame;
  const anchor = anchorOf(scheme.cycle, file);
  const cycle = cycleOf(scheme.cycle, asOf, anchor);
  const inCycle = (item: ConfirmedItem) => {
    const charged = chargeDate(scheme, item);
    return cycle.from <= charged && charged < cycle.until;
  };
  const counted = countItems(confirmed.filter(inCycle));
  const credits = file.credits.filter(({ activity, declined }) => activity.scheme === schemeId && declined === null);
  const creditDates = credits.flatMap((credit) => credit.confirmed?.on ?? []).sort();
  const credited = creditedPoints(scheme.credits, activitiesIn(cycle, { creditDates }, asOf), counted);
  const points = sum(counted);
  const uncapped = points - credited;
  return {
    frame,
    anchor,
    cycle,
    found,
    confirmed,
    counted,
    credits,
    creditDates,
    points,
    credited,
    uncapped,
    contested: sum(counted.filter((each) => found.isContested(each.item))),
    left: Math.max(0, scheme.total - Math.max(0, uncapped)),
  };
}

/** Every threshold that the findings have reached so far, in finding order. */
export function crossingsIn(schemeId: string, balance: Balance, file: StandingFile): Crossing[] {
  const { confirmed, anchor, creditDates, found } = balance;
  return crossingsOf(confirmed, {
    schemeFor: (item) => (frameOn(schemeId, item.foundOn, file) ?? item.adopted).scheme,
    anchor,
    creditDates,
    isContested: found.isContested,
  });
}
