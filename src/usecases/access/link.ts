import { DomainError } from '../../core/errors.ts';
import { instantOf } from '../../core/time.ts';
import {
  absent,
  type Context,
  type OutsideIssuer,
  type PendingLogin,
  type Ports,
  replyFor,
  type Written,
} from '../context.ts';
import { decideOnNewest } from '../retry.ts';
import { openSession, type StartedSession } from './entrance.ts';
import { managedAccount } from './manager.ts';

/** How long somebody may take at the issuer. */
export const pendingLoginMs = 10 * 60_000;

/**
 * From now on whoever the issuer knows by this subject enters as the account. No account is ever made by a login: whose it
 * is, is an account manager's word, and whoever can give it could as well set a password.
 *
 * @throws DomainError `absent`, `account.own`, `account.closed`; `link.no-issuer`; `link.taken` when the subject enters as an
 * account already.
 */
export async function linkAccount(
  context: Context,
  command: { readonly accountId: string; readonly subject: string },
): Promise<Written> {
  return decideOnNewest(undefined, async () => {
    const { account, signer } = await managedAccount(context, command.accountId);
    const issuer = context.issuer?.issuer;
    if (issuer === undefined) throw new DomainError('conflict', 'link.no-issuer');
    const linkId = linkOf(context, issuer, command.subject);
    const { id: accountId, personId } = account;
    const number = { kind: 'number' as const, id: linkId };
    const decidedOn = await context.store.ledger.lengthOf(number);
    const known = await context.store.people.linkById(linkId);
    if (known !== undefined && !known.ended) throw new DomainError('conflict', 'link.taken');
    const appended = await context.store.ledger.append(
      [
        {
          event: { kind: 'account.linked', v: 1, accountId, personId, issuer, linkId },
          by: signer,
          streams: [
            { kind: 'person', id: personId },
            { ...number, decidedOn },
          ],
        },
      ],
      replyFor(context, accountId),
    );
    return { id: accountId, appended };
  });
}

/** Every link of the account ends, and every session. @throws DomainError `link.none`, and those of linkAccount. */
export async function unlinkAccount(
  context: Context,
  command: { readonly accountId: string; readonly reason: string },
): Promise<Written> {
  return decideOnNewest(undefined, async () => {
    const { account, signer } = await managedAccount(context, command.accountId);
    const { id: accountId, personId } = account;
    const links = (await context.store.people.linksOf(accountId)).filter(({ ended }) => !ended);
    if (links.length === 0) throw new DomainError('conflict', 'link.none');
    const drafts = await Promise.all(
      links.map(async ({ id: linkId }) => {
        const number = { kind: 'number' as const, id: linkId };
        const decidedOn = await context.store.ledger.lengthOf(number);
        return {
          event: { kind: 'account.unlinked', v: 1, accountId, personId, linkId, reason: command.reason } as const,
          by: signer,
          streams: [
            { kind: 'person' as const, id: personId },
            { ...number, decidedOn },
          ],
        };
      }),
    );
    const appended = await context.store.ledger.append(drafts, replyFor(context, accountId));
    await context.store.doors.endSessionsOf(accountId, instantOf(context.clock.now()));
    return { id: accountId, appended };
  });
}

/** Where to send the person, and what the browser keeps, sealed, until they are back. */
export async function beginAtIssuer(ports: Ports): Promise<{ readonly url: string; readonly kept: string }> {
  const maxAgeS = Math.floor(ports.doorRules.stepUpMs / 1_000);
  const { url, pending } = await issuerOf(ports).begin(maxAgeS);
  const kept = JSON.stringify({ ...pending, at: ports.clock.now() });
  return { url, kept: ports.factorKit.seal(purpose, kept) };
}

/**
 * @param command.answer the query that the issuer sent the person back with.
 * @throws DomainError `auth.issuer-pending` when no login was begun in this browser within ten minutes, `auth.not-linked`,
 * and those of the issuer.
 */
export async function logInAtIssuer(
  ports: Ports,
  command: { readonly answer: string; readonly kept: string | undefined; readonly source: string },
): Promise<StartedSession> {
  const issuer = issuerOf(ports);
  const text = ports.factorKit.unseal(purpose, command.kept ?? '');
  const pending = text === undefined ? undefined : (JSON.parse(text) as PendingLogin & { readonly at: number });
  const now = ports.clock.now();
  if (pending === undefined || pending.at + pendingLoginMs <= now) {
    throw new DomainError('unauthenticated', 'auth.issuer-pending');
  }
  await ports.budget.take(pending.state, command.source);
  const { subject, checkedSecondsAgo } = await issuer.finish(command.answer, pending);
  const link = await ports.store.people.linkById(linkOf(ports, issuer.issuer, subject));
  const account = link && !link.ended ? await ports.store.people.accountById(link.accountId) : undefined;
  if (account === undefined || account.closed) throw new DomainError('unauthenticated', 'auth.not-linked');
  await ports.budget.succeeded(pending.state, command.source);
  return openSession(ports, account, 'issuer', instantOf(now - checkedSecondsAgo * 1_000));
}

const purpose = 'login at the issuer';

/** A keyed hash: a subject may be a staff or telephone number. */
function linkOf(ports: Ports, issuer: string, subject: string): string {
  return ports.identityHash(`oidc ${issuer} ${subject}`);
}

/** A service without an issuer has none of these doors. @throws DomainError `absent`. */
function issuerOf({ issuer }: Ports): OutsideIssuer {
  if (issuer === undefined) throw absent();
  return issuer;
}
