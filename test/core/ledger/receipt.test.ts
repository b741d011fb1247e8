import { describe, expect, it } from 'vitest';
import type { Draft } from '../../../src/core/ledger/entry.ts';
import { checkComplete, headText, openHead, type StreamHead } from '../../../src/core/ledger/head.ts';
import { inclusionProof } from '../../../src/core/ledger/proof.ts';
import { checkReceipt, parseReceipt, type Receipt, receiptFile } from '../../../src/core/ledger/receipt.ts';
import { linkOf, type Sealed, seal } from '../../../src/core/ledger/seal.ts';
import { sha256 } from '../../../src/hashing.ts';
import { nodeCompression, nodeCrypto } from '../../../src/log/node-crypto.ts';
import { numberedLeaf, signedCheckpoint, signedNote, testKey, treeOf } from '../../support/tree.ts';

const origin = 'rx12.example/city';
const log = testKey(origin);
const witness = testKey('witness.example/w1');
const doctor = { kind: 'doctor', id: 'doc_1' } as const;

/** A ledger of `count` entries in one doctor's stream, with a stranger's entry after each. */
const sealed = ledgerOf(5);
const leafAt = (index: number) =>
  index % 2 === 0 ? (sealed[index / 2]?.leaf ?? numberedLeaf(0)) : numberedLeaf(index);
const tree = treeOf(10, leafAt);
const receipts = await Promise.all(sealed.map(receiptOf));
const check = (receipt: Receipt, keys = [log.key]) => checkReceipt(nodeCrypto, receipt, keys);

describe('a receipt', () => {
  it('is a tlog-proof file that reads back to the byte', async () => {
    const [receipt] = receipts;
    if (receipt === undefined) throw new Error('no receipt');
    const file = receiptFile(nodeCompression, receipt);
    expect(file).toMatch(
      /^c2sp\.org\/tlog-proof@v1\nextra [A-Za-z0-9+/=]+\nindex 0\n([A-Za-z0-9+/]{43}=\n){4}\nrx12\.example\/city\n10\n/,
    );
    const read = parseReceipt(nodeCompression, file);
    expect(receiptFile(nodeCompression, read)).toBe(file);
    expect(check(read).entry).toEqual(sealed[0]?.entry);
  });

  it('names how far it was checked: by itself, by the log, by a witness', () => {
    const receipt = { ...first(), checkpoint: signedCheckpoint({ origin, ...tree }, log, witness) };
    expect(check(receipt, []).level).toBe('consistent');
    expect(check(receipt, [log.key]).level).toBe('signed');
    expect(check(receipt, [log.key, witness.key]).level).toBe('cosigned');
  });

  it('is refused, not shown at a lower level, when the key given did not sign', () => {
    const stranger = testKey(origin);
    expect(() => check({ ...first(), checkpoint: signedCheckpoint({ origin, ...tree }, stranger) })).toThrow(
      'checkpoint.unsigned',
    );
  });

  it('is refused when its entry, salt, place, proof or tree is another', () => {
    const receipt = first();
    const otherSalt = Uint8Array.from(receipt.salt, (byte, at) => (at === 0 ? byte ^ 1 : byte));
    const bad: Partial<Receipt>[] = [
      { body: receipt.body.replace('"points":2', '"points":1') },
      { salt: otherSalt },
      { index: 2 },
      { proof: receipt.proof.slice(1) },
      { checkpoint: signedCheckpoint({ origin, size: 10, root: numberedLeaf(3) }, log) },
    ];
    for (const change of bad)
      expect(() => check({ ...receipt, ...change }), Object.keys(change)[0]).toThrow(/^proof\.inclusion$/);
    expect(receipt.body).toContain('"points":2');
  });

  it('is refused as unreadable when a line is missing or damaged, whichever it is', () => {
    const file = receiptFile(nodeCompression, first());
    const lines = file.split('\n');
    for (let at = 0; at < 3; at += 1) {
      expect(() => parseReceipt(nodeCompression, lines.toSpliced(at, 1).join('\n')), `line ${at}`).toThrow(
        'receipt.malformed',
      );
    }
    expect(() => parseReceipt(nodeCompression, file.replace('index 0', 'index 00'))).toThrow('receipt.malformed');
    expect(() => parseReceipt(nodeCompression, '')).toThrow('receipt.malformed');
    expect(() => parseReceipt(nodeCompression, file.replace(/extra .{8}/, 'extra AQAAAAAA'))).not.toThrow();
  });
});

