import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role, Scope } from '../../src/core/register/people/access.ts';
import { prescriber, type SmallCity, type SmallHospital, smallCity } from '../support/city.ts';
import { startService, type TestService, type TestUser } from '../support/service.ts';

let service: TestService;
let city: SmallCity;
let security: TestUser;
let manager: TestUser;
let strangeManager: TestUser;
const everywhere = { kind: 'city' } as const;

beforeAll(async () => {
  service = await startService();
  city = await smallCity(service);
  security = await service.user([{ role: 'security-administrator', scope: everywhere }]);
  manager = await service.user([{ role: 'hospital-account-manager', scope: at(city.first.hospitalId) }]);
  strangeManager = await service.user([{ role: 'hospital-account-manager', scope: at(city.second.hospitalId) }]);
});
afterAll(() => service.close());

interface Staff {
  readonly items: readonly { readonly grantId: string }[];
  readonly links: { readonly next: string | null };
}

let logins = 0;
const post = (by: TestUser, url: string, body: object) => service.http.post(url).set(by.bearer).send(body);
const get = (by: TestUser, url: string) => service.http.get(url).set(by.bearer);
const at = (hospitalId: string): Scope => ({ kind: 'hospital', hospitalId });
const newAccount = (changes: object = {}) => {
  logins += 1;
  const login = `new${logins}`;
  return {
    personKind: 'human',
    name: '李四',
    identityNo: null,
    login,
    password: 'a first password',
    hospitalId: null,
    ...changes,
  };
};
const accountAt = async (hospitalId: string | null) => {
  const command = newAccount({ hospitalId });
  const { body } = await post(security, '/v1/accounts', command).expect(201);
  const account = await get(security, `/v1/accounts/${body.id}`).expect(200);
  return { accountId: body.id as string, personId: account.body.personId as string, ...command };
};
const aDoctor = async (hospital: SmallHospital) => {
  logins += 1;
  return prescriber(hospital, { staffNo: `S${logins}`, licenceNo: String(360_700_000_000_000 + logins) });
};
const grant = (by: TestUser, personId: string, role: Role, scope: Scope, changes: object = {}) =>
  post(by, '/v1/access-grants', { personId, role, scope, category: null, from: '2026-01-01', until: null, ...changes });

