import { z } from 'zod';
import { maxPasswordLength } from '../../../core/register/people/password-policy.ts';
import {
  type AccountShown,
  accountByLogin,
  accountOf,
  closeAccount,
  openAccount,
  openAccountFor,
  resetPassword,
} from '../../../usecases/access/account.ts';
import { minFirstPasswordLength } from '../../../usecases/access/session.ts';
import { json, type Route, route, written } from '../../route.ts';
import { id, text } from '../../schemas.ts';

const firstPassword = z.string().min(minFirstPasswordLength).max(maxPasswordLength);
const login = z.string().regex(/^[a-z0-9][a-z0-9._-]{1,63}$/, 'field.login');
const hospitalId = id.nullable().meta({ description: 'Where the account belongs; null: to no hospital.' });

const account = z
  .object({
    accountId: z.string(),
    personId: z.string(),
    name: z.string(),
    login: z.string(),
    hospitalId: z.string().nullable(),
    closed: z.boolean(),
  })
  .meta({ id: 'Account' });

const accountExample = {
  accountId: 'acc_1',
  personId: 'per_1',
  name: '演示审核员',
  login: 'auditor.1',
  hospitalId: 'hos_1',
  closed: false,
};

function body({ id: accountId, personId, name, login: by, hospitalId: at, closed }: AccountShown) {
  return { accountId, personId, name, login: by, hospitalId: at, closed };
}

export const accountRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/v1/accounts',
    operationId: 'openAccount',
    summary: 'Register a person or a machine and open an account; the first password must be changed',
    tag: 'access',
    permission: 'access.grant',
    stepUp: 'weighty',
    body: {
      kind: 'json',
      schema: z.strictObject({
        personKind: z.enum(['human', 'machine']),
        name: text(100),
        identityNo: text(40).nullable().meta({ description: 'Staff or ID number; only a keyed hash of it is kept.' }),
        login,
        password: firstPassword,
        hospitalId,
      }),
      example: {
        personKind: 'human',
        name: '演示审核员',
        identityNo: 'A-1001',
        login: 'auditor.1',
        password: 'change-me-first',
        hospitalId: 'hos_1',
      },
    },
    reply: { kind: 'written', location: '/v1/accounts/{id}' },
    problems: [409],
    handle: async (context, input) => written(await openAccount(context, input.body)),
  }),
  route({
    method: 'post',
    path: '/v1/persons/{personId}/accounts',
    operationId: 'openAccountFor',
    summary: 'Open an account for a person already registered, such as a doctor',
    tag: 'access',
    permission: 'access.grant',
    stepUp: 'weighty',
    params: z.strictObject({ personId: id }),
    body: {
      kind: 'json',
      schema: z.strictObject({ login, password: firstPassword, hospitalId }),
      example: { login: 'doctor.1', password: 'change-me-first', hospitalId: 'hos_1' },
    },
    reply: { kind: 'written', location: '/v1/accounts/{id}' },
    problems: [409],
    handle: async (context, { params, body: command }) =>
      written(await openAccountFor(context, { ...params, ...command })),
  }),
  route({
    method: 'get',
    path: '/v1/accounts',
    operationId: 'findAccount',
    summary: 'The account that logs in by this name',
    tag: 'access',
    permission: 'access.read',
    query: z.strictObject({ login }),
    reply: { kind: 'json', status: 200, schema: account, example: accountExample },
    handle: async (context, { query }) => json(body(await accountByLogin(context, query.login))),
  }),
  route({
    method: 'get',
    path: '/v1/accounts/{accountId}',
    operationId: 'readAccount',
    summary: 'An account: whose it is, and whether it is open',
    tag: 'access',
    permission: 'access.read',
    params: z.strictObject({ accountId: id }),
    reply: { kind: 'json', status: 200, schema: account, example: accountExample },
    handle: async (context, { params }) => json(body(await accountOf(context, params.accountId))),
  }),
  route({
    method: 'post',
    path: '/v1/accounts/{accountId}/password-reset',
    operationId: 'resetPassword',
    summary: 'A new first password for somebody who forgot theirs; every session of the account ends',
    tag: 'access',
    permission: 'access.grant',
    stepUp: 'weighty',
    params: z.strictObject({ accountId: id }),
    body: {
      kind: 'json',
      schema: z.strictObject({ password: firstPassword, reason: text(500) }),
      example: { password: 'change-me-again', reason: '本人到场,核对身份证' },
    },
    reply: { kind: 'written', location: '/v1/accounts/{accountId}' },
    problems: [409],
    handle: async (context, { params, body: command }) =>
      written(await resetPassword(context, { ...params, ...command })),
  }),
  route({
    method: 'post',
    path: '/v1/accounts/{accountId}/close',
    operationId: 'closeAccount',
    summary: 'Close an account for good; it opens nothing from the next request on',
    tag: 'access',
    permission: 'access.grant',
    stepUp: 'weighty',
    params: z.strictObject({ accountId: id }),
    body: { kind: 'json', schema: z.strictObject({ reason: text(500) }), example: { reason: '已离职' } },
    reply: { kind: 'written', location: '/v1/accounts/{accountId}' },
    problems: [409],
    handle: async (context, { params, body: command }) =>
      written(await closeAccount(context, { ...params, ...command })),
  }),
];
