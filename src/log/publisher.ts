import type { Clock } from '../core/clock.ts';
import type { Parameter } from '../core/errors.ts';
import { DomainError } from '../core/errors.ts';
import { sameBytes } from '../core/ledger/bytes.ts';
import { type Checkpoint, checkpointText, openCheckpoint } from '../core/ledger/checkpoint.ts';
import { rootAt } from '../core/ledger/proof.ts';
import { sha256 } from '../hashing.ts';
import type { LedgerStore } from '../store/contract.ts';
import type { TreeStore } from '../store/tree/contract.ts';
import type { CheckpointLock } from './checkpoint-lock.ts';
import { nodeCrypto } from './node-crypto.ts';
import { type LogSigner, signNote } from './signer.ts';

export interface PublisherPorts {
  readonly origin: string;
  readonly tree: TreeStore;
  readonly lock: CheckpointLock;
  readonly signer: LogSigner;
  readonly clock: Clock;
  /**
   * Whether other processes write the same database and publish it: then a checkpoint that another has put there is as
   * good as an own one, once it was held against the ledger.
   */
  readonly shared?: boolean;
}

export interface Publisher {
  /** The newest checkpoint that stands in the lock; undefined while the ledger may not be written. */
  newest(): Published | undefined;

  /**
   * Signs the ledger as it is, if it has grown, puts that into the lock and only then gives it out. Calls that meet share
   * one run.
   *
   * @throws Error when the signer or the lock fails; the ledger goes on and the next call tries again.
   */
  publish(): Promise<Published | undefined>;

  /** Why the ledger may only be read; undefined: it may be written. */
  refusal(): Refusal | undefined;
}

export interface Published extends Checkpoint {
  /** The signed note, byte for byte. */
  readonly text: string;
  readonly atMs: number;
}

export interface Refusal {
  readonly code:
    | 'ledger.rolled-back'
    | 'ledger.rewritten'
    | 'ledger.lock-missing'
    | 'ledger.lock-moved'
    | 'ledger.clock-ahead';
  readonly parameters: Readonly<Record<string, Parameter>>;
}

/**
 * Holds the ledger against the newest checkpoint outside the database. One that does not extend it – an old copy was
 * restored, a tail was lost, a file was rewritten – is served for reading only.
 *
 * @throws Error when the lock holds a checkpoint of another ledger, or one that none of this ledger's keys signed.
 */
export async function openPublisher(ports: PublisherPorts): Promise<Publisher> {
  const { origin, tree, lock, signer, clock } = ports;
  let newest: Published | undefined;
  let refusal: Refusal | undefined;
  let running: Promise<Published | undefined> | undefined;

  const publishOnce = async (): Promise<Published | undefined> => {
    const size = await tree.size();
    if (refusal !== undefined || size === newest?.size) return newest;
    const checkpoint = { origin, size, root: await rootAt(sha256, tree.hashes, size) };
    const text = await signNote(signer, checkpointText(checkpoint));
    // From here on the ledger can only grow: whoever starts it with less is told so.
    if (await lock.replace(newest?.text, text)) {
      newest = { ...checkpoint, text, atMs: clock.now() };
    } else if (ports.shared === true) {
      await adopt(await lock.read());
    } else {
      refusal = { code: 'ledger.lock-moved', parameters: { size } };
      newest = undefined;
    }
    return newest;
  };

  /** Takes what another process published. What stands in the lock is never longer than a ledger that is read after it. */
  const adopt = async (held: string | undefined) => {
    if (held === undefined) throw new Error('the checkpoint lock was emptied');
    const checkpoint = openHeld(held, signer);
    refusal = await refusalOf(ports, checkpoint);
    newest = refusal === undefined ? { ...checkpoint, text: held, atMs: clock.now() } : undefined;
  };

  const publish = () => {
    running ??= publishOnce().finally(() => {
      running = undefined;
    });
    return running;
  };

  const held = await lock.read();
  if (held !== undefined) {
    await adopt(held);
  } else if ((await tree.size()) === 0) {
    // Only an empty ledger may begin a lock: a full one without it has lost the proof of its past.
    await publish();
  } else {
    refusal = { code: 'ledger.lock-missing', parameters: { size: await tree.size() } };
  }
  return { newest: () => newest, publish, refusal: () => refusal };
}

/** The ledger, refusing to be written while the publisher says so. */
export function guardedLedger<L extends LedgerStore>(ledger: L, refusal: () => Refusal | undefined): L {
  return {
    ...ledger,
    append: (...given: Parameters<LedgerStore['append']>) => {
      const refused = refusal();
      if (refused === undefined) return ledger.append(...given);
      return Promise.reject(new DomainError('unavailable', refused.code, refused.parameters));
    },
  };
}

/** One sentence for an operator's terminal and log. */
export function refusalSentence({ code, parameters }: Refusal): string {
  const { from = 0, to = 0, size = 0, aheadHours = 0 } = parameters;
  switch (code) {
    case 'ledger.rolled-back':
      return `rolled back ${from} → ${to}`;
    case 'ledger.rewritten':
      return `rewritten below ${from}: the ${size} entries do not extend the locked checkpoint`;
    case 'ledger.lock-missing':
      return `the checkpoint lock is missing although the ledger has ${size} entries`;
    case 'ledger.lock-moved':
      return 'another server moved the checkpoint lock';
    case 'ledger.clock-ahead':
      return `the clock is ${aheadHours} h ahead of what is known; if it is right, say so with: rx12 clock confirm`;
  }
}

function openHeld(held: string, signer: LogSigner): Checkpoint {
  try {
    const { origin, size, root } = openCheckpoint(nodeCrypto, held, signer.keys);
    return { origin, size, root };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw new Error(
      `the checkpoint lock is not this ledger's (${error.code}); check RX12_CHECKPOINT_LOCK and the keys`,
    );
  }
}

async function refusalOf({ tree }: PublisherPorts, locked: Checkpoint): Promise<Refusal | undefined> {
  const size = await tree.size();
  if (size < locked.size) return { code: 'ledger.rolled-back', parameters: { from: locked.size, to: size } };
  const root = await rootAt(sha256, tree.hashes, locked.size);
  if (sameBytes(root, locked.root)) return undefined;
  return { code: 'ledger.rewritten', parameters: { from: locked.size, size } };
}
