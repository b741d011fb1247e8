import { DomainError } from '../core/errors.ts';
import type { Context, TokenUse } from '../usecases/context.ts';
import type { Route } from './route.ts';
import type { Claims } from './tokens.ts';

/**
 * For routes that ask for a recent check of the person: the token says when and by what, so nothing is read.
 *
 * @throws DomainError `access.factor-required` when the settings ask for a second factor and none was shown;
 * `access.step-up-code`, `access.step-up-password` when the check is too old: each says what to send where.
 */
export function refuseUnchecked(
  { clock, doorRules, actor }: Pick<Context, 'clock' | 'doorRules' | 'actor'>,
  { check, checkedAtMs }: Claims,
  asks: Exclude<Route['stepUp'], undefined>,
): void {
  const withFactor = check.by === 'factor';
  const weighty = asks === 'weighty' || (asks === 'paper' && actor.grants.some(({ scope }) => scope.kind !== 'self'));
  if (weighty && doorRules.secondFactor !== 'off' && !withFactor) {
    throw new DomainError('forbidden', 'access.factor-required');
  }
  if (clock.now() - checkedAtMs < doorRules.stepUpMs) return;
  const minutes = doorRules.stepUpMs / 60_000;
  throw new DomainError('forbidden', withFactor ? 'access.step-up-code' : 'access.step-up-password', { minutes });
}

/** A token that only leads on to the next door opens that one, and lets its bearer go. @throws DomainError. */
export function refuseUnfinished({ use }: Claims, { operationId }: Route): void {
  if (opens[use].includes(operationId)) return;
  switch (use) {
    case 'full':
      return;
    case 'change-password':
      throw new DomainError('forbidden', 'access.password-change-required');
    case 'second-factor':
      throw new DomainError('forbidden', 'access.code-required');
    case 'enrol-factor':
      throw new DomainError('forbidden', 'access.factor-required');
  }
}

const opens: Readonly<Record<TokenUse, readonly string[]>> = {
  full: [],
  'change-password': ['changePassword', 'logOut'],
  'second-factor': ['stepUp', 'logOut'],
  'enrol-factor': ['enrolFactor', 'confirmFactor', 'stepUp', 'logOut'],
};
