import { type Credit, foldCredits } from './procedure/credit.ts';
import { type Deduction, foldDeductions } from './procedure/deduction.ts';
import { openingsAsFindings } from './procedure/opening.ts';
import type { Dossier } from './register/dossier.ts';
import { type AdoptedScheme, schemeInForce, schemesInForce } from './rules/adoption.ts';
import { foldGrants, type GrantedRight, isEnrolled } from './rules/enrolment.ts';
import type { RulesRegister } from './rules/register.ts';
import type { CycleRule, Scheme } from './rules/scheme.ts';
import type { IsoDate } from './time.ts';

/** A doctor's dossier folded once, for the standings under all schemes. */
export interface StandingFile {
  readonly register: RulesRegister;
  readonly asOf: IsoDate;
  readonly doctorId: string;
  readonly deductions: readonly Deduction[];
  readonly grants: readonly GrantedRight[];
  readonly credits: readonly Credit[];
  readonly licensedOn: IsoDate | null;
  /** The measures on rights that name a sanction due, by its id. */
  readonly measures: ReadonlyMap<string, readonly string[]>;
}

export function openFile(register: RulesRegister, dossier: Dossier, asOf: IsoDate): StandingFile {
  const { doctorIds, entries } = dossier;
  const measures = new Map<string, string[]>();
  let licensedOn: IsoDate | null = null;
  for (const { event } of entries) {
    if (event.kind === 'right.measured' && event.sanctionDueId !== null) {
      const ids = measures.get(event.sanctionDueId) ?? [];
      measures.set(event.sanctionDueId, [...ids, event.measureId]);
    } else if (event.kind === 'doctor.registered') {
      licensedOn ??= event.licensedOn;
    } else if (event.kind === 'doctor.changed') {
      licensedOn = event.set.licensedOn ?? licensedOn;
    }
  }
  return {
    register,
    asOf,
    doctorId: doctorIds[0],
    deductions: [...foldDeductions(entries).values(), ...openingsAsFindings(entries)],
    grants: [...foldGrants(entries).values()],
    credits: [...foldCredits(entries).values()],
    licensedOn,
    measures,
  };
}

/** The schemes a doctor is shown: those that manage the doctor on the day, and those an item was found under. */
export function schemeIdsOf(file: StandingFile): string[] {
  const ids = new Set(file.deductions.flatMap(({ finding }) => finding.items.map((item) => item.scheme)));
  for (const hospitalId of new Set(file.grants.map((grant) => grant.hospitalId))) {
    const jurisdictionIds = file.register.hospitalOn(hospitalId, file.asOf)?.jurisdictionIds ?? [];
    for (const { schemeId, scheme } of schemesInForce(file.register.adoptions, file.asOf, jurisdictionIds)) {
      if (!ids.has(schemeId) && isEnrolledUnder(scheme, file.asOf, file)) ids.add(schemeId);
    }
  }
  return [...ids].sort();
}

export function isEnrolledUnder(scheme: Scheme, date: IsoDate, file: StandingFile): boolean {
  return isEnrolled(file.register, scheme.enrolment, file.grants, date);
}

/**
 * The version whose total, cycle and thresholds bind the person on a day. A person has one balance over all sites, so
 * here the widest jurisdiction decides (city before county before hospital), while each item keeps the version that was
 * nearest to its own hospital.
 */
export function frameOn(schemeId: string, date: IsoDate, file: StandingFile): AdoptedScheme | undefined {
  const { adoptions } = file.register;
  const chains = [...hospitalIdsOf(file)].map((id) => file.register.hospitalOn(id, date)?.jurisdictionIds ?? [id]);
  const depth = Math.max(0, ...chains.map((chain) => chain.length));
  for (let fromTop = 1; fromTop <= depth; fromTop += 1) {
    const ids = chains.flatMap((chain) => chain.at(-fromTop) ?? []);
    const frame = schemeInForce(adoptions, schemeId, date, ids);
    if (frame !== undefined) return frame;
  }
  return undefined;
}

/** The day an anniversary cycle counts from. Without a known one the cycle begins with the year asked about. */
export function anchorOf(rule: CycleRule, file: StandingFile): IsoDate {
  const unknown = `${file.asOf.slice(0, 4)}-01-01`;
  if (rule.kind !== 'anniversary') return unknown;
  switch (rule.anchor) {
    case 'licensed-on':
      return file.licensedOn ?? unknown;
    case 'first-right':
      return file.grants.map((grant) => grant.from).sort()[0] ?? unknown;
  }
}

function hospitalIdsOf(file: StandingFile): Set<string> {
  return new Set([
    ...file.grants.map((grant) => grant.hospitalId),
    ...file.deductions.map(({ finding }) => finding.hospitalId),
  ]);
}
