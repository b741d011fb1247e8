import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { Places } from '../../src/core/cost/places.ts';
import type { SliceEvent } from '../../src/core/cost/switch.ts';
import { DomainError } from '../../src/core/errors.ts';
import type { Region } from '../../src/core/register/region.ts';
import { importFileHere } from '../../src/intake/file-import.ts';
import { readMeasures, readPriceIndices } from '../../src/intake/measure-files.ts';
import { rerollHere } from '../../src/intake/ward-reroll.ts';
import { openCostStore } from '../../src/store/cost/sqlite.ts';
import type { CostStore } from '../../src/store/cost-contract.ts';
import { openSqlite } from '../../src/store/open-sqlite.ts';
import { answerCache, type CostContext } from '../../src/usecases/cost/cost-context.ts';
import { liveCostReader } from '../../src/usecases/cost/cost-live.ts';
import { tempPostgresCosts } from './postgres/cost.ts';

/** The same numbers in every run: mulberry32. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'rx12-cost-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function tempCostStore(): CostStore {
  return tempCostStores().open();
}

/** A place that one store after another, or several beside each other, may be opened over. */
export function tempCostStores(): {
  open(): CostStore;
  /** Runs SQL there as somebody who has the file or the server. */
  sql(statement: string): Promise<void>;
} {
  if (process.env.RX12_TEST_STORE === 'postgres') return tempPostgresCosts();
  const path = join(tempFolder(), 'cost.db');
  return {
    open: () => {
      const store = openCostStore(path);
      onTestFinished(() => store.close());
      return store;
    },
    sql: async (statement) => {
      const connection = openSqlite(path);
      try {
        connection.exec(statement);
      } finally {
        connection.close();
      }
    },
  };
}

export function tempFile(content: string | Uint8Array): string {
  const path = join(tempFolder(), 'upload.csv');
  writeFileSync(path, content);
  return path;
}

export const prices = readPriceIndices(fileURLToPath(new URL('../../seeds/prices/', import.meta.url)));
export const { measures, references } = readMeasures(fileURLToPath(new URL('../../seeds/measures/', import.meta.url)));

/** Blocks of a text, `size` bytes each: a slow sender. */
export async function* blocksOf(content: string | Uint8Array, size = 65_536): AsyncGenerator<Uint8Array> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** Node decodes GB18030 and does not encode it: the two-byte half of the table, turned round. */
export function gb18030(text: string): Buffer {
  gbTable ??= twoByteTable();
  return Buffer.concat([...text].map((letter) => gbTable?.get(letter) ?? Buffer.from(letter, 'latin1')));
}

let gbTable: Map<string, Buffer> | undefined;

function twoByteTable(): Map<string, Buffer> {
  const decoder = new TextDecoder('gb18030');
  const table = new Map<string, Buffer>();
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail === 0x7f) continue;
      const bytes = Buffer.from([lead, trail]);
      table.set(decoder.decode(bytes), bytes);
    }
  }
  return table;
}

export interface TestHospital {
  readonly hospitalId: string;
  readonly level: 2 | 3;
  readonly regionId?: string;
  readonly from?: string;
  readonly until?: string | null;
  /** Codes of its wards; the ward of code `W1` of hospital `h` is `h/W1`. */
  readonly wards?: readonly string[];
}

/** A city with the counties `north` and `south`. */
export function placesWith(hospitals: readonly TestHospital[]): Places {
  const regions: Region[] = [
    { regionId: 'city', name: '演示市', level: 'city', parentId: null },
    { regionId: 'north', name: '北县', level: 'county', parentId: 'city' },
    { regionId: 'south', name: '南县', level: 'county', parentId: 'city' },
  ];
  return {
    version: 1,
    regions: new Map(regions.map((region) => [region.regionId, region])),
    hospitals: new Map(
      hospitals.map(({ hospitalId, level, regionId = 'north', from = '2000-01-01', until = null }) => [
        hospitalId,
        {
          hospitalId,
          until,
          facts: [{ from, facts: { name: `${hospitalId}医院`, regionId, level, monitored: true } }],
        },
      ]),
    ),
    wards: new Map(
      hospitals.flatMap(({ hospitalId, wards = [] }) =>
        wards.map((code) => {
          const wardId = `${hospitalId}/${code}`;
          const facts = { name: `${code}病区`, department: '内科', specialty: '心血管内科', codes: [code] };
          const steps = [{ from: '2000-01-01', ...facts }];
          return [
            wardId,
            { wardId, hospitalId, ...facts, from: '2000-01-01', until: null, steps, intoId: null },
          ] as const;
        }),
      ),
    ),
  };
}

export interface CostBench {
  readonly context: CostContext;
  readonly store: CostStore;
  /** Every entry that was switched, in order. */
  readonly switched: SliceEvent[];
  /** Hospitals the actor may not reach. */
  readonly outOfReach: Set<string>;
}

export const testKey = Buffer.alloc(32, 7);

/** The use cases on a real SQLite file, with a ledger that only counts positions. */
export function costBench(hospitals: readonly TestHospital[], now = '2026-11-20T01:00:00.000Z'): CostBench {
  const store = tempCostStore();
  const switched: SliceEvent[] = [];
  const outOfReach = new Set<string>();
  let ids = 0;
  const timesSwitched = ({ hospitalId, month, dataset }: Pick<SliceEvent, 'hospitalId' | 'month' | 'dataset'>) =>
    switched.filter((event) => event.hospitalId === hospitalId && event.month === month && event.dataset === dataset)
      .length;
  const context: CostContext = {
    cost: store,
    live: liveCostReader(store),
    intake: {
      importFile: (...job) => importFileHere(store, testKey, ...job),
      reroll: (job) => rerollHere(store, testKey, job),
    },
    measures,
    references,
    coInterventions: [],
    prices,
    dueDay: { day: 15, source: 'the test', provenance: 'proposal' },
    places: placesWith(hospitals),
    answers: answerCache(),
    switchSlice: async (drafts, decidedOn) => {
      const moved = drafts.some((draft, at) => decidedOn !== undefined && decidedOn[at] !== timesSwitched(draft));
      if (moved) throw new DomainError('moved', 'ledger.stream-moved');
      switched.push(...drafts);
      return { positions: drafts.map((_, at) => switched.length - drafts.length + at + 1) };
    },
    switchesOf: async (slices) => slices.map(timesSwitched),
    everLive: async (slice) => {
      const same = switched.filter(
        (event) =>
          event.hospitalId === slice.hospitalId && event.month === slice.month && event.dataset === slice.dataset,
      );
      return new Set(same.flatMap(({ importId }) => importId ?? []));
    },
    jobs: { running: new Map(), answerAfterMs: 5_000, onBug: () => undefined },
    reach: (_, places) => {
      if (places.every((place) => outOfReach.has(place.hospitalId ?? ''))) throw new DomainError('absent', 'absent');
    },
    newId: (prefix) => {
      ids += 1;
      return `${prefix}_${ids}`;
    },
    now: () => now,
  };
  return { context, store, switched, outOfReach };
}

/** Awaits a refusal and returns it; anything else fails the test. */
export async function refusalOf(promise: Promise<unknown>): Promise<DomainError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('was not refused');
}
