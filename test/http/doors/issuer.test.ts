import { generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../../src/config.ts';
import { pendingLoginMs } from '../../../src/usecases/access/link.ts';
import { as, cookieOf, enrol, signIn } from '../../support/authenticator.ts';
import { type Forgery, startIssuer, type TestIssuer } from '../../support/issuer.ts';
import { startService, type TestService, type TestUser } from '../../support/service.ts';

const redirect = 'https://rx12.example/login/issuer';

let issuer: TestIssuer;
let service: TestService;
let manager: TestUser;
beforeAll(async () => {
  issuer = await startIssuer(redirect);
  service = await startService({
    settings: { RX12_OIDC_ISSUER: issuer.url, RX12_OIDC_REDIRECT_URL: redirect, RX12_SESSIONS_PER_ACCOUNT: '100' },
  });
  manager = await service.user([{ role: 'security-administrator', scope: { kind: 'city' } }]);
});
afterAll(async () => {
  await service.close();
  await issuer.stop();
});

const begin = async () => {
  const answer = await service.http.post('/v1/auth/issuer/begin').expect(200);
  return { url: answer.body.url as string, kept: cookieOf(answer.headers) };
};
const finish = (kept: string, answer: string) =>
  service.http.post('/v1/auth/issuer/login').set('cookie', kept).send({ answer });
/** All of it, as the person of that name. */
async function logIn(subject: string) {
  const { url, kept } = await begin();
  return finish(kept, await issuer.logIn(url, subject));
}
const link = (accountId: string, subject: string) =>
  as(service, manager.token).post(`/v1/accounts/${accountId}/issuer-link`, { subject });
const unlink = (accountId: string) =>
  as(service, manager.token).post(`/v1/accounts/${accountId}/issuer-unlink`, { reason: '调离' });

describe('logging in at an outside issuer', () => {
  it('opens the account that was linked, with a session like any other', async () => {
    const user = await service.user([{ role: 'reviewer', scope: { kind: 'city' } }]);
    await link(user.accountId, 'li.na').expect(201);
    const entered = await logIn('li.na');
    expect(entered.status).toBe(200);
    expect(entered.body.use).toBe('full');
    const me = await as(service, entered.body.accessToken).get('/v1/me').expect(200);
    expect(me.body.accountId).toBe(user.accountId);
    await service.http.post('/v1/auth/refresh').set('cookie', cookieOf(entered.headers)).expect(200);
    // It was checked a moment ago, at the issuer.
    const weighty = await as(service, entered.body.accessToken).post('/v1/deductions/ded_1/confirmation', { note: '' });
    expect(weighty.status).toBe(404);
  });

  it('makes no account, and opens none that was not linked, was unlinked or was closed', async () => {
    const stranger = await logIn('nobody.knows');
    expect([stranger.status, stranger.body.code]).toEqual([401, 'auth.not-linked']);
    const user = await service.user([]);
    await link(user.accountId, 'wang').expect(201);
    const entered = await logIn('wang');
    expect(entered.status).toBe(200);
    await unlink(user.accountId).expect(201);
    await as(service, entered.body.accessToken).get('/v1/me').expect(401);
    expect((await logIn('wang')).body.code).toBe('auth.not-linked');
    expect((await unlink(user.accountId).expect(409)).body.code).toBe('link.none');
    await link(user.accountId, 'wang').expect(201);
    await as(service, manager.token).post(`/v1/accounts/${user.accountId}/close`, { reason: '离职' }).expect(201);
    expect((await logIn('wang')).body.code).toBe('auth.not-linked');
  });

  it('still asks for the second factor of whoever has one', async () => {
    const user = await service.user([]);
    await enrol(service, (await signIn(service, user)).token);
    await link(user.accountId, 'zhao').expect(201);
    expect((await logIn('zhao')).body.use).toBe('second-factor');
  });

  it('takes an answer only in the browser that asked, once, within ten minutes, and only its own', async () => {
    const user = await service.user([]);
    await link(user.accountId, 'chen').expect(201);
    const one = await begin();
    const other = await begin();
    const answer = await issuer.logIn(one.url, 'chen');
    const refused = async (kept: string, query: string) => {
      const given = await finish(kept, query);
      return [given.status, given.body.code];
    };
    expect(await refused('', answer)).toEqual([401, 'auth.issuer-pending']);
    expect(await refused('rx12_issuer=AAAA', answer)).toEqual([401, 'auth.issuer-pending']);
    // The state is another one.
    expect(await refused(other.kept, answer)).toEqual([401, 'auth.issuer-refused']);
    expect(await refused(one.kept, '?error=access_denied&state=x')).toEqual([401, 'auth.issuer-refused']);
    expect((await finish(one.kept, answer)).status).toBe(200);
    expect(await refused(one.kept, answer)).toEqual([401, 'auth.issuer-refused']);
    const late = await begin();
    const inTime = await issuer.logIn(late.url, 'chen');
    service.clock.advanceMs(pendingLoginMs);
    expect(await refused(late.kept, inTime)).toEqual([401, 'auth.issuer-pending']);
    service.clock.advanceMs(-1);
    expect((await finish(late.kept, inTime)).status).toBe(200);
  });
});

describe('what an issuer says', () => {
  const forged: readonly (readonly [what: string, how: Forgery, status: number])[] = [
    ['as it is', (claims, sign) => sign(claims), 200],
    ['for another client', (claims, sign) => sign({ ...claims, aud: 'another' }), 401],
    ['in another’s name', (claims, sign) => sign({ ...claims, iss: 'http://127.0.0.1:1' }), 401],
    // Half a minute is allowed for clocks that differ.
    ['too late', (claims, sign) => sign({ ...claims, exp: (claims.iat ?? 0) - 60 }), 401],
    ['to another question', (claims, sign) => sign({ ...claims, nonce: 'another' }), 401],
    ['without saying when it checked', ({ auth_time: _time, ...claims }, sign) => sign(claims), 401],
    ['of a check long ago', (claims, sign) => sign({ ...claims, auth_time: (claims.iat ?? 0) - 7_200 }), 401],
    ['without a signature', async (claims) => `${part({ alg: 'none' })}.${part(claims)}.`, 401],
    [
      'signed with another key',
      async (claims) => new SignJWT(claims).setProtectedHeader(head).sign(await stranger()),
      401,
    ],
  ];
  const head = { alg: 'ES256', kid: 'key-1' };
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const stranger = async () => (await generateKeyPair('ES256')).privateKey;

  it.each(forged)('is taken or refused: %s', async (what, how, status) => {
    const user = await service.user([]);
    const subject = `forged-${what}`;
    await link(user.accountId, subject).expect(201);
    let forgeries = 0;
    issuer.forge((claims, sign) => {
      forgeries += 1;
      return how(claims, sign);
    });
    const answer = await logIn(subject).finally(() => issuer.forge(undefined));
    expect(forgeries).toBe(1);
    expect(answer.status).toBe(status);
    if (status === 401) expect(answer.body.code).toBe('auth.issuer-refused');
  });

  it('is taken under a new key as soon as it has one', async () => {
    const user = await service.user([]);
    await link(user.accountId, 'rotated').expect(201);
    expect((await logIn('rotated')).status).toBe(200);
    await issuer.rotateKey();
    expect((await logIn('rotated')).status).toBe(200);
  });

  it('is missed when it is down, at either step, and passwords open the door all the same', async () => {
    const user = await service.user([]);
    await link(user.accountId, 'patient').expect(201);
    const { url, kept } = await begin();
    const answer = await issuer.logIn(url, 'patient');
    await issuer.stop();
    const missed = await service.http.post('/v1/auth/issuer/begin').expect(503);
    expect(missed.body.code).toBe('auth.issuer-unavailable');
    await finish(kept, answer).expect(503);
    await signIn(service, user);
    await issuer.start();
    expect((await finish(kept, answer)).status).toBe(200);
  });
});

describe('linking an account', () => {
  it('is written as an entry that holds no subject, of one account at a time', async () => {
    const one = await service.user([]);
    const other = await service.user([]);
    const subject = '13800138000';
    const done = await link(one.accountId, subject).expect(201);
    const [written] = await service.ports.store.ledger.entriesAt([done.body.entries[0].position]);
    expect(written?.entry.event).toMatchObject({
      kind: 'account.linked',
      accountId: one.accountId,
      issuer: issuer.url,
    });
    expect(JSON.stringify(written)).not.toContain(subject);
    expect((await link(other.accountId, subject).expect(409)).body.code).toBe('link.taken');
    await unlink(one.accountId).expect(201);
    await link(other.accountId, subject).expect(201);
    expect((await link(manager.accountId, 'me').expect(422)).body.code).toBe('account.own');
  });
});

describe('a service without an issuer', () => {
  it('has none of its doors, and takes plain HTTP to this machine only', async () => {
    const plain = await startService();
    await plain.http.post('/v1/auth/issuer/begin').expect(404);
    await plain.http.post('/v1/auth/issuer/login').send({ answer: '?code=1' }).expect(404);
    await plain.close();
    expect(() => readConfig({ RX12_OIDC_ISSUER: 'http://id.example.cn' })).toThrow('RX12_OIDC_ISSUER');
    expect(readConfig({ RX12_OIDC_ISSUER: 'https://id.example.cn' }).issuer?.redirectUri).toBe(
      'http://127.0.0.1:8012/login/issuer',
    );
  });
});
