import type { Clock } from '../../core/clock.ts';
import { instantOf } from '../../core/time.ts';
import { endSession, type SessionUses } from '../doors/doors.ts';
import type { SqliteConnection } from '../open-sqlite.ts';
import type { SessionUse, SqliteMemory } from './memory.ts';
import type { SqliteSql } from './sql.ts';

/** Sessions in memory: asked for with every request, and written only when one ends or is refreshed. */
export function sqliteSessions(
  connection: SqliteConnection,
  sql: SqliteSql,
  memory: SqliteMemory,
  clock: Clock,
): SessionUses {
  const stored = connection.prepare<[string], { canIdle: number; seenAt: string }>(
    `select refresh_hash is not null as canIdle, seen_at as seenAt from session
     where session_id = ? and ended_at is null`,
  );
  const openedMs = clock.now();
  const openSession = (sessionId: string) =>
    memory.openSession(sessionId, (): SessionUse | undefined => {
      const row = stored.get(sessionId);
      if (row === undefined) return undefined;
      // What was used between the last refresh and a restart is not known: nobody is put out by a restart.
      return { canIdle: row.canIdle === 1, seenMs: Math.max(Date.parse(row.seenAt), openedMs) };
    });
  const sessions: SessionUses = {
    use: async (sessionId, nowMs, idleMs) => {
      const use = openSession(sessionId);
      if (use === undefined) return false;
      if (use.canIdle && nowMs - use.seenMs >= idleMs) {
        await sql.together(endSession(sessions, sessionId, instantOf(nowMs)));
        return false;
      }
      use.seenMs = nowMs;
      return true;
    },
    seenMs: async (sessionId) => openSession(sessionId)?.seenMs ?? 0,
    ended: (sessionId) => memory.sessionEnded(sessionId),
  };
  return sessions;
}
