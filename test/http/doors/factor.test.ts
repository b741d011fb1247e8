import { readFileSync, statSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attempts } from '../../../src/usecases/access/budget.ts';
import { enrolmentMs } from '../../../src/usecases/access/factor.ts';
import { as, codeNow, cookieOf, enrol, signIn } from '../../support/authenticator.ts';
import { startService, type TestService, type TestUser } from '../../support/service.ts';

let service: TestService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

const stepUp = (token: string, body: object) => as(service, token).post('/v1/auth/step-up', body);
const me = (token: string) => as(service, token).get('/v1/me');

async function enrolled() {
  const user = await service.user([]);
  const { token } = await signIn(service, user);
  return { user, ...(await enrol(service, token)) };
}

describe('enrolling a second factor', () => {
  it('shows the secret once, keeps it sealed under a key file of the owner alone, and ends the other sessions', async () => {
    const user = await service.user([]);
    const here = await signIn(service, user);
    const there = await signIn(service, user);
    const { secret, recoveryCodes, token } = await enrol(service, here.token);
    expect(recoveryCodes).toHaveLength(10);
    expect((await as(service, token).get('/v1/auth/factor').expect(200)).body).toEqual({
      enrolled: true,
      recoveryCodesLeft: 10,
    });
    await me(there.token).expect(401);
    expect(statSync(`${service.folder}/data/keys/factor.key`).mode & 0o777).toBe(0o600);
    for (const name of ['rx12.db', 'rx12.db-wal']) {
      const bytes = readFileSync(`${service.folder}/data/${name}`).toString('latin1');
      for (const kept of [secret, ...recoveryCodes]) expect(bytes.includes(kept)).toBe(false);
      expect(service.logged().includes(secret)).toBe(false);
    }
  });

  it('is confirmed by a code of that secret within ten minutes, and not later', async () => {
    const user = await service.user([]);
    const { token } = await signIn(service, user);
    const begin = async () => (await as(service, token).post('/v1/auth/factor').expect(200)).body.secret as string;
    const confirm = (code: string) => as(service, token).post('/v1/auth/factor/confirmation', { code });
    const none = await confirm('123456').expect(409);
    expect(none.body.code).toBe('factor.none-pending');
    const old = await begin();
    const secret = await begin();
    const other = await confirm(codeNow(service, old)).expect(401);
    expect(other.body.code).toBe('auth.code-refused');
    service.clock.advanceMs(enrolmentMs);
    await confirm(codeNow(service, secret)).expect(409);
    const newest = await begin();
    service.clock.advanceMs(1);
    await confirm(codeNow(service, newest)).expect(200);
    await confirm(codeNow(service, newest, 1)).expect(409);
  });

  it('leaves the factor in force alone until the new one is confirmed', async () => {
    const { user, secret, token } = await enrolled();
    await as(service, token).post('/v1/auth/factor').expect(200);
    const next = await signIn(service, user);
    await stepUp(next.token, { code: codeNow(service, secret) }).expect(200);
  });
});

