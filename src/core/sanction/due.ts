import type { Explanation, Text } from '../explanation.ts';
import { type AppealPhase, appealStatus } from '../procedure/appeal/appeal-status.ts';
import { type Dossier, enteredBy } from '../register/dossier.ts';
import type { RightKind } from '../register/right.ts';
import { endOfMeasure, foldRights, type LegalBasis, type MeasureTaken, type Rights } from '../register/right.ts';
import { type ConfirmedItem, carriedOver } from '../rules/counting.ts';
import type { RulesRegister } from '../rules/register.ts';
import type { Provenance, Scheme, Threshold } from '../rules/scheme.ts';
import type { Requirement } from '../rules/scheme-words.ts';
import type { Crossing } from '../rules/threshold.ts';
import { type Trigger, type TriggerReached, triggersReached } from '../rules/trigger.ts';
import { type Balance, balanceUnder, crossingsIn } from '../standing-balance.ts';
import { frameOn, openFile, type StandingFile, schemeIdsOf } from '../standing-file.ts';
import { type IsoDate, within } from '../time.ts';
import { explainSanction } from './explanation.ts';
import { foldSanctions, requirementsOpen, type SanctionSteps, type Sanctions, stepsAt } from './steps.ts';

/** A threshold or statutory trigger that was reached: a person is asked to act, each granting hospital for itself. */
export interface Sanction {
  readonly id: string;
  readonly schemeId: string;
  /** As people know it. */
  readonly schemeTitle: Text;
  readonly schemeVersion: string;
  readonly schemeHash: string;
  readonly ground: SanctionGround;
  readonly due: Threshold['due'] | Trigger['due'];
  readonly text: Text;
  readonly by: Threshold['by'];
  readonly requires: readonly Requirement[];
  readonly rightKinds: readonly RightKind[];
  readonly months: Threshold['months'];
  readonly legalBasis: LegalBasis;
  readonly source: string | null;
  readonly provenance: Provenance;
  readonly dueOn: IsoDate;
  /** The findings it rests on, the one that reached it last. */
  readonly deductionIds: readonly string[];
  /** A person must attest that the acts followed each other; the service cannot know the sheets that passed. */
  readonly attestation: boolean;
  readonly duties: readonly SanctionDuty[];
  readonly explanation: readonly Explanation[];
}

export type SanctionGround =
  | {
      readonly kind: 'threshold';
      readonly thresholdId: string;
      readonly at: number;
      /** The points just before the finding and with it, and what each finding added to them. */
      readonly before: number;
      readonly after: number;
      readonly counted: readonly { readonly deductionId: string; readonly points: number }[];
      readonly credited: number;
      readonly from: IsoDate;
      readonly until: IsoDate;
    }
  | {
      readonly kind: 'trigger';
      readonly triggerId: string;
      readonly at: number;
      readonly acts: number;
      readonly from: IsoDate;
      readonly until: IsoDate;
      readonly stayed: boolean;
    };

/**
 * waiting: a finding it rests on is not delivered, or can still be or has been appealed. open: the hospital may act, and
 * should. in-force: its measure holds or will; the talk was held and something is still to be done. done. set-aside.
 */
export type DutyState = 'waiting' | 'open' | 'in-force' | 'done' | 'set-aside';

export interface SanctionDuty {
  readonly hospitalId: string;
  readonly state: DutyState;
  /** What it waits for; empty when nothing. */
  readonly waitsFor: readonly { readonly deductionId: string; readonly phase: AppealPhase }[];
  /** The first day on which the hospital may act; null while it waits. */
  readonly openFrom: IsoDate | null;
  readonly measure: MeasureTaken | null;
  readonly steps: SanctionSteps;
  /** What the doctor still has to do before it is over. */
  readonly missing: readonly Requirement[];
}

/** Talks are held; everything else is a measure on rights. */
export function isTalk(due: Sanction['due']): boolean {
  return due === 'reminder' || due === 'interview';
}

/**
 * All that thresholds and triggers have made due so far, under every scheme, in the order it fell due; what was done about
 * it stays in the list. Nothing here has changed a right.
 */
