import type { CheckedBy } from '../../core/register/people/check.ts';
import { type Instant, instantOf } from '../../core/time.ts';
import type { Credential, DoorChange, DoorStore, Session, StoredReply } from '../contract.ts';
import { removeFactor } from '../queries/factor.ts';
import { change, rows, type Sql, type Steps } from '../sql.ts';

/**
 * Which sessions are open and when each was used last. One process that holds its store alone keeps that in memory;
 * several ask the database.
 */
export interface SessionUses {
  use: DoorStore['useSession'];
  /** The newest use that is known, in ms; 0 where the session is not open. */
  seenMs(sessionId: string): Promise<number>;
  /** To be called with every end of a session, inside its transaction. */
  ended(sessionId: string): void;
}

/** Told of each session that ends. */
type EndOfSessions = Pick<SessionUses, 'ended'>;

export function doorStore(sql: Sql, sessions: SessionUses): DoorStore {
  const sessionById = async (sessionId: string) =>
    (await sql.rows<SessionRow>(`select ${fields} from session where session_id = ?`, sessionId))[0];
  return {
    replyOf: async (key): Promise<StoredReply | undefined> => {
      const [row] = await sql.rows<{ body_hash: string; status: number; reply: string }>(
        'select body_hash, status, reply from idempotency where key = ?',
        key,
      );
      if (row === undefined) return undefined;
      const stored = JSON.parse(row.reply) as Pick<StoredReply, 'id' | 'positions'>;
      return { bodyHash: row.body_hash, status: row.status, ...stored };
    },
    forgetReplies: (before, limit) =>
      sql.change(
        'delete from idempotency where key in (select key from idempotency where at < ? limit ?)',
        before,
        limit,
      ),
    credentialOf: async (accountId): Promise<Credential | undefined> => {
      const [row] = await sql.rows<CredentialRow>(
        'select account_id, password_hash, must_change, changed_at from credential where account_id = ?',
        accountId,
      );
      return (
        row && {
          accountId: row.account_id,
          passwordHash: row.password_hash,
          mustChange: row.must_change === 1,
          changedAt: row.changed_at,
        }
      );
    },
    setCredential: (wanted) => sql.together(changeDoor(sessions, wanted)),
    newestPasswords: async (accountId, count) => {
      const former = await sql.rows<{ password_hash: string }>(
        'select password_hash from password_history where account_id = ? order by id desc limit ?',
        accountId,
        count,
      );
      return former.map((row) => row.password_hash);
    },
    startSession: (session, limit) => sql.together(startSession(sessions, session, limit)),
    sessionById: async (sessionId) => {
      const row = await sessionById(sessionId);
      return row && sessionOf(row);
    },
    sessionsOf: async (accountId, at) => {
      const open = await sql.rows<SessionRow>(openSessions, accountId, at);
      return Promise.all(
        open.map(async (row) => {
          const session = sessionOf(row);
          const seenAt = instantOf(await sessions.seenMs(row.session_id));
          return seenAt > session.seenAt ? { ...session, seenAt } : session;
        }),
      );
    },
    useSession: sessions.use,
    rotateSession: async (sessionId, from, to, at) => {
      const seenAt = instantOf(await sessions.seenMs(sessionId));
      return sql.together(rotateSession({ sessionId, from, to, at, seenAt }));
    },
    rotatedSince: async (sessionId, hash, after) => {
      const text = 'select 1 as one from rotated_secret where session_id = ? and refresh_hash = ? and rotated_at > ?';
      return (await sql.rows(text, sessionId, hash, after)).length === 1;
    },
    checkSession: async (sessionId, { at, by }) => {
      await sql.change('update session set checked_at = ?, checked_by = ? where session_id = ?', at, by, sessionId);
    },
    endSession: (sessionId, at) => sql.together(endSession(sessions, sessionId, at)),
    endSessionsOf: (accountId, at, except = '') => sql.together(endSessionsOf(sessions, accountId, at, except)),
  };
}

