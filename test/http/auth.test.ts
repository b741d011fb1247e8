import { generateKeyPairSync } from 'node:crypto';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tokenLifetimeMs } from '../../src/http/tokens.ts';
import { readKeys } from '../../src/keys.ts';
import { sessionLifetimeMs } from '../../src/usecases/access/entrance.ts';
import { rotationGraceMs } from '../../src/usecases/access/session.ts';
import { startService, type TestService, type TestUser } from '../support/service.ts';

let service: TestService;
beforeAll(async () => {
  service = await startService({ settings: { RX12_SESSION_IDLE_MIN: '720' } });
});
afterAll(() => service.close());

const logIn = (user: Pick<TestUser, 'login' | 'password'>) =>
  service.http.post('/v1/auth/login').send({ login: user.login, password: user.password });
const me = (token: string) => service.http.get('/v1/me').set('authorization', `Bearer ${token}`);
const refresh = (cookie: string) => service.http.post('/v1/auth/refresh').set('cookie', cookie);
const cookieIn = (response: { headers: Record<string, unknown> }) =>
  String((response.headers['set-cookie'] as string[] | undefined)?.[0]).split(';')[0] ?? '';

describe('logging in', () => {
  it('gives a token that opens the account’s own doors', async () => {
    const user = await service.user([{ role: 'auditor', scope: { kind: 'hospital', hospitalId: 'hos_1' } }]);
    const login = await logIn(user).expect(200);
    const answer = await me(login.body.accessToken).expect(200);
    expect(answer.body.personId).toBe(user.personId);
    expect(answer.body.grants[0].role).toBe('auditor');
  });

  it('gives the refresh secret only as a cookie that scripts cannot read and other sites do not send', async () => {
    const user = await service.user([]);
    const login = await logIn(user).expect(200);
    const [cookie] = login.headers['set-cookie'] as unknown as string[];
    expect(cookie).toMatch(
      /^rx12_refresh=ses_[a-z0-9]{26}\.[\w-]{43}; Path=\/v1\/auth; HttpOnly; SameSite=Strict; Max-Age=43200$/,
    );
    const secret = cookieIn(login).split('.')[1] ?? '-';
    expect(JSON.stringify(login.body)).not.toContain(secret);
  });

  it('answers an unknown login, a wrong password and a closed account with the same bytes', async () => {
    const user = await service.user([]);
    const gone = await service.user([]);
    await close(gone);
    const wrong = await logIn({ login: user.login, password: 'not the password' }).expect(401);
    const unknown = await logIn({ login: 'nobody', password: 'not the password' }).expect(401);
    const closed = await logIn(gone).expect(401);
    expect(wrong.body.code).toBe('auth.refused');
    expect(unknown.text).toBe(wrong.text);
    expect(closed.text).toBe(wrong.text);
    expect(comparable(unknown.headers)).toEqual(comparable(wrong.headers));
  });

  it('keeps people out of the machines’ door and machines out of the people’s', async () => {
    const human = await service.user([]);
    const administrator = await service.user([{ role: 'security-administrator', scope: { kind: 'city' } }]);
    const machine = { login: 'his.door', password: 'the secret of the HIS' };
    await service.http
      .post('/v1/accounts')
      .set(administrator.bearer)
      .send({ ...machine, personKind: 'machine', name: '门诊 HIS', identityNo: null, hospitalId: null })
      .expect(201);
    const byToken = (login: string, secret: string) =>
      service.http.post('/v1/auth/token').send({ clientId: login, clientSecret: secret });
    await byToken(human.login, human.password).expect(401);
    await logIn(machine).expect(401);
    const token = await byToken(machine.login, machine.password).expect(200);
    expect(token.body.mustChangePassword).toBe(false);
    await me(token.body.accessToken).expect(200);
  });
});

