import type { Entry } from '../ledger/entry.ts';
import type { Requirement } from '../rules/scheme-words.ts';
import { type IsoDate, within } from '../time.ts';

/** Kinds of prescribing right (处方权) that a hospital grants separately. */
export const rightKinds = [
  'general',
  'narcotic',
  'antibacterial-unrestricted',
  'antibacterial-restricted',
  'antibacterial-special',
  'key-monitored',
  'herbal',
] as const;
export type RightKind = (typeof rightKinds)[number];

/** Which power an act on a right rests on; every record names one. */
export const legalBases = [
  'internal-points',
  'order53-45',
  'order53-46',
  'order84',
  'periodic-assessment',
  'administrative-penalty',
  'nhsa',
] as const;
export type LegalBasis = (typeof legalBases)[number];

export const rightMeasures = ['restricted', 'suspended', 'cancelled'] as const;
export type RightMeasure = (typeof rightMeasures)[number];

/**
 * The right changes only by these signed entries. A measure (restricted, suspended, cancelled) names one hospital's
 * grants by kind and holds from the start of `from` until the start of `until`, or until it is lifted.
 */
export type RightEvent =
  | {
      readonly kind: 'right.granted';
      readonly v: 1;
      readonly doctorId: string;
      readonly hospitalId: string;
      readonly grantId: string;
      readonly rightKind: RightKind;
      readonly from: IsoDate;
      readonly document: string | null;
    }
  | {
      readonly kind: 'right.ended';
      readonly v: 1;
      readonly doctorId: string;
      readonly hospitalId: string;
      readonly grantId: string;
      readonly until: IsoDate;
      readonly reason: string;
    }
  | (Measuring & { readonly v: 1 })
  | (Measuring & { readonly v: 2; readonly terms: MeasureTerms })
  | {
      readonly kind: 'right.lifted';
      readonly v: 1;
      readonly doctorId: string;
      readonly hospitalId: string;
      readonly measureId: string;
      readonly from: IsoDate;
      readonly reason: string;
      readonly document: string | null;
    };

/** Version 2 says on what terms a measure answers a sanction due, or that it is a safety hold. */
export interface Measuring {
  readonly kind: 'right.measured';
  readonly doctorId: string;
  readonly hospitalId: string;
  readonly measureId: string;
  readonly measure: RightMeasure;
  readonly rightKinds: readonly RightKind[];
  readonly from: IsoDate;
  readonly until: IsoDate | null;
  readonly legalBasis: LegalBasis;
  readonly reason: string;
  readonly document: string | null;
  readonly sanctionDueId: string | null;
}

export interface MeasureTerms {
  /** What the doctor must pass before it can be lifted. */
  readonly requires: readonly Requirement[];
  /** The first day on which it can be lifted; null: from its first. */
  readonly liftedFromAtEarliest: IsoDate | null;
  /** The doctor who takes over the inpatients; null: there are none. */
  readonly inpatientsTo: string | null;
  /** Who has seen that the acts followed each other, where the trigger asks for it. */
  readonly attestation: string | null;
  readonly hold: SafetyHold | null;
}

/** A short measure at once, before any hearing, to protect patients (安全暂停). */
export interface SafetyHold {
  readonly schemeId: string;
  /** The hold that this one goes on from; null: it is the first. */
  readonly renews: string | null;
}

export interface RightGrant {
  readonly grantId: string;
  readonly hospitalId: string;
  readonly rightKind: RightKind;
  readonly from: IsoDate;
  readonly until: IsoDate | null;
  readonly document: string | null;
}

export interface MeasureTaken {
  readonly measureId: string;
  readonly hospitalId: string;
  readonly measure: RightMeasure;
  readonly rightKinds: readonly RightKind[];
  readonly from: IsoDate;
  /** As imposed; `liftedFrom` may be sooner. */
  readonly until: IsoDate | null;
  readonly liftedFrom: IsoDate | null;
  readonly legalBasis: LegalBasis;
  readonly reason: string;
  readonly document: string | null;
  readonly sanctionDueId: string | null;
  /** null: a measure on other grounds than points or a trigger. */
  readonly terms: MeasureTerms | null;
  /** The person who signed it. */
  readonly takenBy: string;
}

/** A doctor's grants and the measures taken on them, at all hospitals, in the order they were entered. */
export interface Rights {
  readonly grants: readonly RightGrant[];
  readonly measures: readonly MeasureTaken[];
}

