import type { Explanation, Text } from './explanation.ts';
import type { Credit } from './procedure/credit.ts';
import type { EffectiveState } from './procedure/deduction-status.ts';
import { type Dossier, enteredBy } from './register/dossier.ts';
import type { CountedItem } from './rules/counting.ts';
import type { Cycle } from './rules/cycle.ts';
import type { RulesRegister } from './rules/register.ts';
import type { Provenance, Scheme, Threshold } from './rules/scheme.ts';
import type { Crossing } from './rules/threshold.ts';
import { sanctionsFrom } from './sanction/due.ts';
import { type SanctionState, stateOfSanction } from './sanction/state.ts';
import { type Balance, balanceUnder, crossingsIn } from './standing-balance.ts';
import { explainStanding } from './standing-explanation.ts';
import { isEnrolledUnder, openFile, type StandingFile, schemeIdsOf } from './standing-file.ts';
import { closedItem, countedItem, type Found, openItem } from './standing-item.ts';
import type { IsoDate } from './time.ts';

/** Where a doctor stands under one scheme at the end of a day in Shanghai, with everything that led there. */
export interface Standing<Item = StandingItem> {
  readonly doctorId: string;
  readonly schemeId: string;
  readonly schemeVersion: string;
  readonly schemeHash: string;
  readonly provenance: Provenance;
  readonly title: Text;
  readonly direction: Scheme['direction'];
  readonly asOf: IsoDate;
  readonly cycle: Cycle;
  readonly enrolled: boolean;
  readonly total: number;
  /** max(0, total − max(0, counted − credited)), in points. */
  readonly left: number;
  /** Σ of the counted items of the cycle, contested ones among them. */
  readonly counted: number;
  readonly credited: number;
  /** counted − credited before the floor at 0 and the ceiling at `total`; negative where more was credited than counted. */
  readonly uncapped: number;
  /** The part of `counted` that is contested: it stays in `left`, and brings no sanction about. */
  readonly contested: number;
  readonly countedItems: readonly Item[];
  readonly contestedItems: readonly Item[];
  readonly notCountedItems: readonly Item[];
  /** Recorded and not yet decided: in no sum. */
  readonly openItems: readonly Item[];
  readonly credits: readonly StandingCredit[];
  readonly thresholdsAhead: readonly ThresholdAhead[];
  readonly sanctionsDue: readonly SanctionDue[];
  readonly explanation: readonly Explanation[];
}

export interface StandingItem {
  readonly deductionId: string;
  readonly hospitalId: string;
  readonly actRef: string;
  readonly reviewRef: string;
  readonly code: string;
  readonly category: string;
  readonly text: Text;
  /** The article that names the violation. */
  readonly source: string | null;
  readonly schemeVersion: string;
  readonly schemeHash: string;
  readonly provenance: Provenance;
  readonly occurredOn: IsoDate;
  readonly recordedOn: IsoDate;
  readonly foundOn: IsoDate | null;
  readonly state: EffectiveState;
  /** What the item weighs by itself, and what it adds to the sum. */
  readonly points: number;
  readonly counted: number;
  /** The sum of the cycle with this item, in finding order; null where it is in no sum. */
  readonly sumAfter: number | null;
  readonly reasons: readonly Explanation[];
}

export interface StandingCredit {
  readonly creditId: string;
  /** null, like the activity, where the reader is not to know it. */
  readonly hospitalId: string | null;
  readonly activity: string | null;
  readonly doneOn: IsoDate;
  /** null: waits for its second signature. */
  readonly actsFrom: IsoDate | null;
  readonly points: number;
}

export interface ThresholdAhead {
  readonly threshold: Threshold;
  /** Points from here to the threshold. */
  readonly away: number;
}

/** A threshold was reached and a person is asked to act; nothing about a right has changed by this. */
export interface SanctionDue {
  readonly id: string;
  readonly threshold: Threshold;
  readonly schemeVersion: string;
  readonly cycle: Cycle;
  /** The finding that reached it, and the points with it. */
  readonly deductionId: string;
  readonly dueOn: IsoDate;
  readonly points: number;
  /** How far it has come on the day asked about. */
  readonly state: SanctionState;
  /** The measures on rights that answer it; empty: nobody has acted on a right. */
  readonly measureIds: readonly string[];
}

