import type { Credential, DoorStore, Session, StoredReply } from './contract.ts';
import type { SqliteConnection } from './open-sqlite.ts';

export function sqliteDoors(connection: SqliteConnection): DoorStore {
  const reply = connection.prepare<[string], { body_hash: string; status: number; reply: string }>(
    'select body_hash, status, reply from idempotency where key = ?',
  );
  const credential = connection.prepare<[string], CredentialRow>(
    'select account_id, password_hash, must_change, changed_at from credential where account_id = ?',
  );
  const setCredential = connection.prepare(
    `insert into credential (account_id, password_hash, must_change, changed_at) values (?, ?, ?, ?)
     on conflict (account_id) do update set password_hash = excluded.password_hash,
       must_change = excluded.must_change, changed_at = excluded.changed_at`,
  );
  const startSession = connection.prepare(
    `insert into session (session_id, account_id, refresh_hash, previous_hash, started_at, expires_at, ended_at)
     values (?, ?, ?, ?, ?, ?, ?)`,
  );
  const sessionByRefresh = connection.prepare<[string, string], SessionRow>(
    `select session_id, account_id, refresh_hash, previous_hash, started_at, expires_at, ended_at
     from session where refresh_hash = ? or previous_hash = ?`,
  );
  const rotate = connection.prepare(
    `update session set previous_hash = refresh_hash, refresh_hash = ?, expires_at = ?
     where session_id = ? and refresh_hash = ? and ended_at is null`,
  );
  const end = connection.prepare('update session set ended_at = ? where session_id = ? and ended_at is null');
  const endAll = connection.prepare('update session set ended_at = ? where account_id = ? and ended_at is null');
  const revoke = connection.prepare('insert or ignore into revoked_token (jti, expires_at) values (?, ?)');
  const revoked = connection.prepare<[string], { jti: string }>('select jti from revoked_token where expires_at > ?');
  return {
    replyOf: async (key): Promise<StoredReply | undefined> => {
      const row = reply.get(key);
      if (row === undefined) return undefined;
      const stored = JSON.parse(row.reply) as Pick<StoredReply, 'id' | 'positions'>;
      return { bodyHash: row.body_hash, status: row.status, ...stored };
    },
    credentialOf: async (accountId): Promise<Credential | undefined> => {
      const row = credential.get(accountId);
      return (
        row && {
          accountId: row.account_id,
          passwordHash: row.password_hash,
          mustChange: row.must_change === 1,
          changedAt: row.changed_at,
        }
      );
    },
    setCredential: async (c) => {
      setCredential.run(c.accountId, c.passwordHash, c.mustChange ? 1 : 0, c.changedAt);
    },
    startSession: async (s) => {
      startSession.run(s.sessionId, s.accountId, s.refreshHash, s.previousHash, s.startedAt, s.expiresAt, s.endedAt);
    },
    sessionByRefresh: async (hash) => sessionOf(sessionByRefresh.get(hash, hash)),
    rotateSession: async (sessionId, from, to, expiresAt) => rotate.run(to, expiresAt, sessionId, from).changes === 1,
    endSession: async (sessionId, at) => {
      end.run(at, sessionId);
    },
    endSessionsOf: async (accountId, at) => {
      endAll.run(at, accountId);
    },
    revokeToken: async (jti, expiresAt) => {
      revoke.run(jti, expiresAt);
    },
    revokedTokens: async (now) => revoked.all(now).map((row) => row.jti),
  };
}

interface CredentialRow {
  account_id: string;
  password_hash: string;
  must_change: number;
  changed_at: string;
}

interface SessionRow {
  session_id: string;
  account_id: string;
  refresh_hash: string;
  previous_hash: string | null;
  started_at: string;
  expires_at: string;
  ended_at: string | null;
}

function sessionOf(row: SessionRow | undefined): Session | undefined {
  return (
    row && {
      sessionId: row.session_id,
      accountId: row.account_id,
      refreshHash: row.refresh_hash,
      previousHash: row.previous_hash,
      startedAt: row.started_at,
      expiresAt: row.expires_at,
      endedAt: row.ended_at,
    }
  );
}
