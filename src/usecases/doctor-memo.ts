import { foldDoctor } from '../core/register/doctor.ts';
import type { AccessGrant } from '../core/register/people/access.ts';
import type { Store } from '../store/contract.ts';
import type { Ports } from './context.ts';
import { type DoctorRecord, recordOf, streamOf } from './dossier.ts';

/**
 * `recordOf` as it is now, with the parsed entries kept in memory. What is kept is good exactly while the doctor's stream
 * has the length it was read at: a record that is merged into another gets an entry by that, and one that was merged
 * gets no more.
 */
export async function recordNow(ports: Pick<Ports, 'store'>, doctorId: string): Promise<DoctorRecord | undefined> {
  const { store } = ports;
  const memo = memoOf(store);
  const held = memo.records.get(doctorId);
  if (held !== undefined && (await store.ledger.lengthOf(streamOf(doctorId))) === held.stream.decidedOn) return held;
  const record = (held && (await grown(ports, held))) ?? (await recordOf(ports, doctorId));
  if (held !== undefined) forget(memo, doctorId, held);
  // The id of a merged record is asked rarely, and what is kept under it could not be told stale by its own stream.
  if (record !== undefined && record.doctor.doctorId === doctorId) keep(memo, doctorId, record);
  return record;
}

/** Every id of a person: those of all records where they are a doctor and some were merged, whatever office they hold. */
export async function idsOfPerson(ports: Pick<Ports, 'store'>, personId: string): Promise<readonly string[]> {
  return (await recordNow(ports, personId))?.dossier.doctorIds ?? [personId];
}

/** What a person holds under every id: offices that exclude each other do so after a merge as well. */
export async function grantsUnderAllIds(
  ports: Pick<Ports, 'store'>,
  personId: string,
): Promise<readonly AccessGrant[]> {
  const ids = await idsOfPerson(ports, personId);
  return (await Promise.all(ids.map((id) => ports.store.people.grantsOf(id)))).flat();
}

/**
 * What is kept and the entries since, which are few and mostly say nothing about the doctor as such.
 *
 * @returns undefined where records are merged: then their streams are read as well; and where entries were erased: what
 * is kept still has them.
 */
async function grown({ store }: Pick<Ports, 'store'>, held: DoctorRecord): Promise<DoctorRecord | undefined> {
  const { doctor, dossier, stream } = held;
  if (dossier.doctorIds.length > 1) return undefined;
  const since = await store.ledger.entriesAfter(stream, stream.decidedOn);
  if (since.some(({ event }) => readAnew.includes(event.kind))) return undefined;
  const longer = { ...dossier, entries: [...dossier.entries, ...since] };
  const changed = since.some(({ event }) => event.kind.startsWith('doctor.'));
  return {
    doctor: changed ? (foldDoctor(longer) ?? doctor) : doctor,
    dossier: longer,
    stream: { ...stream, decidedOn: stream.decidedOn + since.length },
  };
}

const readAnew: readonly string[] = ['doctor.merged', 'erasure.confirmed'];

/** Entries kept in memory over all doctors; about 2 kB each. */
const maxEntriesHeld = 60_000;

interface Memo {
  /** In the order they were read. */
  readonly records: Map<string, DoctorRecord>;
  entries: number;
}

const memos = new WeakMap<Store, Memo>();

function memoOf(store: Store): Memo {
  const memo = memos.get(store) ?? { records: new Map(), entries: 0 };
  memos.set(store, memo);
  return memo;
}

function keep(memo: Memo, doctorId: string, record: DoctorRecord): void {
  const before = memo.records.get(doctorId);
  if (before !== undefined) forget(memo, doctorId, before);
  memo.records.set(doctorId, record);
  memo.entries += record.dossier.entries.length;
  for (const [oldest, other] of memo.records) {
    if (memo.entries <= maxEntriesHeld) break;
    forget(memo, oldest, other);
  }
}

function forget(memo: Memo, doctorId: string, record: DoctorRecord): void {
  if (memo.records.get(doctorId) !== record) return;
  memo.records.delete(doctorId);
  memo.entries -= record.dossier.entries.length;
}
