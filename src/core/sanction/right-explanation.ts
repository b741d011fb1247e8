import type { Explanation } from '../explanation.ts';
import type { Entry } from '../ledger/entry.ts';
import { type Dossier, enteredBy } from '../register/dossier.ts';
import {
  endOfMeasure,
  foldRights,
  type MeasureTaken,
  type RightGrant,
  type RightOn,
  type Rights,
  rightsOn,
  type Site,
} from '../register/right.ts';
import { titleOf } from '../rules/adoption.ts';
import type { RulesRegister } from '../rules/register.ts';
import { type IsoDate, within } from '../time.ts';
import { type Sanction, sanctionsOf } from './due.ts';
import { foldSanctions, requirementsOpen, type Sanctions, stepsAt } from './steps.ts';

/** The status of one kind of right at one hospital, and why it is that: the entries it rests on and what would change it. */
export interface ExplainedRight extends RightOn {
  readonly hospitalId: string;
  readonly explanation: readonly Explanation[];
}

/** Every kind at each of the hospitals on a day, for whoever may read the reasons. A HIS is told the status alone. */
export function explainRights(
  register: RulesRegister,
  dossier: Dossier,
  sites: readonly Site[],
  date: IsoDate,
): ExplainedRight[] {
  const { entries } = dossier;
  const rights = foldRights(entries);
  const answers = rights.measures.some(({ sanctionDueId }) => sanctionDueId !== null);
  const reading: Reading = {
    register,
    rights,
    steps: foldSanctions(enteredBy(dossier, date).entries),
    due: answers ? sanctionsOf(register, dossier, date) : [],
    positions: positionsOf(entries),
    date,
  };
  return sites.flatMap((site) =>
    rightsOn(rights, site, date).map((right) => ({
      hospitalId: site.hospitalId,
      ...right,
      explanation: explain(right, site, reading),
    })),
  );
}

interface Reading {
  readonly register: RulesRegister;
  readonly rights: Rights;
  readonly steps: Sanctions;
  readonly due: readonly Sanction[];
  /** Ledger positions of the entries that granted and measured, by the id of what they made. */
  readonly positions: ReadonlyMap<string, number>;
  readonly date: IsoDate;
}

function explain({ kind, status, until }: RightOn, site: Site, reading: Reading): Explanation[] {
  const { rights, date } = reading;
  const { hospitalId } = site;
  if (site.until !== null && date >= site.until) {
    const hospital = reading.register.hospitalName(hospitalId, date);
    return [{ code: 'status.hospital-ended', parameters: { hospitalId, hospital, on: site.until } }];
  }
  const grants = rights.grants.filter((each) => each.hospitalId === hospitalId && each.rightKind === kind);
  const measures = rights.measures.filter((each) => each.hospitalId === hospitalId && each.rightKinds.includes(kind));
  const granted = grants.filter((grant) => within(grant, date));
  const inForce = measures.filter((each) => within({ from: each.from, until: endOfMeasure(each) }, date));
  const ahead = measures.filter((each) => each.from > date && endOfMeasure(each) !== each.from);
  return [
    ...(granted.length > 0 ? granted.map((grant) => grantedBy(grant, reading)) : notGranted(grants, reading)),
    ...(granted.length > 0 && inForce.length === 0 ? [{ code: 'status.unmeasured', parameters: {} }] : []),
    ...inForce.flatMap((measure) => [...takenBy(measure, reading), ...wouldEnd(measure, reading)]),
    ...ahead.flatMap((measure) => [
      { code: 'status.measure-ahead', parameters: namedOf(measure) },
      ...takenBy(measure, reading),
    ]),
    until === null
      ? { code: 'status.changes-by-entry', parameters: { status } }
      : { code: 'status.changes-on', parameters: { status, on: until } },
  ];
}

function grantedBy({ grantId, from, until, document }: RightGrant, { positions }: Reading): Explanation {
  const entry = positions.get(grantId) ?? null;
  return { code: 'status.granted', parameters: { grantId, entry, from, until, document } };
}

