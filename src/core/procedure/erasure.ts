import { DomainError } from '../errors.ts';
import { hex } from '../ledger/bytes.ts';
import type { Entry, StreamRef } from '../ledger/entry.ts';
import type { Sha256 } from '../ledger/merkle.ts';
import { linkOf } from '../ledger/seal.ts';
import { endOfMeasure, foldRights } from '../register/right.ts';
import type { AdoptedScheme } from '../rules/adoption.ts';
import { sanctionsOf } from '../sanction/due.ts';
import { frameOn, openFile } from '../standing-file.ts';
import type { IsoDate } from '../time.ts';
import { appealStatus } from './appeal/appeal-status.ts';
import { type Deciding, deductionIn, isSigner, refuseSubject, todayOf } from './deciding.ts';
import { type Deduction, type Evidence, type Signature, signatureOf } from './deduction.ts';
import { deductionStatus, schemesOf } from './deduction-status.ts';
import { retentionOf } from './retention.ts';

/** An entry whose body and salt are destroyed: what is left so that everything after it can still be checked. */
export interface ErasedEntry {
  readonly seq: number;
  readonly streams: readonly (StreamRef & { readonly n: number })[];
  /** The hash that the next entry of those streams names; without the salt it tells nothing of the body. */
  readonly link: string;
}

/**
 * Destroying what was written once its time is over (到期销毁): two persons, and an entry that stays. Without a deduction
 * (from version 2 on) it is about what no deduction takes along any more: see `erasure-remainder`.
 */
export type ErasureEvent =
  | {
      readonly kind: 'erasure.proposed';
      readonly v: 1 | 2;
      readonly deductionId: string | null;
      readonly doctorId: string;
      readonly reason: string;
      readonly document: Evidence | null;
    }
  | {
      readonly kind: 'erasure.dropped';
      readonly v: 1 | 2;
      readonly deductionId: string | null;
      readonly doctorId: string;
      readonly reason: string;
    }
  | {
      readonly kind: 'erasure.confirmed';
      readonly v: 1 | 2;
      readonly deductionId: string | null;
      readonly doctorId: string;
      readonly note: string;
      /** The first day on which it could be erased. */
      readonly retainedUntil: IsoDate;
      readonly erased: readonly ErasedEntry[];
    }
  /** A backup from before an erasure was restored, and what was erased then is erased again. */
  | { readonly kind: 'erasure.repeated'; readonly v: 1; readonly erased: readonly ErasedEntry[] };

export interface Erasure {
  /** Null: of what no deduction takes along any more. */
  readonly deductionId: string | null;
  readonly reason: string;
  readonly proposed: Signature;
  readonly dropped: Signature | null;
  readonly confirmed: (Signature & { readonly seqs: readonly number[]; readonly retainedUntil: IsoDate }) | null;
}

/**
 * What was proposed and done about each deduction, the newest proposal of each, and each proposal about what outlived
 * them, by its position: all that is known of what is gone.
 */
export function foldErasures(entries: readonly Entry[]): ReadonlyMap<string, Erasure> {
  const erasures = new Map<string, Erasure>();
  let remainder = '';
  for (const entry of entries) {
    const { event } = entry;
    if (event.kind === 'erasure.proposed') {
      const { deductionId, reason } = event;
      const proposed = signatureOf(entry);
      if (deductionId === null) remainder = `#${entry.seq}`;
      erasures.set(deductionId ?? remainder, { deductionId, reason, proposed, dropped: null, confirmed: null });
    } else if (event.kind === 'erasure.dropped' || event.kind === 'erasure.confirmed') {
      const id = event.deductionId ?? remainder;
      const before = erasures.get(id);
      if (before === undefined) continue;
      const signature = signatureOf(entry);
      const after =
        event.kind === 'erasure.dropped'
          ? { ...before, dropped: signature }
          : {
              ...before,
              confirmed: {
                ...signature,
                seqs: event.erased.map(({ seq }) => seq),
                retainedUntil: event.retainedUntil,
              },
            };
      erasures.set(id, after);
    }
  }
  return erasures;
}

/**
 * @throws DomainError `erasure.already-proposed`, `deduction.own-record`, `deduction.recused`, and what `refuseRetained`
 * refuses.
 */
export function proposeErasure(
  context: Deciding,
  command: { readonly deductionId: string; readonly reason: string; readonly document: Evidence | null },
): ErasureEvent {
  const { deductionId, reason, document } = command;
  const deduction = deductionIn(context, deductionId);
  refuseSubject(context, deductionId);
  const open = openProposal(context, deductionId);
  if (open) throw new DomainError('conflict', 'erasure.already-proposed', { deductionId, on: open.proposed.on });
  refuseRetained(context, deduction);
  const { doctorId } = deduction.finding;
  return { kind: 'erasure.proposed', v: 1, deductionId, doctorId, reason, document };
}

/**
 * The second person. From this entry on nobody can read what it names.
 *
 * @param erased the deduction's entries, every one, and what `outlived` names.
 * @throws DomainError `erasure.none-proposed`, `erasure.one-person`, and as `proposeErasure`.
 */
export function confirmErasure(
  context: Deciding,
  { deductionId, note }: { readonly deductionId: string; readonly note: string },
  erased: readonly ErasedEntry[],
): ErasureEvent {
  const deduction = deductionIn(context, deductionId);
  refuseSubject(context, deductionId);
  const { proposed } = proposalOf(context, deductionId);
  if (isSigner(context, proposed.by.personId)) {
    throw new DomainError('forbidden', 'erasure.one-person', { deductionId });
  }
  const retainedUntil = refuseRetained(context, deduction);
  const { doctorId } = deduction.finding;
  return { kind: 'erasure.confirmed', v: 1, deductionId, doctorId, note, retainedUntil, erased };
}

