import { DomainError } from '../errors.ts';
import type { EventOf } from '../events.ts';
import type { Entry } from '../ledger/entry.ts';
import { daysBetween, type IsoDate } from '../time.ts';

/** A documented absence of a doctor: sick leave, posting abroad, maternity. It pauses clocks as far as a scheme says. */
export interface Leave {
  readonly leaveId: string;
  readonly doctorId: string;
  readonly hospitalId: string;
  readonly from: IsoDate;
  /** The first day back. */
  readonly until: IsoDate;
  /** Where the hospital keeps the paper. */
  readonly document: string;
}

export type LeaveEvent =
  | ({ readonly kind: 'leave.recorded'; readonly v: 1 } & Leave)
  | {
      readonly kind: 'leave.ended';
      readonly v: 1;
      readonly leaveId: string;
      readonly doctorId: string;
      readonly until: IsoDate;
      readonly reason: string;
    };

/** The leaves of a doctor's entries, each with the last day that was said of it; one that was taken back is left out. */
export function foldLeaves(entries: readonly Entry[]): readonly Leave[] {
  const leaves = new Map<string, Leave>();
  for (const { event } of entries) {
    if (event.kind === 'leave.recorded') {
      const { kind: _kind, v: _v, ...leave } = event;
      leaves.set(event.leaveId, leave);
    } else if (event.kind === 'leave.ended') {
      const leave = leaves.get(event.leaveId);
      if (leave !== undefined) leaves.set(event.leaveId, { ...leave, until: event.until });
    }
  }
  return [...leaves.values()].filter(({ from, until }) => from < until);
}

/** Longer than this is no leave but the end of a post. */
const maxLeaveDays = 1_100;

/** @throws DomainError `leave.dates`, `leave.too-long`. */
export function recordLeave(leave: Leave): EventOf<'leave.recorded'> {
  const { from, until } = leave;
  if (until <= from) throw new DomainError('invalid', 'leave.dates', { from, until });
  const days = daysBetween(from, until);
  if (days > maxLeaveDays) throw new DomainError('invalid', 'leave.too-long', { days, max: maxLeaveDays });
  return { kind: 'leave.recorded', v: 1, ...leave };
}

/**
 * The doctor is back sooner than was recorded, or never left (`until` = `from`).
 *
 * @throws DomainError `leave.absent`, `leave.not-sooner`.
 */
export function endLeave(
  entries: readonly Entry[],
  command: {
    readonly leaveId: string;
    /** The hospital that recorded it: no other ends it. */
    readonly hospitalId: string;
    readonly until: IsoDate;
    readonly reason: string;
  },
): EventOf<'leave.ended'> {
  const { leaveId, hospitalId, until, reason } = command;
  const leave = foldLeaves(entries).find((each) => each.leaveId === leaveId && each.hospitalId === hospitalId);
  if (leave === undefined) throw new DomainError('absent', 'leave.absent', { leaveId });
  if (until < leave.from || until >= leave.until) {
    throw new DomainError('conflict', 'leave.not-sooner', { from: leave.from, until: leave.until, value: until });
  }
  return { kind: 'leave.ended', v: 1, leaveId, doctorId: leave.doctorId, until, reason };
}
