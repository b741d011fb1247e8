import type { Entry } from '../ledger/entry.ts';
import { cycleOf } from '../rules/cycle.ts';
import type { Scheme } from '../rules/scheme.ts';
import { sanctionsOf } from '../sanction/due.ts';
import { anchorOf, openFile, type StandingFile } from '../standing-file.ts';
import { addMonths, type IsoDate, shanghaiDateOf } from '../time.ts';
import { foldCredits } from './credit.ts';
import { type Deciding, todayOf } from './deciding.ts';
import { foldDeductions } from './deduction.ts';
import { schemeOfItem } from './deduction-status.ts';
import { foldOpenings } from './opening.ts';

/** How long a scheme keeps what is charged to a day. */
export interface Retention {
  /** The first day on which it counts no more. */
  readonly cycleEnd: IsoDate;
  /** The first day on which it may be erased. */
  readonly retainedUntil: IsoDate;
}

export function retentionOf({ cycle, retention }: Scheme, date: IsoDate, file: StandingFile): Retention {
  // A rolling cycle has left a day behind when its months have passed.
  const cycleEnd =
    cycle.kind === 'rolling' ? addMonths(date, cycle.months) : cycleOf(cycle, date, anchorOf(cycle, file)).until;
  return { cycleEnd, retainedUntil: addMonths(cycleEnd, 12 * retention.yearsAfterCycle) };
}

/**
 * What is erased with the last deduction of its time: settled credits, settled opening balances, and what was written about
 * sanctions. Each goes when its own retention has run and no deduction stays that occurred before its cycle ended, so
 * that no total and no sanction of a record that is kept ever changes. While any sanction waits, all of it stays.
 */
export function outlivedWith(context: Deciding, deductionId: string): Entry[] {
  const { register, dossier } = context;
  const today = todayOf(context);
  const waits = sanctionsOf(register, dossier, today).some(({ duties }) =>
    duties.some(({ state }) => state === 'waiting' || state === 'open' || state === 'in-force'),
  );
  if (waits) return [];
  const file = openFile(register, dossier, today);
  const staying = [...foldDeductions(dossier.entries).values()]
    .map(({ finding }) => finding)
    .filter((finding) => finding.deductionId !== deductionId);
  const isOver = ({ date, hospitalId, schemes }: Kept): boolean => {
    const kept = schemes.flatMap((id) => {
      const adopted = schemeOfItem(register, { hospitalId, occurredOn: date }, id);
      return adopted === undefined ? [] : [retentionOf(adopted.scheme, date, file)];
    });
    // What no scheme speaks of is kept.
    return (
      kept.length > 0 &&
      kept.every(
        ({ cycleEnd, retainedUntil }) =>
          retainedUntil <= today && staying.every(({ occurredOn }) => occurredOn >= cycleEnd),
      )
    );
  };
  const over = new Set(keptIn(context).flatMap((kept) => (isOver(kept) ? [kept.id] : [])));
  return dossier.entries.filter((entry) => over.has(idOf(entry) ?? ''));
}

interface Kept {
  readonly id: string;
  /** The day it is charged to, or was last written about. */
  readonly date: IsoDate;
  readonly hospitalId: string;
  readonly schemes: readonly string[];
}

function keptIn({ register, dossier: { entries } }: Deciding): Kept[] {
  const credits = [...foldCredits(entries).values()].flatMap(({ activity, confirmed, declined }): Kept[] => {
    const decided = confirmed ?? declined;
    const { creditId, hospitalId, scheme } = activity;
    return decided === null ? [] : [{ id: creditId, date: decided.on, hospitalId, schemes: [scheme] }];
  });
  const openings = [...foldOpenings(entries).values()].flatMap(
    ({ balance, confirmed, dropped, reversalProposed }): Kept[] => {
      if ((confirmed ?? dropped) === null || reversalProposed !== null) return [];
      const { openingId, carriedOn, hospitalId, scheme } = balance;
      return [{ id: openingId, date: carriedOn, hospitalId, schemes: [scheme] }];
    },
  );
  // A sanction outlives the deductions that it rests on, and then nothing tells any more under which scheme it fell due.
  const schemes = [...new Set(register.adoptions.map(({ schemeId }) => schemeId))];
  const sanctions = new Map<string, Kept>();
  for (const entry of entries) {
    const id = idOf(entry);
    if (id === undefined || !entry.event.kind.startsWith('sanction.') || !('hospitalId' in entry.event)) continue;
    sanctions.set(id, { id, date: shanghaiDateOf(entry.at), hospitalId: entry.event.hospitalId ?? '', schemes });
  }
  return [...credits, ...openings, ...sanctions.values()];
}

function idOf({ event }: Entry): string | undefined {
  switch (event.kind) {
    case 'credit.recorded':
    case 'credit.confirmed':
    case 'credit.declined':
      return event.creditId;
    case 'opening.recorded':
    case 'opening.confirmed':
    case 'opening.dropped':
    case 'opening.reversal-proposed':
    case 'opening.reversal-dropped':
    case 'opening.reversed':
      return event.openingId;
    case 'sanction.ordered':
    case 'sanction.talk-held':
    case 'sanction.requirement-met':
    case 'sanction.set-aside':
      return `${event.sanctionDueId}/${event.hospitalId}`;
    default:
      return undefined;
  }
}
