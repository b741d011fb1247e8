import type { Entry } from '../ledger/entry.ts';
import { cycleOf } from '../rules/cycle.ts';
import type { Scheme } from '../rules/scheme.ts';
import { sanctionsOf } from '../sanction/due.ts';
import { anchorOf, openFile, type StandingFile } from '../standing-file.ts';
import { addMonths, type IsoDate, shanghaiDateOf } from '../time.ts';
import { foldCredits } from './credit.ts';
import type { Deciding } from './deciding.ts';
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

export interface Outlived {
  /** Their entries, every one. */
  readonly entries: readonly Entry[];
  /** The first day on which all of it may be erased; null where nothing is. */
  readonly retainedUntil: IsoDate | null;
}

/**
 * What is left of a time of which no deduction is: settled credits, settled opening balances, what was written about
 * sanctions, and leads that were found to be none. Each goes when its own retention has run and no deduction stays that occurred before its cycle ended, so
 * that no total and no sanction of a record that is kept ever changes. While any sanction waits, all of it stays.
 *
 * @param going the deduction that is erased at the same time; null: none.
 * @param leads the entries of leads about the doctor that were set aside; they stand in streams of their own.
 */
export function outlived(
  context: Pick<Deciding, 'register' | 'dossier' | 'now'>,
  going: string | null,
  leads: readonly Entry[],
): Outlived {
  const { register, dossier } = context;
  const today = shanghaiDateOf(context.now);
  if (sanctionWaiting(context) !== undefined) return { entries: [], retainedUntil: null };
  const file = openFile(register, dossier, today);
  const staying = [...foldDeductions(dossier.entries).values()]
    .map(({ finding }) => finding)
    .filter((finding) => finding.deductionId !== going);
  /** The day from which it may go, where nothing keeps it; what no scheme speaks of is kept. */
  const overSince = ({ date, hospitalId, schemes }: Kept): IsoDate | undefined => {
    const kept = schemes.flatMap((id) => {
      const adopted = schemeOfItem(register, { hospitalId, occurredOn: date }, id);
      return adopted === undefined ? [] : [retentionOf(adopted.scheme, date, file)];
    });
    const isOver = kept.every(
      ({ cycleEnd, retainedUntil }) =>
        retainedUntil <= today && staying.every(({ occurredOn }) => occurredOn >= cycleEnd),
    );
    return isOver ? newestOf(kept.map(({ retainedUntil }) => retainedUntil)) : undefined;
  };
  const all = [...dossier.entries, ...leads];
  const over = new Map(keptIn(register, all).map((kept) => [kept.id, overSince(kept)]));
  const entries = all.filter((entry) => over.get(idOf(entry) ?? '') !== undefined);
  return { entries, retainedUntil: newestOf(entries.map((entry) => over.get(idOf(entry) ?? '') ?? '')) ?? null };
}

/** A sanction that is due and not done, or in force: it needs whatever the record holds. */
export function sanctionWaiting(context: Pick<Deciding, 'register' | 'dossier' | 'now'>): string | undefined {
  const { register, dossier } = context;
  return sanctionsOf(register, dossier, shanghaiDateOf(context.now)).find(({ duties }) =>
    duties.some(({ state }) => state === 'waiting' || state === 'open' || state === 'in-force'),
  )?.id;
}

function newestOf(days: readonly IsoDate[]): IsoDate | undefined {
  return [...days].sort().at(-1);
}

interface Kept {
  readonly id: string;
  /** The day it is charged to, or was last written about. */
  readonly date: IsoDate;
  readonly hospitalId: string;
  readonly schemes: readonly string[];
}

function keptIn(register: Deciding['register'], entries: readonly Entry[]): Kept[] {
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
  // A sanction outlives the deductions that it rests on, and then nothing tells any more under which scheme it fell due;
  // a lead never says under which scheme it would have been a finding.
  const schemes = [...new Set(register.adoptions.map(({ schemeId }) => schemeId))];
  const others = new Map<string, Kept>();
  for (const entry of entries) {
    const id = idOf(entry);
    const isOther = /^(sanction|lead)\./.test(entry.event.kind);
    if (id === undefined || !isOther || !('hospitalId' in entry.event)) continue;
    others.set(id, { id, date: shanghaiDateOf(entry.at), hospitalId: entry.event.hospitalId ?? '', schemes });
  }
  return [...credits, ...openings, ...others.values()];
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
    case 'lead.posted':
    case 'lead.closed':
      return event.leadId;
    case 'sanction.ordered':
    case 'sanction.talk-held':
    case 'sanction.requirement-met':
    case 'sanction.set-aside':
      return `${event.sanctionDueId}/${event.hospitalId}`;
    default:
      return undefined;
  }
}
