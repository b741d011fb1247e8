import { addDays, addMonths, type IsoDate } from '../time.ts';
import { actKey } from './act.ts';
import type { ConfirmedItem } from './counting.ts';
import { type Cycle, cycleOf } from './cycle.ts';
import type { Scheme } from './scheme.ts';

export type Trigger = Scheme['triggers'][number];

/** A confirmed item with what triggers look at beside its points. */
export interface TriggerItem {
  readonly item: ConfirmedItem;
  /** An antibacterial of any grade stands on the sheet. */
  readonly antibacterial: boolean;
}

/** A statutory trigger that findings have reached, whatever the balance is. */
export interface TriggerReached {
  /** Names it for good within the doctor's record: scheme, trigger, hospital or person, and cycle or finding. */
  readonly id: string;
  readonly trigger: Trigger;
  readonly scheme: Scheme;
  /** The hospital that it was counted at; null: the person's findings anywhere. */
  readonly hospitalId: string | null;
  /** The findings counted, one for each act; the last one reached it. */
  readonly items: readonly ConfirmedItem[];
  readonly window: Pick<Cycle, 'from' | 'until'>;
}

export interface TriggerFrame {
  /** The version that binds the person on the day of a finding. */
  readonly schemeFor: (item: ConfirmedItem) => Scheme;
  readonly anchor: IsoDate;
  readonly isContested: (item: ConfirmedItem) => boolean;
  /** The first day of a measure that answers a trigger at a hospital; undefined where there is none. */
  readonly measuredFrom: (triggerId: string, hospitalId: string) => IsoDate | undefined;
}

/**
 * Every trigger reached, in finding order, each once for its window.
 *
 * @param items all confirmed items of one scheme, in finding order.
 */
export function triggersReached(items: readonly TriggerItem[], frame: TriggerFrame): TriggerReached[] {
  const known = new Set<string>();
  return items.flatMap((last, index) => {
    const { item } = last;
    const scheme = frame.schemeFor(item);
    return scheme.triggers.flatMap((trigger): TriggerReached[] => {
      if (!counts(trigger, last, frame)) return [];
      const window = windowOf(trigger, scheme, item, frame.anchor);
      const together = (other: TriggerItem) =>
        counts(trigger, other, frame) &&
        (trigger.per === 'person' || other.item.hospitalId === item.hospitalId) &&
        window.from <= other.item.foundOn &&
        other.item.foundOn < window.until;
      const earlier = trigger.window === 'each' ? [] : items.slice(0, index).filter(together);
      const before = oneForEachAct(earlier.map((each) => each.item));
      const counted = oneForEachAct([...before, item]);
      const place = trigger.per === 'hospital' ? item.hospitalId : null;
      const id = `${scheme.id}:${trigger.id}:${place ?? 'person'}:${window.id ?? item.deductionId}`;
      if (counted.length < trigger.at || before.length >= trigger.at || known.has(id)) return [];
      known.add(id);
      return [{ id, trigger, scheme, hospitalId: place, items: counted, window }];
    });
  });
}

/** Whether a finding counts at all. What waits for a ruling does not, unless the trigger never waits for one. */
function counts(trigger: Trigger, { item, antibacterial }: TriggerItem, frame: TriggerFrame): boolean {
  if (!trigger.codes.includes(item.code)) return false;
  if (trigger.drugs === 'antibacterial' && !antibacterial) return false;
  if (trigger.stayed && frame.isContested(item)) return false;
  if (trigger.after === null) return true;
  const begun = frame.measuredFrom(trigger.after, item.hospitalId);
  return begun !== undefined && item.occurredOn >= begun;
}

function windowOf(trigger: Trigger, scheme: Scheme, item: ConfirmedItem, anchor: IsoDate): Cycle {
  if (trigger.window === 'cycle') return cycleOf(scheme.cycle, item.foundOn, anchor);
  const until = addDays(item.foundOn, 1);
  if (trigger.window === 'each') return { id: null, from: item.foundOn, until };
  return { id: null, from: addDays(addMonths(item.foundOn, -trigger.window.months), 1), until };
}

/** An act with several codes is one prescription; the finding that came first stands for it. */
function oneForEachAct(items: readonly ConfirmedItem[]): ConfirmedItem[] {
  const byAct = new Map<string, ConfirmedItem>();
  for (const item of items) {
    const act = actKey(item.hospitalId, item.actRef);
    if (!byAct.has(act)) byAct.set(act, item);
  }
  return [...byAct.values()];
}
