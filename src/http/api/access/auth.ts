import { z } from 'zod';
import { maxPasswordLength } from '../../../core/register/people/password-policy.ts';
import { within } from '../../../core/time.ts';
import { changePassword, logIn, logInClient, logOut, refresh } from '../../../usecases/access/session.ts';
import { todayOf } from '../../../usecases/context.ts';
import { json, type Route, route } from '../../route.ts';
import { accessToken, clearedCookie, cookieName, startedReply, tokenExample, tokenFor } from './access-token.ts';

const login = z.string().min(1).max(100);
const password = z.string().min(1).max(maxPasswordLength);

export const authRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/v1/auth/login',
    operationId: 'logIn',
    summary: 'Log in with a password; the refresh secret comes as a cookie that scripts cannot read',
    tag: 'auth',
    permission: 'public',
    recordedAs: 'login',
    body: {
      kind: 'json',
      schema: z.strictObject({ login, password }),
      example: { login: 'auditor', password: 'a-long-password' },
    },
    reply: { kind: 'json', status: 200, schema: accessToken, example: tokenExample },
    problems: [429],
    handle: async (context, { body, source, secure }) =>
      startedReply(context, await logIn(context, { ...body, source }), secure),
  }),
  route({
    method: 'post',
    path: '/v1/auth/refresh',
    operationId: 'refreshSession',
    summary: 'Exchange the refresh cookie for the next one and a new access token',
    tag: 'auth',
    permission: 'public',
    recordedAs: 'login',
    reply: { kind: 'json', status: 200, schema: accessToken, example: tokenExample },
    handle: async (context, { cookies, secure }) =>
      startedReply(context, await refresh(context, cookies[cookieName]), secure),
  }),
  route({
    method: 'post',
    path: '/v1/auth/logout',
    operationId: 'logOut',
    summary: 'End this session; its access token is refused from now on',
    tag: 'auth',
    permission: 'account',
    recordedAs: 'login',
    reply: { kind: 'empty' },
    handle: async (context, { sessionId, secure }) => {
      if (sessionId !== undefined) await logOut(context, sessionId);
      return { kind: 'empty', headers: { 'set-cookie': clearedCookie(secure) } };
    },
  }),
  route({
    method: 'post',
    path: '/v1/auth/password',
    operationId: 'changePassword',
    summary: 'Change the own password; every session of the account ends',
    tag: 'auth',
    permission: 'account',
    recordedAs: 'login',
    body: {
      kind: 'json',
      schema: z.strictObject({ currentPassword: password, newPassword: z.string().min(1).max(1_000) }),
      example: { currentPassword: 'the-first-password', newPassword: 'a-better-one-of-mine' },
    },
    reply: { kind: 'empty' },
    problems: [422, 429],
    handle: async (context, { body, source }) => {
      await changePassword(context, { accountId: context.actor.accountId, ...body, source });
      return { kind: 'empty' };
    },
  }),
  route({
    method: 'post',
    path: '/v1/auth/token',
    operationId: 'logInClient',
    summary: 'A machine such as a HIS exchanges its client id and secret for an access token',
    tag: 'auth',
    permission: 'public',
    recordedAs: 'login',
    body: {
      kind: 'json',
      schema: z.strictObject({ clientId: login, clientSecret: password }),
      example: { clientId: 'his-ganzhou-1', clientSecret: 'the-secret-of-this-client' },
    },
    reply: { kind: 'json', status: 200, schema: accessToken, example: tokenExample },
    problems: [429],
    handle: async (context, { body, source }) => {
      const entrance = await logInClient(context, { ...body, source });
      return json(await tokenFor(context, entrance), { by: entrance });
    },
  }),
  route({
    method: 'get',
    path: '/v1/me',
    operationId: 'me',
    summary: 'Who I am here and what I may do',
    tag: 'auth',
    permission: 'account',
    reply: {
      kind: 'json',
      status: 200,
      schema: z.object({
        personId: z.string(),
        accountId: z.string(),
        name: z.string(),
        today: z
          .string()
          .meta({ description: 'The day it is here (Asia/Shanghai): pages reckon by it, not by the clock of a PC.' }),
        grants: z.array(
          z.object({
            grantId: z.string(),
            role: z.string(),
            scope: z.looseObject({ kind: z.string() }),
            category: z.string().nullable(),
          }),
        ),
      }),
      example: {
        personId: 'per_2m8d',
        accountId: 'acc_7x1k',
        name: '演示审核员',
        today: '2026-11-20',
        grants: [
          { grantId: 'acg_1', role: 'auditor', scope: { kind: 'hospital', hospitalId: 'hos_1' }, category: null },
        ],
      },
    },
    handle: async (context) => {
      const { personId, accountId, grants } = context.actor;
      const name = (await context.store.people.personById(personId))?.name ?? '';
      const today = todayOf(context);
      const shown = grants
        .filter((grant) => within(grant, today))
        .map(({ grantId, role, scope, category }) => ({ grantId, role, scope, category }));
      return json({ personId, accountId, name, today, grants: shown });
    },
  }),
];