describe('logging in with a second factor', () => {
  it('opens nothing but the code’s door with the password alone, not even the password’s', async () => {
    const { user, secret } = await enrolled();
    const { token, use, cookie } = await signIn(service, user);
    expect(use).toBe('second-factor');
    const refused = await me(token).expect(403);
    expect(refused.body.code).toBe('access.code-required');
    const change = { currentPassword: user.password, newPassword: 'Another-1-password' };
    await as(service, token).post('/v1/auth/password', change).expect(403);
    await as(service, token).post('/v1/auth/factor').expect(403);
    const again = await service.http.post('/v1/auth/refresh').set('cookie', cookie).expect(200);
    expect(again.body.use).toBe('second-factor');
    const wrongWay = await stepUp(token, { password: user.password }).expect(422);
    expect(wrongWay.body.code).toBe('auth.step-up-code');
    const open = await stepUp(token, { code: codeNow(service, secret) }).expect(200);
    expect(open.body.use).toBe('full');
    await me(open.body.accessToken).expect(200);
    const renewed = await service.http.post('/v1/auth/refresh').set('cookie', cookieOf(again.headers)).expect(200);
    expect(renewed.body.use).toBe('full');
  });

  it('refuses a code that was taken before, and every one before it', async () => {
    const { user, secret } = await enrolled();
    const first = await signIn(service, user);
    const second = await signIn(service, user);
    const code = codeNow(service, secret);
    const both = await Promise.all([stepUp(first.token, { code }), stepUp(second.token, { code })]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
    await stepUp(second.token, { code: codeNow(service, secret, -1) }).expect(401);
    await stepUp(second.token, { code: codeNow(service, secret, 1) }).expect(200);
  });

  it('takes a recovery code once, however it is spelled, and new ones in its place', async () => {
    const { user, recoveryCodes, token } = await enrolled();
    const [one = '', two = ''] = recoveryCodes;
    const next = await signIn(service, user);
    await stepUp(next.token, { code: ` ${one.toUpperCase().replaceAll('-', ' ')}` }).expect(200);
    await stepUp(next.token, { code: one }).expect(401);
    expect((await as(service, token).get('/v1/auth/factor')).body.recoveryCodesLeft).toBe(9);
    const renewed = await as(service, token).post('/v1/auth/factor/recovery-codes').expect(200);
    await stepUp(next.token, { code: two }).expect(401);
    await stepUp(next.token, { code: renewed.body.recoveryCodes[0] }).expect(200);
  });

  it('spends the same budget of attempts as passwords do', async () => {
    const { user, secret } = await enrolled();
    const { token } = await signIn(service, user);
    for (let at = 0; at < attempts.perSourceAndAccount; at += 1) await stepUp(token, { code: '000000' }).expect(401);
    const refused = await stepUp(token, { code: codeNow(service, secret) }).expect(429);
    expect(refused.body.code).toBe('auth.too-many');
    await service.http.post('/v1/auth/login').send({ login: user.login, password: user.password }).expect(429);
  });
});

describe('a lost telephone', () => {
  const reset = (by: TestUser, accountId: string) =>
    as(service, by.token).post(`/v1/accounts/${accountId}/factor-reset`, { reason: '手机遗失' });

  it('is dealt with by the security administrator alone, in an entry that ends every session', async () => {
    const { user, secret, token } = await enrolled();
    const security = await service.user([{ role: 'security-administrator', scope: { kind: 'city' } }]);
    const manager = await service.user([
      { role: 'hospital-account-manager', scope: { kind: 'hospital', hospitalId: 'hos_1' } },
    ]);
    await reset(manager, user.accountId).expect(403);
    const done = await reset(security, user.accountId).expect(201);
    const [written] = await service.ports.store.ledger.entriesAt([done.body.entries[0].position]);
    expect(written?.entry).toMatchObject({
      event: { kind: 'account.factor-reset', accountId: user.accountId, reason: '手机遗失' },
      by: { role: 'security-administrator' },
    });
    await me(token).expect(401);
    const next = await signIn(service, user);
    expect(next.use).toBe('full');
    const gone = await stepUp(next.token, { code: codeNow(service, secret) }).expect(422);
    expect(gone.body.code).toBe('auth.step-up-password');
    const nothing = await reset(security, user.accountId).expect(409);
    expect(nothing.body.code).toBe('factor.not-enrolled');
  });

  it('is not dealt with for oneself', async () => {
    const security = await service.user([{ role: 'security-administrator', scope: { kind: 'city' } }]);
    const own = await enrol(service, security.token);
    const answer = await as(service, own.token)
      .post(`/v1/accounts/${security.accountId}/factor-reset`, { reason: '手机遗失' })
      .expect(422);
    expect(answer.body.code).toBe('account.own');
  });
});
