import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from '../../../src/http/routes.ts';
import { as, codeNow, enrol, signIn } from '../../support/authenticator.ts';
import { startService, type TestService } from '../../support/service.ts';

let service: TestService;
const serviceWith = (settings: Record<string, string>) => {
  beforeAll(async () => {
    service = await startService({ settings: { RX12_STEP_UP_MIN: '10', ...settings } });
  });
  afterAll(() => service.close());
};
/** Something weighty that anybody of the office may try: it comes to nothing, but past the door. */
const confirm = (token: string) => as(service, token).post('/v1/deductions/ded_1/confirmation', { note: '属实' });
const reviewer = () => service.user([{ role: 'reviewer', scope: { kind: 'city' } }]);
const minute = 60_000;

describe('what asks for a recent check', () => {
  serviceWith({});

  it('is confirming, ruling, imposing, granting, exporting, opening accounts and ending their sessions: these routes and no others', async () => {
    const asking = routes.filter(({ stepUp }) => stepUp === 'weighty').map(({ operationId }) => operationId);
    expect(asking.sort()).toEqual([
      'adoptScheme',
      'closeAccount',
      'confirmAdoption',
      'confirmCredit',
      'confirmDeduction',
      'confirmDeductions',
      'confirmErasure',
      'confirmMerge',
      'confirmOpening',
      'confirmOpeningReversal',
      'confirmRemainderErasure',
      'confirmReversal',
      'dismissDeduction',
      'endAccess',
      'endRight',
      'endSessionsOfAccount',
      'exportAccessRecords',
      'exportDeductions',
      'exportReplay',
      'giveMandate',
      'grantAccess',
      'grantRight',
      'imposeSanction',
      'liftMeasure',
      'linkAccount',
      'measureRight',
      'openAccount',
      'openAccountFor',
      'orderSanction',
      'putHold',
      'recordOutcome',
      'renewHold',
      'resetFactor',
      'resetPassword',
      'ruleOnAppeal',
      'setSanctionAside',
      'unlinkAccount',
    ]);
    const own = routes.filter(({ stepUp }) => stepUp === 'own').map(({ operationId }) => operationId);
    expect(own.sort()).toEqual(['confirmFactor', 'enrolFactor', 'renewRecoveryCodes']);
    const papers = routes.filter(({ stepUp }) => stepUp === 'paper').map(({ operationId }) => operationId);
    expect(papers.sort()).toEqual(['printDeductionPaper', 'printInterview']);
    const unasked = routes.filter(({ reply, readsDoctor, stepUp }) => reply.kind === 'file' && readsDoctor && !stepUp);
    expect(unasked.map(({ operationId }) => operationId)).toEqual([]);
    const weightyName = /^(confirm|rule|impose|order|grant|export|measure|lift|reset)/;
    const forgotten = routes.filter(({ operationId, stepUp }) => weightyName.test(operationId) && stepUp === undefined);
    expect(forgotten.map(({ operationId }) => operationId)).toEqual([]);
  });

  it('refuses a token whose check is as old as the limit, and takes it the millisecond before', async () => {
    const user = await reviewer();
    const { token } = await signIn(service, user);
    service.clock.advanceMs(10 * minute - 1);
    await confirm(token).expect(404);
    service.clock.advanceMs(1);
    const refused = await confirm(token).expect(403);
    expect(refused.body).toMatchObject({ code: 'access.step-up-password', parameters: { minutes: 10 } });
    expect(refused.body.detail).toContain('/v1/auth/step-up');
    await as(service, token).get('/v1/me').expect(200);
  });

  it('is opened again by the password with a new token, and stays open over a refresh; a wrong one opens nothing', async () => {
    const user = await reviewer();
    const { token, cookie } = await signIn(service, user);
    service.clock.advanceMs(10 * minute);
    const step = (body: object) => as(service, token).post('/v1/auth/step-up', body);
    expect((await step({ password: 'not the password' }).expect(401)).body.code).toBe('auth.refused');
    expect((await step({ code: '123456' }).expect(422)).body.code).toBe('auth.step-up-password');
    await confirm(token).expect(403);
    const fresh = await step({ password: user.password }).expect(200);
    await confirm(token).expect(403);
    await confirm(fresh.body.accessToken).expect(404);
    const refreshed = await service.http.post('/v1/auth/refresh').set('cookie', cookie).expect(200);
    await confirm(refreshed.body.accessToken).expect(404);
    service.clock.advanceMs(10 * minute);
    const later = await service.http
      .post('/v1/auth/refresh')
      .set('cookie', String(refreshed.headers['set-cookie']?.[0]).split(';')[0] ?? '')
      .expect(200);
    await confirm(later.body.accessToken).expect(403);
  });

  it('is asked of whoever prints a paper about somebody, as of one who exports', async () => {
    const user = await reviewer();
    const { token } = await signIn(service, user);
    const print = () => as(service, token).get('/v1/deductions/ded_1/papers/notice');
    service.clock.advanceMs(10 * minute - 1);
    await print().expect(404);
    service.clock.advanceMs(1);
    expect((await print().expect(403)).body.code).toBe('access.step-up-password');
    const [row] = await service.ports.accessRecords.search({}, { limit: 1 });
    expect(row).toMatchObject({ operation: 'printDeductionPaper', act: 'export', outcome: 'denied' });
  });

  it('stands in the access record when it turns somebody away, with the role that was not enough', async () => {
    const user = await reviewer();
    const { token } = await signIn(service, user);
    const newest = async () => (await service.ports.accessRecords.search({}, { limit: 1 }))[0];
    service.clock.advanceMs(10 * minute - 1);
    await as(service, token).get('/v1/deductions.csv').expect(200);
    expect(await newest()).toMatchObject({ operation: 'exportDeductions', outcome: 'done' });
    service.clock.advanceMs(1);
    await as(service, token).get('/v1/deductions.csv').expect(403);
    const { personId, accountId } = user;
    const capacities = [{ role: 'reviewer', scope: { kind: 'city' } }];
    const denied = { outcome: 'denied', personId, accountId, capacities, purpose: 'review' };
    expect(await newest()).toMatchObject({ ...denied, operation: 'exportDeductions', act: 'export' });
    await confirm(token).expect(403);
    expect(await newest()).toMatchObject({ ...denied, operation: 'confirmDeduction', act: 'write', object: 'ded_1' });
  });

  it('answers the same whether or not there is anything, until the check is made', async () => {
    const { token } = await signIn(service, await reviewer());
    service.clock.advanceMs(10 * minute);
    const one = await confirm(token).expect(403);
    const other = await as(service, token).post('/v1/deductions/ded_2/confirmation', { note: '' }).expect(403);
    expect(other.text).toBe(one.text);
  });
});

