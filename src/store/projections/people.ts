import type { InferSelectModel } from 'drizzle-orm';
import type { Projection } from '../projection.ts';
import { projection } from '../projection.ts';
import { accessGrant, account, accountLink, person } from '../tables.ts';

const persons = projection<InferSelectModel<typeof person>>({
  table: person,
  kinds: ['person.registered', 'doctor.registered'],
  idsOf: ({ event }) => {
    if (event.kind === 'person.registered') return [event.personId];
    return event.kind === 'doctor.registered' ? [event.doctorId] : [];
  },
  project: (row, { event }, id) => {
    if (event.kind === 'person.registered') {
      return { id, personKind: event.personKind, name: event.name, identityHash: event.identityHash };
    }
    // A doctor is a person with the doctor's id.
    if (event.kind === 'doctor.registered') {
      return { id, personKind: 'human', name: event.name, identityHash: event.identityHash };
    }
    return row;
  },
});

const accounts = projection<InferSelectModel<typeof account>>({
  table: account,
  kinds: ['account.opened', 'account.closed'],
  idsOf: ({ event }) => ('accountId' in event ? [event.accountId] : []),
  project: (row, { event }, id) => {
    if (event.kind === 'account.opened') {
      const { personId, login, hospitalId } = event;
      return { id, personId, login, hospitalId, closed: 0 };
    }
    return row && { ...row, closed: 1 };
  },
});

const accountLinks = projection<InferSelectModel<typeof accountLink>>({
  table: accountLink,
  kinds: ['account.linked', 'account.unlinked'],
  idsOf: ({ event }) => ('linkId' in event ? [event.linkId] : []),
  project: (row, { event }, id) => {
    if (event.kind !== 'account.linked') return row && { ...row, ended: 1 };
    return { id, accountId: event.accountId, issuer: event.issuer, ended: 0 };
  },
});

const accessGrants = projection<InferSelectModel<typeof accessGrant>>({
  table: accessGrant,
  kinds: ['access.granted', 'access.ended', 'mandate.given', 'mandate.ended'],
  idsOf: ({ event }) => {
    if ('mandateId' in event) return [event.mandateId];
    return 'grantId' in event ? [event.grantId] : [];
  },
  project: (row, { event }, id) => {
    // A mandate opens the role's doors at one hospital for its days, like a grant.
    if (event.kind === 'mandate.given') {
      const scope = JSON.stringify({ kind: 'hospital', hospitalId: event.hospitalId });
      const { personId, role, from: fromDate, until: untilDate } = event;
      return { id, personId, role, scope, category: null, fromDate, untilDate };
    }
    if (event.kind === 'mandate.ended') return row && { ...row, untilDate: event.until };
    if (event.kind === 'access.granted') {
      return {
        id,
        personId: event.personId,
        role: event.role,
        scope: JSON.stringify(event.scope),
        category: event.category,
        fromDate: event.from,
        untilDate: event.until,
      };
    }
    return row && event.kind === 'access.ended' ? { ...row, untilDate: event.until } : row;
  },
});

export const peopleProjections: readonly Projection[] = [persons, accounts, accountLinks, accessGrants];
