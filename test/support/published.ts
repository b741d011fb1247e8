import { headText } from '../../src/core/ledger/head.ts';
import { inclusionProof } from '../../src/core/ledger/proof.ts';
import { receiptFile } from '../../src/core/ledger/receipt.ts';
import { linkOf, type Sealed, seal } from '../../src/core/ledger/seal.ts';
import { sha256 } from '../../src/hashing.ts';
import { nodeCompression } from '../../src/log/node-crypto.ts';
import { signedCheckpoint, signedNote, type testKey, treeOf } from './tree.ts';

/** A small published ledger in memory: every entry in one doctor's stream, with its receipts and the signed head. */
export async function publishedLedger(
  count: number,
  log: ReturnType<typeof testKey>,
  ...witnesses: ReturnType<typeof testKey>[]
) {
  const origin = log.key.name;
  const stream = { kind: 'doctor', id: 'doc_1' } as const;
  const sealed: Sealed[] = [];
  let link = new Uint8Array();
  for (let n = 1; n <= count; n += 1) {
    const salt = sha256(Buffer.from(`salt ${n}`));
    const event = {
      kind: 'deduction.confirmed',
      v: 1,
      deductionId: `ded_${n}`,
      doctorId: 'doc_1',
      note: '属实',
    } as const;
    const draft = { event, by: { personId: 'per_1', accountId: 'acc_1', role: 'reviewer' }, streams: [stream] };
    const place = { ...stream, n, link: Buffer.from(link).toString('hex') };
    const one = seal(sha256, draft, { seq: n - 1, at: '2026-11-20T01:00:00.000Z', streams: [place], salt });
    link = Uint8Array.from(linkOf(sha256, salt, one.leaf));
    sealed.push(one);
  }
  const tree = treeOf(count, (index) => sealed[index]?.leaf ?? new Uint8Array());
  const checkpoint = signedCheckpoint({ origin, size: count, root: tree.root }, log, ...witnesses);
  const receipts = await Promise.all(
    sealed.map(async ({ body, salt }, index) => {
      const proof = await inclusionProof(sha256, tree.read, index, count);
      return receiptFile(nodeCompression, { body, salt, index, proof, checkpoint });
    }),
  );
  const head = signedNote(
    headText({ origin, stream, n: count, seq: count - 1, link, size: count, at: '2026-11-20T01:00:01.000Z' }),
    log,
  );
  return { receipts, head, checkpoint, tree };
}