describe('a second factor that the settings ask of some', () => {
  serviceWith({ RX12_SECOND_FACTOR: 'privileged' });

  it('is asked of whoever does something weighty, and says how to enrol', async () => {
    const { token } = await signIn(service, await reviewer());
    const refused = await confirm(token).expect(403);
    expect(refused.body.code).toBe('access.factor-required');
    expect(refused.body.detail).toContain('/v1/auth/factor');
    await as(service, token).get('/v1/me').expect(200);
    const enrolled = await enrol(service, token);
    await confirm(enrolled.token).expect(404);
  });

  it('is asked of officials who print a paper, and not of a doctor, who prints the own alone', async () => {
    const print = (token: string) => as(service, token).get('/v1/deductions/ded_1/papers/notice');
    const official = await signIn(service, await reviewer());
    expect((await print(official.token).expect(403)).body.code).toBe('access.factor-required');
    const self = { kind: 'self', doctorId: 'doc_1' } as const;
    const { token } = await signIn(service, await service.user([{ role: 'doctor', scope: self }]));
    await print(token).expect(404);
    service.clock.advanceMs(10 * minute);
    expect((await print(token).expect(403)).body.code).toBe('access.step-up-password');
  });

  it('keeps its code fresh as the password is kept fresh', async () => {
    const { token } = await enrol(service, (await signIn(service, await reviewer())).token);
    // The check was made thirty seconds ago, when the factor was confirmed.
    service.clock.advanceMs(10 * minute - 30_001);
    await confirm(token).expect(404);
    service.clock.advanceMs(1);
    expect((await confirm(token).expect(403)).body.code).toBe('access.step-up-code');
  });

  it('survives a restart, replayed code and all', async () => {
    const { secret, token } = await enrol(service, (await signIn(service, await reviewer())).token);
    const code = codeNow(service, secret);
    const step = (with_: string) => as(service, token).post('/v1/auth/step-up', { code: with_ });
    await step(code).expect(200);
    await service.reopen();
    await step(code).expect(401);
    await step(codeNow(service, secret, 1)).expect(200);
  });
});

describe('a second factor that the settings ask of all', () => {
  serviceWith({ RX12_SECOND_FACTOR: 'all' });

  it('is asked for before anything else, but of no machine', async () => {
    const user = await service.user([]);
    const { token, use } = await signIn(service, user);
    expect(use).toBe('enrol-factor');
    expect((await as(service, token).get('/v1/me').expect(403)).body.code).toBe('access.factor-required');
    const [row] = await service.ports.accessRecords.search({}, { limit: 1 });
    expect(row).toMatchObject({ operation: 'me', outcome: 'denied', personId: user.personId });
    const enrolled = await enrol(service, token);
    await as(service, enrolled.token).get('/v1/me').expect(200);
    const administrator = await service.user([{ role: 'security-administrator', scope: { kind: 'city' } }]);
    const { token: opening } = await enrol(service, administrator.token);
    const machine = { login: 'his.1', password: 'The-secret-of-the-HIS-1' };
    await as(service, opening)
      .post('/v1/accounts', { ...machine, personKind: 'machine', name: 'HIS', identityNo: null, hospitalId: null })
      .expect(201);
    const his = await service.http
      .post('/v1/auth/token')
      .send({ clientId: machine.login, clientSecret: machine.password })
      .expect(200);
    expect(his.body.use).toBe('full');
    const none = await as(service, his.body.accessToken).post('/v1/auth/factor').expect(422);
    expect(none.body.code).toBe('factor.people-only');
  });
});
