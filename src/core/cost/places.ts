import { type Dated, factsOn } from '../register/dated.ts';
import type { HospitalFacts, Hospitals } from '../register/hospital.ts';
import { type Regions, regionPath } from '../register/region.ts';
import type { Wards } from '../register/ward.ts';
import { addToMonth, type IsoDate, type Month } from '../time.ts';

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
  for (const { wardId, hospitalId, facts, until } of register.wards.values()) {
    const now = factsOn(facts, date < facts.from ? facts.from : date) ?? facts.first;
    wards.set(wardId, { wardId, hospitalId, ...now, from: facts.from, until });
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
): PlaceHospital[] {
  return [...places.hospitals.values()].filter((hospital) => {
    const facts = hospitalIn(hospital, month);
    if (facts === undefined || !facts.monitored) return false;
    if (within.level !== null && facts.level !== within.level) return false;
    return within.regionId === null || regionPath(places.regions, facts.regionId).includes(within.regionId);
  });
}

/** The wards of a hospital that were there on at least one day of a month. */
export function wardsIn(places: Places, hospitalId: string, month: Month): PlaceWard[] {
  const [firstDay, nextMonth] = [`${month}-01`, `${addToMonth(month, 1)}-01`];
  return [...places.wards.values()].filter(
    (ward) => ward.hospitalId === hospitalId && ward.from < nextMonth && (ward.until === null || ward.until > firstDay),
  );
}

/** Ward code → ward id of one hospital, as its import needs it. */
export function wardCodesOf(places: Places, hospitalId: string): Map<string, string> {
  const codes = new Map<string, string>();
  for (const ward of places.wards.values()) {
    if (ward.hospitalId !== hospitalId) continue;
    for (const code of ward.codes) codes.set(code.normalize('NFKC').trim(), ward.wardId);
  }
  return codes;
}

function stepsOf(facts: Dated<HospitalFacts>): PlaceHospital['facts'] {
  const days = [...new Set([facts.from, ...facts.changes.map((change) => change.from)])].filter(
    (day) => day >= facts.from,
  );
  return days.sort().map((from) => ({ from, facts: factsOn(facts, from) ?? facts.first }));
}
