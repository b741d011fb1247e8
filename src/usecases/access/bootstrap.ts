import type { Draft, Signer } from '../../core/ledger/entry.ts';
import { instantOf } from '../../core/time.ts';
import { type Ports, todayOf } from '../context.ts';

/** The signer of what was there before anybody could sign. */
export const founder: Signer = { personId: 'per_founder', accountId: 'acc_founder', role: 'founder' };

/** The first account of an empty ledger: a security administrator, who opens all others and sees no business data. */
export async function bootstrap(
  ports: Ports,
  command: { readonly login: string; readonly password: string },
): Promise<{ readonly personId: string; readonly accountId: string }> {
  if ((await ports.store.ledger.size()) > 0) throw new Error('the ledger is not empty');
  const personId = ports.newId('per');
  const accountId = ports.newId('acc');
  const grantId = ports.newId('acg');
  const streams = [{ kind: 'person' as const, id: personId }];
  const { login, password } = command;
  const passwordHash = await ports.passwords.hash(password);
  const drafts: Draft[] = [
    {
      event: { kind: 'person.registered', v: 1, personId, personKind: 'human', name: '安全管理员', identityHash: null },
      by: founder,
      streams,
    },
    { event: { kind: 'account.opened', v: 1, accountId, personId, login, hospitalId: null }, by: founder, streams },
    {
      event: {
        kind: 'access.granted',
        v: 1,
        grantId,
        personId,
        role: 'security-administrator',
        scope: { kind: 'city' },
        category: null,
        from: todayOf(ports),
        until: null,
      },
      by: founder,
      streams,
    },
  ];
  await ports.store.ledger.append(drafts, undefined, {
    accountId,
    passwordHash,
    mustChange: true,
    changedAt: instantOf(ports.clock.now()),
  });
  return { personId, accountId };
}