export function foldRights(entries: readonly Entry[]): Rights {
  const grants = new Map<string, RightGrant>();
  const measures = new Map<string, MeasureTaken>();
  for (const { event, by } of entries) {
    switch (event.kind) {
      case 'right.granted': {
        const { grantId, hospitalId, rightKind, from, document } = event;
        grants.set(grantId, { grantId, hospitalId, rightKind, from, until: null, document });
        break;
      }
      case 'right.ended': {
        const grant = grants.get(event.grantId);
        if (grant !== undefined) grants.set(event.grantId, { ...grant, until: event.until });
        break;
      }
      case 'right.measured': {
        const { kind: _kind, v: _v, doctorId: _doctorId, ...measure } = event;
        const terms = event.v === 2 ? event.terms : null;
        measures.set(event.measureId, { ...measure, terms, takenBy: by.personId, liftedFrom: null });
        break;
      }
      case 'right.lifted': {
        const measure = measures.get(event.measureId);
        if (measure !== undefined) measures.set(event.measureId, { ...measure, liftedFrom: event.from });
        break;
      }
    }
  }
  return { grants: [...grants.values()], measures: [...measures.values()] };
}

/** Rising: of several that hold at once, the last one listed decides. */
const severity = ['no-grant', 'active', 'restricted', 'suspended', 'cancelled'] as const;
type RightState = (typeof severity)[number];

/** One kind of right at one hospital on a day. */
export interface RightOn {
  readonly kind: RightKind;
  readonly status: RightState;
  /** The first day on which this may be otherwise without anybody signing anything; null: no such day is set. */
  readonly until: IsoDate | null;
}

/** Every kind, also those never granted: a system that asks for one always finds it. */
export function rightsOn(rights: Rights, site: Site, date: IsoDate): readonly RightOn[] {
  return rightKinds.map((kind) => ({
    kind,
    status: statusOf(rights, site, kind, date),
    until: changesAfter(rights, site, kind, date),
  }));
}

/** A hospital, and the first day it no longer is: rights it granted do not outlive it. */
export interface Site {
  readonly hospitalId: string;
  readonly until: IsoDate | null;
}

/** The next day on which anything about the doctor's rights at the site starts or ends by itself; null: none is set. */
export function changesNextAt(rights: Rights, site: Site, date: IsoDate): IsoDate | null {
  return earliest(rightKinds.flatMap((kind) => changesAfter(rights, site, kind, date) ?? []));
}

/** From `from` until it is lifted, or until its own end where that is sooner. */
function measureHolds(measure: MeasureTaken, date: IsoDate): boolean {
  return within({ from: measure.from, until: endOfMeasure(measure) }, date);
}

export function endOfMeasure({ until, liftedFrom }: MeasureTaken): IsoDate | null {
  return earliest([until, liftedFrom].flatMap((day) => day ?? []));
}

/** The kinds that a hospital has granted and not ended on a day, whatever measures hold. */
export function kindsGranted(rights: Rights, site: Site, date: IsoDate): readonly RightKind[] {
  return rightKinds.filter((kind) => statusOf(rights, site, kind, date) !== 'no-grant');
}

function statusOf(rights: Rights, site: Site, kind: RightKind, date: IsoDate): RightState {
  if (site.until !== null && date >= site.until) return 'no-grant';
  const granted = rights.grants.some(
    (grant) => grant.hospitalId === site.hospitalId && grant.rightKind === kind && within(grant, date),
  );
  if (!granted) return 'no-grant';
  let state: RightState = 'active';
  for (const measure of rights.measures) {
    if (measure.hospitalId !== site.hospitalId || !measure.rightKinds.includes(kind)) continue;
    if (measureHolds(measure, date) && severity.indexOf(measure.measure) > severity.indexOf(state)) {
      state = measure.measure;
    }
  }
  return state;
}

/** The first later day on which a grant or measure begins or ends and the status is another. */
function changesAfter(rights: Rights, site: Site, kind: RightKind, date: IsoDate): IsoDate | null {
  const now = statusOf(rights, site, kind, date);
  const days = boundaries(rights, site, kind).filter((day) => day > date);
  return days.sort().find((day) => statusOf(rights, site, kind, day) !== now) ?? null;
}

function boundaries(rights: Rights, site: Site, kind: RightKind): IsoDate[] {
  const ofGrants = rights.grants
    .filter((grant) => grant.hospitalId === site.hospitalId && grant.rightKind === kind)
    .flatMap((grant) => [grant.from, grant.until]);
  const ofMeasures = rights.measures
    .filter((measure) => measure.hospitalId === site.hospitalId && measure.rightKinds.includes(kind))
    .flatMap((measure) => [measure.from, endOfMeasure(measure)]);
  return [...ofGrants, ...ofMeasures, site.until].flatMap((day) => day ?? []);
}

function earliest(days: readonly IsoDate[]): IsoDate | null {
  return days.reduce<IsoDate | null>((first, day) => (first === null || day < first ? day : first), null);
}
