import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { Clock } from '../core/clock.ts';
import { isKeyName, parseVkey } from '../core/ledger/note.ts';
import { sha256 } from '../hashing.ts';
import { createKeys } from '../keys.ts';
import type { CheckpointLock } from '../log/checkpoint-lock.ts';
import { openFileLock } from '../log/file-lock.ts';
import { commandSigner, fileSigner, type LogSigner } from '../log/signer.ts';
import { type PasswordCost, passwordCost } from '../passwords.ts';
import type { AccessRecordStore } from '../store/access/contract.ts';
import type { Store } from '../store/contract.ts';
import { openCostReads, openCostStore } from '../store/cost/sqlite.ts';
import { createSqliteLedger, openSqliteStore } from '../store/sqlite.ts';
import { holdWriterLock } from '../store/writer-lock.ts';
import type { Ports } from '../usecases/context.ts';
import { openAccessRecords } from '../worker-access.ts';
import { checkpointsApart } from '../worker-checkpoint.ts';
import { ledgerWriterApart } from '../worker-ledger.ts';
import { replayFile } from '../worker-replay.ts';
import type { CostPlace } from './cost.ts';

/** What differs between the real service, the demo and a test; everything else is the same code. */
export interface Surroundings {
  readonly clock: Clock;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly passwordCost: PasswordCost;
  /**
   * After how many entries a thread copies the ledger's log back into its file; 0: whoever commits does, so that each call
   * on the file comes from one thread.
   */
  readonly copiedBackEvery?: number;
  /** true: a thread of its own writes the ledger, which is worth its start where the process goes on for long. */
  readonly writtenApart?: boolean;
}

/** Each call of the system's generator costs more than the bytes: they are drawn in blocks, and each is given out once. */
function drawnRandomBytes(): Surroundings['randomBytes'] {
  let block = randomBytes(blockBytes);
  let given = 0;
  return (count) => {
    if (given + count > block.length) {
      block = randomBytes(Math.max(blockBytes, count));
      given = 0;
    }
    given += count;
    return block.subarray(given - count, given);
  };
}

const blockBytes = 8_192;

export const realSurroundings: Surroundings = {
  clock: { now: Date.now, elapsedMs: () => performance.now() },
  randomBytes: drawnRandomBytes(),
  passwordCost,
};

/** @throws Error when the folder is not empty, or the name cannot stand in a signature line. */
export function createDataFolder(folder: string, origin: string, clock: Clock): void {
  createKeyFolder(folder, origin);
  createSqliteLedger(join(folder, 'rx12.db'), origin, clock);
}

/** The folder with its keys alone: all that a ledger in a database needs of it. @throws as `createDataFolder`. */
export function createKeyFolder(folder: string, origin: string): void {
  if (!isKeyName(origin))
    throw new Error('a ledger is named without spaces and plus signs, such as rx12.example.cn/city');
  if (existsSync(folder) && readdirSync(folder).length > 0) throw new Error(`${folder} is not empty`);
  mkdirSync(join(folder, 'keys'), { recursive: true, mode: 0o700 });
  createKeys(join(folder, 'keys'));
}

/** The parts of a data folder that whoever writes its ledger holds: one process at a time. */
export interface OpenData {
  readonly store: Store;
  readonly checkpointLock: CheckpointLock;
  readonly signer: LogSigner;
  close(): Promise<void>;
}

/** A data folder or a database, with what stands beside the ledger. */
export interface OpenService extends OpenData {
  /** Whether other processes write the same ledger and publish it. */
  readonly shared: boolean;
  readonly cost: CostPlace;
  readonly openAccessRecords: () => AccessRecordStore;
  readonly replay: Ports['replay'];
}

/** Opens a folder for its one process. @throws as `openData`. */
export function openFolder(config: Config, surroundings: Surroundings): OpenService {
  const { dataDir } = config;
  return {
    ...openData(config, surroundings),
    shared: false,
    cost: costFile(dataDir),
    openAccessRecords: () => openAccessRecords(join(dataDir, 'access.db')),
    replay: (question) => replayFile(join(dataDir, 'rx12.db'), question),
  };
}

export function costFile(dataDir: string): CostPlace {
  const path = join(dataDir, 'cost.db');
  return { worker: { path }, openWriter: () => openCostStore(path), openReads: () => openCostReads(path) };
}

/** @throws Error when there is no data, another process holds it, or a key or setting cannot be used. */
export function openData(
  config: Config,
  { clock, randomBytes, copiedBackEvery, writtenApart = false }: Omit<Surroundings, 'passwordCost'>,
): OpenData {
  const { dataDir } = config;
  if (!existsSync(join(dataDir, 'rx12.db'))) {
    throw new Error(`${dataDir} holds no rx12 data; make it with: rx12 init --origin NAME`);
  }
  const lock = holdWriterLock(join(dataDir, 'writer.lock'));
  try {
    const path = join(dataDir, 'rx12.db');
    const checkpoints = copiedBackEvery === 0 ? undefined : checkpointsApart(path, copiedBackEvery);
    const store = openSqliteStore({
      path,
      clock,
      randomSalt: () => randomBytes(32),
      written: checkpoints?.written,
      writer: writtenApart ? () => ledgerWriterApart(path) : undefined,
    });
    const signer = logSigner(config, store.ledger.origin);
    const checkpointLock = openFileLock(config.log.lockPath);
    return {
      store,
      checkpointLock,
      signer,
      close: async () => {
        await checkpoints?.close();
        await store.close();
        await checkpointLock.close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Who signs in the log's name, by the settings. @throws Error for keys that cannot be used. */
export function logSigner(config: Config, origin: string): LogSigner {
  const { signer } = config.log;
  if (signer === undefined) return fileSigner(join(config.dataDir, 'keys'), origin);
  const keys = signer.vkeys.map((vkey) => parseVkey(sha256, vkey)).filter((key) => key.name === origin);
  if (keys.length === 0) throw new Error(`RX12_LOG_VKEYS names no key of ${origin} for the outside signer`);
  return commandSigner(signer.command, keys);
}
