import type { Entry } from '../ledger/entry.ts';
import { type IsoDate, shanghaiDateOf } from '../time.ts';
import type { Evidence, Signature } from './deduction.ts';

/** Points given back (加分/修复) for one accepted activity; how many is the scheme's rule, and it counts once two persons signed. */
export interface CreditedActivity {
  readonly creditId: string;
  readonly doctorId: string;
  readonly hospitalId: string;
  readonly scheme: string;
  readonly activity: string;
  readonly doneOn: IsoDate;
  readonly evidence: readonly Evidence[];
}

export type CreditEvent =
  | ({ readonly kind: 'credit.recorded'; readonly v: 1 } & CreditedActivity)
  | {
      readonly kind: 'credit.confirmed';
      readonly v: 1;
      readonly creditId: string;
      readonly doctorId: string;
      readonly note: string;
    }
  | {
      readonly kind: 'credit.declined';
      readonly v: 1;
      readonly creditId: string;
      readonly doctorId: string;
      readonly reason: string;
    };

export interface Credit {
  readonly activity: CreditedActivity;
  readonly recorded: Signature;
  /** A credit acts from the Shanghai date of this signature and not from the activity's; null: not yet. */
  readonly confirmed: Signature | null;
  /** Not accepted by another person; null: it was not declined. */
  readonly declined: Signature | null;
}

/** The credits of a doctor's entries by credit id, in the order they were recorded. */
export function foldCredits(entries: readonly Entry[]): ReadonlyMap<string, Credit> {
  const credits = new Map<string, Credit>();
  for (const { event, by, seq, at } of entries) {
    switch (event.kind) {
      case 'credit.recorded': {
        const recorded = { by, seq, at, on: shanghaiDateOf(at) };
        credits.set(event.creditId, { activity: event, recorded, confirmed: null, declined: null });
        break;
      }
      case 'credit.confirmed':
      case 'credit.declined': {
        const before = credits.get(event.creditId);
        if (before === undefined) break;
        const step = event.kind === 'credit.confirmed' ? 'confirmed' : 'declined';
        credits.set(event.creditId, { ...before, [step]: { by, seq, at, on: shanghaiDateOf(at) } });
        break;
      }
    }
  }
  return credits;
}
