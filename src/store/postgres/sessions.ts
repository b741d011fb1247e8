import { instantOf } from '../../core/time.ts';
import { endSession, type SessionUses } from '../doors/doors.ts';
import { askedTogether } from './asked-together.ts';
import type { PostgresSql } from './sql.ts';

/**
 * Sessions are asked of the database with every request: logging out at one process then acts at all of them at once. When
 * one was last used is written to the minute, which is as exact as ending it when it idles has to be.
 */
export function postgresSessions(sql: PostgresSql): SessionUses {
  const openSession = askedTogether(async (sessionIds: readonly string[]) => {
    const rows = await sql.select<{ session_id: string; idles: boolean; seen_at: string }>(
      `select session_id, refresh_hash is not null as idles, seen_at from session
       where session_id = any (?::text[]) and ended_at is null`,
      [[...new Set(sessionIds)]],
    );
    const found = new Map(rows.map((row) => [row.session_id, row]));
    return sessionIds.map((sessionId) => found.get(sessionId));
  });
  const sessions: SessionUses = {
    use: async (sessionId, nowMs, idleMs) => {
      const row = await openSession(sessionId);
      if (row === undefined) return false;
      const seenMs = Date.parse(row.seen_at);
      if (row.idles && nowMs - seenMs >= idleMs) {
        await sql.together(endSession(sessions, sessionId, instantOf(nowMs)));
        return false;
      }
      if (nowMs - seenMs >= noteEveryMs) {
        const seenAt = instantOf(nowMs);
        await sql.change(
          'update session set seen_at = ? where session_id = ? and seen_at < ?',
          seenAt,
          sessionId,
          seenAt,
        );
      }
      return true;
    },
    seenMs: async (sessionId) => {
      const row = await openSession(sessionId);
      return row === undefined ? 0 : Date.parse(row.seen_at);
    },
    ended: () => {},
  };
  return sessions;
}

const noteEveryMs = 60_000;
