import { type Dated, factsOn } from '../register/dated.ts';
import type { HospitalFacts, Hospitals } from '../register/hospital.ts';
import { type Regions, regionPath } from '../register/region.ts';
import { type Wards, wardCode } from '../register/ward.ts';
import type { IsoDate, Month } from '../time.ts';
import { derived } from './derived.ts';

/** What questions of cost need to know of the register: which places there are, when, and what belongs to what. */
export interface Places {
  /** Differs whenever an answer could differ: part of the key of cached answers. */
  readonly version: number;
  readonly regions: Regions;
  readonly hospitals: ReadonlyMap<string, PlaceHospital>;
  readonly wards: ReadonlyMap<string, PlaceWard>;
}

export interface PlaceHospital {
  readonly hospitalId: string;
  /** Facts from each day on, in order; a change counts for the whole month it falls in. */
  readonly facts: readonly { readonly from: IsoDate; readonly facts: PlaceFacts }[];
  readonly until: IsoDate | null;
}

export type PlaceFacts = Pick<HospitalFacts, 'name' | 'regionId' | 'level' | 'monitored'>;

export interface PlaceWard {
  readonly wardId: string;
  readonly hospitalId: string;
  readonly name: string;
  readonly department: string;
  readonly specialty: string;
  readonly from: IsoDate;
  readonly until: IsoDate | null;
  /** How this hospital's files spell the ward. */
  readonly codes: readonly string[];
  /** What it was from each day on, in order: the codes it bore and the specialty it was compared by. */
  readonly steps: readonly WardStep[];
  /** The ward that took its place when it ended. */
  readonly intoId: string | null;
}

export interface WardStep {
  readonly from: IsoDate;
  readonly name: string;
  readonly department: string;
  readonly specialty: string;
  readonly codes: readonly string[];
}

/** One ward bears one code from a day until the first day it no longer does; null means open. */
export interface WardSpan {
  readonly code: string;
  readonly wardId: string;
  readonly from: IsoDate;
  readonly until: IsoDate | null;
}

/** The places of a register; ward names, codes and specialties as they are on `date`, or were last. */
export function placesOf(
  register: {
    readonly regions: Regions;
    readonly hospitals: Hospitals;
    readonly wards: Wards;
    readonly length: number;
  },
  date: IsoDate,
): Places {
  const hospitals = new Map<string, PlaceHospital>();
  for (const { hospitalId, facts, until } of register.hospitals.values()) {
    hospitals.set(hospitalId, { hospitalId, facts: stepsOf(facts), until });
  }
  const wards = new Map<string, PlaceWard>();
  for (const { wardId, hospitalId, facts, until, intoId } of register.wards.values()) {
    const now = factsOn(facts, date < facts.from ? facts.from : date) ?? facts.first;
    const steps = stepsOf(facts).map((step): WardStep => ({ from: step.from, ...step.facts }));
    wards.set(wardId, { wardId, hospitalId, ...now, from: facts.from, until, steps, intoId });
  }
  return { version: register.length, regions: register.regions, hospitals, wards };
}

/** What a hospital is in a month: its facts on the last day of it, undefined where it was not there on any day. */
export function hospitalIn(hospital: PlaceHospital, month: Month): PlaceFacts | undefined {
  const firstDay = `${month}-01`;
  if (hospital.until !== null && hospital.until <= firstDay) return undefined;
  // Dates compare as text: no day of the month is above its 31st, and the first of the next one is.
  const lastDay = `${month}-31`;
  return hospital.facts.findLast(({ from }) => from <= lastDay)?.facts;
}

/** A monitored hospital owes its figures for every month it was there on at least one day. */
export function owingHospitals(
  places: Places,
  month: Month,
  within: { readonly regionId: string | null; readonly level: 2 | 3 | null },
): readonly PlaceHospital[] {
  return keptOwing(places, `${month} ${within.regionId} ${within.level}`, () => owingMade(places, month, within));
}

/** Their ids. */
export function owingHospitalIds(
  places: Places,
  month: Month,
  within: { readonly regionId: string | null; readonly level: 2 | 3 | null },
): readonly string[] {
  return keptOwingIds(places, `${month} ${within.regionId} ${within.level}`, () =>
    owingHospitals(places, month, within).map(({ hospitalId }) => hospitalId),
  );
}

/** Twenty years of a city, its counties and both levels. */
const maxKept = 15_000;
const keptOwing = derived<Places, readonly PlaceHospital[]>(maxKept);
const keptOwingIds = derived<Places, readonly string[]>(maxKept);
const keptWards = derived<Places, readonly PlaceWard[]>(maxKept);

function owingMade(
  places: Places,
  month: Month,
  within: { readonly regionId: string | null; readonly level: 2 | 3 | null },
): PlaceHospital[] {
  return [...places.hospitals.values()].filter((hospital) => {
    const facts = hospitalIn(hospital, month);
    if (facts === undefined || !facts.monitored) return false;
    if (within.level !== null && facts.level !== within.level) return false;
    return within.regionId === null || regionPath(places.regions, facts.regionId).includes(within.regionId);
  });
}

/** The wards of a hospital, or of all (null), that were there on at least one day of a month. */
export function wardsIn(places: Places, hospitalId: string | null, month: Month): readonly PlaceWard[] {
  return keptWards(places, `${hospitalId} ${month}`, () => {
    const all = hospitalId === null ? [...places.wards.values()] : wardsOf(places, hospitalId);
    return all.filter((ward) => wardWasThere(ward, month));
  });
}

/** Every ward a hospital ever had. */
export function wardsOf(places: Places, hospitalId: string): readonly PlaceWard[] {
  return keptWards(places, hospitalId, () =>
    [...places.wards.values()].filter((ward) => ward.hospitalId === hospitalId),
  );
}

/** Dates compare as text: no day of the month is above its 31st. */
export function wardWasThere(ward: PlaceWard, month: Month): boolean {
  return ward.from <= `${month}-31` && (ward.until === null || ward.until > `${month}-01`);
}

/** What a ward is in a month: its facts on the last day of it, or before its first month those of its first day. */
export function wardIn(ward: PlaceWard, month: Month): WardStep | undefined {
  const lastDay = `${month}-31`;
  return ward.steps.findLast(({ from }) => from <= lastDay) ?? ward.steps[0];
}

/** Which ward bears which code when, of one hospital, as its import needs it; in order of code and day. */
export function wardSpansOf(places: Places, hospitalId: string): WardSpan[] {
  const spans: WardSpan[] = [];
  for (const ward of places.wards.values()) {
    if (ward.hospitalId !== hospitalId) continue;
    const { wardId } = ward;
    const open = new Map<string, IsoDate>();
    const close = (code: string, until: IsoDate | null) => {
      const from = open.get(code);
      open.delete(code);
      if (from !== undefined && (until === null || from < until)) spans.push({ code, wardId, from, until });
    };
    for (const step of ward.steps) {
      const codes = new Set(step.codes.map(wardCode));
      for (const code of [...open.keys()]) if (!codes.has(code)) close(code, step.from);
      for (const code of codes) if (!open.has(code)) open.set(code, step.from);
    }
    for (const code of [...open.keys()]) close(code, ward.until);
  }
  return spans.sort((left, right) => (left.code + left.from < right.code + right.from ? -1 : 1));
}

function stepsOf<T extends object>(facts: Dated<T>): { readonly from: IsoDate; readonly facts: T }[] {
  const days = [...new Set([facts.from, ...facts.changes.map((change) => change.from)])].filter(
    (day) => day >= facts.from,
  );
  return days.sort().map((from) => ({ from, facts: factsOn(facts, from) ?? facts.first }));
}