describe('opening an account', () => {
  it('says where it is, and shows it to whoever manages it and to nobody else', async () => {
    const opened = await post(manager, '/v1/accounts', newAccount({ hospitalId: city.first.hospitalId })).expect(201);
    const { location } = opened.headers;
    expect(location).toBe(`/v1/accounts/${opened.body.id}`);
    const shown = await get(manager, String(location)).expect(200);
    expect(shown.body).toMatchObject({ accountId: opened.body.id, closed: false, hospitalId: city.first.hospitalId });
    expect((await get(manager, `/v1/accounts?login=${shown.body.login}`).expect(200)).body).toEqual(shown.body);
    await get(strangeManager, String(location)).expect(404);
    await get(strangeManager, `/v1/accounts?login=${shown.body.login}`).expect(404);
    await get(city.first.affairs, String(location)).expect(403);
  });

  it('refuses a taken login and a known identity number, one at a time and both at once', async () => {
    const first = newAccount({ identityNo: 'A-7' });
    await post(security, '/v1/accounts', first).expect(201);
    const login = await post(security, '/v1/accounts', { ...newAccount(), login: first.login }).expect(409);
    expect(login.body.code).toBe('account.login-taken');
    const identity = await post(security, '/v1/accounts', newAccount({ identityNo: 'A-7' })).expect(409);
    expect(identity.body.code).toBe('person.known');
    expect(identity.text).not.toContain('A-7');
    for (const identityNo of ['a-7', ' A-7', 'Ａ-７']) {
      const spelt = await post(security, '/v1/accounts', newAccount({ identityNo })).expect(409);
      expect(spelt.body.code).toBe('person.known');
    }
    const race = newAccount();
    const both = await Promise.all([post(security, '/v1/accounts', race), post(security, '/v1/accounts', race)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  it('at another hospital is a 404 for a hospital’s manager', async () => {
    await post(manager, '/v1/accounts', newAccount({ hospitalId: city.second.hospitalId })).expect(404);
    await post(manager, '/v1/accounts', newAccount({ hospitalId: null })).expect(404);
  });

  it('for somebody known is for a manager only for a doctor of the own hospital, and only the first', async () => {
    const doctor = await aDoctor(city.first);
    const elsewhere = await aDoctor(city.second);
    const auditor = await accountAt(city.first.hospitalId);
    const open = (by: TestUser, personId: string, hospitalId: string) => {
      const { login, password } = newAccount();
      return post(by, `/v1/persons/${personId}/accounts`, { login, password, hospitalId });
    };
    const own = city.first.hospitalId;
    await open(manager, doctor, own).expect(201);
    const second = await open(manager, doctor, own).expect(409);
    expect(second.body.code).toBe('account.has-one');
    await open(manager, elsewhere, own).expect(404);
    await open(manager, security.personId, own).expect(404);
    await open(manager, auditor.personId, own).expect(404);
    await open(manager, 'per_nobody', own).expect(404);
    await open(security, doctor, own).expect(201);
  });
});

describe('granting', () => {
  it('takes effect on the person’s next request, and so does ending it', async () => {
    const user = await service.user([]);
    await get(user, '/v1/hospitals').expect(403);
    const granted = await grant(security, user.personId, 'commission-officer', everywhere).expect(201);
    await get(user, '/v1/hospitals').expect(200);
    const end = (until: string) =>
      post(security, `/v1/access-grants/${granted.body.id}/end`, { until, reason: '调离' });
    await end('2026-11-21').expect(201);
    await get(user, '/v1/hospitals').expect(200);
    await end('2026-11-20').expect(201);
    await get(user, '/v1/hospitals').expect(403);
    const again = await end('2026-11-20').expect(409);
    expect(again.body.code).toBe('access.already-ended');
  });

  it('from tomorrow holds from midnight in Shanghai', async () => {
    const user = await service.user([]);
    await grant(security, user.personId, 'commission-officer', everywhere, { from: '2026-11-21' }).expect(201);
    const before = service.clock.now();
    service.clock.set('2026-11-20T15:59:59.999Z');
    const login = await service.http.post('/v1/auth/login').send({ login: user.login, password: user.password });
    const hospitals = () => service.http.get('/v1/hospitals').set('authorization', `Bearer ${login.body.accessToken}`);
    await hospitals().expect(403);
    service.clock.set('2026-11-20T16:00:00.000Z');
    await hospitals().expect(200);
    service.clock.set(new Date(before).toISOString());
  });

  it.each([
    ['a role over a scope it cannot have', 'auditor', everywhere, {}, 422, 'access.role-unknown-scope'],
    ['an end before the beginning', 'commission-officer', everywhere, { until: '2025-12-31' }, 422, 'access.dates'],
    ['an end on the first day', 'commission-officer', everywhere, { until: '2026-01-01' }, 422, 'access.dates'],
    ['a hospital that is not registered', 'auditor', at('hos_nowhere'), {}, 422, 'access.no-such-place'],
    [
      'a region that is not registered',
      'commission-officer',
      { kind: 'county', regionId: 'reg_no' },
      {},
      422,
      'access.no-such-place',
    ],
    ['a record that does not exist', 'doctor', { kind: 'self', doctorId: 'doc_no' }, {}, 422, 'access.no-such-place'],
  ] as const)('refuses %s', async (_what, role, scope, changes, status, code) => {
    const user = await service.user([]);
    const answer = await grant(security, user.personId, role, scope, changes).expect(status);
    expect(answer.body.code).toBe(code);
  });

  it('gives the doctor’s role only over the own record', async () => {
    const doctor = await aDoctor(city.first);
    const other = await aDoctor(city.first);
    const scope = (doctorId: string): Scope => ({ kind: 'self', doctorId });
    const answer = await grant(security, other, 'doctor', scope(doctor)).expect(422);
    expect(answer.body.code).toBe('access.not-own-record');
    await grant(manager, doctor, 'doctor', scope(doctor)).expect(201);
    await grant(strangeManager, other, 'doctor', scope(other)).expect(404);
  });

  it('to oneself, or of two administrators’ roles to one person, is refused (三员分立)', async () => {
    const own = await grant(security, security.personId, 'commission-officer', everywhere).expect(422);
    expect(own.body.code).toBe('access.own-grant');
    const user = await service.user([{ role: 'system-administrator', scope: everywhere }]);
    for (const role of ['audit-administrator', 'security-administrator', 'commission-officer'] as const) {
      const answer = await grant(security, user.personId, role, everywhere).expect(409);
      expect(answer.body.code).toBe('access.separation');
    }
    const officer = await service.user([{ role: 'commission-officer', scope: everywhere }]);
    await grant(security, officer.personId, 'audit-administrator', everywhere).expect(409);
  });

  it('by a hospital’s manager reaches the own hospital’s roles and nothing above', async () => {
    const user = await service.user([]);
    await grant(manager, user.personId, 'auditor', at(city.first.hospitalId)).expect(201);
    await grant(manager, user.personId, 'auditor', at(city.second.hospitalId)).expect(404);
    await grant(manager, user.personId, 'commission-officer', everywhere).expect(404);
    await grant(manager, user.personId, 'hospital-account-manager', at(city.first.hospitalId)).expect(404);
    await grant(manager, 'per_nobody', 'auditor', at(city.first.hospitalId)).expect(404);
  });
});

describe('resetting a forgotten password', () => {
  it('ends every session, writes an entry without the password, and asks for a new one at the next login', async () => {
    const user = await service.user([]);
    const logIn = (password: string) => service.http.post('/v1/auth/login').send({ login: user.login, password });
    const session = await logIn(user.password).expect(200);
    const size = await service.ports.store.ledger.size();
    const password = 'another first password';
    const reset = await post(security, `/v1/accounts/${user.accountId}/password-reset`, {
      password,
      reason: '本人到场',
    });
    expect(reset.status).toBe(201);
    const [written] = await service.ports.store.ledger.entriesAt([size]);
    expect(written?.entry).toMatchObject({
      event: { kind: 'account.password-reset' },
      by: { personId: security.personId },
    });
    expect(JSON.stringify(written)).not.toContain(password);
    await get(user, '/v1/me').expect(401);
    await service.http.get('/v1/me').set('authorization', `Bearer ${session.body.accessToken}`).expect(401);
    await logIn(user.password).expect(401);
    const again = await logIn(password).expect(200);
    expect(again.body.mustChangePassword).toBe(true);
  });

  it('by a hospital’s manager reaches only accounts of the hospital whose person may do nothing outside it', async () => {
    const reset = (by: TestUser, accountId: string) =>
      post(by, `/v1/accounts/${accountId}/password-reset`, { password: 'another first one', reason: '遗忘' });
    const inside = await accountAt(city.first.hospitalId);
    await grant(security, inside.personId, 'auditor', at(city.first.hospitalId)).expect(201);
    await reset(strangeManager, inside.accountId).expect(404);
    await reset(manager, inside.accountId).expect(201);
    await grant(security, inside.personId, 'auditor', at(city.second.hospitalId)).expect(201);
    await reset(manager, inside.accountId).expect(404);
    await reset(manager, security.accountId).expect(404);
    await reset(manager, 'acc_nobody').expect(404);
    await reset(security, security.accountId).expect(422);
    await reset(city.first.affairs, inside.accountId).expect(403);
  });
});

describe('who holds which role', () => {
  const list = async (by: TestUser, query = '') => (await get(by, `/v1/access-grants${query}`).expect(200)).body;

  it('is listed by role and name for the security administrator, with places and logins, and without doctors', async () => {
    const doctor = await aDoctor(city.first);
    await grant(security, doctor, 'doctor', { kind: 'self', doctorId: doctor }).expect(201);
    const auditor = await service.user([{ role: 'auditor', scope: at(city.first.hospitalId) }]);
    const { items } = await list(security, '?limit=200');
    const roles = items.map(({ role }: { role: string }) => role);
    expect(roles).not.toContain('doctor');
    expect(items.find(({ personId }: { personId: string }) => personId === auditor.personId)).toMatchObject({
      role: 'auditor',
      institution: expect.stringMatching(/./),
      logins: [{ accountId: auditor.accountId, login: auditor.login }],
    });
    const only = (await list(security, '?role=security-administrator')).items;
    expect(only.map(({ personId }: { personId: string }) => personId)).toContain(security.personId);
    expect(new Set(only.map(({ role }: { role: string }) => role))).toEqual(new Set(['security-administrator']));
  });

  it('comes in pages that meet without gap or overlap, and ends with the last grant', async () => {
    const whole = (await list(security, '?limit=200')).items.map(({ grantId }: { grantId: string }) => grantId);
    const paged: string[] = [];
    let next: string | null = '/v1/access-grants?limit=2';
    while (next !== null) {
      const { body }: { body: Staff } = await get(security, next).expect(200);
      paged.push(...body.items.map(({ grantId }) => grantId));
      next = body.links.next;
    }
    expect(paged).toEqual(whole);
    expect(whole.length).toBeGreaterThan(4);
  });

  it('shows a hospital’s account manager the own hospital’s alone, and no ended grant', async () => {
    const here = await service.user([{ role: 'reviewer', scope: at(city.first.hospitalId) }]);
    const there = await service.user([{ role: 'reviewer', scope: at(city.second.hospitalId) }]);
    const personsOf = async (by: TestUser) =>
      (await list(by, '?role=reviewer&limit=200')).items.map(({ personId }: { personId: string }) => personId);
    expect(await personsOf(manager)).toContain(here.personId);
    expect(await personsOf(manager)).not.toContain(there.personId);
    expect(await personsOf(strangeManager)).toContain(there.personId);
    const { items } = (await get(security, `/v1/persons/${here.personId}/access-grants`)).body;
    const end = { until: '2026-11-20', reason: '调离' };
    await post(security, `/v1/access-grants/${items[0].grantId}/end`, end).expect(201);
    expect(await personsOf(security)).not.toContain(here.personId);
    expect(await personsOf(security)).toContain(there.personId);
  });
});

describe('sessions of an account', () => {
  it('are shown to whoever manages it and ended all at once; a stranger learns nothing, the own are not ended so', async () => {
    const account = await accountAt(city.first.hospitalId);
    const { login, password } = account;
    const entered = await service.http.post('/v1/auth/login').send({ login, password }).expect(200);
    const path = `/v1/accounts/${account.accountId}/sessions`;
    expect((await get(manager, path).expect(200)).body.items).toHaveLength(1);
    await get(strangeManager, path).expect(404);
    await service.http.delete(path).set(strangeManager.bearer).expect(404);
    expect((await get(manager, path)).body.items).toHaveLength(1);
    await service.http.delete(path).set(manager.bearer).expect(204);
    expect((await get(manager, path)).body.items).toEqual([]);
    const bearer = { authorization: `Bearer ${entered.body.accessToken}` };
    await service.http.get('/v1/me/sessions').set(bearer).expect(401);
    const own = await service.http.delete(`/v1/accounts/${security.accountId}/sessions`).set(security.bearer);
    expect([own.status, own.body.code]).toEqual([422, 'account.own']);
  });
});

describe('closing an account', () => {
  it('shuts its doors from the next request on, for good, and is written', async () => {
    const user = await service.user([]);
    await get(user, '/v1/me').expect(200);
    const close = (accountId: string) => post(security, `/v1/accounts/${accountId}/close`, { reason: '离职' });
    const closed = await close(user.accountId).expect(201);
    expect(closed.body.entries[0].kind).toBe('account.closed');
    await get(user, '/v1/me').expect(401);
    expect((await close(user.accountId).expect(409)).body.code).toBe('account.closed');
    const reset = { password: 'another first one', reason: '遗忘' };
    await post(security, `/v1/accounts/${user.accountId}/password-reset`, reset).expect(409);
    expect((await close(security.accountId).expect(422)).body.code).toBe('account.own');
    await service.reopen();
    await get(user, '/v1/me').expect(401);
  });

  it('of two requests at once writes one entry', async () => {
    const user = await service.user([]);
    const close = () => post(security, `/v1/accounts/${user.accountId}/close`, { reason: '离职' });
    const both = await Promise.all([close(), close()]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  });
});

describe('security settings', () => {
  it('are told to the security administrator as they are in force, and to nobody else', async () => {
    const { body } = await get(security, '/v1/security-settings').expect(200);
    expect(body).toMatchObject({ secondFactor: 'off', stepUpMin: 30, sessionIdleMin: 30, issuer: null });
    expect(body.password).toEqual({ minLength: 10, minLengthAlone: 10, classes: 3, history: 5, maxAgeDays: 90 });
    await get(manager, '/v1/security-settings').expect(403);
  });
});

describe('the ledger’s health', () => {
  it('is shown to the administrators and holds a name, a number and a time', async () => {
    const answer = await get(security, '/v1/ledger').expect(200);
    const entries = await service.ports.store.ledger.size();
    expect(answer.body).toEqual({
      origin: 'test.example/rx12',
      entries,
      newestAt: expect.stringMatching(/^2026-11-20T/),
      checkpoint: { entries: expect.any(Number), at: expect.stringMatching(/^2026-11-20T/) },
      readOnly: null,
      verification: null,
    });
    await service.publisher.publish();
    expect((await get(security, '/v1/ledger')).body.checkpoint.entries).toBe(entries);
    await get(manager, '/v1/ledger').expect(403);
  });
});
