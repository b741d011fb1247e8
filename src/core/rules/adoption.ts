import { DomainError, type ProblemRow } from '../errors.ts';
import type { Text } from '../explanation.ts';
import { canonicalJson } from '../ledger/canonical.ts';
import { type DateRange, type IsoDate, within } from '../time.ts';
import type { Scheme, SchemeFile, Violation } from './scheme.ts';

/**
 * A shipped scheme is a library; it binds a jurisdiction (a region or one hospital) from a date by an adopting entry, text
 * and all. Version 1 is the founding of an empty city by one person; version 2 has been proposed by another.
 */
export type SchemeEvent =
  | (Adopting & { readonly kind: 'scheme.adopted'; readonly v: 1; readonly document: string | null })
  | (Published & { readonly kind: 'scheme.adopted'; readonly v: 2 })
  | (Published & { readonly kind: 'scheme.adoption-proposed'; readonly v: 1 })
  | {
      readonly kind: 'scheme.adoption-dropped';
      readonly v: 1;
      readonly adoptionId: string;
      readonly schemeId: string;
      readonly reason: string;
    };

interface Adopting {
  readonly schemeId: string;
  /** SHA-256 of the canonical JSON of `scheme`, lower-case hex. */
  readonly hash: string;
  readonly from: IsoDate;
  readonly jurisdictionId: string;
  readonly scheme: SchemeFile;
}

interface Published extends Adopting {
  readonly adoptionId: string;
  readonly document: string;
  readonly publishedOn: IsoDate;
}

/** One version of a scheme as it binds one jurisdiction, until its file ends or the next version begins. */
export interface AdoptedScheme extends DateRange {
  readonly schemeId: string;
  readonly scheme: Scheme;
  readonly hash: string;
  readonly jurisdictionId: string;
  readonly document: string | null;
  /** When the adopting document was published; null: the entry does not say. */
  readonly publishedOn: IsoDate | null;
  readonly violations: ReadonlyMap<string, Violation>;
}

/** In the order they were adopted. */
export type Adoptions = readonly AdoptedScheme[];

/** Folds one adopting entry: what the same jurisdiction had adopted of that scheme ends where this begins. */
export function withAdoption(
  adoptions: Adoptions,
  event: Extract<SchemeEvent, { readonly kind: 'scheme.adopted' }>,
): Adoptions {
  const ended = adoptions.map((before) => {
    const replaced = before.schemeId === event.schemeId && before.jurisdictionId === event.jurisdictionId;
    const open = before.until === null || before.until > event.from;
    return replaced && open ? { ...before, until: event.from } : before;
  });
  const { schemeId, hash, jurisdictionId, document, from } = event;
  // A text adopted before schemes could name triggers names none.
  const scheme: Scheme = { ...event.scheme, triggers: event.scheme.triggers ?? [] };
  const violations = new Map(scheme.violations.map((violation) => [violation.code, violation]));
  const until = scheme.inForce.until;
  const publishedOn = event.v === 2 ? event.publishedOn : null;
  return [...ended, { schemeId, scheme, hash, jurisdictionId, document, publishedOn, from, until, violations }];
}

/**
 * The version that binds on a date. The nearest jurisdiction that has adopted the scheme decides: a hospital's own
 * adoption goes before its county's, that before the city's.
 *
 * @param jurisdictionIds nearest first, as `HospitalOn` lists them.
 */
export function schemeInForce(
  adoptions: Adoptions,
  schemeId: string,
  date: IsoDate,
  jurisdictionIds: readonly string[],
): AdoptedScheme | undefined {
  for (const jurisdictionId of jurisdictionIds) {
    for (const adopted of adoptions) {
      if (adopted.schemeId === schemeId && adopted.jurisdictionId === jurisdictionId && within(adopted, date)) {
        return adopted;
      }
    }
  }
  return undefined;
}

/** The version in force of every scheme that binds on a date, by scheme id. */
export function schemesInForce(
  adoptions: Adoptions,
  date: IsoDate,
  jurisdictionIds: readonly string[],
): AdoptedScheme[] {
  const ids = [...new Set(adoptions.map((adopted) => adopted.schemeId))].sort();
  return ids.flatMap((schemeId) => schemeInForce(adoptions, schemeId, date, jurisdictionIds) ?? []);
}

