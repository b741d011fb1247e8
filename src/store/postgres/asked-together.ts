import DataLoader from 'dataloader';

/** Keys of one statement: more than a process has requests under way. */
const keysAtOnce = 500;

/**
 * What many requests ask for, each by a key of its own, is asked of the server once for all that ask in one turn of the
 * event loop: a question costs both ends the same for one key or fifty. Nothing is kept, and the statement is sent after
 * the question was put, so an answer is as fresh as if it had been asked alone.
 *
 * @param ask gives an answer for each key, in the order of the keys, which may repeat.
 */
export function askedTogether<Key, Answer>(
  ask: (keys: readonly Key[]) => Promise<readonly Answer[]>,
): (key: Key) => Promise<Answer> {
  const loader = new DataLoader<Key, Answer>(ask, {
    cache: false,
    maxBatchSize: keysAtOnce,
    batchScheduleFn: (send) => setImmediate(send),
  });
  return (key) => loader.load(key);
}
