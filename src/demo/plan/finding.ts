import type { Capacity, DrugOnSheet, ExternalDecision, FoundItem, Setting } from '../../core/procedure/deduction.ts';
import { addDays, type IsoDate } from '../../core/time.ts';
import type { Chance } from './chance.ts';
import { servedOn, type WorkingDays } from './days.ts';
import type { DemoSeeds } from './seeds.ts';

/** One finding as it will be recorded, and what everybody does about it afterwards. */
export interface FindingPlan {
  readonly key: string;
  readonly hospital: string;
  readonly recordedOn: IsoDate;
  readonly recordedBy: 'auditor' | 'affairs' | 'ethics';
  readonly occurredOn: IsoDate;
  readonly setting: Setting;
  /** A ward's key. */
  readonly ward: string | null;
  readonly drugs: readonly DrugOnSheet[];
  readonly actRef: string;
  readonly remarks: string;
  readonly source: string;
  readonly externalDecision: ExternalDecision | null;
  readonly items: readonly FoundItem[];
  readonly persons: readonly FoundPerson[];
  /** The key of the lead it came from. */
  readonly lead: string | null;
}

export interface FoundPerson {
  readonly doctor: string;
  readonly capacity: Capacity;
  readonly life: Life;
}

export interface Life {
  readonly answer: Answer | null;
  readonly decision: Decision | null;
  readonly delivery: Delivery | null;
}

/** How a confirmed decision reached its doctor: whoever answered in the service reads it there, others sign for it. */
export interface Delivery {
  readonly how: 'inbox' | 'paper';
  readonly on: IsoDate;
}

export type Answer =
  | { readonly kind: 'acknowledges'; readonly on: IsoDate }
  | { readonly kind: 'states'; readonly on: IsoDate; readonly text: string };

export type Decision =
  | { readonly kind: 'confirmed'; readonly on: IsoDate; readonly note: string }
  | { readonly kind: 'dismissed'; readonly on: IsoDate; readonly reason: string; readonly exculpation: string | null }
  | { readonly kind: 'withdrawn'; readonly on: IsoDate; readonly reason: string };

/** What makes findings: the files, the calendar, and a number that no act has had. */
export interface FindingMaker {
  readonly seeds: DemoSeeds['findings'];
  readonly days: WorkingDays;
  readonly nextAct: () => number;
}

export interface WantedFinding {
  readonly hospital: string;
  readonly recordedOn: IsoDate;
  readonly occurredOn: IsoDate;
  readonly code: string;
  readonly doctors: readonly { readonly doctor: string; readonly ward: string | null }[];
  /** Per doctor, or one for all. */
  readonly life: Life;
}

/** A finding of a code of the default scheme, with the setting, drugs and remarks that fit it. */
export function findingOf(maker: FindingMaker, wanted: WantedFinding, chance: Chance): FindingPlan {
  const { hospital, recordedOn, occurredOn, code, doctors, life } = wanted;
  const known = maker.seeds.codes.find((each) => each.code === code);
  const setting = known === undefined ? 'outpatient' : chance.pick(known.settings);
  const drugs = known?.drugs === undefined ? [] : [chance.pick(maker.seeds.drugs[known.drugs] ?? [])];
  const capacities: readonly Capacity[] = ['prescriber', 'countersigner', 'supervisor'];
  const act = maker.nextAct();
  return {
    key: `f${act}`,
    hospital,
    recordedOn,
    recordedBy: code.startsWith('E') ? 'affairs' : code.startsWith('F') ? 'ethics' : 'auditor',
    occurredOn,
    setting,
    ward: setting === 'inpatient' ? (doctors[0]?.ward ?? null) : null,
    drugs: drugs.map(({ name, grade }) => ({ name, code: null, grade })),
    actRef: `RX${occurredOn.replaceAll('-', '')}${String(act).padStart(6, '0')}`,
    remarks: known === undefined ? '' : chance.pick(known.remarks),
    source: setting === 'inpatient' ? 'order-review' : 'prescription-review',
    externalDecision: null,
    items: [{ scheme: 'ganzhou-default', code, points: null, pointsReason: null }],
    persons: doctors.map(({ doctor }, place) => ({ doctor, capacity: capacities[place] ?? 'other', life })),
    lead: null,
  };
}