/**
 * The doctor's standing under every scheme that manages the doctor, or has an item of theirs, side by side; by scheme id.
 *
 * @param dossier as known at some ledger position; what was entered after the end of `asOf` is left out here.
 */
export function standingOf(register: RulesRegister, dossier: Dossier, asOf: IsoDate): Standing[] {
  const known = enteredBy(dossier, asOf);
  const file = openFile(register, known, asOf);
  return schemeIdsOf(file).flatMap((schemeId) => standingUnder(schemeId, file, known.entries) ?? []);
}

function standingUnder(schemeId: string, file: StandingFile, entries: Dossier['entries']): Standing | undefined {
  const { asOf } = file;
  const balance = balanceUnder(schemeId, file);
  if (balance === undefined) return undefined;
  const { frame, cycle, found, counted, points, credited, uncapped, contested, left } = balance;
  const { scheme } = frame;
  const items = listed(counted, found);
  const ahead = thresholdsAhead(scheme, Math.max(0, uncapped - contested));
  const inCycle = (date: IsoDate) => cycle.from <= date && date < cycle.until;
  return {
    doctorId: file.doctorId,
    schemeId,
    schemeVersion: scheme.version,
    schemeHash: frame.hash,
    provenance: scheme.provenance,
    title: scheme.title,
    direction: scheme.direction,
    asOf,
    cycle,
    enrolled: isEnrolledUnder(scheme, asOf, file),
    total: scheme.total,
    left,
    counted: points,
    credited,
    uncapped,
    contested,
    countedItems: items.filter((item) => item.counted > 0 && !found.isContested(item)),
    contestedItems: items.filter((item) => item.counted > 0 && found.isContested(item)),
    notCountedItems: [
      ...items.filter((item) => item.counted === 0),
      ...found.closed.filter(({ endedOn }) => inCycle(endedOn)).map((each) => closedItem(each)),
    ],
    openItems: found.open.map((each) => openItem(each)),
    credits: balance.credits.map((credit) => standingCredit(credit, scheme)),
    thresholdsAhead: ahead,
    sanctionsDue: crossedIn(schemeId, balance, file, entries),
    explanation: explainStanding(balance, ahead, asOf),
  };
}

/** The weighed items of the cycle with the running sum, each beside the finding it came from. */
function listed(counted: readonly CountedItem[], found: Found): StandingItem[] {
  const from = new Map(found.confirmed.map((each) => [each.item, each.from]));
  let sumAfter = 0;
  return counted.flatMap((each) => {
    const finding = from.get(each.item);
    sumAfter += each.counted;
    return finding === undefined ? [] : [countedItem(each, finding, sumAfter)];
  });
}

function standingCredit({ activity, confirmed }: Credit, scheme: Scheme): StandingCredit {
  return {
    creditId: activity.creditId,
    hospitalId: activity.hospitalId,
    activity: activity.activity,
    doneOn: activity.doneOn,
    actsFrom: confirmed?.on ?? null,
    points: scheme.credits?.pointsEach ?? 0,
  };
}

/** The thresholds of the cycle's sum that are not reached; what a single event may reach is no distance. */
function thresholdsAhead(scheme: Scheme, points: number): ThresholdAhead[] {
  return scheme.thresholds
    .filter((threshold) => threshold.measured === 'cycle' && threshold.at > points)
    .map((threshold) => ({ threshold, away: threshold.at - points }));
}

function crossedIn(schemeId: string, balance: Balance, file: StandingFile, entries: Dossier['entries']): SanctionDue[] {
  const crossings = crossingsIn(schemeId, balance, file);
  const states = new Map(sanctionsFrom(crossings, file, entries).map((each) => [each.id, stateOfSanction(each)]));
  return crossings.map((crossing) => sanctionDue(crossing, states.get(crossing.id) ?? 'outside', file));
}

function sanctionDue(
  { id, threshold, scheme, cycle, item, after }: Crossing,
  state: SanctionState,
  file: StandingFile,
): SanctionDue {
  return {
    id,
    threshold,
    schemeVersion: scheme.version,
    cycle,
    deductionId: item.deductionId,
    dueOn: item.foundOn,
    points: after,
    state,
    measureIds: file.measures.get(id) ?? [],
  };
}
