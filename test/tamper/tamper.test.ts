import { copyFileSync, cpSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { verify } from '../../src/cli/verify.ts';
import { readConfig } from '../../src/config.ts';
import type { Draft } from '../../src/core/ledger/entry.ts';
import { readSchemes } from '../../src/library.ts';
import { openSqlite } from '../../src/store/open-sqlite.ts';
import { verifySqlite } from '../../src/store/verify-sqlite.ts';
import { type TestLedger, testLedger } from '../support/ledger.ts';
import { edits } from './edits.ts';

/** Runs of honest work that verification must not complain of: 1 000 where everything is checked, fewer while working. */
const honestRuns = process.env.CI === 'true' ? 1_000 : 50;

/** The data folder of a stopped service, as `stopped` leaves it; each edit works on a copy. */
let template: TestLedger;
let folder: string;
beforeAll(async () => {
  template = await stopped();
});
afterAll(() => template.remove());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rx12-tamper-'));
  cpSync(template.folder, folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

const path = (name: string) => join(folder, name);

async function verified(dataDir = folder): Promise<{ exit: number; text: string }> {
  const lines: string[] = [];
  const exit = await verify(readConfig({ RX12_DATA: dataDir }), {}, (line) => lines.push(line.trim()));
  return { exit, text: lines.join('\n') };
}

/** What replaying the file finds without anything from outside. */
function aloneFindings(): number {
  const connection = openSqlite(path('rx12.db'), 'read-only');
  try {
    return verifySqlite(connection).findings.length;
  } finally {
    connection.close();
  }
}

/** Twelve entries, the checkpoint covering all, a copy from when there were eight, and the newest still in the log. */
async function stopped(): Promise<TestLedger> {
  const ledger = await testLedger();
  await ledger.append(6);
  await ledger.store.ledger.append([schemeDraft()]);
  await ledger.append(1);
  await ledger.reopen(() => copyFileSync(ledger.path('rx12.db'), ledger.path('old.db')));
  await ledger.append(4);
  await ledger.publisher.publish();
  // As a power cut leaves it: the newest entries are in the write-ahead log, and the file is not being written.
  for (const file of ['rx12.db', 'rx12.db-wal']) copyFileSync(ledger.path(file), ledger.path(`${file}.cut`));
  await ledger.close();
  for (const file of ['rx12.db', 'rx12.db-wal']) renameSync(ledger.path(`${file}.cut`), ledger.path(file));
  return ledger;
}

function schemeDraft(): Draft {
  const [shipped] = readSchemes();
  if (shipped === undefined) throw new Error('no scheme is shipped');
  const { scheme } = shipped;
  const adopted = {
    schemeId: scheme.id,
    hash: scheme.version,
    from: '2026-01-01',
    jurisdictionId: 'city',
    document: null,
    scheme,
  };
  return {
    event: { kind: 'scheme.adopted', v: 1, ...adopted },
    by: { personId: 'per_founder', accountId: 'acc_founder', role: 'founder' },
    streams: [{ kind: 'scheme', id: scheme.id }],
  };
}

describe('somebody with the database file', () => {
  it('does nothing: then there is nothing to find', async () => {
    expect(existsSync(path('rx12.db-wal'))).toBe(true);
    expect(await verified()).toEqual({
      exit: 0,
      text: expect.stringContaining('the first 12 are those of the signed checkpoint'),
    });
  });

  for (const { name, make, says, onlyBy } of edits) {
    it(`${name}: found out, and for that reason`, async () => {
      make({ path });
      const { exit, text } = await verified();
      expect(text).toMatch(says);
      expect(exit).toBe(2);
      expect(aloneFindings() === 0, 'whether a replay alone sees nothing').toBe(onlyBy !== undefined);
    });
  }

  it('makes twelve edits, five of which only a checkpoint outside the file finds, and one only the schema', () => {
    expect(edits).toHaveLength(12);
    expect(edits.filter(({ onlyBy }) => onlyBy === 'checkpoint')).toHaveLength(5);
    expect(edits.filter(({ onlyBy }) => onlyBy === 'schema')).toHaveLength(1);
  });
});

describe('honest work', () => {
  it(`is never called tampering, in ${honestRuns} runs`, { timeout: 600_000 }, async () => {
    const complaints: string[] = [];
    let ledger = await testLedger();
    for (let run = 0; run < honestRuns; run += 1) {
      // Sizes around the powers of two, a checkpoint that lags, is level or was just made, a restart in between.
      await ledger.append(1 + (run % 5));
      if (run % 3 === 0) await ledger.publisher.publish();
      if (run % 25 === 24) await ledger.reopen();
      if (run % 50 === 49) {
        await ledger.remove();
        ledger = await testLedger();
        await ledger.append(1 + (run % 7));
        if (run % 4 !== 3) await ledger.publisher.publish();
      }
      const { exit, text } = await verified(ledger.folder);
      if (exit !== 0) complaints.push(`run ${run}: ${text}`);
    }
    await ledger.remove();
    expect(complaints).toEqual([]);
  });
});
