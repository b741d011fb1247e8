import type { Instant } from '../../core/time.ts';
import { change, type Sql, type Steps } from '../sql.ts';

/** A person's second factor, sealed: only the service's key opens it. */
export interface Factor {
  /** null: none is in force. */
  readonly secretBox: string | null;
  /** Shown and not yet confirmed by a code. */
  readonly pending: { readonly box: string; readonly at: Instant } | null;
  readonly recoveryCodesLeft: number;
}

export interface FactorStore {
  factorOf(accountId: string): Promise<Factor | undefined>;
  /** Leaves the factor in force as it is. */
  startFactor(accountId: string, box: string, at: Instant): Promise<void>;
  /** Puts the pending factor in force, its first code spent; false when it is no longer the one pending. */
  activateFactor(
    accountId: string,
    box: string,
    first: { readonly step: number; readonly codeHashes: readonly string[] },
  ): Promise<boolean>;
  /** Takes a code's step; false when it, or a later one, was taken before. */
  useStep(accountId: string, step: number): Promise<boolean>;
  /** Takes a recovery code for good; false when it is none, or was taken before. */
  useRecoveryCode(accountId: string, codeHash: string): Promise<boolean>;
  replaceRecoveryCodes(accountId: string, codeHashes: readonly string[]): Promise<void>;
}

export function factorStore(sql: Sql): FactorStore {
  return {
    factorOf: async (accountId) => {
      const [row] = await sql.rows<FactorRow>(
        `select secret_box, pending_box, pending_at,
           (select count(*) from recovery_code c where c.account_id = f.account_id) as codes
         from factor f where account_id = ?`,
        accountId,
      );
      return (
        row && {
          secretBox: row.secret_box,
          pending:
            row.pending_box === null || row.pending_at === null ? null : { box: row.pending_box, at: row.pending_at },
          recoveryCodesLeft: row.codes,
        }
      );
    },
    startFactor: async (accountId, box, at) => {
      await sql.change(
        `insert into factor (account_id, secret_box, last_step, pending_box, pending_at) values (?, null, 0, ?, ?)
         on conflict (account_id) do update set pending_box = excluded.pending_box, pending_at = excluded.pending_at`,
        ...[accountId, box, at],
      );
    },
    activateFactor: (accountId, box, first) => sql.together(activate(accountId, box, first)),
    useStep: async (accountId, step) =>
      (await sql.change(
        'update factor set last_step = ? where account_id = ? and secret_box is not null and last_step < ?',
        ...[step, accountId, step],
      )) === 1,
    useRecoveryCode: async (accountId, codeHash) =>
      (await sql.change('delete from recovery_code where account_id = ? and code_hash = ?', accountId, codeHash)) === 1,
    replaceRecoveryCodes: (accountId, codeHashes) => sql.together(replaceCodes(accountId, codeHashes)),
  };
}

function* activate(
  accountId: string,
  box: string,
  { step, codeHashes }: { readonly step: number; readonly codeHashes: readonly string[] },
): Steps<boolean> {
  const activated = yield* change(
    `update factor set secret_box = pending_box, last_step = ?, pending_box = null, pending_at = null
     where account_id = ? and pending_box = ?`,
    ...[step, accountId, box],
  );
  if (activated !== 1) return false;
  yield* replaceCodes(accountId, codeHashes);
  return true;
}

function* replaceCodes(accountId: string, codeHashes: readonly string[]): Steps<void> {
  yield* change('delete from recovery_code where account_id = ?', accountId);
  for (const hash of codeHashes) {
    yield* change('insert into recovery_code (account_id, code_hash) values (?, ?)', accountId, hash);
  }
}

/** The steps that take the factor away; they belong into the transaction that writes who took it. */
export function* removeFactor(accountId: string): Steps<void> {
  yield* change('delete from factor where account_id = ?', accountId);
  yield* change('delete from recovery_code where account_id = ?', accountId);
}

interface FactorRow {
  secret_box: string | null;
  pending_box: string | null;
  pending_at: string | null;
  codes: number;
}
