import { DomainError } from '../../errors.ts';

/** What is asked of a new password. Each number of a profile can be set otherwise (RX12_PASSWORD_…). */
export interface PasswordPolicy {
  /** In characters, where a second factor stands beside it. */
  readonly minLength: number;
  /** Where it is all there is. */
  readonly minLengthAlone: number;
  /** How many of small letters, capital letters, digits and everything else it must have; 0: any. */
  readonly classes: number;
  /** So many of the newest passwords, the present one among them, may not be the next. */
  readonly history: number;
  /** After so many days it must be changed; null: never for its age alone. */
  readonly maxAgeDays: number | null;
}

export const passwordProfiles = {
  // GB/T 22239-2019, 8.1.4.1 a asks for complexity and regular change and names no numbers: these are those that
  // assessments of level 3 commonly ask for (eight or more characters of three kinds, 90 days, five former ones), with
  // two characters more.
  mlps3: { minLength: 10, minLengthAlone: 10, classes: 3, history: 5, maxAgeDays: 90 },
  // NIST SP 800-63B-4, 3.1.1.2: 15 characters alone, 8 beside a second factor, no composition, no expiry. It says nothing
  // of former passwords; the present one is no new one.
  nist: { minLength: 8, minLengthAlone: 15, classes: 0, history: 1, maxAgeDays: null },
} as const satisfies Record<string, PasswordPolicy>;

export type PasswordProfile = keyof typeof passwordProfiles;

export const maxPasswordLength = 128;

/**
 * What can be said of a password by itself.
 *
 * @throws DomainError `auth.password-weak` for its length or its likeness to the login, `auth.password-classes`.
 */
export function refuseWeakPassword(
  policy: PasswordPolicy,
  password: string,
  { login, alone }: { readonly login: string; readonly alone: boolean },
): void {
  const min = alone ? policy.minLengthAlone : policy.minLength;
  const length = [...password].length;
  if (length < min || length > maxPasswordLength || password.toLowerCase() === login) {
    throw new DomainError('invalid', 'auth.password-weak', { min, max: maxPasswordLength });
  }
  const { classes } = policy;
  if (kinds.filter((kind) => kind.test(password)).length < classes) {
    throw new DomainError('invalid', 'auth.password-classes', { classes });
  }
}

const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u];

/** Whether a password of that age must be changed; exactly at the age, it must. */
export function isTooOld({ maxAgeDays }: PasswordPolicy, changedAtMs: number, nowMs: number): boolean {
  return maxAgeDays !== null && nowMs - changedAtMs >= maxAgeDays * 86_400_000;
}
