import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type OpenData, openData, type Surroundings } from '../compose/folder.ts';
import { openDatabase } from '../compose/postgres.ts';
import type { Config } from '../config.ts';
import { logStream } from '../core/ledger/log-event.ts';
import { vkeyOf } from '../core/ledger/note.ts';
import { createSigningKey } from '../keys.ts';
import { checkpointPage } from '../log/checkpoint-page.ts';
import { openFileLock } from '../log/file-lock.ts';
import { openPublisher, type PublisherPorts, refusalSentence } from '../log/publisher.ts';
import { acceptRestore, operator } from '../log/repair.ts';
import { logKeyFiles } from '../log/signer.ts';

type Print = (line: string) => void;
/** Where the folder is, and whose clock and chance it is opened with. */
export interface LogContext {
  readonly config: Config;
  readonly surroundings: Pick<Surroundings, 'clock' | 'randomBytes'>;
}

/** The newest checkpoint as it stands in the lock: as a note, or as a page to print. Also while the service runs. */
export async function showCheckpoint(config: Config, form: 'note' | 'page', now: string, print: Print): Promise<void> {
  const lock = openFileLock(config.log.lockPath);
  try {
    const checkpoint = await lock.read();
    if (checkpoint === undefined) throw new Error('no checkpoint was published yet');
    print((form === 'note' ? checkpoint : checkpointPage(checkpoint, now)).trimEnd());
  } finally {
    await lock.close();
  }
}

/** The public keys to hand out, one a line. The service must not be running. */
export async function showKeys(context: LogContext, print: Print): Promise<void> {
  await withData(context, async ({ signer }) => {
    for (const key of signer.keys) print(vkeyOf(key));
  });
}

/** Lets a ledger go on that was rolled back; see acceptRestore. The service must not be running. */
export async function acceptRestoredLedger(
  context: LogContext,
  decided: { readonly reason: string; readonly by: string },
  print: Print,
): Promise<void> {
  await withData(context, async (data) => {
    const refusal = await acceptRestore(portsOf(context, data), { reason: decided.reason, acceptedBy: decided.by });
    print(`Recorded: the ledger was ${refusalSentence(refusal)}. It may be written again.`);
    print('Followers of the log will report this; tell them why, and keep every receipt that is shown to you.');
  });
}

/**
 * Makes a new key. The old one goes on signing beside it, so that whoever only knows the old one is not cut off, until
 * `retire-key`. Receipts stay valid for ever: they are checked with the key of their time.
 */
export async function rotateKey(
  context: LogContext,
  decided: { readonly reason: string; readonly by: string },
  print: Print,
): Promise<void> {
  refuseOutsideSigner(context.config);
  const { current, previous, next } = keyPaths(context.config);
  if (existsSync(previous))
    throw new Error('the key before this one is still signing; end it with: rx12 log retire-key');
  const replaced = await withData(context, async ({ signer }) => signer.keys.map(vkeyOf)[0] ?? '');
  rmSync(next, { force: true });
  createSigningKey(next);
  renameSync(current, previous);
  renameSync(next, current);
  await withData(context, async (data) => {
    const vkey = data.signer.keys.map(vkeyOf)[0] ?? '';
    const { reason, by: orderedBy } = decided;
    const event = { kind: 'log.key-rotated', v: 1, vkey, replaced, reason, orderedBy } as const;
    await data.store.ledger.append([{ event, by: operator, streams: [logStream] }]);
    await publishNow(context, data);
    print(`The log signs with this key from now on; publish it:\n  ${vkey}`);
    print(`The key before it signs beside it until: rx12 log retire-key\n  ${replaced}`);
  });
}

/** Ends the old key of a rotation. Its public half stays needed to check receipts of its time: keep publishing it. */
export async function retireKey(context: LogContext, print: Print): Promise<void> {
  refuseOutsideSigner(context.config);
  const { current, previous } = keyPaths(context.config);
  if (!existsSync(previous)) throw new Error('only one key is signing');
  if (!existsSync(current)) throw new Error('the new key is missing; nothing was changed');
  // The checkpoint in the lock must be one that the remaining key signed, or the next start could not read it.
  await withData(context, (data) => publishNow(context, data));
  rmSync(previous);
  print('Only the new key signs now.');
}

const keyPaths = ({ dataDir }: Config) => ({
  current: join(dataDir, 'keys', logKeyFiles.current),
  previous: join(dataDir, 'keys', logKeyFiles.previous),
  next: join(dataDir, 'keys', 'log.next.key.pem'),
});

async function publishNow(context: LogContext, data: OpenData): Promise<void> {
  const publisher = await openPublisher(portsOf(context, data));
  await publisher.publish();
  const refusal = publisher.refusal();
  if (refusal !== undefined) throw new Error(`the ledger is read-only: ${refusalSentence(refusal)}`);
}

function portsOf(
  { surroundings }: LogContext,
  { store, checkpointLock, signer }: OpenData,
): PublisherPorts & { readonly ledger: OpenData['store']['ledger'] } {
  const { ledger, tree } = store;
  return { origin: ledger.origin, ledger, tree, lock: checkpointLock, signer, clock: surroundings.clock };
}

async function withData<T>({ config, surroundings }: LogContext, use: (data: OpenData) => Promise<T>): Promise<T> {
  const data = config.database
    ? await openDatabase(config, config.database, surroundings)
    : openData(config, surroundings);
  try {
    return await use(data);
  } finally {
    await data.close();
  }
}

function refuseOutsideSigner(config: Config): void {
  if (config.log.signer !== undefined) {
    throw new Error('an outside program holds the key: change it there and in RX12_LOG_VKEYS');
  }
}