export function sanctionsOf(register: RulesRegister, dossier: Dossier, asOf: IsoDate): Sanction[] {
  const known = enteredBy(dossier, asOf);
  const file = openFile(register, known, asOf);
  const rights = foldRights(known.entries);
  const sanctions = foldSanctions(known.entries);
  const reading = { file, rights, sanctions };
  return schemeIdsOf(file)
    .flatMap((schemeId): Sanction[] => {
      const balance = balanceUnder(schemeId, file);
      if (balance === undefined) return [];
      return [
        ...crossingsIn(schemeId, balance, file).map((crossing) => fromCrossing(crossing, reading)),
        ...reachedIn(schemeId, balance, reading).map((reached) => fromTrigger(reached, reading)),
      ];
    })
    .sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0));
}

/** The sanctions of thresholds that were reached, in the order given. @param entries those that `file` was opened on. */
export function sanctionsFrom(
  crossings: readonly Crossing[],
  file: StandingFile,
  entries: Dossier['entries'],
): Sanction[] {
  if (crossings.length === 0) return [];
  const reading = { file, rights: foldRights(entries), sanctions: foldSanctions(entries) };
  return crossings.map((crossing) => fromCrossing(crossing, reading));
}

interface Reading {
  readonly file: StandingFile;
  readonly rights: Rights;
  readonly sanctions: Sanctions;
}

function reachedIn(schemeId: string, balance: Balance, { file, rights }: Reading): TriggerReached[] {
  const drugs = new Map(file.deductions.map(({ finding }) => [finding.deductionId, finding.drugs]));
  const items = balance.confirmed.map((item) => ({
    item,
    antibacterial: (drugs.get(item.deductionId) ?? []).some(({ grade }) => grade !== null),
  }));
  return triggersReached(items, {
    schemeFor: (item) => schemeFor(schemeId, item, file),
    anchor: balance.anchor,
    isContested: balance.found.isContested,
    measuredFrom: (triggerId, hospitalId) =>
      rights.measures.find(
        (measure) =>
          measure.hospitalId === hospitalId && measure.sanctionDueId?.startsWith(`${schemeId}:${triggerId}:`) === true,
      )?.from,
  });
}

function fromCrossing(crossing: Crossing, reading: Reading): Sanction {
  const { id, threshold, scheme, item, cycle, before, after, parts } = crossing;
  const { due, by, requires, rightKinds, months, legalBasis, source } = threshold;
  const counted = parts.filter((part) => part.counted > 0);
  const points = counted.reduce((sum, part) => sum + part.counted, 0);
  return complete(
    {
      id,
      ...named(scheme, item, reading),
      ground: {
        kind: 'threshold',
        thresholdId: threshold.id,
        at: threshold.at,
        before,
        after,
        counted: counted.map((part) => ({ deductionId: part.item.deductionId, points: part.counted })),
        credited: points - after,
        from: cycle.from,
        until: cycle.until,
      },
      due,
      text: { zh: threshold.zh, en: threshold.en },
      by,
      requires,
      rightKinds,
      months,
      legalBasis,
      source,
      provenance: threshold.provenance ?? scheme.provenance,
      dueOn: item.foundOn,
      deductionIds: counted.map((part) => part.item.deductionId),
      attestation: false,
    },
    counted.map((part) => part.item),
    isTalk(due) ? [item.hospitalId] : grantingHospitals(rightKinds, reading),
    scheme.stay.whileAppealOpen ? 'appeal' : 'delivery',
    reading,
  );
}

function fromTrigger({ id, trigger, scheme, hospitalId, items, window }: TriggerReached, reading: Reading): Sanction {
  const { due, requires, rightKinds, months, legalBasis, source, at, stayed } = trigger;
  const last = items.at(-1);
  if (last === undefined) throw new Error(`trigger ${id} was reached by nothing`);
  return complete(
    {
      id,
      ...named(scheme, last, reading),
      ground: { kind: 'trigger', triggerId: trigger.id, at, acts: items.length, ...span(window), stayed },
      due,
      text: { zh: trigger.zh, en: trigger.en },
      by: 'hospital',
      requires,
      rightKinds,
      months,
      legalBasis,
      source,
      provenance: trigger.provenance ?? scheme.provenance,
      dueOn: last.foundOn,
      deductionIds: items.map((item) => item.deductionId),
      attestation: trigger.consecutive,
    },
    items,
    hospitalId === null ? grantingHospitals(rightKinds, reading) : [hospitalId],
    stayed ? 'appeal' : 'nothing',
    reading,
  );
}

