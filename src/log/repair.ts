import { checkpointText } from '../core/ledger/checkpoint.ts';
import { logStream } from '../core/ledger/log-event.ts';
import { rootAt } from '../core/ledger/proof.ts';
import { sha256 } from '../hashing.ts';
import type { LedgerStore } from '../store/contract.ts';
import { openPublisher, type PublisherPorts, type Refusal } from './publisher.ts';
import { signNote } from './signer.ts';

/** The signer of what is done at the machine itself, with nobody logged in; the entry names who answers for it. */
export const operator = { personId: 'per_operator', accountId: 'acc_operator', role: 'operator' } as const;

/**
 * Lets a ledger go on that does not extend its checkpoint: writes an entry that names the gap and who answers for it, and
 * puts a checkpoint of the ledger as it now is into the lock. Followers will report it; that is what they are for.
 *
 * @returns what was wrong.
 * @throws Error when nothing is: a ledger that extends its lock needs no accepting.
 */
export async function acceptRestore(
  ports: PublisherPorts & { readonly ledger: LedgerStore },
  { reason, acceptedBy }: { readonly reason: string; readonly acceptedBy: string },
): Promise<Refusal> {
  const { ledger, tree, lock, signer, origin } = ports;
  const refusal = (await openPublisher(ports)).refusal();
  if (refusal === undefined) throw new Error('the ledger extends its checkpoint: there is nothing to accept');
  const held = await lock.read();
  const to = await tree.size();
  const from = held === undefined ? null : Number(held.split('\n')[1]);
  await ledger.append([
    {
      event: { kind: 'log.restored', v: 1, from, to, checkpoint: held ?? null, reason, acceptedBy },
      by: operator,
      streams: [logStream],
    },
  ]);
  const size = await tree.size();
  const text = await signNote(signer, checkpointText({ origin, size, root: await rootAt(sha256, tree.hashes, size) }));
  if (!(await lock.replace(held, text))) throw new Error('another server moved the checkpoint lock meanwhile');
  return refusal;
}
