import type { DomainEvent } from '../../core/events.ts';
import type { Entry, StreamRef } from '../../core/ledger/entry.ts';
import { headText } from '../../core/ledger/head.ts';
import { inclusionProof } from '../../core/ledger/proof.ts';
import { receiptFile } from '../../core/ledger/receipt.ts';
import { type Instant, instantOf } from '../../core/time.ts';
import { sha256 } from '../../hashing.ts';
import type { Context } from '../context.ts';
import { streamOf } from '../dossier.ts';
import { loadDeduction } from './deduction-load.ts';
import { ownRecord } from './deduction-view.ts';

export interface IssuedReceipt {
  readonly seq: number;
  readonly kind: DomainEvent['kind'];
  readonly at: Instant;
  /** A C2SP tlog-proof with entry and salt: see core/ledger/receipt.ts. */
  readonly file: string;
}

export interface IssuedReceipts {
  readonly items: readonly IssuedReceipt[];
  /** Written less than a second ago: in no checkpoint yet. */
  readonly pending: readonly number[];
  readonly vkeys: readonly string[];
}

/** Receipts for the record of a finding and for every later step on it. @throws DomainError what loadDeduction throws. */
export async function receiptsOfDeduction(context: Context, deductionId: string): Promise<IssuedReceipts> {
  const { record } = await loadDeduction(context, 'deduction.read', deductionId);
  const about = record.dossier.entries.filter(
    ({ event }) => 'deductionId' in event && event.deductionId === deductionId,
  );
  return receiptsFor(context, about);
}

/**
 * Receipts for everything in the own record, a page at a time in ledger order. With them and the signed head a doctor
 * checks without us that nothing is missing.
 *
 * @param after only entries after this position.
 * @throws DomainError `access.forbidden`; `absent` for whoever is no doctor.
 */
export async function ownReceipts(
  context: Context,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<IssuedReceipts & { readonly after: number | null }> {
  const { dossier } = await ownRecord(context, 'deduction.answer');
  const rest = dossier.entries.filter(({ seq }) => seq > after).sort((a, b) => a.seq - b.seq);
  const page = rest.slice(0, limit);
  const issued = await receiptsFor(context, page);
  return { ...issued, after: rest.length > limit ? (page.at(-1)?.seq ?? null) : null };
}

export interface StatedHead {
  readonly stream: StreamRef;
  readonly n: number;
  /** Position of the newest entry; null while there is none. */
  readonly seq: number | null;
  /** The signed statement: see core/ledger/head.ts. */
  readonly statement: string;
}

/** The log's signed word on where the own record ends: of the record itself and of each that was merged into it. */
export async function ownHeads(
  context: Context,
): Promise<{ readonly heads: readonly StatedHead[]; readonly vkeys: readonly string[] }> {
  const { dossier } = await ownRecord(context, 'deduction.answer');
  const { store, clock, log } = context;
  const heads: StatedHead[] = [];
  for (const stream of dossier.doctorIds.map(streamOf)) {
    const head = await store.tree.headOf(stream);
    const { n = 0, seq = null, link = new Uint8Array() } = head ?? {};
    const size = await store.tree.size();
    const at = instantOf(clock.now());
    const text = headText({ origin: store.ledger.origin, stream, n, seq, link, size, at });
    heads.push({ stream, n, seq, statement: await log.sign(text) });
  }
  return { heads, vkeys: log.vkeys };
}

async function receiptsFor({ store, log }: Context, entries: readonly Entry[]): Promise<IssuedReceipts> {
  const { size, text } = await log.newest();
  const covered = entries.filter(({ seq }) => seq < size);
  const items: IssuedReceipt[] = [];
  for (const { seq, event, at } of covered) {
    const [opened] = await store.tree.opened([seq]);
    if (opened === undefined) continue;
    const proof = await inclusionProof(sha256, store.tree.hashes, seq, size);
    const { body, salt } = opened;
    const file = receiptFile(log.compression, { body, salt, index: seq, proof, checkpoint: text });
    items.push({ seq, kind: event.kind, at, file });
  }
  return { items, pending: entries.filter(({ seq }) => seq >= size).map(({ seq }) => seq), vkeys: log.vkeys };
}
