import { DomainError } from '../errors.ts';
import type { IsoDate } from '../time.ts';
import { type Dated, dated, factsNear, factsOn, whatChanges, withChange } from './dated.ts';
import type { Regions } from './region.ts';

export type HospitalLevel = 1 | 2 | 3;
export type HospitalKind = 'general' | 'tcm' | 'maternity' | 'specialist' | 'township' | 'other';

export interface HospitalFacts {
  readonly name: string;
  readonly regionId: string;
  readonly level: HospitalLevel;
  readonly hospitalKind: HospitalKind;
  /** Whether the hospital is enrolled in the city's monthly monitoring of public hospitals. */
  readonly monitored: boolean;
}

/** Dated by `from`: the facts hold from that day until something else is said of them. */
export type HospitalEvent =
  | ({
      readonly kind: 'hospital.registered';
      readonly v: 1;
      readonly hospitalId: string;
      readonly from: IsoDate;
    } & HospitalFacts)
  | {
      readonly kind: 'hospital.changed';
      readonly v: 1;
      readonly hospitalId: string;
      readonly from: IsoDate;
      readonly set: Partial<HospitalFacts>;
    }
  | {
      readonly kind: 'hospital.ended';
      readonly v: 1;
      readonly hospitalId: string;
      readonly until: IsoDate;
      readonly reason: string;
      /** The hospital it was merged into; null: it closed. */
      readonly intoId: string | null;
    };

export interface Hospital {
  readonly hospitalId: string;
  readonly facts: Dated<HospitalFacts>;
  /** The first day it no longer is; null: open. */
  readonly until: IsoDate | null;
  readonly intoId: string | null;
}

export type Hospitals = ReadonlyMap<string, Hospital>;

export function foldHospital(before: Hospital | undefined, event: HospitalEvent): Hospital | undefined {
  switch (event.kind) {
    case 'hospital.registered': {
      const { hospitalId, from, name, regionId, level, hospitalKind, monitored } = event;
      const facts = dated(from, { name, regionId, level, hospitalKind, monitored });
      return { hospitalId, facts, until: null, intoId: null };
    }
    case 'hospital.changed':
      return before && { ...before, facts: withChange(before.facts, event) };
    case 'hospital.ended':
      return before && { ...before, until: event.until, intoId: event.intoId };
  }
}

/** What a hospital is on a day; undefined before it was and after it ended. */
export function hospitalFactsOn(hospital: Hospital, date: IsoDate): HospitalFacts | undefined {
  return hospital.until !== null && date >= hospital.until ? undefined : factsOn(hospital.facts, date);
}

export interface RegisterHospital extends HospitalFacts {
  readonly hospitalId: string;
  readonly from: IsoDate;
}

/** @throws DomainError `hospital.region-unknown`, `hospital.name-taken`. */
export function registerHospital(
  register: { readonly regions: Regions; readonly hospitals: Hospitals },
  command: RegisterHospital,
): HospitalEvent {
  const { hospitalId, from, name, regionId, level, hospitalKind, monitored } = command;
  refuseUnknownRegion(register.regions, regionId);
  refuseTakenName(register.hospitals, hospitalId, name, from);
  return { kind: 'hospital.registered', v: 1, hospitalId, from, name, regionId, level, hospitalKind, monitored };
}

export interface ChangeHospital {
  readonly from: IsoDate;
  readonly set: Partial<HospitalFacts>;
}

/**
 * @throws DomainError `hospital.change-before-start`, `hospital.ended`, `hospital.unchanged`, `hospital.region-unknown`,
 * `hospital.name-taken`.
 */
export function changeHospital(
  register: { readonly regions: Regions; readonly hospitals: Hospitals },
  hospital: Hospital,
  { from, set }: ChangeHospital,
): HospitalEvent {
  const { hospitalId, facts, until } = hospital;
  if (from < facts.from) {
    throw new DomainError('invalid', 'hospital.change-before-start', { from, start: facts.from });
  }
  if (until !== null && from >= until) throw new DomainError('conflict', 'hospital.ended', { until });
  const changes = whatChanges(facts, { from, set });
  if (Object.keys(changes).length === 0) throw new DomainError('invalid', 'hospital.unchanged', { from });
  if (changes.regionId !== undefined) refuseUnknownRegion(register.regions, changes.regionId);
  if (changes.name !== undefined) refuseTakenName(register.hospitals, hospitalId, changes.name, from);
  return { kind: 'hospital.changed', v: 1, hospitalId, from, set: changes };
}

export interface EndHospital {
  readonly until: IsoDate;
  readonly reason: string;
  readonly intoId: string | null;
}

/** @throws DomainError `hospital.already-ended`, `hospital.end-before-start`, `hospital.into-itself`, `hospital.into-unknown`. */
export function endHospital(hospitals: Hospitals, hospital: Hospital, command: EndHospital): HospitalEvent {
  const { hospitalId, facts } = hospital;
  const { until, reason, intoId } = command;
  if (hospital.until !== null) {
    throw new DomainError('conflict', 'hospital.already-ended', { until: hospital.until });
  }
  if (until <= facts.from) throw new DomainError('invalid', 'hospital.end-before-start', { until, start: facts.from });
  if (intoId === hospitalId) throw new DomainError('invalid', 'hospital.into-itself', { intoId });
  if (intoId !== null) {
    const into = hospitals.get(intoId);
    if (into === undefined || hospitalFactsOn(into, until) === undefined) {
      throw new DomainError('invalid', 'hospital.into-unknown', { intoId, until });
    }
  }
  return { kind: 'hospital.ended', v: 1, hospitalId, until, reason, intoId };
}

function refuseUnknownRegion(regions: Regions, regionId: string): void {
  if (!regions.has(regionId)) throw new DomainError('invalid', 'hospital.region-unknown', { regionId });
}

function refuseTakenName(hospitals: Hospitals, hospitalId: string, name: string, from: IsoDate): void {
  for (const other of hospitals.values()) {
    const gone = other.until !== null && other.until <= from;
    if (other.hospitalId === hospitalId || gone) continue;
    if (factsNear(other.facts, from).name === name) throw new DomainError('conflict', 'hospital.name-taken', { name });
  }
}
