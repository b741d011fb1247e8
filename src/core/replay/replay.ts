import { DomainError } from '../errors.ts';
import type { Text } from '../explanation.ts';
import type { Entry } from '../ledger/entry.ts';
import { type Dossier, dossierOf } from '../register/dossier.ts';
import type { AdoptedScheme } from '../rules/adoption.ts';
import type { RulesRegister } from '../rules/register.ts';
import type { Scheme } from '../rules/scheme.ts';
import { balanceUnder } from '../standing-balance.ts';
import { openFile, type StandingFile } from '../standing-file.ts';
import type { IsoDate } from '../time.ts';

/** Where a doctor stands under one text: uncontested points of the cycle, what is left, the highest threshold reached. */
export interface Placed {
  readonly points: number;
  readonly left: number;
  readonly band: Band | null;
}

export interface Band {
  readonly id: string;
  readonly at: number;
  readonly text: Text;
}

/** A doctor who would stand in another band. */
export interface BandChange {
  readonly doctorId: string;
  /** The first post held on the day; null: none. */
  readonly hospitalId: string | null;
  readonly department: string | null;
  readonly before: Placed;
  readonly after: Placed;
}

export interface Replay {
  readonly schemeId: string;
  readonly title: Text;
  readonly version: string;
  readonly asOf: IsoDate;
  readonly doctors: number;
  readonly entries: number;
  /** Doctors whose points differ, whatever the band. */
  readonly pointsDiffer: number;
  readonly changes: readonly BandChange[];
  /** Codes that findings of the past bear and the draft does not know, with how many: they would weigh nothing. */
  readonly unknownCodes: readonly { readonly code: string; readonly findings: number }[];
}

export interface Replaying {
  /** One doctor's whole stream; streams may come in any order, each once. */
  add(doctorId: string, entries: readonly Entry[]): void;
  /** What has been added so far, for another replay of the same question to take: plain data. */
  part(): ReplayPart;
  take(part: ReplayPart): void;
  finish(): Replay;
}

export interface ReplayPart extends Pick<Replay, 'doctors' | 'entries' | 'pointsDiffer' | 'changes' | 'unknownCodes'> {
  /** Streams of records that were merged, which are read together once all have come. */
  readonly merged: readonly (readonly [doctorId: string, entries: readonly Entry[]])[];
}

/**
 * Runs a draft over real history, as if it had been in force all along wherever a version of it was adopted, and compares
 * each doctor's band on a day with the one under the texts that did bind. One pass; nothing is written.
 *
 * @throws DomainError `replay.never-adopted` for a draft of a scheme of which no version ever bound.
 */
export function replayDraft(register: RulesRegister, draft: Scheme, asOf: IsoDate): Replaying {
  if (!register.adoptions.some((adopted) => adopted.schemeId === draft.id)) {
    throw new DomainError('conflict', 'replay.never-adopted', { scheme: draft.id });
  }
  const registers = { before: register, after: withDraft(register, draft) };
  const codes = new Set(draft.violations.map((violation) => violation.code));
  const unknown = new Map<string, number>();
  const changes: BandChange[] = [];
  const merged = new Map<string, readonly Entry[]>();
  let [doctors, entries, pointsDiffer] = [0, 0, 0];

  const place = (dossier: Dossier) => {
    doctors += 1;
    // Who has no finding stands at nothing under every text.
    if (!dossier.entries.some(isFinding)) return;
    const file = openFile(registers.before, dossier, asOf);
    for (const { finding } of file.deductions) {
      for (const item of finding.items) {
        if (item.scheme === draft.id && !codes.has(item.code))
          unknown.set(item.code, (unknown.get(item.code) ?? 0) + 1);
      }
    }
    const before = placed(draft.id, file);
    const after = placed(draft.id, { ...file, register: registers.after });
    if (before.points !== after.points) pointsDiffer += 1;
    if (before.band?.id !== after.band?.id) changes.push({ ...whereOn(dossier, asOf), before, after });
  };

  return {
    add: (doctorId, stream) => {
      entries += stream.length;
      // Records of one person are read together once all have come.
      if (stream.some(({ event }) => event.kind === 'doctor.merged')) merged.set(doctorId, stream);
      else place({ doctorIds: [doctorId], entries: stream });
    },
    part: () => ({ doctors, entries, pointsDiffer, changes, unknownCodes: codesIn(unknown), merged: [...merged] }),
    take: (part) => {
      doctors += part.doctors;
      entries += part.entries;
      pointsDiffer += part.pointsDiffer;
      changes.push(...part.changes);
      for (const { code, findings } of part.unknownCodes) unknown.set(code, (unknown.get(code) ?? 0) + findings);
      for (const [doctorId, stream] of part.merged) merged.set(doctorId, stream);
    },
    finish: () => {
      for (const dossier of joined(merged)) place(dossier);
      const unknownCodes = codesIn(unknown);
      const { id: schemeId, title, version } = draft;
      return { schemeId, title, version, asOf, doctors, entries, pointsDiffer, changes, unknownCodes };
    },
  };
}

