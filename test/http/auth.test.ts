import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startService, type TestService } from '../support/service.ts';

let service: TestService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

describe('logging in', () => {
  it('gives a token that opens the account’s own doors', async () => {
    const user = await service.user([{ role: 'auditor', scope: { kind: 'hospital', hospitalId: 'hos_1' } }]);
    const login = await service.http.post('/v1/auth/login').send({ login: user.login, password: user.password }).expect(200);
    const me = await service.http.get('/v1/me').set('authorization', `Bearer ${login.body.accessToken}`).expect(200);
    expect(me.body.personId).toBe(user.personId);
    expect(me.body.grants[0].role).toBe('auditor');
  });
});