describe('a doctor with all receipts and the signed head', () => {
  const head = headOf(5);
  const checked = receipts.map((receipt) => check(receipt));

  it('can show that none is missing', () => {
    expect(openHead(nodeCrypto, signedNote(headText(head), log), [log.key])).toEqual(head);
    checkComplete(head, checked.toReversed());
  });

  it('sees which one is missing, be it the first, a middle one or the newest', () => {
    for (let at = 0; at < 5; at += 1) {
      expect(() => checkComplete(head, checked.toSpliced(at, 1))).toThrow(
        expect.objectContaining({ code: 'receipts.missing', parameters: { missing: [String(at + 1)], n: 5 } }),
      );
    }
  });

  it('sees that an entry was left out and the rest renumbered', () => {
    const renumbered = ledgerOf(5, 2);
    const forged = checked.map((receipt, at) => ({ ...receipt, entry: renumbered[at]?.entry ?? receipt.entry }));
    expect(() => checkComplete(head, forged)).toThrow('receipts.link');
  });

  it('sees a head that ends elsewhere than the receipts do', () => {
    expect(() => checkComplete({ ...head, link: numberedLeaf(1) }, checked)).toThrow('receipts.link');
    expect(() => checkComplete(headOf(4), checked.slice(0, 4))).not.toThrow();
  });

  it('needs no receipt for an empty stream', () => {
    const empty = { ...head, n: 0, seq: null, link: new Uint8Array() };
    expect(openHead(nodeCrypto, signedNote(headText(empty), log), [log.key])).toEqual(empty);
    checkComplete(empty, []);
  });

  it('refuses a head by another key, and a checkpoint in its place', () => {
    expect(() => openHead(nodeCrypto, signedNote(headText(head), testKey(origin)), [log.key])).toThrow('head.unsigned');
    expect(() => openHead(nodeCrypto, signedCheckpoint({ origin, ...tree }, log), [log.key])).toThrow('head.malformed');
  });
});

function first(): Receipt {
  const [receipt] = receipts;
  if (receipt === undefined) throw new Error('no receipt');
  return receipt;
}

/** With `leftOut`, the entry that should have had that number never happened and the next took its number. */
function ledgerOf(count: number, leftOut = 0): Sealed[] {
  const sealed: Sealed[] = [];
  let link = '';
  for (let n = 1; n <= count; n += 1) {
    const draft = draftOf(leftOut > 0 && n >= leftOut ? n + 1 : n);
    const streams = [{ ...doctor, n, link }];
    const salt = sha256(new TextEncoder().encode(`salt ${draft.event.kind} ${n}${leftOut}`));
    const one = seal(sha256, draft, { seq: (n - 1) * 2, at: '2026-11-20T01:00:00.000Z', streams, salt });
    link = Buffer.from(linkOf(sha256, salt, one.leaf)).toString('hex');
    sealed.push(one);
  }
  return sealed;
}

function draftOf(number: number): Draft {
  const event = {
    kind: 'deduction.recorded',
    v: 1,
    deductionId: `ded_${number}`,
    findingId: 'fnd_1',
    doctorId: doctor.id,
    capacity: 'prescriber',
    hospitalId: 'hos_1',
    occurredOn: '2026-11-18',
    setting: 'outpatient',
    department: '心内科',
    wardId: null,
    drugs: [],
    actRef: `MZ${number}`,
    reviewRef: 'r',
    sheets: 1,
    circumstances: { responsibility: null, mitigating: [], aggravating: [] },
    evidence: [],
    remarks: '',
    source: 'review',
    externalDecision: null,
    items: [{ scheme: 's', code: 'A1', points: 2, pointsReason: null }],
    leadId: null,
  } as const;
  return { event, by: { personId: 'per_1', accountId: 'acc_1', role: 'auditor' }, streams: [doctor] };
}

async function receiptOf({ entry, body, salt }: Sealed): Promise<Receipt> {
  const proof = await inclusionProof(sha256, tree.read, entry.seq, tree.size);
  return { body, salt, index: entry.seq, proof, checkpoint: signedCheckpoint({ origin, ...tree }, log) };
}

function headOf(n: number): StreamHead {
  const last = sealed[n - 1];
  if (last === undefined) throw new Error(`there are ${sealed.length} entries`);
  const link = Buffer.from(linkOf(sha256, last.salt, last.leaf));
  return {
    origin,
    stream: doctor,
    n,
    seq: last.entry.seq,
    link: Uint8Array.from(link),
    size: 10,
    at: '2026-11-20T01:00:01.000Z',
  };
}
