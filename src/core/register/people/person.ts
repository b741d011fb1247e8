/** A human, or a machine such as a HIS. A doctor is a person too, with the doctor's id, and is registered as a doctor. */
export type PersonKind = 'human' | 'machine';

/**
 * A staff or ID number as it is compared: the X of an ID card is written in either case and width, and a space at an end is
 * nobody else. Two spellings must not make two persons of one, who could then sign twice.
 */
export function plainIdentityNo(number: string): string {
  return number
    .normalize('NFKC')
    .replace(/[\s\p{Cf}]+/gu, '')
    .toUpperCase();
}

/** Accounts belong to persons: "another person" compares persons, never accounts. Secrets are never in an entry. */
export type PersonEvent =
  | {
      readonly kind: 'person.registered';
      readonly v: 1;
      readonly personId: string;
      readonly personKind: PersonKind;
      readonly name: string;
      readonly identityHash: string | null;
    }
  | {
      readonly kind: 'account.opened';
      readonly v: 1;
      readonly accountId: string;
      readonly personId: string;
      readonly login: string;
      /** Where it belongs: whose account manager may reset its password. Null: nobody but a security administrator. */
      readonly hospitalId: string | null;
    }
  | {
      readonly kind: 'account.password-reset';
      readonly v: 1;
      readonly accountId: string;
      readonly personId: string;
      readonly reason: string;
    }
  /** The second factor is taken away, so that a new one can be enrolled; every session ends. */
  | {
      readonly kind: 'account.factor-reset';
      readonly v: 1;
      readonly accountId: string;
      readonly personId: string;
      readonly reason: string;
    }
  /** Whoever the outside issuer knows by that subject enters as the account. */
  | {
      readonly kind: 'account.linked';
      readonly v: 1;
      readonly accountId: string;
      readonly personId: string;
      readonly issuer: string;
      /** Keyed hash of issuer and subject. */
      readonly linkId: string;
    }
  | {
      readonly kind: 'account.unlinked';
      readonly v: 1;
      readonly accountId: string;
      readonly personId: string;
      readonly linkId: string;
      readonly reason: string;
    }
  | {
      readonly kind: 'account.closed';
      readonly v: 1;
      readonly accountId: string;
      readonly personId: string;
      readonly reason: string;
    };
