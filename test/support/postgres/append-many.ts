import { openPostgresStore } from '../../../src/store/postgres/store.ts';
import { personDraft } from '../ledger.ts';

/**
 * One of several processes that write the same streams at once. Each caller names the length that it saw, goes on when it
 * lost, and prints the position of what was acknowledged to it.
 */
const [url = '', name = '', calls = '0', callers = '0'] = process.argv.slice(2);
let salts = 0;
const store = await openPostgresStore({
  url,
  clock: { now: Date.now },
  randomSalt: () => Buffer.from(`${name} ${++salts}`.padEnd(32, '.')),
});

async function write(call: number): Promise<void> {
  const stream = { kind: 'person' as const, id: `per_shared_${call % 5}` };
  for (;;) {
    const decidedOn = await store.ledger.lengthOf(stream);
    const draft = {
      ...personDraft(stream.id),
      streams: [
        { ...stream, decidedOn },
        { kind: 'person' as const, id: `per_${name}` },
      ],
    };
    try {
      const { entries } = await store.ledger.append([draft]);
      process.stdout.write(`${entries[0]?.entry.seq}\n`);
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== 'ledger.stream-moved') throw error;
    }
  }
}

let next = 0;
await Promise.all(
  Array.from({ length: Number(callers) }, async () => {
    while (next < Number(calls)) {
      next += 1;
      await write(next);
    }
  }),
);
await store.close();