/** What people call a scheme: the title of its newest adopted text; undefined where it was never adopted. */
export function titleOf(adoptions: Adoptions, schemeId: string): Text | undefined {
  return adoptions.findLast((adopted) => adopted.schemeId === schemeId)?.scheme.title;
}

/** The name of a scheme's exact text: SHA-256 in lower-case hex over its canonical JSON. */
export function schemeHash(scheme: Scheme, sha256Hex: (text: string) => string): string {
  return sha256Hex(canonicalJson(scheme));
}

export interface AdoptScheme {
  readonly scheme: Scheme;
  readonly from: IsoDate;
  readonly jurisdictionId: string;
  readonly document: string | null;
}

export interface AdoptionContext {
  readonly adoptions: Adoptions;
  readonly sha256Hex: (text: string) => string;
}

/**
 * Founds an empty city: one person binds a jurisdiction by a scheme, also from a day that is past, so that a city can begin
 * with the rule it already lives by. Once anything has been recorded an adoption takes two persons and a later day.
 *
 * @throws DomainError `adoption.founding-over`, and what `checkedAdoption` refuses.
 */
export function adoptScheme(
  context: AdoptionContext & { readonly anythingRecorded: boolean },
  command: AdoptScheme,
): Extract<SchemeEvent, { readonly kind: 'scheme.adopted' }> {
  const { scheme, from, jurisdictionId, document } = command;
  const hash = checkedAdoption(context, command);
  if (context.anythingRecorded) {
    const named = { scheme: scheme.id, version: scheme.version };
    throw new DomainError('conflict', 'adoption.founding-over', named);
  }
  return { kind: 'scheme.adopted', v: 1, schemeId: scheme.id, hash, from, jurisdictionId, document, scheme };
}

/**
 * What holds for every adoption, by one person or two.
 *
 * @returns the hash of the text.
 * @throws DomainError `adoption.outside-scheme-dates`, `adoption.overlap` (something of that scheme binds there from the
 * same day or later), `adoption.gap` (days between two versions that none would bind), `adoption.version-changed` (the
 * same version was adopted with another text).
 */
export function checkedAdoption(
  context: AdoptionContext,
  { scheme, from, jurisdictionId }: Pick<AdoptScheme, 'scheme' | 'from' | 'jurisdictionId'>,
): string {
  const hash = schemeHash(scheme, context.sha256Hex);
  const named = { scheme: scheme.id, version: scheme.version, from };
  if (!within(scheme.inForce, from)) {
    const { from: begins, until } = scheme.inForce;
    throw new DomainError('invalid', 'adoption.outside-scheme-dates', { ...named, begins, until: until ?? '—' });
  }
  const versions = context.adoptions.filter((adopted) => adopted.schemeId === scheme.id);
  if (versions.some((adopted) => adopted.scheme.version === scheme.version && adopted.hash !== hash)) {
    throw new DomainError('conflict', 'adoption.version-changed', named);
  }
  const here = versions.filter((adopted) => adopted.jurisdictionId === jurisdictionId);
  const later = here.find((adopted) => adopted.from >= from);
  if (later !== undefined) throw new DomainError('conflict', 'adoption.overlap', { ...named, other: later.from });
  const last = here.at(-1);
  if (last !== undefined && last.until !== null && last.until < from) {
    throw new DomainError('conflict', 'adoption.gap', { ...named, until: last.until });
  }
  return hash;
}

/**
 * What is wrong between the versions of a library: two that hold on the same day, a day that none holds, or a version
 * label used twice. One row for each, at `<id>@<version>`.
 */
export function versionConflictsOf(schemes: readonly Scheme[]): ProblemRow[] {
  const byStart = [...schemes].sort((a, b) => compare(a.id, b.id) || compare(a.inForce.from, b.inForce.from));
  return byStart.flatMap((scheme, index): ProblemRow[] => {
    const before = byStart[index - 1];
    if (before === undefined || before.id !== scheme.id) return [];
    const at = `${scheme.id}@${scheme.version}`;
    const parameters = { scheme: scheme.id, version: scheme.version, before: before.version };
    if (before.version === scheme.version)
      return [{ at, value: scheme.version, code: 'library.version-twice', parameters }];
    const { from } = scheme.inForce;
    const { until } = before.inForce;
    if (until === null || until > from)
      return [{ at, value: from, code: 'library.overlap', parameters: { ...parameters, from } }];
    if (until < from) return [{ at, value: from, code: 'library.gap', parameters: { ...parameters, from, until } }];
    return [];
  });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