function complete(
  sanction: Omit<Sanction, 'duties' | 'explanation'>,
  items: readonly ConfirmedItem[],
  hospitalIds: readonly string[],
  waitsUntil: WaitsUntil,
  reading: Reading,
): Sanction {
  const settling = settlingOf(items, waitsUntil, reading.file);
  const duties = hospitalIds.map((hospitalId) => dutyAt(hospitalId, sanction, settling, reading));
  const found = { ...sanction, duties, explanation: [] };
  return { ...found, explanation: explainSanction(found, items, reading.file) };
}

/** appeal: delivered, and the appeal over. delivery: delivered, whatever is appealed. nothing: it is never stayed. */
type WaitsUntil = 'appeal' | 'delivery' | 'nothing';

interface Settling {
  readonly waitsFor: SanctionDuty['waitsFor'];
  readonly openFrom: IsoDate | null;
}

/** An authority's decision is never waited for, nor what was carried over from paper. */
function settlingOf(
  items: readonly ConfirmedItem[],
  waitsUntil: WaitsUntil,
  { register, deductions, asOf }: StandingFile,
): Settling {
  const ids = new Set(items.filter((item) => item.code !== carriedOver).map((item) => item.deductionId));
  const dueOn = items.at(-1)?.foundOn ?? asOf;
  const own = deductions.filter(({ finding }) => ids.has(finding.deductionId) && finding.externalDecision === null);
  const each = (waitsUntil === 'nothing' ? [] : own).map((deduction) => {
    const { phase, settledFrom } = appealStatus(register, deduction, asOf);
    const waits = waitsUntil === 'delivery' ? phase === 'undelivered' : settledFrom === null || settledFrom > asOf;
    return { deductionId: deduction.finding.deductionId, phase, settledFrom, waits };
  });
  const waitsFor = each.filter(({ waits }) => waits).map(({ deductionId, phase }) => ({ deductionId, phase }));
  if (waitsFor.length > 0) return { waitsFor, openFrom: null };
  const settled = waitsUntil === 'appeal' ? each.flatMap(({ settledFrom }) => settledFrom ?? []) : [];
  return { waitsFor, openFrom: [dueOn, ...settled].sort().at(-1) ?? dueOn };
}

function dutyAt(
  hospitalId: string,
  { id, due, requires }: Pick<Sanction, 'id' | 'due' | 'requires'>,
  { waitsFor, openFrom }: Settling,
  { file, rights, sanctions }: Reading,
): SanctionDuty {
  const steps = stepsAt(sanctions, id, hospitalId);
  const measure =
    rights.measures.find((taken) => taken.hospitalId === hospitalId && taken.sanctionDueId === id) ?? null;
  const since = measure?.from ?? steps.talk?.heldOn ?? null;
  const missing = since === null ? requires : requirementsOpen(requires, steps.results, since);
  const duty = { hospitalId, waitsFor, openFrom, measure, steps, missing };
  if (steps.setAside !== null) return { ...duty, state: 'set-aside' };
  // A reminder or interview decides nothing about anybody; it is held without waiting.
  const ready = { ...duty, state: isTalk(due) || waitsFor.length === 0 ? 'open' : 'waiting' } as const;
  if (since === null) return ready;
  if (measure === null) return { ...duty, state: missing.length === 0 ? 'done' : 'in-force' };
  const end = endOfMeasure(measure);
  return { ...duty, state: end !== null && file.asOf >= end ? 'done' : 'in-force' };
}

/** Each hospital that has granted, and not ended, one of the kinds a measure is to take. */
function grantingHospitals(kinds: readonly RightKind[], { file, rights }: Reading): string[] {
  const granted = rights.grants.filter((grant) => within(grant, file.asOf) && kinds.includes(grant.rightKind));
  return [...new Set(granted.map(({ hospitalId }) => hospitalId))].sort();
}

function named(scheme: Scheme, item: ConfirmedItem, { file }: Reading) {
  const hash = (frameOn(scheme.id, item.foundOn, file) ?? item.adopted).hash;
  return { schemeId: scheme.id, schemeTitle: scheme.title, schemeVersion: scheme.version, schemeHash: hash };
}

function schemeFor(schemeId: string, item: ConfirmedItem, file: StandingFile): Scheme {
  return (frameOn(schemeId, item.foundOn, file) ?? item.adopted).scheme;
}

function span({ from, until }: { readonly from: IsoDate; readonly until: IsoDate }) {
  return { from, until };
}
