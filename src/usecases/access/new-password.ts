import { DomainError } from '../../core/errors.ts';
import { refuseWeakPassword } from '../../core/register/people/password-policy.ts';
import type { Ports } from '../context.ts';

/**
 * Whether a password may be the next one of an account, or a new machine's.
 *
 * @throws DomainError `auth.password-weak`, `auth.password-classes`, `auth.password-common`, `auth.password-used-before`.
 */
export async function refusePassword(
  ports: Ports,
  wanted: { readonly password: string; readonly login: string; readonly accountId?: string },
): Promise<void> {
  const { password, login, accountId } = wanted;
  const policy = ports.doorRules.passwords;
  const factor = accountId === undefined ? undefined : await ports.store.factors.factorOf(accountId);
  refuseWeakPassword(policy, password, { login, alone: (factor?.secretBox ?? null) === null });
  if (ports.isCommonPassword(password)) throw new DomainError('invalid', 'auth.password-common');
  if (accountId === undefined) return;
  const { history } = policy;
  for (const hash of await ports.store.doors.newestPasswords(accountId, history)) {
    if (await ports.passwords.verify(password, hash)) {
      throw new DomainError('invalid', 'auth.password-used-before', { history });
    }
  }
}
