import type { Clock } from '../core/clock.ts';
import { DomainError } from '../core/errors.ts';
import { vkeyOf } from '../core/ledger/note.ts';
import { instantOf } from '../core/time.ts';
import type { KeptVerification, PublishedLog } from '../usecases/published-log.ts';
import { nodeCompression } from './node-crypto.ts';
import type { Publisher } from './publisher.ts';
import { type LogSigner, signNote } from './signer.ts';

/** What the use cases are given of the publisher and its signer. */
export function publishedLog(
  { publisher, signer, clock }: { readonly publisher: Publisher; readonly signer: LogSigner; readonly clock: Clock },
  lastVerification: () => Promise<KeptVerification | null>,
): PublishedLog {
  const refuse = () => {
    const refusal = publisher.refusal();
    if (refusal !== undefined) throw new DomainError('unavailable', refusal.code, refusal.parameters);
  };
  return {
    newest: async () => {
      refuse();
      const held = publisher.newest();
      const isFresh = held !== undefined && clock.now() - held.atMs < signAtMostEveryMs;
      const newest = isFresh ? held : await publisher.publish();
      refuse();
      if (newest === undefined) throw new Error('a ledger that may be written has no checkpoint');
      return newest;
    },
    health: async () => {
      const newest = publisher.newest();
      return {
        checkpoint: newest === undefined ? null : { entries: newest.size, at: instantOf(newest.atMs) },
        readOnly: publisher.refusal()?.code ?? null,
        verification: await lastVerification(),
      };
    },
    sign: async (text) => {
      refuse();
      return signNote(signer, text);
    },
    vkeys: signer.keys.map(vkeyOf),
    compression: nodeCompression,
  };
}

const signAtMostEveryMs = 1_000;