const fields =
  'session_id, account_id, refresh_hash, started_at, expires_at, ended_at, checked_at, checked_by, seen_at';

const openSessions = `select ${fields} from session where account_id = ? and ended_at is null and expires_at > ?
  order by started_at desc, session_id desc`;

function* startSession(sessions: SessionUses, started: Session, limit: number): Steps<void> {
  const { sessionId, accountId, refreshHash, startedAt, expiresAt, endedAt, check, seenAt } = started;
  if ((yield* change('delete from session where expires_at <= ?', startedAt)) > 0) {
    yield* change('delete from rotated_secret where session_id not in (select session_id from session)');
  }
  yield* change(
    `insert into session (${fields}) values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[sessionId, accountId, refreshHash, startedAt, expiresAt, endedAt, check.at, check.by, seenAt],
  );
  if (refreshHash === null) return;
  const open = yield* rows<SessionRow>(openSessions, accountId, startedAt);
  const others = open.filter((row) => row.refresh_hash !== null && row.session_id !== sessionId);
  for (const row of others.slice(limit - 1)) yield* endSession(sessions, row.session_id, startedAt);
}

interface Rotation {
  readonly sessionId: string;
  readonly from: string;
  readonly to: string;
  readonly at: Instant;
  readonly seenAt: Instant;
}

function* rotateSession({ sessionId, from, to, at, seenAt }: Rotation): Steps<boolean> {
  const replaced = yield* change(
    'update session set refresh_hash = ?, seen_at = ? where session_id = ? and refresh_hash = ? and ended_at is null',
    ...[to, seenAt, sessionId, from],
  );
  if (replaced !== 1) return false;
  yield* change(
    `insert into rotated_secret (session_id, refresh_hash, rotated_at) values (?, ?, ?)
     on conflict (session_id) do update set refresh_hash = excluded.refresh_hash, rotated_at = excluded.rotated_at`,
    ...[sessionId, from, at],
  );
  return true;
}

/** The steps by which a session ends; it stays ended at its first end. */
export function* endSession(sessions: EndOfSessions, sessionId: string, at: Instant): Steps<void> {
  yield* change('update session set ended_at = ? where session_id = ? and ended_at is null', at, sessionId);
  sessions.ended(sessionId);
}

function* endSessionsOf(sessions: EndOfSessions, accountId: string, at: Instant, except = ''): Steps<void> {
  const ended = yield* rows<{ session_id: string }>(
    `update session set ended_at = ? where account_id = ? and session_id <> ? and ended_at is null
     returning session_id`,
    ...[at, accountId, except],
  );
  for (const row of ended) sessions.ended(row.session_id);
}

/** The steps that set a credential, or take a second factor away, and end the sessions opened with what was before. */
export function* changeDoor(sessions: EndOfSessions, wanted: DoorChange): Steps<void> {
  const { accountId } = wanted;
  if ('factorResetAt' in wanted) {
    yield* removeFactor(accountId);
    yield* endSessionsOf(sessions, accountId, wanted.factorResetAt);
    return;
  }
  const { passwordHash, mustChange, changedAt } = wanted;
  yield* change(
    `insert into credential (account_id, password_hash, must_change, changed_at) values (?, ?, ?, ?)
     on conflict (account_id) do update set password_hash = excluded.password_hash,
       must_change = excluded.must_change, changed_at = excluded.changed_at`,
    ...[accountId, passwordHash, mustChange ? 1 : 0, changedAt],
  );
  yield* change('insert into password_history (account_id, password_hash) values (?, ?)', accountId, passwordHash);
  yield* change(
    `delete from password_history where account_id = ?
       and id not in (select id from password_history where account_id = ? order by id desc limit ${passwordsKept})`,
    ...[accountId, accountId],
  );
  yield* endSessionsOf(sessions, accountId, changedAt);
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