describe('an access token', () => {
  it('is refused from the millisecond it expires, and taken the one before', async () => {
    const user = await service.user([]);
    const login = await logIn(user).expect(200);
    const token = login.body.accessToken as string;
    const left = Date.parse(login.body.expiresAt) - service.clock.now();
    expect(left).toBeLessThanOrEqual(tokenLifetimeMs);
    service.clock.advanceMs(left - 1);
    await me(token).expect(200);
    service.clock.advanceMs(1);
    await me(token).expect(401);
  });

  it('has one spelling: no unused bits, no padding, no white space, no trailing newline', async () => {
    const user = await service.user([]);
    const [head = '', claims = '', signature = ''] = user.token.split('.');
    const last = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'.indexOf(signature.slice(-1));
    const other = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'[last ^ 1] ?? '';
    const sameBits = `${signature.slice(0, -1)}${other}`;
    expect(Buffer.from(sameBits, 'base64url')).toEqual(Buffer.from(signature, 'base64url'));
    await me(user.token).expect(200);
    const spellings = [
      `${head}.${claims}.${sameBits}`,
      `${user.token}=`,
      `${user.token}.`,
      `${head}.${claims}=.${signature}`,
      `${head}.${claims}`,
    ];
    for (const spelling of spellings) await me(spelling).expect(401);
    const { app } = service;
    for (const authorization of [
      `Bearer ${user.token}\n`,
      `Bearer  ${user.token}`,
      `Bearer ${user.token} x`,
      'Bearer ',
    ]) {
      const answer = await app.inject({ url: '/v1/me', headers: { authorization } });
      expect(answer.statusCode).toBe(401);
    }
    const lowerCase = await app.inject({ url: '/v1/me', headers: { authorization: `bearer ${user.token}` } });
    expect(lowerCase.statusCode).toBe(200);
  });

  it('is refused when it was signed by another key, for another service, with another algorithm or another form', async () => {
    const user = await service.user([]);
    const session = await logIn(user).expect(200);
    const claims = JSON.parse(Buffer.from(session.body.accessToken.split('.')[1], 'base64url').toString());
    const keys = readKeys(`${service.folder}/data/keys`);
    const stranger = generateKeyPairSync('ed25519').privateKey;
    const signed = (changed: object, key = keys.tokenPrivate, head: object = {}) =>
      new SignJWT({ ...claims, ...changed }).setProtectedHeader({ alg: 'EdDSA', typ: 'JWT', ...head }).sign(key);
    await me(await signed({})).expect(200);
    await me(await signed({}, stranger)).expect(401);
    await me(await signed({ iss: 'another.example/rx12' })).expect(401);
    await me(await signed({ sub: 7 })).expect(401);
    await me(await signed({ jti: ['a'] })).expect(401);
    await me(await signed({ sid: null })).expect(401);
    await me(await signed({ use: 'everything' })).expect(401);
    await me(await signed({ exp: String(claims.exp) })).expect(401);
    await me(await signed({}, keys.tokenPrivate, { typ: 'at+jwt' })).expect(401);
    const none = `${Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')}.${session.body.accessToken.split('.')[1]}.`;
    await me(none).expect(401);
    await me('x'.repeat(3_000)).expect(401);
  });

  it('is refused with everything else of its session after logging out, also after a restart', async () => {
    const user = await service.user([]);
    const login = await logIn(user).expect(200);
    const again = await refresh(cookieIn(login)).expect(200);
    const out = await service.http
      .post('/v1/auth/logout')
      .set('authorization', `Bearer ${again.body.accessToken}`)
      .expect(204);
    expect(cookieIn(out)).toBe('rx12_refresh=');
    await me(again.body.accessToken).expect(401);
    await me(login.body.accessToken).expect(401);
    await refresh(cookieIn(again)).expect(401);
    await service.reopen();
    await me(login.body.accessToken).expect(401);
    await me(user.token).expect(200);
  });
});

