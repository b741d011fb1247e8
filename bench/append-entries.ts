/**
 * The ledger by itself: entries about findings appended one after the other to a city's ledger, each its own transaction
 * with commitment, leaf, tree nodes, stream and projections, and each awaited. Nothing shares an fsync here.
 */

import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Draft } from '../src/core/ledger/entry.ts';
import { createSqliteLedger, openSqliteStore } from '../src/store/sqlite.ts';
import { drafts } from './city/entries.ts';

const [folder = '.', seconds = '3'] = process.argv.slice(2);
/** More findings than a disk without any fsync would take in that time. */
const size = { doctors: 1_000, entries: 200_000 };
const preparedAtOnce = 500;

const scratch = mkdtempSync(join(folder, 'append-'));
const path = join(scratch, 'rx12.db');
const clock = { now: Date.now };
createSqliteLedger(path, 'bench.example/append', clock);
const store = openSqliteStore({ path, clock, randomSalt: () => randomBytes(32) });
// Places, people and doctors are there before the clock runs.
const batch: Draft[] = [];
const appendBatch = async () => {
  if (batch.length > 0) await store.ledger.append(batch.splice(0));
};
let start: number | undefined;
let count = 0;
for (const draft of drafts(size)) {
  if (start === undefined && draft.event.kind !== 'deduction.recorded') {
    batch.push(draft);
    if (batch.length === preparedAtOnce) await appendBatch();
    continue;
  }
  if (start === undefined) {
    await appendBatch();
    start = performance.now();
  }
  if (performance.now() - start >= Number(seconds) * 1_000) break;
  await store.ledger.append([draft]);
  count += 1;
}
const perSecond = count / ((performance.now() - (start ?? 0)) / 1_000);
await store.close();
rmSync(scratch, { recursive: true });
process.stdout.write(`appends/s ${perSecond.toFixed(1)}\n`);
