import type { Instant } from '../../time.ts';

/** When and by what it was last made sure that the right person is there. */
export interface Check {
  readonly at: Instant;
  readonly by: CheckedBy;
}

/** `factor`: a code of the second factor or a recovery code, after a password or an issuer's word. */
export const checkedBy = ['password', 'factor', 'issuer'] as const;
export type CheckedBy = (typeof checkedBy)[number];

/** Whom the settings ask for a second factor: nobody, whoever does something weighty, or everybody who logs in. */
export const secondFactorPolicies = ['off', 'privileged', 'all'] as const;
export type SecondFactorPolicy = (typeof secondFactorPolicies)[number];