describe('refreshing', () => {
  it('gives a new secret each time, and the one before it ends the session for whoever holds the newest', async () => {
    const user = await service.user([]);
    const first = await logIn(user).expect(200);
    const second = await refresh(cookieIn(first)).expect(200);
    expect(cookieIn(second)).not.toBe(cookieIn(first));
    await me(second.body.accessToken).expect(200);
    service.clock.advanceMs(rotationGraceMs);
    const reused = await refresh(cookieIn(first)).expect(401);
    expect(reused.body.code).toBe('auth.session-ended');
    await refresh(cookieIn(second)).expect(401);
    await me(second.body.accessToken).expect(401);
  });

  it('recognises a secret from several exchanges ago', async () => {
    const user = await service.user([]);
    const first = await logIn(user).expect(200);
    const second = await refresh(cookieIn(first)).expect(200);
    const third = await refresh(cookieIn(second)).expect(200);
    await refresh(cookieIn(first)).expect(401);
    await refresh(cookieIn(third)).expect(401);
  });

  it('lets both of two tabs through that ask at once, gives one of them a new secret, and goes on with it', async () => {
    const user = await service.user([]);
    const login = await logIn(user).expect(200);
    const both = await Promise.all([refresh(cookieIn(login)), refresh(cookieIn(login))]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    const given = both.filter(({ headers }) => headers['set-cookie'] !== undefined);
    expect(given).toHaveLength(1);
    for (const { body } of both) await me(body.accessToken).expect(200);
    service.clock.advanceMs(rotationGraceMs);
    for (const winner of given) await refresh(cookieIn(winner)).expect(200);
  });

  it('takes the secret before for another tab’s up to the last moment of grace, and then for a thief’s', async () => {
    const user = await service.user([]);
    const login = await logIn(user).expect(200);
    const second = await refresh(cookieIn(login)).expect(200);
    service.clock.advanceMs(rotationGraceMs - 1);
    const late = await refresh(cookieIn(login)).expect(200);
    // Whoever has only the secret before gets no other by it: the next use of either tells.
    expect(late.headers['set-cookie']).toBeUndefined();
    service.clock.advanceMs(1);
    await refresh(cookieIn(login)).expect(401);
    await refresh(cookieIn(second)).expect(401);
    await me(late.body.accessToken).expect(401);
  });

  it('does not move the session’s end', async () => {
    const user = await service.user([]);
    const begun = service.clock.now();
    let cookie = cookieIn(await logIn(user).expect(200));
    service.clock.advanceMs(sessionLifetimeMs - 1);
    cookie = cookieIn(await refresh(cookie).expect(200));
    service.clock.advanceMs(1);
    expect(service.clock.now()).toBe(begun + sessionLifetimeMs);
    await refresh(cookie).expect(401);
  });

  it('is refused without a cookie, with a made-up one and after the account was closed', async () => {
    const user = await service.user([]);
    const login = await logIn(user).expect(200);
    await service.http.post('/v1/auth/refresh').expect(401);
    await refresh('rx12_refresh=').expect(401);
    await refresh('rx12_refresh=ses_0000000000000000.x').expect(401);
    await close(user);
    await refresh(cookieIn(login)).expect(401);
    await me(login.body.accessToken).expect(401);
  });
});

describe('changing the password', () => {
  const change = (token: string, body: object) =>
    service.http.post('/v1/auth/password').set('authorization', `Bearer ${token}`).send(body);

  it('ends every session of the account and no other', async () => {
    const user = await service.user([]);
    const other = await service.user([]);
    const here = await logIn(user).expect(200);
    const there = await logIn(user).expect(200);
    const next = 'A better password';
    await change(here.body.accessToken, { currentPassword: user.password, newPassword: next }).expect(204);
    await me(here.body.accessToken).expect(401);
    await me(there.body.accessToken).expect(401);
    await refresh(cookieIn(there)).expect(401);
    await logIn(user).expect(401);
    await logIn({ login: user.login, password: next }).expect(200);
    await me(other.token).expect(200);
  });

  it.each([
    ['nine characters', 'Abc-45678', 422],
    ['ten characters', 'Abc-456789', 204],
    ['a hundred and twenty-eight characters, most of them Chinese', `Ab${'密'.repeat(126)}`, 204],
    ['one more', `Ab${'密'.repeat(127)}`, 422],
  ])('takes or refuses a new password by its length: %s', async (_what, newPassword, status) => {
    const user = await service.user([]);
    const answer = await change(user.token, { currentPassword: user.password, newPassword }).expect(status);
    if (status === 422) expect(answer.body.code).toBe('auth.password-weak');
    expect(answer.text).not.toContain(newPassword);
  });

  it('refuses the same password, the login as password, and a wrong current one', async () => {
    const user = await service.user([]);
    const { password } = user;
    await change(user.token, { currentPassword: password, newPassword: password }).expect(422);
    await change(user.token, { currentPassword: password, newPassword: user.login }).expect(422);
    const wrong = await change(user.token, { currentPassword: 'x', newPassword: 'Long enough for it' }).expect(401);
    expect(wrong.body.code).toBe('auth.refused');
    await me(user.token).expect(200);
  });

  it('comes first after the first login: until then the token opens nothing else', async () => {
    const administrator = await service.user([{ role: 'security-administrator', scope: { kind: 'city' } }]);
    const first = { login: 'newcomer', password: 'change me first' };
    await service.http
      .post('/v1/accounts')
      .set(administrator.bearer)
      .send({ ...first, personKind: 'human', name: '新人', identityNo: null, hospitalId: null })
      .expect(201);
    const login = await logIn(first).expect(200);
    expect(login.body.mustChangePassword).toBe(true);
    const refused = await me(login.body.accessToken).expect(403);
    expect(refused.body.code).toBe('access.password-change-required');
    const refreshed = await refresh(cookieIn(login)).expect(200);
    await me(refreshed.body.accessToken).expect(403);
    const newPassword = 'One of my own';
    await change(refreshed.body.accessToken, { currentPassword: first.password, newPassword }).expect(204);
    const second = await logIn({ login: first.login, password: newPassword }).expect(200);
    expect(second.body.mustChangePassword).toBe(false);
    await me(second.body.accessToken).expect(200);
  });
});

async function close(user: TestUser): Promise<void> {
  const administrator = await service.user([{ role: 'security-administrator', scope: { kind: 'city' } }]);
  await service.http
    .post(`/v1/accounts/${user.accountId}/close`)
    .set(administrator.bearer)
    .send({ reason: '离职' })
    .expect(201);
}

function comparable(headers: Record<string, unknown>): Record<string, unknown> {
  const { date: _date, 'x-request-id': _id, ...rest } = headers;
  return rest;
}
