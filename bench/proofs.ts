import { join } from 'node:path';
import { checkpointText } from '../src/core/ledger/checkpoint.ts';
import { leafHash } from '../src/core/ledger/merkle.ts';
import { checkInclusion, inclusionProof, rootAt } from '../src/core/ledger/proof.ts';
import { receiptFile } from '../src/core/ledger/receipt.ts';
import { sha256 } from '../src/hashing.ts';
import { nodeCompression } from '../src/log/node-crypto.ts';
import { fileSigner, signNote } from '../src/log/signer.ts';
import { openSqlite, type SqliteConnection } from '../src/store/open-sqlite.ts';
import { sqliteTree } from '../src/store/tree/sqlite.ts';
import type { BenchCity } from './city/city.ts';
import { seededRandom } from './rig/closed-loop.ts';
import { median, quantile } from './rig/figures.ts';

const proofs = 5_000;
const receipts = 1_000;

/** Inclusion proofs of entries anywhere in a city's ledger, read from its file; each is checked, outside of the time. */
export async function inclusionProofs(city: BenchCity): Promise<{ p99Ms: number; medianMs: number; size: number }> {
  return overLedger(city, async (connection) => {
    const tree = sqliteTree(connection);
    const size = await tree.size();
    const root = await rootAt(sha256, tree.hashes, size);
    const random = seededRandom(21);
    const timesMs: number[] = [];
    for (let n = 0; n < proofs; n += 1) {
      const index = Math.floor(random() * size);
      const start = performance.now();
      const proof = await inclusionProof(sha256, tree.hashes, index, size);
      timesMs.push(performance.now() - start);
      const [leaf] = await tree.leaves(index, index + 1);
      checkInclusion(sha256, { hash: leafHash(sha256, leaf ?? Buffer.alloc(0)), index }, { size, root }, proof);
    }
    return { p99Ms: quantile(timesMs, 0.99), medianMs: median(timesMs), size };
  });
}

/** The largest receipt of findings without remarks anywhere in a city's ledger, in bytes, and the median. */
export async function receiptSizes(city: BenchCity): Promise<{ largest: number; middle: number; count: number }> {
  return overLedger(city, async (connection) => {
    const tree = sqliteTree(connection);
    const size = await tree.size();
    const origin = connection.prepare<[], string>('select origin from ledger').pluck().get() ?? '';
    const root = await rootAt(sha256, tree.hashes, size);
    const signer = fileSigner(join(city.folder, 'keys'), origin);
    const checkpoint = await signNote(signer, checkpointText({ origin, size, root }));
    const random = seededRandom(22);
    const bytes: number[] = [];
    while (bytes.length < receipts) {
      const index = Math.floor(random() * size);
      const [opened] = await tree.opened([index]);
      if (opened === undefined || !isFindingWithoutRemarks(opened.body)) continue;
      const proof = await inclusionProof(sha256, tree.hashes, index, size);
      const { body, salt } = opened;
      bytes.push(Buffer.byteLength(receiptFile(nodeCompression, { body, salt, index, proof, checkpoint })));
    }
    return { largest: Math.max(...bytes), middle: median(bytes), count: bytes.length };
  });
}

function isFindingWithoutRemarks(body: string): boolean {
  const { event } = JSON.parse(body) as { event: { kind: string; remarks?: string } };
  return event.kind === 'deduction.recorded' && event.remarks === '';
}

async function overLedger<T>(city: BenchCity, measure: (connection: SqliteConnection) => Promise<T>): Promise<T> {
  const connection = openSqlite(join(city.folder, 'rx12.db'), 'read-only');
  try {
    return await measure(connection);
  } finally {
    connection.close();
  }
}
