import { DomainError } from '../../core/errors.ts';
import { type InboxItem, inboxOfDoctor, inboxOfSigner } from '../../core/inbox.ts';
import { readDecision } from '../../core/procedure/appeal/delivery.ts';
import { within } from '../../core/time.ts';
import { absent, type Context, replyFor, todayOf, type Written } from '../context.ts';
import { recordNow } from '../doctor-memo.ts';
import type { DoctorRecord } from '../dossier.ts';
import { registerOf } from '../register.ts';
import { decideOnNewest } from '../retry.ts';
import { signedBy } from '../signer.ts';

export interface ListedInboxItem extends InboxItem {
  readonly unread: boolean;
}

export interface InboxPage {
  readonly items: readonly ListedInboxItem[];
  readonly before: number | null;
}

/**
 * What concerns the person who asks, newest first: a doctor's own record, and what others signed about deductions that
 * the person recorded or decided. It is the person's: every account of theirs opens the same one.
 */
export async function inbox(
  context: Context,
  { unread }: { readonly unread?: boolean | undefined },
  { limit, before }: { readonly limit: number; readonly before?: number | undefined },
): Promise<InboxPage> {
  const items = (await itemsOf(context)).filter(({ position }) => before === undefined || position < before);
  const listed = await withReads(context, items);
  const wanted = unread === undefined ? listed : listed.filter((item) => item.unread === unread);
  const page = wanted.slice(0, limit);
  return { items: page, before: wanted.length > limit ? (page.at(-1)?.position ?? null) : null };
}

/**
 * Marks one item read. Where it is the doctor's newest decision this is its delivery (送达), in the doctor's own stream.
 *
 * @throws DomainError `absent` for what is not in the caller's inbox; `inbox.already-read`.
 */
export async function readInboxItem(context: Context, position: number): Promise<Written> {
  return decideOnNewest(undefined, async () => {
    const { personId, accountId, grants } = context.actor;
    const stream = { kind: 'person' as const, id: personId };
    const decidedOn = await context.store.ledger.lengthOf(stream);
    const record = await ownRecord(context);
    const item = (await itemsOf(context)).find((each) => each.position === position);
    if (item === undefined) throw absent();
    const id = String(position);
    if (item.delivers && item.deductionId !== null && record !== undefined) {
      const { deductionId } = item;
      const by = { personId, accountId, role: 'doctor' };
      const register = await registerOf(context);
      const signed = await signedBy(context, register, by);
      const event = readDecision({ ...signed, dossier: record.dossier }, { deductionId });
      const drafts = [{ event, by, streams: [record.stream] }];
      return { id, appended: await context.store.ledger.append(drafts, replyFor(context, id)) };
    }
    const [listed] = await withReads(context, [item]);
    if (listed?.unread !== true) throw new DomainError('conflict', 'inbox.already-read', { position });
    const by = { personId, accountId, role: grants[0]?.role ?? '' };
    const event = { kind: 'inbox.read', v: 1, personId, position } as const;
    const drafts = [{ event, by, streams: [{ ...stream, decidedOn }] }];
    return { id, appended: await context.store.ledger.append(drafts, replyFor(context, id)) };
  });
}

/** Records somebody signed that are looked through, the last changed first; older ones have long been decided. */
const maxSigned = 200;

async function itemsOf(context: Context): Promise<InboxItem[]> {
  const { personId } = context.actor;
  const own = await ownRecord(context);
  const told = own === undefined ? [] : inboxOfDoctor(own.doctor.doctorId, own.dossier.doctorIds, own.dossier.entries);
  const signed: InboxItem[] = [];
  for (const deductionId of await context.store.dueProcess.signedBy(personId, maxSigned)) {
    const doctorId = await context.store.deductions.doctorOf(deductionId);
    const record = doctorId === undefined ? undefined : await recordNow(context, doctorId);
    if (record === undefined || !stillActs(context)) continue;
    signed.push(...inboxOfSigner(personId, record.doctor.doctorId, deductionId, record.dossier.entries));
  }
  return [...told, ...signed].sort((a, b) => b.position - a.position);
}

/** Somebody whose grants have all ended is told nothing more about other people's records. */
function stillActs(context: Context): boolean {
  const today = todayOf(context);
  return context.actor.grants.some((grant) => grant.scope.kind !== 'self' && within(grant, today));
}

async function ownRecord(context: Context): Promise<DoctorRecord | undefined> {
  const today = todayOf(context);
  for (const grant of context.actor.grants) {
    const { role, scope } = grant;
    if (role === 'doctor' && scope.kind === 'self' && within(grant, today)) return recordNow(context, scope.doctorId);
  }
  return undefined;
}

async function withReads(context: Context, items: readonly InboxItem[]): Promise<ListedInboxItem[]> {
  const positions = items.map(({ position }) => position);
  const read = await context.store.dueProcess.readOf(context.actor.personId, positions);
  return items.map((item) => ({ ...item, unread: !item.delivered && !read.has(item.position) }));
}
