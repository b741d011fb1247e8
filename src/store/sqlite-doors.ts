import type { Credential, DoorStore, Session, StoredReply } from './contract.ts';
import type { SqliteConnection } from './open-sqlite.ts';
import type { SqliteMemory } from './sqlite-memory.ts';

export function sqliteDoors(connection: SqliteConnection, memory: SqliteMemory): DoorStore {
  const reply = connection.prepare<[string], { body_hash: string; status: number; reply: string }>(
    'select body_hash, status, reply from idempotency where key = ?',
  );
  const credential = connection.prepare<[string], CredentialRow>(
    'select account_id, password_hash, must_change, changed_at from credential where account_id = ?',
  );
  const setCredential = credentialWriter(connection, memory);
  const forgetExpired = connection.prepare('delete from session where expires_at <= ?');
  const startSession = connection.prepare(
    `insert into session (session_id, account_id, refresh_hash, started_at, expires_at, ended_at)
     values (?, ?, ?, ?, ?, ?)`,
  );
  const sessionById = connection.prepare<[string], SessionRow>(
    'select session_id, account_id, refresh_hash, started_at, expires_at, ended_at from session where session_id = ?',
  );
  const open = connection
    .prepare<[string], number>('select 1 from session where session_id = ? and ended_at is null')
    .pluck();
  const rotate = connection.prepare(
    'update session set refresh_hash = ? where session_id = ? and refresh_hash = ? and ended_at is null',
  );
  const end = connection.prepare('update session set ended_at = ? where session_id = ? and ended_at is null');
  const endAll = connection.prepare(endSessions);
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
    setCredential: async (wanted) => connection.transaction(setCredential).immediate(wanted),
    startSession: async (s) => {
      forgetExpired.run(s.startedAt);
      startSession.run(s.sessionId, s.accountId, s.refreshHash, s.startedAt, s.expiresAt, s.endedAt);
    },
    sessionById: async (sessionId) => sessionOf(sessionById.get(sessionId)),
    sessionOpen: async (sessionId) => memory.sessionOpen(sessionId, () => open.get(sessionId) === 1),
    rotateSession: async (sessionId, from, to) => rotate.run(to, sessionId, from).changes === 1,
    endSession: async (sessionId, at) => {
      end.run(at, sessionId);
      memory.sessionsEnded();
    },
    endSessionsOf: async (accountId, at) => {
      endAll.run(at, accountId);
      memory.sessionsEnded();
    },
  };
}

/** Sets a credential and ends the sessions opened with the one before; to be called inside a transaction. */
export function credentialWriter(connection: SqliteConnection, memory: SqliteMemory): (credential: Credential) => void {
  const upsert = connection.prepare(
    `insert into credential (account_id, password_hash, must_change, changed_at) values (?, ?, ?, ?)
     on conflict (account_id) do update set password_hash = excluded.password_hash,
       must_change = excluded.must_change, changed_at = excluded.changed_at`,
  );
  const endAll = connection.prepare(endSessions);
  return (credential) => {
    const { accountId, passwordHash, mustChange, changedAt } = credential;
    upsert.run(accountId, passwordHash, mustChange ? 1 : 0, changedAt);
    endAll.run(changedAt, accountId);
    memory.sessionsEnded();
  };
}

const endSessions = 'update session set ended_at = ? where account_id = ? and ended_at is null';

interface CredentialRow {
  account_id: string;
  password_hash: string;
  must_change: number;
  changed_at: string;
}

interface SessionRow {
  session_id: string;
  account_id: string;
  refresh_hash: string | null;
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
      startedAt: row.started_at,
      expiresAt: row.expires_at,
      endedAt: row.ended_at,
    }
  );
}
