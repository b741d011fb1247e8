import type { Signer } from '../core/ledger/entry.ts';
import type { Deciding } from '../core/procedure/deciding.ts';
import type { Register } from '../core/register/register.ts';
import { instantOf } from '../core/time.ts';
import type { Context } from './context.ts';
import { idsOfPerson } from './doctor-memo.ts';

/** Somebody who signs now, under the law as it is now; with a dossier it is what every decision about a record is made on. */
export type SignedNow = Omit<Deciding, 'dossier' | 'register'> & { readonly register: Register };

/** @param by the actor, in the role that reaches what is signed; known by every id, for nobody becomes another by a merge. */
export async function signedBy(
  context: Pick<Context, 'store' | 'clock'>,
  register: Register,
  by: Signer,
): Promise<SignedNow> {
  const signerIds = await idsOfPerson(context, by.personId);
  return { register, by, signerIds, now: instantOf(context.clock.now()) };
}
