import type { Entry } from '../ledger/entry.ts';
import { type Adoptions, withAdoption } from '../rules/adoption.ts';
import { type Proposals, withProposal } from '../rules/adoption-proposal.ts';
import type { HospitalOn, RulesRegister } from '../rules/register.ts';
import type { IsoDate } from '../time.ts';
import { emptyCalendar, type WorkingCalendar, withCalendarYear } from './calendar.ts';
import { factsNear } from './dated.ts';
import type { Doctor, Post } from './doctor.ts';
import { foldHospital, type Hospitals, hospitalFactsOn } from './hospital.ts';
import type { Place } from './people/permission.ts';
import { type Regions, regionPath } from './region.ts';
import { foldWard, type Ward, type WardFacts, type Wards, wardCode, wardFactsOn } from './ward.ts';

/** The stream of everything that decisions read about the whole jurisdiction. */
export const registerStream = { kind: 'register', id: 'main' } as const;

/** Places, schemes in force and calendars, as far as the register stream says. Small enough to be held in memory. */
export interface Register extends RulesRegister {
  readonly regions: Regions;
  readonly hospitals: Hospitals;
  readonly wards: Wards;
  readonly adoptions: Adoptions;
  /** Adoptions that wait for a second person. */
  readonly proposals: Proposals;
  readonly calendar: WorkingCalendar;
  /** How many entries of the register stream were folded: what a decision on it was decided on. */
  readonly length: number;
}

/** Extends a register by the entries that follow it in the register stream; the one given stays as it was. */
export function foldRegister(previous: Register, entries: readonly Entry[]): Register {
  if (entries.length === 0) return previous;
  const regions = new Map(previous.regions);
  const hospitals = new Map(previous.hospitals);
  const wards = new Map(previous.wards);
  let { adoptions, proposals, calendar } = previous;
  for (const entry of entries) {
    const { event } = entry;
    switch (event.kind) {
      case 'region.registered': {
        const { regionId, name, level, parentId } = event;
        regions.set(regionId, { regionId, name, level, parentId });
        break;
      }
      case 'hospital.registered':
      case 'hospital.changed':
      case 'hospital.ended': {
        const hospital = foldHospital(hospitals.get(event.hospitalId), event);
        if (hospital !== undefined) hospitals.set(hospital.hospitalId, hospital);
        break;
      }
      case 'ward.registered':
      case 'ward.changed':
      case 'ward.ended': {
        const ward = foldWard(wards.get(event.wardId), event);
        if (ward !== undefined) wards.set(ward.wardId, ward);
        break;
      }
      case 'scheme.adopted':
        adoptions = withAdoption(adoptions, event);
        proposals = withProposal(proposals, event, entry);
        break;
      case 'scheme.adoption-proposed':
      case 'scheme.adoption-dropped':
        proposals = withProposal(proposals, event, entry);
        break;
      case 'calendar.loaded':
        calendar = withCalendarYear(calendar, event);
        break;
    }
  }
  return over({ regions, hospitals, wards, adoptions, proposals, calendar, length: previous.length + entries.length });
}

type Folded = Omit<Register, 'hospitalOn' | 'hospitalName' | 'hospitalOfWard'>;

function over(folded: Folded): Register {
  return {
    ...folded,
    hospitalOn: (hospitalId, date) => hospitalOn(folded, hospitalId, date),
    hospitalName: (hospitalId, date) => {
      const hospital = folded.hospitals.get(hospitalId);
      return hospital === undefined ? hospitalId : factsNear(hospital.facts, date).name;
    },
    hospitalOfWard: (wardId, date) => {
      const ward = folded.wards.get(wardId);
      return ward && wardFactsOn(ward, date) && ward.hospitalId;
    },
  };
}

export const emptyRegister: Register = over({
  regions: new Map(),
  hospitals: new Map(),
  wards: new Map(),
  adoptions: [],
  proposals: new Map(),
  calendar: emptyCalendar,
  length: 0,
});

function hospitalOn(register: Folded, hospitalId: string, date: IsoDate): HospitalOn | undefined {
  const hospital = register.hospitals.get(hospitalId);
  const facts = hospital && hospitalFactsOn(hospital, date);
  return (
    facts && { level: facts.level, jurisdictionIds: [hospitalId, ...regionPath(register.regions, facts.regionId)] }
  );
}

/** A hospital as scopes see it on a day: an announced one already where it will be, an ended one still where it was. */
export function placeOfHospital(register: Register, hospitalId: string, date: IsoDate): Place {
  const hospital = register.hospitals.get(hospitalId);
  const regionIds = hospital ? regionPath(register.regions, factsNear(hospital.facts, date).regionId) : [];
  return { hospitalId, regionIds };
}

/** Where a doctor stands for scopes: themself under every record's id, and every post they have or had. */
export function placesOf(register: Register, doctor: Doctor, date: IsoDate): readonly Place[] {
  return [
    ...doctor.recordIds.map((doctorId): Place => ({ doctorId })),
    ...doctor.posts.map((post) => placeOfPost(register, doctor, post, date)),
  ];
}

/** Who may change the record: where the doctor has a post or will have one; where there is none, those that had one. */
export function employersOf(register: Register, doctor: Doctor, date: IsoDate): readonly Place[] {
  const open = doctor.posts.filter((post) => post.until === null || post.until > date);
  return (open.length > 0 ? open : doctor.posts).map((post) => placeOfPost(register, doctor, post, date));
}

export function placeOfPost(register: Register, doctor: Doctor, post: Post, date: IsoDate): Place {
  const { department, hospitalId } = post;
  return { ...placeOfHospital(register, hospitalId, date), doctorId: doctor.doctorId, department };
}

export interface WardOn {
  readonly ward: Ward;
  readonly facts: WardFacts;
}

/** The wards of a hospital that are on a day, by name. */
export function wardsOn(register: Register, hospitalId: string, date: IsoDate): readonly WardOn[] {
  return [...register.wards.values()]
    .filter((ward) => ward.hospitalId === hospitalId)
    .flatMap((ward): WardOn[] => {
      const facts = wardFactsOn(ward, date);
      return facts === undefined ? [] : [{ ward, facts }];
    })
    .sort((a, b) => compare(a.facts.name, b.facts.name) || compare(a.ward.wardId, b.ward.wardId));
}

/** The ward that the hospital's own files call by this code or name on that day. */
export function wardByCode(register: Register, hospitalId: string, code: string, date: IsoDate): WardOn | undefined {
  const wanted = wardCode(code);
  const wards = wardsOn(register, hospitalId, date);
  return (
    wards.find(({ facts }) => facts.codes.some((own) => wardCode(own) === wanted)) ??
    wards.find(({ facts }) => wardCode(facts.name) === wanted)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
