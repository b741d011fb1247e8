import type { Entry, StreamRef } from '../core/ledger/entry.ts';
import { type Doctor, foldDoctor } from '../core/register/doctor.ts';
import { type Dossier, dossierOf } from '../core/register/dossier.ts';
import type { Ports } from './context.ts';

/** A doctor as decisions read them. */
export interface DoctorRecord {
  readonly doctor: Doctor;
  readonly dossier: Dossier;
  /** Where entries about the doctor go, with the length that was read: append on it and a decision made on less is refused. */
  readonly stream: StreamRef & { readonly decidedOn: number };
}

/**
 * Everything the ledger holds about a doctor: of the record that stays, and of those merged into it. The id of a merged
 * record leads to the one that stays.
 *
 * @param upTo as it was known when the ledger ended with this position.
 * @returns undefined where no such doctor is registered.
 */
export async function recordOf(
  { store }: Pick<Ports, 'store'>,
  doctorId: string,
  upTo?: number,
): Promise<DoctorRecord | undefined> {
  let id = doctorId;
  for (let merges = 0; merges < maxMergesInARow; merges += 1) {
    const stream = streamOf(id);
    // Before the entries: an entry added in between makes the decision stale rather than unseen.
    const length = await store.ledger.lengthOf(stream);
    // Whoever signs is looked for among the doctors too, and most are none.
    if (length === 0) return undefined;
    const own = await store.ledger.entriesOf([stream], upTo);
    const into = mergedInto(own, id);
    if (into !== undefined) {
      id = into;
      continue;
    }
    const merged = recordsMergedInto(own, id);
    const others = merged.length === 0 ? [] : [await store.ledger.entriesOf(merged.map(streamOf), upTo)];
    const dossier = dossierOf([id, ...merged], own, ...others);
    const doctor = foldDoctor(dossier);
    // Never shorter than what was read: who reads on from here would meet the same entry twice.
    return doctor && { doctor, dossier, stream: { ...stream, decidedOn: Math.max(length, placeOfLast(own, id)) } };
  }
  throw new Error('records were merged in a circle');
}

export function streamOf(doctorId: string): StreamRef {
  return { kind: 'doctor', id: doctorId };
}

/** Each merge keeps the other record, so even this many need as many mistakes. */
const maxMergesInARow = 16;

/** Its place in the doctor's stream. */
function placeOfLast(entries: readonly Entry[], doctorId: string): number {
  return entries.at(-1)?.streams.find(({ kind, id }) => kind === 'doctor' && id === doctorId)?.n ?? 0;
}

function mergedInto(entries: readonly Entry[], doctorId: string): string | undefined {
  const merged = entries.find(({ event }) => event.kind === 'doctor.merged' && event.duplicateId === doctorId);
  return merged?.event.kind === 'doctor.merged' ? merged.event.doctorId : undefined;
}

function recordsMergedInto(entries: readonly Entry[], doctorId: string): string[] {
  return entries.flatMap(({ event }) =>
    event.kind === 'doctor.merged' && event.doctorId === doctorId ? event.recordIds : [],
  );
}
