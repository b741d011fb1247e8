import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../../src/config.ts';
import { as, enrol, signIn } from '../../support/authenticator.ts';
import { startService, type TestService, type TestUser } from '../../support/service.ts';

let service: TestService;
const serviceWith = (settings: Record<string, string>) => {
  beforeAll(async () => {
    service = await startService({ settings });
  });
  afterAll(() => service.close());
};

/** Logs in and changes the password. */
async function change(user: Pick<TestUser, 'login' | 'password'>, newPassword: string) {
  const { token } = await signIn(service, user);
  return as(service, token).post('/v1/auth/password', { currentPassword: user.password, newPassword });
}
const days = 86_400_000;

describe('the profile mlps3', () => {
  serviceWith({});

  it.each([
    ['two kinds of characters', 'abcdef-ghi', 'auth.password-classes'],
    ['three kinds', 'abcdef-gh1', undefined],
    ['three kinds, one of them Chinese', 'Abcdefgh密', 'auth.password-weak'],
    ['the same with ten characters', 'Abcdefghi密', undefined],
    ['a common one, whatever its capitals', 'PassWord123', 'auth.password-common'],
  ])('takes or refuses a new password: %s', async (_what, newPassword, code) => {
    const answer = await change(await service.user([]), newPassword);
    expect([answer.status, answer.body.code]).toEqual(code === undefined ? [204, undefined] : [422, code]);
    expect(answer.text).not.toContain(newPassword);
  });

  it('refuses the present password and the four before it, and takes the one before those', async () => {
    const { login, password } = await service.user([]);
    const used = [password];
    const next = async (wanted: string) => {
      const answer = await change({ login, password: used.at(-1) ?? '' }, wanted);
      if (answer.status === 204) used.push(wanted);
      return answer;
    };
    for (const at of [1, 2, 3, 4, 5]) expect((await next(`Password no ${at} of five`)).status).toBe(204);
    for (const at of [1, 3, 5]) {
      const refused = await next(`Password no ${at} of five`);
      expect(refused.body).toMatchObject({ code: 'auth.password-used-before', parameters: { history: 5 } });
    }
    expect((await next('Password no 6 of five')).status).toBe(204);
    expect((await next('Password no 1 of five')).status).toBe(204);
  });

  it('asks for a new one at ninety days and not a millisecond sooner, over a refresh too', async () => {
    const user = await service.user([]);
    service.clock.advanceMs(90 * days - 1);
    const before = await signIn(service, user);
    expect(before.use).toBe('full');
    service.clock.advanceMs(1);
    const refreshed = await service.http.post('/v1/auth/refresh').set('cookie', before.cookie).expect(200);
    expect(refreshed.body).toMatchObject({ use: 'change-password', mustChangePassword: true });
    expect((await change(user, 'A quite new one 1')).status).toBe(204);
    expect((await signIn(service, { ...user, password: 'A quite new one 1' })).use).toBe('full');
  });

  it('asks a machine for strength when its secret is set, and never for its age', async () => {
    const security = await service.user([{ role: 'security-administrator', scope: { kind: 'city' } }]);
    const open = (login: string, password: string) =>
      as(service, security.token).post('/v1/accounts', {
        ...{ personKind: 'machine', name: 'HIS', identityNo: null, hospitalId: null },
        ...{ login, password },
      });
    const weak = await open('his.weak', 'onlysmallletters').expect(422);
    expect(weak.body.code).toBe('auth.password-classes');
    const secret = 'The-secret-of-the-HIS-1';
    const { body } = await open('his.strong', secret).expect(201);
    const reset = await as(service, security.token)
      .post(`/v1/accounts/${body.id}/password-reset`, { password: 'password1234', reason: '更换' })
      .expect(422);
    expect(reset.body.code).toMatch(/^auth\.password-/);
    service.clock.advanceMs(400 * days);
    const entered = await service.http
      .post('/v1/auth/token')
      .send({ clientId: 'his.strong', clientSecret: secret })
      .expect(200);
    expect(entered.body.use).toBe('full');
  });
});

describe('the profile nist', () => {
  serviceWith({ RX12_PASSWORD_PROFILE: 'nist' });

  it('asks for fifteen characters of any kind where the password is all there is, and for no other reason', async () => {
    const user = await service.user([]);
    const short = await change(user, 'fourteen chars');
    expect(short.body).toMatchObject({ code: 'auth.password-weak', parameters: { min: 15 } });
    expect((await change(user, 'fifteen chars..')).status).toBe(204);
    service.clock.advanceMs(4_000 * days);
    expect((await signIn(service, { ...user, password: 'fifteen chars..' })).use).toBe('full');
  });

  it('asks for eight beside a second factor, and never for a common one', async () => {
    const user = await service.user([]);
    const { token } = await enrol(service, (await signIn(service, user)).token);
    const to = (newPassword: string) =>
      as(service, token).post('/v1/auth/password', { currentPassword: user.password, newPassword });
    expect((await to('sevench').expect(422)).body.parameters.min).toBe(8);
    expect((await to('password1').expect(422)).body.code).toBe('auth.password-common');
    await to('eightchr').expect(204);
  });
});

describe('the settings of passwords', () => {
  const policy = (settings: Record<string, string>) => readConfig(settings).doors.passwords;

  it('are a profile and what is set otherwise', () => {
    expect(policy({})).toEqual({ minLength: 10, minLengthAlone: 10, classes: 3, history: 5, maxAgeDays: 90 });
    expect(
      policy({ RX12_PASSWORD_MIN_LENGTH: '12', RX12_PASSWORD_MAX_AGE_DAYS: '0', RX12_PASSWORD_CLASSES: '4' }),
    ).toEqual({ minLength: 12, minLengthAlone: 12, classes: 4, history: 5, maxAgeDays: null });
  });

  it.each([
    ['RX12_PASSWORD_MIN_LENGTH', '7'],
    ['RX12_PASSWORD_CLASSES', '5'],
    ['RX12_PASSWORD_HISTORY', '25'],
    ['RX12_PASSWORD_PROFILE', 'none'],
    ['RX12_STEP_UP_MIN', '0'],
    ['RX12_SESSION_IDLE_MIN', '721'],
    ['RX12_SECOND_FACTOR', 'yes'],
  ])('are refused out of bounds: %s=%s', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(name);
  });
});
