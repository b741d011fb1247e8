import { DomainError } from '../../core/errors.ts';
import { type AccessGrant, type Role, refuseGrant, type Scope } from '../../core/register/people/access.ts';
import type { IsoDate } from '../../core/time.ts';
import { absent, type Context, grantsHeld, replyFor, signerIn, todayOf, type Written } from '../context.ts';
import { grantsUnderAllIds, idsOfPerson } from '../doctor-memo.ts';
import { recordOf } from '../dossier.ts';
import { registerOf } from '../register.ts';
import { hospitalOfGrant, managingGrant } from './manager.ts';

export interface WantedGrant {
  readonly personId: string;
  readonly role: Role;
  readonly scope: Scope;
  readonly category: string | null;
  readonly from: IsoDate;
  readonly until: IsoDate | null;
}

/**
 * @throws DomainError what refuseGrant throws; `access.dates`; `access.no-such-place` for a scope that is not registered.
 */
export async function grantAccess(context: Context, command: WantedGrant): Promise<Written> {
  const held = grantsHeld(context, 'access.grant');
  const manager = await grantManaging(context, held, command.scope, command.role);
  if (manager === undefined) throw absent();
  const signer = signerIn(context, manager);
  if ((await context.store.people.personById(command.personId)) === undefined) throw absent();
  if (command.until !== null && command.until <= command.from) throw new DomainError('invalid', 'access.dates');
  await refuseNowhere(context, command);
  const stream = { kind: 'person' as const, id: command.personId };
  const decidedOn = await context.store.ledger.lengthOf(stream);
  const has = await grantsUnderAllIds(context, command.personId);
  refuseGrant(command, has, await idsOfPerson(context, signer.personId), todayOf(context));
  const grantId = context.newId('acg');
  const appended = await context.store.ledger.append(
    [{ event: { kind: 'access.granted', v: 1, grantId, ...command }, by: signer, streams: [{ ...stream, decidedOn }] }],
    replyFor(context, grantId),
  );
  return { id: grantId, appended };
}

/** Takes effect on the person's next request when `until` is today or earlier. */
export async function endAccess(
  context: Context,
  command: { readonly grantId: string; readonly until: IsoDate; readonly reason: string },
): Promise<Written> {
  const held = grantsHeld(context, 'access.grant');
  const grant = await context.store.people.grantById(command.grantId);
  const manager = grant && (await grantManaging(context, held, grant.scope, grant.role));
  if (!grant || !manager) throw absent();
  if (grant.until !== null && grant.until <= command.until) {
    throw new DomainError('conflict', 'access.already-ended', { until: grant.until });
  }
  const { personId } = grant;
  const appended = await context.store.ledger.append(
    [
      {
        event: { kind: 'access.ended', v: 1, personId, ...command },
        by: signerIn(context, manager),
        streams: [{ kind: 'person', id: personId }],
      },
    ],
    replyFor(context, grant.grantId),
  );
  return { id: grant.grantId, appended };
}

/** The grants of a person as far as the asking administrator manages them. */
export async function grantsOfPerson(context: Context, personId: string): Promise<readonly AccessGrant[]> {
  const held = grantsHeld(context, 'access.read');
  if ((await context.store.people.personById(personId)) === undefined) throw absent();
  const grants = await context.store.people.grantsOf(personId);
  const managed = await Promise.all(grants.map(({ scope, role }) => grantManaging(context, held, scope, role)));
  const seen = grants.filter((_grant, at) => managed[at] !== undefined);
  if (seen.length === 0 && !held.some((own) => own.role === 'security-administrator')) throw absent();
  return seen;
}

async function grantManaging(
  context: Context,
  held: readonly AccessGrant[],
  scope: Scope,
  role: Role,
): Promise<AccessGrant | undefined> {
  for (const own of held) {
    const wanted = own.scope.kind === 'hospital' ? own.scope.hospitalId : null;
    const grant = managingGrant([own], await hospitalOfGrant(context, scope, wanted), role);
    if (grant !== undefined) return grant;
  }
  return undefined;
}

/** @throws DomainError `access.no-such-place`, and `access.not-own-record` for a doctor's role over another's record. */
async function refuseNowhere(context: Context, { personId, scope }: WantedGrant): Promise<void> {
  const nowhere = (place: string) => new DomainError('invalid', 'access.no-such-place', { place });
  switch (scope.kind) {
    case 'self': {
      const record = await recordOf(context, scope.doctorId);
      if (record === undefined) throw nowhere(scope.doctorId);
      if (!record.doctor.recordIds.includes(personId)) throw new DomainError('invalid', 'access.not-own-record');
      return;
    }
    case 'department':
    case 'hospital':
      if (!(await registerOf(context)).hospitals.has(scope.hospitalId)) throw nowhere(scope.hospitalId);
      return;
    case 'county':
      if (!(await registerOf(context)).regions.has(scope.regionId)) throw nowhere(scope.regionId);
      return;
    case 'city':
      return;
  }
}
