/**
 * The ledger by itself: entries appended one after the other to a city's ledger, each its own transaction and each awaited,
 * so that nothing shares an fsync. `talks` are entries of which no list is kept: commitment, leaf, tree nodes and stream.
 * `findings` bring the lists of deductions to their new state as well.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { realSurroundings } from '../src/compose/folder.ts';
import type { Draft } from '../src/core/ledger/entry.ts';
import { createSqliteLedger, openSqliteStore } from '../src/store/sqlite.ts';
import { doctorId, drafts, hospitalId } from './city/entries.ts';

const [folder = '.', seconds = '3', kind = 'talks'] = process.argv.slice(2);
/** More findings than a disk without any fsync would take in that time. */
const size = { doctors: 1_000, entries: 200_000 };
const preparedAtOnce = 500;
/** So that entries that follow each other are in streams far apart. */
const doctorStride = 397;

function* talks(): Iterable<Draft> {
  const by = { personId: 'per_affairs', accountId: 'acc_affairs', role: 'medical-affairs' };
  for (let k = 0; k < size.entries; k += 1) {
    const n = (k * doctorStride) % size.doctors;
    const about = { doctorId: doctorId(n), hospitalId: hospitalId(n), sanctionDueId: `due_${k}` };
    const minutes = { ref: `minutes-${k}`, sha256: null, note: '' };
    yield {
      event: { kind: 'sanction.talk-held', v: 1, ...about, heldOn: '2026-01-05', minutes },
      by,
      streams: [{ kind: 'doctor', id: about.doctorId }],
    };
  }
}

const scratch = mkdtempSync(join(folder, 'append-'));
const path = join(scratch, 'rx12.db');
const { clock, randomBytes } = realSurroundings;
createSqliteLedger(path, 'bench.example/append', clock);
const store = openSqliteStore({ path, clock, randomSalt: () => randomBytes(32) });

// Places, people and doctors are there before the clock runs.
const findings = drafts(size)[Symbol.iterator]();
const before: Draft[] = [];
let next = findings.next();
for (; next.done !== true && next.value.event.kind !== 'deduction.recorded'; next = findings.next()) {
  before.push(next.value);
  if (before.length === preparedAtOnce) await store.ledger.append(before.splice(0));
}
await store.ledger.append(before);

const measured = kind === 'findings' ? findings : talks()[Symbol.iterator]();
if (kind !== 'findings') next = measured.next();
const start = performance.now();
let count = 0;
for (; next.done !== true && performance.now() - start < Number(seconds) * 1_000; next = measured.next()) {
  await store.ledger.append([next.value]);
  count += 1;
}
const perSecond = count / ((performance.now() - start) / 1_000);
await store.close();
rmSync(scratch, { recursive: true });
process.stdout.write(`appends/s ${perSecond.toFixed(1)}\n`);
