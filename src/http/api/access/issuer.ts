import { z } from 'zod';
import {
  beginAtIssuer,
  linkAccount,
  logInAtIssuer,
  pendingLoginMs,
  unlinkAccount,
} from '../../../usecases/access/link.ts';
import { json, type Route, route, written } from '../../route.ts';
import { id, text } from '../../schemas.ts';
import { accessToken, startedReply, tokenExample } from './access-token.ts';

const cookieName = 'rx12_issuer';
const params = z.strictObject({ accountId: id });

/** Logging in where the people are known already: OpenID Connect, authorization code with PKCE. */
export const issuerRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/v1/auth/issuer/begin',
    operationId: 'beginAtIssuer',
    summary: 'Begin to log in at the outside issuer: where to send the browser; 404 where the settings name none',
    tag: 'auth',
    permission: 'public',
    reply: {
      kind: 'json',
      status: 200,
      schema: z.object({ url: z.url() }),
      example: { url: 'https://id.example.cn/auth?response_type=code&client_id=rx12' },
    },
    problems: [404],
    handle: async (context, { secure }) => {
      const { url, kept } = await beginAtIssuer(context);
      const attributes = `Path=/v1/auth/issuer; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
      const cookie = `${cookieName}=${kept}; ${attributes}; Max-Age=${pendingLoginMs / 1_000}`;
      return json({ url }, { headers: { 'set-cookie': cookie } });
    },
  }),
  route({
    method: 'post',
    path: '/v1/auth/issuer/login',
    operationId: 'logInAtIssuer',
    summary: 'Log in by what the issuer sent the browser back with; the account must have been linked before',
    tag: 'auth',
    permission: 'public',
    recordedAs: 'login',
    body: {
      kind: 'json',
      schema: z.strictObject({
        answer: z.string().min(1).max(4_000).meta({ description: 'The query of the address that it sent back to.' }),
      }),
      example: { answer: '?code=SplxlOBeZQQYbYS6WxSbIA&state=af0ifjsldkj' },
    },
    reply: { kind: 'json', status: 200, schema: accessToken, example: tokenExample },
    problems: [404, 429],
    handle: async (context, { body, cookies, source, secure }) =>
      startedReply(context, await logInAtIssuer(context, { ...body, kept: cookies[cookieName], source }), secure),
  }),
  route({
    method: 'post',
    path: '/v1/accounts/{accountId}/issuer-link',
    operationId: 'linkAccount',
    summary:
      'Whoever the issuer knows by this subject enters as this account; only a keyed hash of the subject is kept',
    tag: 'access',
    permission: 'access.grant',
    stepUp: 'weighty',
    params,
    body: {
      kind: 'json',
      schema: z.strictObject({ subject: text(255).meta({ description: 'The issuer’s sub of the person.' }) }),
      example: { subject: '248289761001' },
    },
    reply: { kind: 'written', location: '/v1/accounts/{accountId}' },
    problems: [409],
    handle: async (context, input) => written(await linkAccount(context, { ...input.params, ...input.body })),
  }),
  route({
    method: 'post',
    path: '/v1/accounts/{accountId}/issuer-unlink',
    operationId: 'unlinkAccount',
    summary: 'Nobody enters as this account by the issuer any more; every session of it ends',
    tag: 'access',
    permission: 'access.grant',
    stepUp: 'weighty',
    params,
    body: { kind: 'json', schema: z.strictObject({ reason: text(500) }), example: { reason: '调离' } },
    reply: { kind: 'written', location: '/v1/accounts/{accountId}' },
    problems: [409],
    handle: async (context, input) => written(await unlinkAccount(context, { ...input.params, ...input.body })),
  }),
];
