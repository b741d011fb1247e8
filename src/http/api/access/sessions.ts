import { z } from 'zod';
import { DomainError } from '../../../core/errors.ts';
import { checkedBy } from '../../../core/register/people/check.ts';
import {
  endOwnSession,
  endSessionsOfAccount,
  ownSessions,
  sessionsOfAccount,
} from '../../../usecases/access/own-session.ts';
import { json, type Route, route } from '../../route.ts';
import { id } from '../../schemas.ts';

const session = {
  sessionId: z.string(),
  startedAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  checkedAt: z.iso.datetime().meta({ description: 'When the person was last checked.' }),
  checkedBy: z.enum(checkedBy),
};

const sessionExample = {
  sessionId: 'ses_7k2m',
  startedAt: '2026-11-20T01:00:00.000Z',
  lastUsedAt: '2026-11-20T01:12:00.000Z',
  expiresAt: '2026-11-20T13:00:00.000Z',
  checkedAt: '2026-11-20T01:00:00.000Z',
  checkedBy: 'password',
} as const;

export const sessionRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/me/sessions',
    operationId: 'listOwnSessions',
    summary: 'Where I am logged in: every open session of this account, newest first',
    tag: 'auth',
    permission: 'account',
    reply: {
      kind: 'json',
      status: 200,
      schema: z.object({
        items: z.array(
          z.object({
            ...session,
            current: z.boolean().meta({ description: 'The one that asks.' }),
          }),
        ),
      }),
      example: {
        items: [{ ...sessionExample, current: true }],
      },
    },
    handle: async (context, { sessionId }) => json({ items: await ownSessions(context, sessionId) }),
  }),
  route({
    method: 'delete',
    path: '/v1/me/sessions/{sessionId}',
    operationId: 'endOwnSession',
    summary: 'End a session of this account; its tokens are refused from now on',
    tag: 'auth',
    permission: 'account',
    recordedAs: 'login',
    params: z.strictObject({ sessionId: id }),
    reply: { kind: 'empty' },
    problems: [404],
    handle: async (context, { params }) => {
      await endOwnSession(context, params.sessionId);
      return { kind: 'empty' };
    },
  }),
  route({
    method: 'get',
    path: '/v1/accounts/{accountId}/sessions',
    operationId: 'listSessionsOfAccount',
    summary: 'Where an account is open, as far as the asking administrator manages it; newest first',
    tag: 'access',
    permission: 'access.read',
    params: z.strictObject({ accountId: id }),
    reply: {
      kind: 'json',
      status: 200,
      schema: z.object({ items: z.array(z.object(session)) }),
      example: { items: [sessionExample] },
    },
    handle: async (context, { params }) => json({ items: await sessionsOfAccount(context, params.accountId) }),
  }),
  route({
    method: 'delete',
    path: '/v1/accounts/{accountId}/sessions',
    operationId: 'endSessionsOfAccount',
    summary: 'End every session of an account; its tokens are refused from now on, its password stays',
    tag: 'access',
    permission: 'access.grant',
    stepUp: 'weighty',
    recordedAs: 'login',
    params: z.strictObject({ accountId: id }),
    reply: { kind: 'empty' },
    problems: [409, 422],
    handle: async (context, { params }) => {
      await endSessionsOfAccount(context, params.accountId);
      return { kind: 'empty' };
    },
  }),
];

/** The session of whoever came in by a token: always one. */
export function sessionOf(sessionId: string | undefined): string {
  if (sessionId === undefined) throw new DomainError('unauthenticated', 'access.unauthenticated');
  return sessionId;
}
