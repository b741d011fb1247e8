import { type ClockDue, hasExpired, pausedClockDue, windowHasRun } from '../register/calendar.ts';
import { type AdoptedScheme, schemeInForce } from '../rules/adoption.ts';
import type { RulesRegister } from '../rules/register.ts';
import { addDays, type IsoDate, within } from '../time.ts';
import type { Deduction, DeductionState, Finding } from './deduction.ts';

/** The signed state, and what the clocks have made of it: `confirmable` once the doctor's window has run, `lapsed` too late. */
export type EffectiveState = DeductionState | 'confirmable' | 'lapsed';

export interface DeductionStatus {
  readonly state: EffectiveState;
  /** The first day on which another person may confirm; null where it is over. A silent doctor is waited for. */
  readonly confirmableFrom: IsoDate | null;
  /** Until when the doctor may state (陈述申辩). */
  readonly statement: ClockDue;
  /** Until when the record must be decided before it lapses. */
  readonly confirmation: ClockDue;
}

/**
 * What a deduction is on a day. Where items of several schemes stand on one finding the doctor has the longest of
 * their windows, and the record lives as long as the shortest lets it.
 */
export function deductionStatus(register: RulesRegister, deduction: Deduction, today: IsoDate): DeductionStatus {
  const schemes = schemesOf(register, deduction.finding);
  const dues = (name: 'statement' | 'confirmation') =>
    clockDues(register, schemes, name, deduction, deduction.recorded.on);
  const statement = dues('statement').at(-1) ?? endless(deduction.recorded.on);
  const confirmation = dues('confirmation')[0] ?? endless(deduction.recorded.on);
  if (deduction.decided !== null) return { state: deduction.state, confirmableFrom: null, statement, confirmation };
  if (hasExpired(confirmation, today)) return { state: 'lapsed', confirmableFrom: null, statement, confirmation };
  const answeredOn = deduction.statements[0]?.on ?? deduction.acknowledged?.on;
  const state = deduction.state === 'recorded' && windowHasRun(statement, today) ? 'confirmable' : deduction.state;
  return { state, confirmableFrom: answeredOn ?? addDays(statement.notBefore, 1), statement, confirmation };
}

/** What one clock of each scheme says, soonest first; it stands still on the doctor's leave where that scheme says so. */
export function clockDues(
  register: RulesRegister,
  schemes: readonly AdoptedScheme[],
  name: 'statement' | 'confirmation' | 'delivery' | 'appeal' | 'ruling',
  { leaves }: Pick<Deduction, 'leaves'>,
  start: IsoDate,
): ClockDue[] {
  return schemes
    .map(({ scheme }) => {
      const { leave } = scheme;
      const pauses = leave?.pauses.some((paused) => paused === name) ?? false;
      const pause = { ranges: pauses ? leaves : [], atMostDays: leave?.atMostDays ?? 0 };
      return pausedClockDue(register.calendar, scheme.clocks[name], start, pause);
    })
    .sort((a, b) => (a.notBefore < b.notBefore ? -1 : 1));
}

/** The versions that bind a finding, one for each of its items: those in force at its hospital when the act occurred. */
export function schemesOf(register: RulesRegister, finding: Finding): AdoptedScheme[] {
  return finding.items.flatMap((item) => schemeOfItem(register, finding, item.scheme) ?? []);
}

/**
 * The version that binds one item. A hospital may be ended or moved after the fact, from a day before the act: then the
 * finding keeps a version that was in force that day, for a record once taken must never become unreadable.
 */
export function schemeOfItem(
  register: RulesRegister,
  finding: Pick<Finding, 'hospitalId' | 'occurredOn'>,
  schemeId: string,
): AdoptedScheme | undefined {
  const { hospitalId, occurredOn } = finding;
  const hospital = register.hospitalOn(hospitalId, occurredOn);
  if (hospital !== undefined) {
    return schemeInForce(register.adoptions, schemeId, occurredOn, hospital.jurisdictionIds);
  }
  return register.adoptions.findLast((adopted) => adopted.schemeId === schemeId && within(adopted, occurredOn));
}

/** For a finding whose schemes can no longer be found: nothing runs out. */
function endless(start: IsoDate): ClockDue {
  return { due: null, notBefore: start, missingYear: null };
}