function notGranted(grants: readonly RightGrant[], { date }: Reading): Explanation[] {
  if (grants.length === 0) return [{ code: 'status.never-granted', parameters: {} }];
  return grants.map(
    ({ grantId, from, until }): Explanation =>
      from > date
        ? { code: 'status.grant-ahead', parameters: { grantId, from } }
        : { code: 'status.grant-over', parameters: { grantId, until } },
  );
}

/** The measure itself, and the rule or power it rests on. */
function takenBy(measure: MeasureTaken, reading: Reading): Explanation[] {
  const { due, positions } = reading;
  const named = namedOf(measure);
  const { measureId, from, until, document, sanctionDueId, legalBasis, terms } = measure;
  const entry = positions.get(measureId) ?? null;
  const taken = { code: `status.${measure.measure}`, parameters: { measureId, entry, from, until, document } };
  const basis = { code: `status.basis.${legalBasis}`, parameters: named };
  const hold = terms?.hold ?? null;
  if (hold !== null) {
    return [taken, ...heldBy(measure, hold, reading)];
  }
  if (sanctionDueId === null) return [taken, basis];
  const sanction = due.find(({ id }) => id === sanctionDueId);
  if (sanction === undefined) {
    return [taken, basis, { code: 'status.ground-fallen', parameters: { ...named, sanctionDueId } }];
  }
  const { text: rule, schemeTitle: scheme, schemeVersion: version, source } = sanction;
  const answers = { ...named, sanctionDueId, rule, scheme, version, source };
  return [taken, basis, { code: 'status.answers', parameters: answers }];
}

/** Which measure is spoken of: the id for programs, what it is and since when for people. */
function namedOf({ measureId, measure, from }: MeasureTaken) {
  return { measureId, measure, from };
}

/** A hold rests on a scheme's permission, and may go on from one before it. */
function heldBy(
  measure: MeasureTaken,
  { schemeId, renews }: NonNullable<NonNullable<MeasureTaken['terms']>['hold']>,
  { register, rights }: Reading,
): Explanation[] {
  const named = namedOf(measure);
  const scheme = titleOf(register.adoptions, schemeId) ?? schemeId;
  const before = rights.measures.find((each) => each.measureId === renews);
  return [
    { code: 'status.hold', parameters: { ...named, schemeId, scheme } },
    ...(before === undefined
      ? []
      : [{ code: 'status.hold-renews', parameters: { ...named, renews, since: before.from } }]),
  ];
}

/** How a measure in force ends: on its date, by the lifting already signed, or by one that waits for what was required. */
function wouldEnd(measure: MeasureTaken, { steps, due }: Reading): Explanation[] {
  const { hospitalId, liftedFrom, until, sanctionDueId, terms } = measure;
  const named = namedOf(measure);
  if (liftedFrom !== null) return [{ code: 'status.lifted', parameters: { ...named, on: liftedFrom } }];
  const ends: Explanation[] = until === null ? [] : [{ code: 'status.ends', parameters: { ...named, on: until } }];
  const standing = sanctionDueId !== null && due.some(({ id }) => id === sanctionDueId);
  if (terms === null || sanctionDueId === null || !standing) {
    return [...ends, { code: 'status.liftable', parameters: named }];
  }
  const { requires, liftedFromAtEarliest: earliest } = terms;
  const missing = requirementsOpen(requires, stepsAt(steps, sanctionDueId, hospitalId).results, measure.from);
  const passed = requires.filter((each) => !missing.includes(each));
  return [
    ...ends,
    ...(missing.length > 0 ? [{ code: 'status.lift-after', parameters: { ...named, missing, passed } }] : []),
    ...(earliest === null ? [] : [{ code: 'status.lift-not-before', parameters: { ...named, earliest } }]),
    ...(missing.length === 0 && earliest === null ? [{ code: 'status.liftable', parameters: named }] : []),
  ];
}

function positionsOf(entries: readonly Entry[]): Map<string, number> {
  const positions = new Map<string, number>();
  for (const { event, seq } of entries) {
    if (event.kind === 'right.granted') positions.set(event.grantId, seq);
    if (event.kind === 'right.measured') positions.set(event.measureId, seq);
  }
  return positions;
}