/** @throws DomainError `erasure.none-proposed`, `deduction.own-record`, `deduction.recused`. */
export function dropErasure(
  context: Deciding,
  { deductionId, reason }: { readonly deductionId: string; readonly reason: string },
): ErasureEvent {
  const { finding } = deductionIn(context, deductionId);
  refuseSubject(context, deductionId);
  proposalOf(context, deductionId);
  return { kind: 'erasure.dropped', v: 1, deductionId, doctorId: finding.doctorId, reason };
}

/** The entries that tell of a deduction: its own; those of the lead it came from stand in the lead's stream. */
export function entriesAbout(entries: readonly Entry[], deductionId: string): Entry[] {
  return entries.filter(
    ({ event }) => event.kind.startsWith('deduction.') && 'deductionId' in event && event.deductionId === deductionId,
  );
}

/** What stays of an entry that is erased, made from what opens it. */
export function erasedFrom(
  sha256: Sha256,
  { seq, streams }: Entry,
  { salt, leaf }: { readonly salt: Uint8Array; readonly leaf: Uint8Array },
): ErasedEntry {
  return { seq, streams: streams.map(({ kind, id, n }) => ({ kind, id, n })), link: hex(linkOf(sha256, salt, leaf)) };
}

/** Only these can be erased: what says who may do what, and what was decided about rights, stays. */
export function isErasable({ event }: Entry): boolean {
  return erasable.some((noun) => event.kind.startsWith(noun));
}

const erasable = ['deduction.', 'lead.', 'credit.', 'opening.', 'sanction.'];

/**
 * Whatever still needs the record keeps it: time, an open procedure, a sanction that rests on it, any measure in force.
 *
 * @returns the first day on which it may be erased.
 * @throws DomainError `erasure.too-early`, `erasure.no-scheme`, `erasure.open`, `erasure.appeal-open`,
 * `erasure.reversal-open`, `erasure.sanction-open`, `erasure.measure-in-force`.
 */
function refuseRetained(context: Deciding, deduction: Deduction): IsoDate {
  const { deductionId } = deduction.finding;
  const { register, dossier } = context;
  const today = todayOf(context);
  const refuse = (code: string, parameters: Readonly<Record<string, string>> = {}): never => {
    throw new DomainError('conflict', code, { deductionId, ...parameters });
  };
  const { state } = deductionStatus(register, deduction, today);
  if (deduction.decided === null && state !== 'lapsed') refuse('erasure.open', { state });
  const { phase } = appealStatus(register, deduction, today);
  if (phase === 'undelivered' || phase === 'appealable' || phase === 'contested')
    refuse('erasure.appeal-open', { phase });
  if (deduction.process.reversalProposed !== null) refuse('erasure.reversal-open');
  const sanction = sanctionsOf(register, dossier, today).find(
    ({ deductionIds, duties }) =>
      deductionIds.includes(deductionId) &&
      duties.some((duty) => duty.state === 'waiting' || duty.state === 'open' || duty.state === 'in-force'),
  );
  if (sanction !== undefined) refuse('erasure.sanction-open', { sanctionDueId: sanction.id });
  const measure = measureInForce(dossier.entries, today);
  if (measure !== undefined) refuse('erasure.measure-in-force', { measureId: measure });
  const retainedUntil = retainedTo(context, deduction);
  if (retainedUntil === undefined) return refuse('erasure.no-scheme');
  if (today < retainedUntil) refuse('erasure.too-early', { retainedUntil, today });
  return retainedUntil;
}

/** A measure on the doctor's right that has not ended: it needs whatever the record holds. */
export function measureInForce(entries: readonly Entry[], today: IsoDate): string | undefined {
  return foldRights(entries).measures.find((each) => {
    const end = endOfMeasure(each);
    return end === null || end > today;
  })?.measureId;
}

/**
 * The first day after retention: so many years after the end of the cycle that the finding was charged to, the latest of
 * what its schemes say. One that was never confirmed is charged to the day on which it was decided, or recorded.
 */
export function retainedTo({ register, dossier }: Deciding, deduction: Deduction): IsoDate | undefined {
  const { finding, foundOn, decided, recorded } = deduction;
  const chargedOn = foundOn ?? decided?.on ?? recorded.on;
  const file = openFile(register, dossier, chargedOn);
  const versions = finding.items.flatMap(({ scheme }): AdoptedScheme[] => {
    const frame = frameOn(scheme, chargedOn, file);
    return frame === undefined ? [] : [frame];
  });
  const days = [...schemesOf(register, finding), ...versions].flatMap(({ scheme }) => {
    const date = scheme.chargedBy === 'act' && foundOn !== null ? finding.occurredOn : chargedOn;
    return [retentionOf(scheme, date, file).retainedUntil];
  });
  return days.sort().at(-1);
}

function openProposal({ dossier }: Deciding, deductionId: string): Erasure | undefined {
  const newest = foldErasures(dossier.entries).get(deductionId);
  return newest !== undefined && newest.dropped === null && newest.confirmed === null ? newest : undefined;
}

function proposalOf(context: Deciding, deductionId: string): Erasure {
  const open = openProposal(context, deductionId);
  if (open === undefined) throw new DomainError('conflict', 'erasure.none-proposed', { deductionId });
  return open;
}