function codesIn(unknown: ReadonlyMap<string, number>): Replay['unknownCodes'] {
  return [...unknown].map(([code, findings]) => ({ code, findings }));
}

/** How many doctors would move from one band to another, by hospital and department; bands by threshold id. */
export interface BandMove {
  readonly hospitalId: string | null;
  readonly department: string | null;
  readonly before: string | null;
  readonly after: string | null;
  readonly doctors: number;
}

export function movesOf(changes: readonly BandChange[]): BandMove[] {
  const groups = Map.groupBy(changes, ({ hospitalId, department, before, after }) =>
    JSON.stringify([hospitalId, department, before.band?.id ?? null, after.band?.id ?? null]),
  );
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, group]) => {
      const [hospitalId, department, before, after] = JSON.parse(key) as (string | null)[];
      return {
        hospitalId: hospitalId ?? null,
        department: department ?? null,
        before: before ?? null,
        after: after ?? null,
        doctors: group.length,
      };
    });
}

function withDraft(register: RulesRegister, draft: Scheme): RulesRegister {
  const replaced = register.adoptions.filter((adopted) => adopted.schemeId === draft.id);
  const violations = new Map(draft.violations.map((violation) => [violation.code, violation]));
  const jurisdictionIds = [...new Set(replaced.map((adopted) => adopted.jurisdictionId))];
  const drafts = jurisdictionIds.map(
    (jurisdictionId): AdoptedScheme => ({
      ...{ schemeId: draft.id, scheme: draft, hash: '', jurisdictionId, violations },
      ...{ document: null, publishedOn: null, from: alwaysFrom, until: null },
    }),
  );
  const others = register.adoptions.filter((adopted) => adopted.schemeId !== draft.id);
  const { calendar } = register;
  return {
    adoptions: [...others, ...drafts],
    calendar,
    hospitalOn: (hospitalId, date) => register.hospitalOn(hospitalId, date),
    hospitalName: (hospitalId, date) => register.hospitalName(hospitalId, date),
    hospitalOfWard: (wardId, date) => register.hospitalOfWard(wardId, date),
  };
}

const alwaysFrom = '0001-01-01';

function placed(schemeId: string, file: StandingFile): Placed {
  const balance = balanceUnder(schemeId, file);
  if (balance === undefined) return { points: 0, left: 0, band: null };
  const points = Math.max(0, balance.uncapped - balance.contested);
  const reached = balance.frame.scheme.thresholds.findLast(
    (threshold) => threshold.measured === 'cycle' && threshold.at <= points,
  );
  const band =
    reached === undefined ? null : { id: reached.id, at: reached.at, text: { zh: reached.zh, en: reached.en } };
  return { points, left: balance.left, band };
}

function isFinding({ event }: Entry): boolean {
  return event.kind === 'deduction.recorded' || event.kind.startsWith('opening.');
}

function whereOn({ doctorIds, entries }: Dossier, asOf: IsoDate) {
  const ended = new Map<string, IsoDate>();
  for (const { event } of entries) if (event.kind === 'doctor.post-ended') ended.set(event.postId, event.until);
  for (const { event } of entries) {
    if (event.kind !== 'doctor.post-started' || event.from > asOf) continue;
    const until = ended.get(event.postId);
    if (until !== undefined && until <= asOf) continue;
    const { hospitalId, department } = event;
    return { doctorId: doctorIds[0], hospitalId, department };
  }
  return { doctorId: doctorIds[0], hospitalId: null, department: null };
}

/** The records that stay, each with those merged into it. */
function joined(streams: ReadonlyMap<string, readonly Entry[]>): Dossier[] {
  const into = new Map<string, string>();
  for (const entries of streams.values()) {
    for (const { event } of entries) {
      if (event.kind === 'doctor.merged') for (const id of event.recordIds) into.set(id, event.doctorId);
    }
  }
  const root = (id: string): string => {
    const next = into.get(id);
    return next === undefined ? id : root(next);
  };
  return [...Map.groupBy(streams.keys(), root)].map(([id, ids]) => {
    const others = ids.filter((each) => each !== id);
    return dossierOf([id, ...others], ...[id, ...others].map((each) => streams.get(each) ?? []));
  });
}
