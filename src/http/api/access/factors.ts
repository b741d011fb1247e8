import { z } from 'zod';
import { maxPasswordLength } from '../../../core/register/people/password-policy.ts';
import { resetFactor } from '../../../usecases/access/account.ts';
import {
  confirmEnrolment,
  ownFactor,
  renewRecoveryCodes,
  startEnrolment,
  stepUp,
} from '../../../usecases/access/factor.ts';
import { json, type Route, route, written } from '../../route.ts';
import { id, text } from '../../schemas.ts';
import { accessToken, tokenExample, tokenFor } from './access-token.ts';
import { sessionOf } from './sessions.ts';

const code = z
  .string()
  .min(6)
  .max(40)
  .meta({ description: 'The six digits that the authenticator shows, or a recovery code.' });
const codes = z.array(z.string()).meta({ description: 'Each opens once. They are shown this once: print them.' });
const codesExample = ['3f9c1a-77b2e0-94d1c8-0a5e6b'];

export const factorRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/v1/auth/step-up',
    operationId: 'stepUp',
    summary: 'Show once more that it is you: a code by whoever has a second factor, the password by whoever has none',
    tag: 'auth',
    permission: 'account',
    recordedAs: 'login',
    body: {
      kind: 'json',
      schema: z.strictObject({ password: z.string().min(1).max(maxPasswordLength).optional(), code: code.optional() }),
      example: { code: '492039' },
    },
    reply: { kind: 'json', status: 200, schema: accessToken, example: tokenExample },
    problems: [422, 429],
    handle: async (context, { body, source, sessionId }) =>
      json(await tokenFor(context, await stepUp(context, { ...body, source, sessionId: sessionOf(sessionId) }))),
  }),
  route({
    method: 'get',
    path: '/v1/auth/factor',
    operationId: 'readFactor',
    summary: 'Whether I have a second factor, and how many recovery codes are left',
    tag: 'auth',
    permission: 'account',
    reply: {
      kind: 'json',
      status: 200,
      schema: z.object({ enrolled: z.boolean(), recoveryCodesLeft: z.int() }),
      example: { enrolled: true, recoveryCodesLeft: 9 },
    },
    handle: async (context) => json(await ownFactor(context)),
  }),
  route({
    method: 'post',
    path: '/v1/auth/factor',
    operationId: 'enrolFactor',
    summary: 'A secret for an authenticator app (RFC 6238), shown this once; it is in force when a code confirms it',
    tag: 'auth',
    permission: 'account',
    recordedAs: 'login',
    stepUp: 'own',
    reply: {
      kind: 'json',
      status: 200,
      schema: z.object({
        secret: z.string().meta({ description: 'Base32, for typing in.' }),
        uri: z.string().meta({ description: 'otpauth://, for a QR code.' }),
      }),
      example: {
        secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
        uri: 'otpauth://totp/rx12:auditor?secret=JBSWY3DPEHPK3PXP',
      },
    },
    problems: [422],
    handle: async (context) => json(await startEnrolment(context)),
  }),
  route({
    method: 'post',
    path: '/v1/auth/factor/confirmation',
    operationId: 'confirmFactor',
    summary: 'Confirm the new second factor by a code of it; every other session of the account ends',
    tag: 'auth',
    permission: 'account',
    recordedAs: 'login',
    stepUp: 'own',
    body: {
      kind: 'json',
      schema: z.strictObject({ code: z.string().regex(/^\d{6}$/, 'field.code') }),
      example: { code: '492039' },
    },
    reply: {
      kind: 'json',
      status: 200,
      schema: z.object({ recoveryCodes: codes, token: accessToken }),
      example: { recoveryCodes: codesExample, token: tokenExample },
    },
    problems: [409, 429],
    handle: async (context, { body, source, sessionId }) => {
      const command = { code: body.code, source, sessionId: sessionOf(sessionId) };
      const { recoveryCodes, entrance } = await confirmEnrolment(context, command);
      return json({ recoveryCodes, token: await tokenFor(context, entrance) });
    },
  }),
  route({
    method: 'post',
    path: '/v1/auth/factor/recovery-codes',
    operationId: 'renewRecoveryCodes',
    summary: 'New recovery codes in place of the old ones, which open nothing any more',
    tag: 'auth',
    permission: 'account',
    recordedAs: 'login',
    stepUp: 'own',
    reply: {
      kind: 'json',
      status: 200,
      schema: z.object({ recoveryCodes: codes }),
      example: { recoveryCodes: codesExample },
    },
    problems: [409],
    handle: async (context) => json({ recoveryCodes: await renewRecoveryCodes(context) }),
  }),
  route({
    method: 'post',
    path: '/v1/accounts/{accountId}/factor-reset',
    operationId: 'resetFactor',
    summary: 'Take away a second factor that was lost; every session of the account ends, and the person enrols anew',
    tag: 'access',
    permission: 'factor.reset',
    stepUp: 'weighty',
    params: z.strictObject({ accountId: id }),
    body: {
      kind: 'json',
      schema: z.strictObject({ reason: text(500) }),
      example: { reason: '手机遗失,本人到场,核对身份证' },
    },
    reply: { kind: 'written', location: '/v1/accounts/{accountId}' },
    problems: [409],
    handle: async (context, { params, body }) => written(await resetFactor(context, { ...params, ...body })),
  }),
];
