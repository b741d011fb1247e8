import type { Clock } from '../core/clock.ts';
import type { CheckedBy } from '../core/register/people/check.ts';
import { instantOf } from '../core/time.ts';
import type { Credential, DoorChange, DoorStore, Session, StoredReply } from './contract.ts';
import type { SqliteConnection } from './open-sqlite.ts';
import { factorRemover } from './queries/factor.ts';
import type { SessionUse, SqliteMemory } from './sqlite-memory.ts';

export function sqliteDoors(connection: SqliteConnection, memory: SqliteMemory, clock: Clock): DoorStore {
  const reply = connection.prepare<[string], { body_hash: string; status: number; reply: string }>(
    'select body_hash, status, reply from idempotency where key = ?',
  );
  const credential = connection.prepare<[string], CredentialRow>(
    'select account_id, password_hash, must_change, changed_at from credential where account_id = ?',
  );
  const former = connection
    .prepare<[string, number], string>(
      'select password_hash from password_history where account_id = ? order by id desc limit ?',
    )
    .pluck();
  const changeDoor = doorChanger(connection, memory);
  const forgetExpired = connection.prepare('delete from session where expires_at <= ?');
  const startSession = connection.prepare(
    `insert into session (session_id, account_id, refresh_hash, started_at, expires_at, ended_at, checked_at, checked_by, seen_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const fields =
    'session_id, account_id, refresh_hash, started_at, expires_at, ended_at, checked_at, checked_by, seen_at';
  const sessionById = connection.prepare<[string], SessionRow>(`select ${fields} from session where session_id = ?`);
  const sessionsOf = connection.prepare<[string, string], SessionRow>(
    `select ${fields} from session where account_id = ? and ended_at is null and expires_at > ?
     order by started_at desc, session_id desc`,
  );
  const rotate = connection.prepare(
    'update session set refresh_hash = ?, seen_at = ? where session_id = ? and refresh_hash = ? and ended_at is null',
  );
  const rotated = connection.prepare(
    `insert into rotated_secret (session_id, refresh_hash, rotated_at) values (?, ?, ?)
     on conflict do update set refresh_hash = excluded.refresh_hash, rotated_at = excluded.rotated_at`,
  );
  const rotatedSince = connection
    .prepare<[string, string, string], number>(
      'select 1 from rotated_secret where session_id = ? and refresh_hash = ? and rotated_at > ?',
    )
    .pluck();
  const forgetRotated = connection.prepare(
    'delete from rotated_secret where session_id not in (select session_id from session)',
  );
  const forgetReplies = connection.prepare(
    'delete from idempotency where key in (select key from idempotency where at < ? limit ?)',
  );
  const check = connection.prepare('update session set checked_at = ?, checked_by = ? where session_id = ?');
  const end = connection.prepare('update session set ended_at = ? where session_id = ? and ended_at is null');
  const endAll = sessionsEnder(connection, memory);
  const endOne = (sessionId: string, at: string) => {
    end.run(at, sessionId);
    memory.sessionEnded(sessionId);
  };
  const openedMs = clock.now();
  const openSession = (sessionId: string) =>
    memory.openSession(sessionId, (): SessionUse | undefined => {
      const row = sessionById.get(sessionId);
      if (row === undefined || row.ended_at !== null) return undefined;
      // What was used between the last refresh and a restart is not known: nobody is put out by a restart.
      return { canIdle: row.refresh_hash !== null, seenMs: Math.max(Date.parse(row.seen_at), openedMs) };
    });
  return {
    replyOf: async (key): Promise<StoredReply | undefined> => {
      const row = reply.get(key);
      if (row === undefined) return undefined;
      const stored = JSON.parse(row.reply) as Pick<StoredReply, 'id' | 'positions'>;
      return { bodyHash: row.body_hash, status: row.status, ...stored };
    },
    forgetReplies: async (before, limit) => forgetReplies.run(before, limit).changes,
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
    setCredential: async (wanted) => connection.transaction(changeDoor).immediate(wanted),
    newestPasswords: async (accountId, count) => former.all(accountId, count),
    startSession: async (s, limit) =>
      connection
        .transaction(() => {
          if (forgetExpired.run(s.startedAt).changes > 0) forgetRotated.run();
          const { sessionId, accountId, refreshHash, startedAt, expiresAt, endedAt, check: checked, seenAt } = s;
          startSession.run(
            ...[sessionId, accountId, refreshHash, startedAt, expiresAt, endedAt],
            ...[checked.at, checked.by, seenAt],
          );
          if (refreshHash === null) return;
          const others = sessionsOf
            .all(accountId, startedAt)
            .filter((row) => row.refresh_hash !== null && row.session_id !== sessionId);
          for (const row of others.slice(limit - 1)) endOne(row.session_id, startedAt);
        })
        .immediate(),
    sessionById: async (sessionId) => {
      const row = sessionById.get(sessionId);
      return row && sessionOf(row);
    },
    sessionsOf: async (accountId, at) =>
      sessionsOf.all(accountId, at).map((row) => {
        const session = sessionOf(row);
        const seenAt = instantOf(openSession(row.session_id)?.seenMs ?? 0);
        return seenAt > session.seenAt ? { ...session, seenAt } : session;
      }),
    useSession: async (sessionId, nowMs, idleMs) => {
      const use = openSession(sessionId);
      if (use === undefined) return false;
      if (use.canIdle && nowMs - use.seenMs >= idleMs) {
        endOne(sessionId, instantOf(nowMs));
        return false;
      }
      use.seenMs = nowMs;
      return true;
    },
    rotateSession: async (sessionId, from, to, at) => {
      const seenAt = instantOf(openSession(sessionId)?.seenMs ?? 0);
      return connection
        .transaction(() => {
          const replaced = rotate.run(to, seenAt, sessionId, from).changes === 1;
          if (replaced) rotated.run(sessionId, from, at);
          return replaced;
        })
        .immediate();
    },
    rotatedSince: async (sessionId, hash, after) => rotatedSince.get(sessionId, hash, after) === 1,
    checkSession: async (sessionId, { at, by }) => {
      check.run(at, by, sessionId);
    },
    endSession: async (sessionId, at) => endOne(sessionId, at),
    endSessionsOf: async (accountId, at, except = '') => endAll(accountId, at, except),
  };
}

/**
 * Sets a credential, or takes a second factor away, and ends the sessions that were opened with what was before; to be
 * called inside a transaction.
 */
export function doorChanger(connection: SqliteConnection, memory: SqliteMemory): (change: DoorChange) => void {
  const upsert = connection.prepare(
    `insert into credential (account_id, password_hash, must_change, changed_at) values (?, ?, ?, ?)
     on conflict (account_id) do update set password_hash = excluded.password_hash,
       must_change = excluded.must_change, changed_at = excluded.changed_at`,
  );
  const remember = connection.prepare('insert into password_history (account_id, password_hash) values (?, ?)');
  const forget = connection.prepare(
    `delete from password_history where account_id = ?
       and id not in (select id from password_history where account_id = ? order by id desc limit ${passwordsKept})`,
  );
  const removeFactor = factorRemover(connection);
  const endAll = sessionsEnder(connection, memory);
  return (change) => {
    const { accountId } = change;
    if ('factorResetAt' in change) {
      removeFactor(accountId);
      endAll(accountId, change.factorResetAt);
      return;
    }
    const { passwordHash, mustChange, changedAt } = change;
    upsert.run(accountId, passwordHash, mustChange ? 1 : 0, changedAt);
    remember.run(accountId, passwordHash);
    forget.run(accountId, accountId);
    endAll(accountId, changedAt);
  };
}

function sessionsEnder(connection: SqliteConnection, memory: SqliteMemory) {
  const end = connection
    .prepare<[string, string, string], string>(
      'update session set ended_at = ? where account_id = ? and session_id <> ? and ended_at is null returning session_id',
    )
    .pluck();
  return (accountId: string, at: string, except = '') => {
    for (const sessionId of end.all(at, accountId, except)) memory.sessionEnded(sessionId);
  };
}

/** As many as a policy may ask about. */
const passwordsKept = 24;

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
  checked_at: string;
  checked_by: string;
  seen_at: string;
}

function sessionOf(row: SessionRow): Session {
  return {
    sessionId: row.session_id,
    accountId: row.account_id,
    refreshHash: row.refresh_hash,
    startedAt: row.started_at,
    expiresAt: row.expires_at,
    endedAt: row.ended_at,
    check: { at: row.checked_at, by: row.checked_by as CheckedBy },
    seenAt: row.seen_at,
  };
}
