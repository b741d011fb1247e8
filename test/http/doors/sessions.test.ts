import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { as, cookieOf, signIn } from '../../support/authenticator.ts';
import { startService, type TestService } from '../../support/service.ts';

let service: TestService;
beforeAll(async () => {
  service = await startService({ settings: { RX12_SESSION_IDLE_MIN: '10', RX12_SESSIONS_PER_ACCOUNT: '2' } });
});
afterAll(() => service.close());

const me = (token: string) => as(service, token).get('/v1/me');
const refresh = (cookie: string) => service.http.post('/v1/auth/refresh').set('cookie', cookie);
const minute = 60_000;

describe('a session that nobody uses', () => {
  it('ends at its limit, and is open the millisecond before: by a token', async () => {
    const user = await service.user([]);
    const used = await signIn(service, user);
    service.clock.advanceMs(10 * minute - 1);
    await me(used.token).expect(200);
    const left = await signIn(service, user);
    service.clock.advanceMs(10 * minute);
    await me(left.token).expect(401);
    await refresh(left.cookie).expect(401);
    await service.reopen();
    await me(left.token).expect(401);
  });

  it('ends at its limit, and is open the millisecond before: by a refresh', async () => {
    const user = await service.user([]);
    const { cookie } = await signIn(service, user);
    service.clock.advanceMs(10 * minute - 1);
    const again = await refresh(cookie).expect(200);
    service.clock.advanceMs(10 * minute);
    const refused = await refresh(cookieOf(again.headers)).expect(401);
    expect(refused.body.code).toBe('auth.session-ended');
  });

  it('counts every request as use, also of another session’s token holder, and a restart puts nobody out', async () => {
    const user = await service.user([]);
    const { token, cookie } = await signIn(service, user);
    service.clock.advanceMs(9 * minute);
    await me(token).expect(200);
    // Another session of somebody else ends meanwhile: what is remembered of this one stays.
    const other = await signIn(service, await service.user([]));
    await as(service, other.token).post('/v1/auth/logout').expect(204);
    service.clock.advanceMs(9 * minute);
    const next = await refresh(cookie).expect(200);
    service.clock.advanceMs(9 * minute);
    await service.reopen();
    service.clock.advanceMs(9 * minute);
    await refresh(cookieOf(next.headers)).expect(200);
  });
});

describe('the sessions of one account', () => {
  it('are as many as the settings allow: one more ends the oldest, and nobody else’s', async () => {
    const user = await service.user([]);
    const stranger = await signIn(service, await service.user([]));
    const opened = [];
    for (let at = 0; at < 2; at += 1) {
      opened.push(await signIn(service, user));
      service.clock.advanceMs(1);
    }
    const [first, second] = opened;
    await me(first?.token ?? '').expect(200);
    await signIn(service, user);
    await me(first?.token ?? '').expect(401);
    await refresh(first?.cookie ?? '').expect(401);
    await me(second?.token ?? '').expect(200);
    await me(stranger.token).expect(200);
  });

  it('do not count what is over, and never a machine’s', async () => {
    const security = await service.user([{ role: 'security-administrator', scope: { kind: 'city' } }]);
    const machine = { login: 'his.1', password: 'The-secret-of-the-HIS-1' };
    await as(service, security.token)
      .post('/v1/accounts', { ...machine, personKind: 'machine', name: 'HIS', identityNo: null, hospitalId: null })
      .expect(201);
    const enter = async () => {
      const body = { clientId: machine.login, clientSecret: machine.password };
      return (await service.http.post('/v1/auth/token').send(body).expect(200)).body.accessToken as string;
    };
    const tokens = [await enter(), await enter(), await enter()];
    for (const token of tokens) await me(token).expect(200);
  });

  it('are listed for their owner, who can end any of them', async () => {
    const user = await service.user([]);
    const stranger = await signIn(service, await service.user([]));
    const begun = service.clock.now();
    const at = (ms: number) => new Date(begun + ms).toISOString();
    const there = await signIn(service, user);
    service.clock.advanceMs(1_000);
    const here = await signIn(service, user);
    service.clock.advanceMs(1_000);
    await me(there.token).expect(200);
    const list = async (token: string) => (await as(service, token).get('/v1/me/sessions').expect(200)).body.items;
    const items = (await list(here.token)).filter(({ sessionId }: { sessionId: string }) =>
      [here.cookie, there.cookie].some((cookie) => cookie.includes(sessionId)),
    );
    expect(items).toMatchObject([
      { current: true, checkedBy: 'password', startedAt: at(1_000) },
      { current: false, startedAt: at(0), lastUsedAt: at(2_000) },
    ]);
    const path = `/v1/me/sessions/${items[1].sessionId}`;
    const absent = await as(service, stranger.token).delete(path).expect(404);
    const nothing = await as(service, stranger.token).delete('/v1/me/sessions/ses_0000000000000000').expect(404);
    expect(absent.text).toBe(nothing.text);
    await as(service, here.token).delete(path).expect(204);
    await me(there.token).expect(401);
    await refresh(there.cookie).expect(401);
    await as(service, here.token).delete(path).expect(404);
    await me(here.token).expect(200);
  });
});
