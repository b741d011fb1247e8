import { DomainError } from '../core/errors.ts';
import { sha256Hex } from '../hashing.ts';
import type { Store, StoredReply } from '../store/contract.ts';
import type { IdempotencyKey } from '../usecases/context.ts';

export const maxKeyLength = 200;

/** The key as it is stored: of this actor and this operation only, and telling nothing about either. */
export function idempotencyKey(
  header: string,
  accountId: string,
  operationId: string,
  url: string,
  body: string,
): IdempotencyKey {
  if (header.length > maxKeyLength || !/^[\x21-\x7e]+$/.test(header)) {
    throw new DomainError('malformed', 'form.idempotency-key', { max: maxKeyLength });
  }
  return {
    key: sha256Hex(`${accountId}\n${operationId}\n${header}`),
    bodyHash: sha256Hex(`${url}\n${body}`),
  };
}

/**
 * Runs a write once per key. A second request with the key of one still in flight waits for it, and then both get the
 * reply that was stored with the entries; only what succeeded is stored, so a refused request may be mended and sent again.
 *
 * Nearly every key is new, so nothing is asked before: the store takes a key once, in the transaction of its entries. What
 * was answered before is refused there, or earlier because it has been done, and whoever is refused gets what is stored.
 */
export function onceOnly(store: Store) {
  const inFlight = new Map<string, Promise<unknown>>();
  return async <T>(
    key: IdempotencyKey,
    again: (stored: StoredReply) => Promise<T>,
    first: () => Promise<T>,
  ): Promise<T> => {
    for (let before = inFlight.get(key.key); before !== undefined; before = inFlight.get(key.key)) {
      await before.catch(() => undefined);
    }
    const run = first().catch(async (error: unknown) => {
      const stored = error instanceof DomainError ? await store.doors.replyOf(key.key) : undefined;
      if (stored === undefined) throw error;
      if (stored.bodyHash !== key.bodyHash) throw new DomainError('invalid', 'idempotency.other-body');
      return again(stored);
    });
    inFlight.set(key.key, run);
    try {
      return await run;
    } finally {
      inFlight.delete(key.key);
    }
  };
}
