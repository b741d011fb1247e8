import type { Clock } from '../../core/clock.ts';
import { hourOf, noDoctor, type RightCheckCount, wholeList } from '../../core/register/people/access-record.ts';
import { shanghaiDateOf } from '../../core/time.ts';
import type { AccessRecordStore } from '../../store/access/contract.ts';
import type { RightQueries } from '../../store/queries/right.ts';

/**
 * Counts right checks in memory, because one is asked for before each prescription and must cost next to nothing. What
 * is counted since the last `flush` is lost if the process dies; reads of a record never are.
 */
export interface RightCheckTally {
  /** @param number a licence number, `hospital/staffNo`, or `wholeList`. */
  count(accountId: string, number: string): void;
  /** Writes what was counted, by doctor. @throws what the store throws; nothing is forgotten then. */
  flush(): Promise<void>;
}

export function rightCheckTally(ports: {
  readonly clock: Clock;
  readonly accessRecords: Pick<AccessRecordStore, 'addChecks'>;
  readonly rights: Pick<RightQueries, 'headByLicence' | 'headByStaffNo'>;
}): RightCheckTally {
  let current = hourFrom(ports.clock.now());
  let ended: CountedHour[] = [];
  let waiting: RightCheckCount[] = [];
  let flushing: Promise<void> | undefined;

  const write = async () => {
    const taken = [...ended, current];
    ended = [];
    current = hourFrom(ports.clock.now());
    for (const counted of taken) waiting.push(...(await byDoctor(ports.rights, counted)));
    while (waiting.length > 0) {
      const slice = waiting.slice(0, rowsAtOnce);
      await ports.accessRecords.addChecks(slice);
      waiting = waiting.slice(slice.length);
    }
  };

  return {
    count: (accountId, number) => {
      const nowMs = ports.clock.now();
      if (nowMs >= current.untilMs || nowMs < current.fromMs) {
        if (current.byAccount.size > 0) ended.push(current);
        current = hourFrom(nowMs);
      }
      let numbers = current.byAccount.get(accountId);
      if (numbers === undefined) {
        numbers = new Map();
        current.byAccount.set(accountId, numbers);
      }
      const seen = numbers.get(number);
      const under = seen === undefined && numbers.size >= maxNumbersHeld ? unnamed : number;
      numbers.set(under, (numbers.get(under) ?? 0) + 1);
    },
    flush: async () => {
      await flushing?.catch(() => undefined);
      flushing = write();
      await flushing;
    },
  };
}

interface CountedHour {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly byAccount: Map<string, Map<string, number>>;
}

const hourMs = 3_600_000;
/** Rows of one transaction: a few milliseconds in which nobody else is served. */
const rowsAtOnce = 500;
/** Numbers of one client in memory; whoever asks for more between two flushes is counted without saying for whom. */
const maxNumbersHeld = 200_000;
const unnamed = 'unnamed/';

function hourFrom(nowMs: number): CountedHour {
  const fromMs = Math.floor(nowMs / hourMs) * hourMs;
  return { fromMs, untilMs: fromMs + hourMs, byAccount: new Map() };
}

/** A licence number is not kept: only which doctor it led to. */
async function byDoctor(
  rights: Pick<RightQueries, 'headByLicence' | 'headByStaffNo'>,
  { fromMs, byAccount }: CountedHour,
): Promise<RightCheckCount[]> {
  const rows: RightCheckCount[] = [];
  for (const [accountId, numbers] of byAccount) {
    const checks = new Map<string, number>();
    for (const [number, count] of numbers) {
      const doctorId = await doctorAsked(rights, number, fromMs);
      checks.set(doctorId, (checks.get(doctorId) ?? 0) + count);
    }
    for (const [doctorId, count] of checks) rows.push({ hour: hourOf(fromMs), accountId, doctorId, checks: count });
  }
  return rows;
}

async function doctorAsked(
  rights: Pick<RightQueries, 'headByLicence' | 'headByStaffNo'>,
  number: string,
  atMs: number,
): Promise<string> {
  if (number === wholeList) return wholeList;
  const slash = number.indexOf('/');
  const head =
    slash < 0
      ? await rights.headByLicence(number)
      : await rights.headByStaffNo(number.slice(0, slash), number.slice(slash + 1), shanghaiDateOf(atMs));
  return head?.doctorId ?? noDoctor;
}
