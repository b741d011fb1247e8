/**
 * Appends to a PostgreSQL ledger for some seconds with so many callers at once, each about a doctor of its own, as one of
 * the processes that serve it. Prints how many were acknowledged.
 */

import { randomBytes } from 'node:crypto';
import type { Draft } from '../../src/core/ledger/entry.ts';
import { openPostgresStore } from '../../src/store/postgres/store.ts';
import { aFinding } from '../../test/support/record.ts';

const [url = '', name = '', seconds = '3', callers = '1'] = process.argv.slice(2);
const store = await openPostgresStore({ url, clock: { now: Date.now }, randomSalt: () => randomBytes(32) });
const by = { personId: 'per_bench', accountId: 'acc_bench', role: 'auditor' };
let count = 0;

function finding(caller: number): Draft {
  count += 1;
  const id = `${name}_${count}`;
  const doctorId = `doc_${name}_${caller}`;
  const changed = { deductionId: `ded_${id}`, findingId: `fin_${id}`, doctorId, actRef: `RX${id}` };
  return {
    event: { kind: 'deduction.recorded', v: 1, ...aFinding(changed) },
    by,
    streams: [{ kind: 'doctor', id: doctorId }],
  };
}

// Plans and connections are there before the clock runs.
await Promise.all(Array.from({ length: Number(callers) }, (_, caller) => store.ledger.append([finding(caller)])));
const end = performance.now() + Number(seconds) * 1_000;
let acknowledged = 0;
await Promise.all(
  Array.from({ length: Number(callers) }, async (_, caller) => {
    while (performance.now() < end) {
      await store.ledger.append([finding(caller)]);
      acknowledged += 1;
    }
  }),
);
await store.close();
process.stdout.write(`appends ${acknowledged}\n`);
