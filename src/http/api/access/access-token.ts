import { z } from 'zod';
import type { Instant } from '../../../core/time.ts';
import type { Entrance, StartedSession } from '../../../usecases/access/entrance.ts';
import { type Context, tokenUses } from '../../../usecases/context.ts';
import { json, type Reply } from '../../route.ts';

/** What every door that lets somebody in answers. */
export const accessToken = z
  .object({
    accessToken: z.string().meta({ description: 'Send as Authorization: Bearer; at most 15 minutes.' }),
    expiresAt: z.iso.datetime(),
    mustChangePassword: z.boolean(),
    use: z.enum(tokenUses).meta({
      description:
        'full: opens everything; change-password: only POST /v1/auth/password; second-factor: only POST /v1/auth/step-up with a code; ' +
        'enrol-factor: only POST /v1/auth/factor and its confirmation.',
    }),
  })
  .meta({ id: 'AccessToken' });

export const tokenExample = {
  accessToken: 'eyJhbGciOiJFZERTQSIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJhY2NfMSJ9.c2lnbmF0dXJl',
  expiresAt: '2026-11-20T01:15:00.000Z',
  mustChangePassword: false,
  use: 'full' as const,
};

export async function tokenFor(context: Context, entrance: Entrance): Promise<z.input<typeof accessToken>> {
  const { token, expiresAt } = await context.tokens.issue(entrance);
  const { use } = entrance;
  return { accessToken: token, expiresAt, mustChangePassword: use === 'change-password', use };
}

export const cookieName = 'rx12_refresh';

/** The token in the body, the refresh secret in a cookie. */
export async function startedReply(context: Context, session: StartedSession, secure: boolean): Promise<Reply> {
  return json(await tokenFor(context, session), {
    by: session,
    headers: {
      ...(session.refresh === null
        ? {}
        : { 'set-cookie': refreshCookie(session.refresh, session.refreshExpiresAt, context.clock.now(), secure) }),
    },
  });
}

/** Kept for a number of seconds, not until a date: a browser's clock is not ours, and the demo's is of another day. */
function refreshCookie(secret: string, expiresAt: Instant, nowMs: number, secure: boolean): string {
  const seconds = Math.max(0, Math.floor((Date.parse(expiresAt) - nowMs) / 1_000));
  return `${cookieName}=${secret}${attributes(secure)}; Max-Age=${seconds}`;
}

export function clearedCookie(secure: boolean): string {
  return `${cookieName}=${attributes(secure)}; Max-Age=0`;
}

function attributes(secure: boolean): string {
  return `; Path=/v1/auth; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
}
