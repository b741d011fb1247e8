import { DomainError } from '../../errors.ts';
import type { EventOf } from '../../events.ts';
import { type IsoDate, within } from '../../time.ts';
import { type AccessGrant, type Role, refuseGrant } from './access.ts';

/** The official tasks that somebody can do in another's place. */
export const mandatedRoles = [
  'auditor',
  'reviewer',
  'medical-affairs',
  'ethics-office',
  'appeal-panellist',
] as const satisfies readonly Role[];
export type MandatedRole = (typeof mandatedRoles)[number];

/**
 * Somebody acts for a hospital for a time: in place of one of its own (代理), or from elsewhere, another hospital or the
 * quality-control centre, where the hospital has nobody else (委托). It opens the role's doors at that hospital from `from`
 * until `until`, and every signature under it is the mandated person's own.
 */
export interface Mandate {
  readonly mandateId: string;
  readonly hospitalId: string;
  readonly personId: string;
  readonly role: MandatedRole;
  /** Whose place it is; null: somebody from elsewhere, in nobody's place. */
  readonly inPlaceOf: string | null;
  readonly from: IsoDate;
  readonly until: IsoDate;
  readonly reason: string;
  readonly document: string;
}

export type MandateEvent =
  | ({ readonly kind: 'mandate.given'; readonly v: 1 } & Mandate)
  | {
      readonly kind: 'mandate.ended';
      readonly v: 1;
      readonly mandateId: string;
      readonly hospitalId: string;
      readonly personId: string;
      readonly until: IsoDate;
      readonly reason: string;
    };

/**
 * @throws DomainError `mandate.dates`, `mandate.nobody-replaced`, `mandate.already-held`, and what `refuseGrant` refuses
 * (`access.own-grant`, `access.separation`).
 */
export function giveMandate(
  context: {
    /** What the mandated person holds, and the person in whose place. */
    readonly held: readonly AccessGrant[];
    readonly replaced: readonly AccessGrant[];
    /** Every id of whoever gives it. */
    readonly signerIds: readonly string[];
    readonly today: IsoDate;
  },
  mandate: Mandate,
): EventOf<'mandate.given'> {
  const { personId, hospitalId, role, inPlaceOf, from, until } = mandate;
  if (until <= from || until <= context.today) throw new DomainError('invalid', 'mandate.dates', { from, until });
  const here = (grant: AccessGrant) =>
    grant.role === role && grant.scope.kind === 'hospital' && grant.scope.hospitalId === hospitalId;
  if (inPlaceOf !== null && !context.replaced.some((grant) => here(grant) && within(grant, from))) {
    throw new DomainError('invalid', 'mandate.nobody-replaced', { personId: inPlaceOf, role });
  }
  if (context.held.some((grant) => here(grant) && within(grant, from))) {
    throw new DomainError('conflict', 'mandate.already-held', { personId, role });
  }
  refuseGrant(
    { personId, role, scope: { kind: 'hospital', hospitalId } },
    context.held,
    context.signerIds,
    context.today,
  );
  return { kind: 'mandate.given', v: 1, ...mandate };
}
