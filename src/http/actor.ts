import { DomainError } from '../core/errors.ts';
import type { AccessGrant } from '../core/register/people/access.ts';
import type { Actor, Ports } from '../usecases/context.ts';
import type { Claims } from './tokens.ts';

/**
 * Who a verified token speaks for, with the grants as they are now. What a person may do changes only by entries in the
 * person's stream, so the memo is good exactly while that stream has the length it was read at: a grant that is ended
 * takes effect on the next request, in every process. So does the end of the session, which is asked for each time; that
 * notes the session's use.
 */
export function actorReader({ store, clock, doorRules }: Ports): (claims: Claims) => Promise<Actor> {
  const memo = new Map<string, Known>();
  return async ({ accountId, personId, sessionId }) => {
    if (!(await store.doors.useSession(sessionId, clock.now(), doorRules.idleMs))) throw unauthenticated();
    // Before what it guards: an entry added in between makes the memo stale rather than wrong.
    const length = await store.ledger.lengthOf({ kind: 'person', id: personId });
    let known = memo.get(accountId);
    if (known?.length !== length) {
      const account = await store.people.accountById(accountId);
      const open = account !== undefined && !account.closed && account.personId === personId;
      known = { length, open, grants: await store.people.grantsOf(personId) };
      if (memo.size >= maxActors) memo.clear();
      memo.set(accountId, known);
    }
    if (!known.open) throw unauthenticated();
    return { personId, accountId, grants: known.grants };
  };
}

interface Known {
  readonly length: number;
  readonly open: boolean;
  readonly grants: readonly AccessGrant[];
}

const maxActors = 20_000;

function unauthenticated(): DomainError {
  return new DomainError('unauthenticated', 'access.unauthenticated');
}
