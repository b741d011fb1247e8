import { emptyRegister, foldRegister, type Register, registerStream } from '../core/register/register.ts';
import type { Instant } from '../core/time.ts';
import type { Store } from '../store/contract.ts';
import type { Ports } from './context.ts';

type Reader = Pick<Ports, 'store'>;

/**
 * Places, schemes in force and calendars, current with the last entry: kept in memory and extended by what was added.
 *
 * @param upTo as it was known when the ledger ended with this position; folded from the beginning.
 */
export async function registerOf({ store }: Reader, upTo?: number): Promise<Register> {
  if (upTo !== undefined) return foldRegister(emptyRegister, await store.ledger.entriesOf([registerStream], upTo));
  const held = registers.get(store) ?? emptyRegister;
  if ((await store.ledger.lengthOf(registerStream)) === held.length) return held;
  const register = foldRegister(held, await store.ledger.entriesAfter(registerStream, held.length));
  // Two requests may have extended it at the same time; both results are right, the longer one is kept.
  if (register.length > (registers.get(store)?.length ?? 0)) registers.set(store, register);
  return register;
}

/** The position of the last entry recorded at or before an instant; −1: there was none. */
export async function positionAt({ store }: Reader, knownAt: Instant): Promise<number> {
  return (await store.ledger.sizeAt(knownAt)) - 1;
}

const registers = new WeakMap<Store, Register>();
