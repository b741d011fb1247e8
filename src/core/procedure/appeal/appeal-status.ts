import { type ClockDue, hasExpired } from '../../register/calendar.ts';
import type { AdoptedScheme } from '../../rules/adoption.ts';
import type { RulesRegister } from '../../rules/register.ts';
import type { Scheme } from '../../rules/scheme.ts';
import { addDays, type IsoDate } from '../../time.ts';
import type { Deduction, Signature } from '../deduction.ts';
import { clockDues, schemesOf } from '../deduction-status.ts';
import { type AppealBody, newestDecision, openAppeal } from './due-process.ts';

/**
 * undecided: nobody has confirmed it. undelivered: the newest decision has not reached the doctor. appealable: it has, and
 * the window is open. contested: an appeal waits for its ruling. final: nothing more can be filed here. fallen: revoked or
 * reversed.
 */
export type AppealPhase = 'undecided' | 'undelivered' | 'appealable' | 'contested' | 'final' | 'fallen';

export type AppealLevel = Scheme['appeal']['levels'][number];

export interface AppealStatus {
  readonly phase: AppealPhase;
  /** Until when the newest decision is to be delivered; null: it has been, or there is none. */
  readonly delivery: ClockDue | null;
  /** Until when the doctor may appeal; null before delivery (then nothing runs) and where no appeal is possible. */
  readonly appeal: ClockDue | null;
  /** Until when the open appeal is to be ruled on; null: none is open. */
  readonly ruling: ClockDue | null;
  /** The instance that an appeal would go to, or that has the open one; null: there is none any more. */
  readonly level: AppealLevel | null;
  /** Who may rule on the open appeal now: the instance, and once it is late also whom the duty moves up to. */
  readonly bodies: readonly AppealBody[];
  readonly rulingIsLate: boolean;
  /**
   * The first day on which what follows from the points may begin: after delivery and after the window has run, was
   * waived, the appeal was withdrawn, or the last instance has ruled. null: not while it is undelivered or contested, and never once it has fallen.
   */
  readonly settledFrom: IsoDate | null;
}

/**
 * How far delivery and appeal have come on a day. A window that reaches a year without a calendar never closes; what waits
 * for it may go on from the provisional day. Silence of a panel changes nothing but whose duty the ruling is.
 */
export function appealStatus(register: RulesRegister, deduction: Deduction, today: IsoDate): AppealStatus {
  const { decided, process } = deduction;
  if (decided?.outcome !== 'confirmed') return nothing('undecided');
  const schemes = schemesOf(register, deduction.finding);
  const newest = newestDecision<Signature>(decided, process);
  const delivered = process.deliveries.find(({ decision }) => decision === newest.seq);
  const delivery =
    delivered === undefined ? (clockDues(register, schemes, 'delivery', deduction, newest.on)[0] ?? null) : null;
  if (process.fallen !== null) return { ...nothing('fallen'), delivery };
  const open = openAppeal(process);
  if (open !== undefined) {
    const level = levelsOf(schemes)[open.level - 1] ?? null;
    const ruling = clockDues(register, schemes, 'ruling', deduction, open.on).at(-1) ?? null;
    const rulingIsLate = ruling !== null && hasExpired(ruling, today);
    const higher = rulingIsLate ? (level?.movesUpTo ?? null) : null;
    const bodies = [level?.body ?? null, higher].filter((body) => body !== null);
    return { ...nothing('contested'), ruling, level, bodies, rulingIsLate };
  }
  const over = { ...nothing('final'), delivery };
  const withdrawn = process.appeals.at(-1)?.withdrawn ?? null;
  if (withdrawn !== null) return { ...over, settledFrom: withdrawn.on };
  const level = levelsOf(schemes)[process.appeals.length] ?? null;
  if (level === null) return { ...over, settledFrom: newest.on };
  const waived = process.waived.find(({ decision }) => decision === newest.seq);
  if (waived !== undefined) return { ...over, settledFrom: waived.on };
  if (delivered === undefined) return { ...nothing('undelivered'), delivery, level };
  const window = clockDues(register, schemes, 'appeal', deduction, delivered.on).at(-1) ?? null;
  if (window === null) return { ...over, settledFrom: newest.on };
  const settledFrom = addDays(window.notBefore, 1);
  if (hasExpired(window, today)) return { ...over, settledFrom };
  return { ...nothing('appealable'), appeal: window, level, settledFrom };
}

/** Where items of several schemes stand on one finding, the doctor has the one with the most instances. */
export function levelsOf(schemes: readonly AdoptedScheme[]): readonly AppealLevel[] {
  return schemes.reduce<readonly AppealLevel[]>(
    (most, { scheme }) => (scheme.appeal.levels.length > most.length ? scheme.appeal.levels : most),
    [],
  );
}

function nothing(phase: AppealPhase): AppealStatus {
  return {
    phase,
    delivery: null,
    appeal: null,
    ruling: null,
    level: null,
    bodies: [],
    rulingIsLate: false,
    settledFrom: null,
  };
}
