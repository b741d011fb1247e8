import { DomainError } from '../errors.ts';
import type { IsoDate } from '../time.ts';
import { type Dated, dated, factsFrom, factsNear, factsOn, whatChanges, withChange } from './dated.ts';
import { type Hospital, hospitalFactsOn } from './hospital.ts';

export interface WardFacts {
  readonly name: string;
  readonly department: string;
  /** The national specialty code and name that wards are compared by. */
  readonly specialty: string;
  /** How this hospital's own files spell the ward: codes and names in its front pages and worksheets. */
  readonly codes: readonly string[];
}

/** Dated by `from`: the facts hold from that day until something else is said of them. */
export type WardEvent =
  | ({
      readonly kind: 'ward.registered';
      readonly v: 1;
      readonly wardId: string;
      readonly hospitalId: string;
      readonly from: IsoDate;
    } & WardFacts)
  | {
      readonly kind: 'ward.changed';
      readonly v: 1;
      readonly wardId: string;
      readonly hospitalId: string;
      readonly from: IsoDate;
      readonly set: Partial<WardFacts>;
    }
  | {
      readonly kind: 'ward.ended';
      readonly v: 1;
      readonly wardId: string;
      readonly hospitalId: string;
      readonly until: IsoDate;
      readonly reason: string;
      /** The ward that took its place; null: none. A split ends one ward and registers two. */
      readonly intoId: string | null;
    };

export interface Ward {
  readonly wardId: string;
  readonly hospitalId: string;
  readonly facts: Dated<WardFacts>;
  /** The first day it no longer is; null: open. */
  readonly until: IsoDate | null;
  readonly intoId: string | null;
}

export type Wards = ReadonlyMap<string, Ward>;

export function foldWard(before: Ward | undefined, event: WardEvent): Ward | undefined {
  switch (event.kind) {
    case 'ward.registered': {
      const { wardId, hospitalId, from, name, department, specialty, codes } = event;
      const facts = dated(from, { name, department, specialty, codes });
      return { wardId, hospitalId, facts, until: null, intoId: null };
    }
    case 'ward.changed':
      return before && { ...before, facts: withChange(before.facts, event) };
    case 'ward.ended':
      return before && { ...before, until: event.until, intoId: event.intoId };
  }
}

/** What a ward is on a day; undefined before it was and after it ended. That its hospital is, is asked apart. */
export function wardFactsOn(ward: Ward, date: IsoDate): WardFacts | undefined {
  return ward.until !== null && date >= ward.until ? undefined : factsOn(ward.facts, date);
}

/** How codes are compared: width, case and the space around them do not tell wards apart. */
export function wardCode(text: string): string {
  return text.normalize('NFKC').trim().toUpperCase();
}

export interface RegisterWard extends WardFacts {
  readonly wardId: string;
  readonly from: IsoDate;
}

/** @throws DomainError `ward.hospital-not-in-force`, `ward.name-taken`, `ward.code-taken`. */
export function registerWard(wards: Wards, hospital: Hospital, command: RegisterWard): WardEvent {
  const { wardId, from, name, department, specialty, codes } = command;
  const { hospitalId } = hospital;
  if (hospitalFactsOn(hospital, from) === undefined) {
    throw new DomainError('invalid', 'ward.hospital-not-in-force', { from });
  }
  refuseTaken(wards, { wardId, hospitalId }, { name, codes }, from);
  return { kind: 'ward.registered', v: 1, wardId, hospitalId, from, name, department, specialty, codes };
}

export interface ChangeWard {
  readonly from: IsoDate;
  readonly set: Partial<WardFacts>;
}

/** @throws DomainError `ward.change-before-start`, `ward.ended`, `ward.unchanged`, `ward.name-taken`, `ward.code-taken`. */
export function changeWard(wards: Wards, ward: Ward, { from, set }: ChangeWard): WardEvent {
  const { wardId, hospitalId, facts, until } = ward;
  if (from < facts.from) throw new DomainError('invalid', 'ward.change-before-start', { from, start: facts.from });
  if (until !== null && from >= until) throw new DomainError('conflict', 'ward.ended', { until });
  const changes = whatChanges(facts, { from, set });
  if (Object.keys(changes).length === 0) throw new DomainError('invalid', 'ward.unchanged', { from });
  refuseTaken(wards, ward, changes, from);
  return { kind: 'ward.changed', v: 1, wardId, hospitalId, from, set: changes };
}

export interface EndWard {
  readonly until: IsoDate;
  readonly reason: string;
  readonly intoId: string | null;
}

/** @throws DomainError `ward.already-ended`, `ward.end-before-start`, `ward.into-itself`, `ward.into-elsewhere`. */
export function endWard(wards: Wards, ward: Ward, { until, reason, intoId }: EndWard): WardEvent {
  const { wardId, hospitalId, facts } = ward;
  if (ward.until !== null) throw new DomainError('conflict', 'ward.already-ended', { until: ward.until });
  if (until <= facts.from) throw new DomainError('invalid', 'ward.end-before-start', { until, start: facts.from });
  if (intoId === wardId) throw new DomainError('invalid', 'ward.into-itself', { intoId });
  if (intoId !== null) {
    const into = wards.get(intoId);
    if (into?.hospitalId !== hospitalId || wardFactsOn(into, until) === undefined) {
      throw new DomainError('invalid', 'ward.into-elsewhere', { intoId, until });
    }
  }
  return { kind: 'ward.ended', v: 1, wardId, hospitalId, until, reason, intoId };
}

/** A name or a code that another ward of the hospital bears on that day or later would make imports ambiguous. */
function refuseTaken(
  wards: Wards,
  ward: { readonly wardId: string; readonly hospitalId: string },
  { name, codes }: Partial<Pick<WardFacts, 'name' | 'codes'>>,
  from: IsoDate,
): void {
  for (const other of wards.values()) {
    const gone = other.until !== null && other.until <= from;
    if (other.hospitalId !== ward.hospitalId || other.wardId === ward.wardId || gone) continue;
    if (name !== undefined && factsNear(other.facts, from).name === name) {
      throw new DomainError('conflict', 'ward.name-taken', { name });
    }
    const taken = new Set(factsFrom(other.facts, from).flatMap((facts) => facts.codes.map(wardCode)));
    const code = codes?.find((own) => taken.has(wardCode(own)));
    if (code !== undefined) {
      throw new DomainError('conflict', 'ward.code-taken', { code, ward: factsNear(other.facts, from).name });
    }
  }
}
