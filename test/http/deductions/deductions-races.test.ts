import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acknowledge } from '../../../src/usecases/deductions/deduction-step.ts';
import { type DeductionCity, deductionCity, found, recorded } from '../../support/deductions.ts';
import { startService, type TestService, type TestUser } from '../../support/service.ts';

let service: TestService;
let city: DeductionCity;
beforeAll(async () => {
  service = await startService();
  city = await deductionCity(service);
});
afterAll(() => service.close());

const get = (user: TestUser, path: string) => service.http.get(path).set(user.bearer);
const post = (user: TestUser, path: string, body: object) => service.http.post(path).set(user.bearer).send(body);
const confirmations = async (deductionId: string) => {
  const doctor = { kind: 'doctor' as const, id: city.doctorId };
  const entries = await service.ports.store.ledger.entriesOf([doctor]);
  return entries.filter(({ event }) => event.kind === 'deduction.confirmed' && event.deductionId === deductionId);
};

describe('two decisions at the same time', () => {
  it('have exactly one winner without If-Match, and the loser is told what is true now', async () => {
    const deductionId = await recorded(city);
    await acknowledge(city.doctor.context, { deductionId });
    const other = await service.user([
      { role: 'reviewer', scope: { kind: 'hospital', hospitalId: city.first.hospitalId } },
    ]);
    const address = `/v1/deductions/${deductionId}`;
    const answers = await Promise.all([
      post(city.reviewer, `${address}/confirmation`, {}),
      post(other, `${address}/dismissal`, { reason: '证据不足' }),
      post(other, `${address}/confirmation`, {}),
    ]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409, 409]);
    expect(['deduction.already-confirmed', 'deduction.already-closed']).toContain(
      answers.find((answer) => answer.status === 409)?.body.code,
    );
  });

  it('have exactly one winner with If-Match; the other gets 412 and nothing is doubled', async () => {
    const deductionId = await recorded(city);
    await acknowledge(city.doctor.context, { deductionId });
    const etag = (await get(city.reviewer, `/v1/deductions/${deductionId}`)).headers.etag ?? '';
    const answers = await Promise.all(
      [1, 2].map(() => post(city.reviewer, `/v1/deductions/${deductionId}/confirmation`, {}).set('if-match', etag)),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 412]);
    expect(await confirmations(deductionId)).toHaveLength(1);
    const stale = await post(city.reviewer, `/v1/deductions/${deductionId}/dismissal`, { reason: '……' }).set(
      'if-match',
      etag,
    );
    expect(stale.body).toMatchObject({ status: 412, code: 'ledger.stream-moved' });
  });

  it('never record one act twice', async () => {
    const act = found(city, { actRef: 'RX-race' });
    const answers = await Promise.all([1, 2, 3].map(() => post(city.auditor, '/v1/deductions', act)));
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409, 409]);
  });

  it('both go through where they do not concern one doctor’s same act', async () => {
    const answers = await Promise.all([1, 2, 3, 4].map(() => post(city.auditor, '/v1/deductions', found(city))));
    expect(answers.map((answer) => answer.status)).toEqual([201, 201, 201, 201]);
  });
});

describe('many who write about one doctor at once', () => {
  it('are written or told to come back, and nobody hears of a state that they never named', async () => {
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => post(city.auditor, '/v1/deductions', found(city))),
    );
    const written = answers.filter(({ status }) => status === 201);
    expect(written.length).toBeGreaterThan(10);
    for (const { status, body, headers } of answers) {
      if (status === 201) continue;
      expect([status, body.code, headers['retry-after']]).toEqual([503, 'ledger.busy', '1']);
    }
  });
});

describe('an Idempotency-Key', () => {
  it('gets the same bytes again, also when the second request arrives while the first is in flight', async () => {
    const body = found(city);
    const send = () => post(city.auditor, '/v1/deductions', body).set('idempotency-key', 'worksheet-7-line-3');
    const [one, other] = await Promise.all([send(), send()]);
    const later = await send();
    expect([one.status, other.status, later.status]).toEqual([201, 201, 201]);
    expect(new Set([one.text, other.text, later.text]).size).toBe(1);
    expect(later.headers.location).toBe(one.headers.location);
  });

  it('is refused with another body, and is free again after a refusal', async () => {
    const key = 'one-key';
    const wrong = found(city, { occurredOn: '2026-12-24' });
    await post(city.auditor, '/v1/deductions', wrong).set('idempotency-key', key).expect(422);
    await post(city.auditor, '/v1/deductions', found(city)).set('idempotency-key', key).expect(201);
    const reused = await post(city.auditor, '/v1/deductions', found(city)).set('idempotency-key', key).expect(422);
    expect(reused.body.code).toBe('idempotency.other-body');
  });

  it('makes a repeated confirmation a success and not a second confirmation', async () => {
    const deductionId = await recorded(city);
    await acknowledge(city.doctor.context, { deductionId });
    const send = () =>
      post(city.reviewer, `/v1/deductions/${deductionId}/confirmation`, { note: '' }).set('idempotency-key', 'c-1');
    const first = await send().expect(201);
    const again = await send().expect(201);
    expect(again.text).toBe(first.text);
    expect(await confirmations(deductionId)).toHaveLength(1);
  });
});
