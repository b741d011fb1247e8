import type { Instant } from '../../core/time.ts';
import type { SqliteConnection } from '../open-sqlite.ts';

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

export function factorStore(connection: SqliteConnection): FactorStore {
  const byAccount = connection.prepare<[string], FactorRow>(
    `select secret_box, pending_box, pending_at,
       (select count(*) from recovery_code c where c.account_id = f.account_id) as codes
     from factor f where account_id = ?`,
  );
  const start = connection.prepare(
    `insert into factor (account_id, secret_box, last_step, pending_box, pending_at) values (?, null, 0, ?, ?)
     on conflict (account_id) do update set pending_box = excluded.pending_box, pending_at = excluded.pending_at`,
  );
  const activate = connection.prepare(
    `update factor set secret_box = pending_box, last_step = ?, pending_box = null, pending_at = null
     where account_id = ? and pending_box = ?`,
  );
  const useStep = connection.prepare(
    'update factor set last_step = ? where account_id = ? and secret_box is not null and last_step < ?',
  );
  const forgetCodes = connection.prepare('delete from recovery_code where account_id = ?');
  const addCode = connection.prepare('insert into recovery_code (account_id, code_hash) values (?, ?)');
  const useCode = connection.prepare('delete from recovery_code where account_id = ? and code_hash = ?');
  const replace = (accountId: string, codeHashes: readonly string[]) => {
    forgetCodes.run(accountId);
    for (const hash of codeHashes) addCode.run(accountId, hash);
  };
  return {
    factorOf: async (accountId) => {
      const row = byAccount.get(accountId);
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
      start.run(accountId, box, at);
    },
    activateFactor: async (accountId, box, { step, codeHashes }) =>
      connection
        .transaction(() => {
          if (activate.run(step, accountId, box).changes !== 1) return false;
          replace(accountId, codeHashes);
          return true;
        })
        .immediate(),
    useStep: async (accountId, step) => useStep.run(step, accountId, step).changes === 1,
    useRecoveryCode: async (accountId, codeHash) => useCode.run(accountId, codeHash).changes === 1,
    replaceRecoveryCodes: async (accountId, codeHashes) =>
      connection.transaction(() => replace(accountId, codeHashes)).immediate(),
  };
}

/** Takes the factor away; to be called inside the transaction that writes who took it. */
export function factorRemover(connection: SqliteConnection): (accountId: string) => void {
  const factor = connection.prepare('delete from factor where account_id = ?');
  const codes = connection.prepare('delete from recovery_code where account_id = ?');
  return (accountId) => {
    factor.run(accountId);
    codes.run(accountId);
  };
}

interface FactorRow {
  secret_box: string | null;
  pending_box: string | null;
  pending_at: string | null;
  codes: number;
}