/** An uneventful life: acknowledged the day after, confirmed some days later, and read soon. */
export function confirmedLife({ days, seeds }: FindingMaker, recordedOn: IsoDate, chance: Chance): Life {
  const on = days.after(recordedOn, 3 + chance.below(4));
  return past({
    answer: { kind: 'acknowledges', on: days.after(recordedOn, 1) },
    decision: { kind: 'confirmed', on, note: chance.pick(seeds.notes) },
    delivery: { how: 'inbox', on: days.after(on, 1 + chance.branch(`delivery ${on}`).below(2)) },
  });
}

/**
 * Most decisions reach the doctor within the three working days of the schemes and some later; of the newest a few lie
 * there still, which is what the queue of a hospital that works looks like.
 *
 * @param chance a branch of it is drawn from, so that nothing else moves.
 */
function deliveryOf(days: WorkingDays, answer: Answer | null, on: IsoDate, chance: Chance): Delivery | null {
  const luck = chance.branch(`delivery ${on}`);
  if (luck.happens(lyingShare) && on >= lyingFrom) return null;
  const wait = luck.happens(lateShare) ? deliveryDays + 1 + luck.below(5) : 1 + luck.below(deliveryDays);
  return { how: answer === null ? 'paper' : 'inbox', on: days.after(on, wait) };
}

/** The delivery window of the shipped schemes. */
const deliveryDays = 3;
const lateShare = 0.04;
const lyingShare = 0.06;
const lyingFrom: IsoDate = '2026-09-15';

/** A life as chance has it; what would lie ahead of the day that is served has not happened yet. */
export function anyLife({ days, seeds }: FindingMaker, code: string, recordedOn: IsoDate, chance: Chance): Life {
  const drawn = chance.next();
  const wait = 1 + chance.below(4);
  const on = days.after(recordedOn, wait);
  const answer: Answer | null =
    drawn < 0.55
      ? { kind: 'acknowledges', on }
      : drawn < 0.78
        ? { kind: 'states', on, text: chance.pick(seeds.statements) }
        : null;
  const delay = 1 + chance.below(14);
  // A silent doctor is waited for: five working days, and the day after them.
  const decidedOn = days.after(recordedOn, (answer === null ? statementDays + 1 : wait) + delay);
  const fate = chance.next();
  if (fate < 0.015) return past({ answer, decision: null, delivery: null });
  if (fate < 0.06) {
    const withdrawnOn = days.after(recordedOn, wait + 1);
    const reason = chance.pick(seeds.withdrawals);
    return past({ answer, decision: { kind: 'withdrawn', on: withdrawnOn, reason }, delivery: null });
  }
  const mayFall = answer?.kind === 'states' ? 0.4 : 0.08;
  if (chance.happens(mayFall)) {
    const exculpation = seeds.codes.find((each) => each.code === code)?.exculpation ?? null;
    const reason = chance.pick(seeds.dismissals);
    return past({ answer, decision: { kind: 'dismissed', on: decidedOn, reason, exculpation }, delivery: null });
  }
  return past({
    answer,
    decision: { kind: 'confirmed', on: decidedOn, note: chance.pick(seeds.notes) },
    delivery: deliveryOf(days, answer, decidedOn, chance),
  });
}

/** Only what had happened before the day that is served. */
export function past({ answer, decision, delivery }: Life): Life {
  const happened = (step: { readonly on: IsoDate } | null) => step !== null && step.on < servedOn;
  return {
    answer: happened(answer) ? answer : null,
    decision: happened(decision) ? decision : null,
    delivery: happened(delivery) ? delivery : null,
  };
}

/** The day of an act that a review of `recordedOn` finds: some days or weeks before it. */
export function actBefore(recordedOn: IsoDate, chance: Chance): IsoDate {
  return addDays(recordedOn, -(8 + chance.below(30)));
}

/** The statement window of the shipped schemes. */
const statementDays = 5;
