import type { Clock } from '../core/clock.ts';
import { DomainError } from '../core/errors.ts';
import { vkeyOf } from '../core/ledger/note.ts';
import type { PublishedLog } from '../usecases/published-log.ts';
import { nodeCompression } from './node-crypto.ts';
import type { Publisher } from './publisher.ts';
import { type LogSigner, signNote } from './signer.ts';

/** What the use cases are given of the publisher and its signer. */
export function publishedLog(publisher: Publisher, signer: LogSigner, clock: Clock): PublishedLog {
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
    sign: async (text) => {
      refuse();
      return signNote(signer, text);
    },
    vkeys: signer.keys.map(vkeyOf),
    compression: nodeCompression,
  };
}

const signAtMostEveryMs = 1_000;
