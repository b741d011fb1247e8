import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { replyKeptMs, scheduleForgetting, scheduleSending } from '../src/schedule.ts';
import { openWebhook } from '../src/usecases/rights/webhook.ts';
import { smallCity } from './support/city.ts';
import { deductionCity, found } from './support/deductions.ts';
import { doctorAt, suspend } from './support/rights.ts';
import { startService, type TestService } from './support/service.ts';

let service: TestService;
beforeEach(async () => {
  service = await startService({ listen: false });
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});
afterEach(async () => {
  vi.useRealTimers();
  await service.close();
});

it('what is due is sent every few seconds, one run at a time, and no more once it is stopped', async () => {
  const { first } = await smallCity(service);
  const { doctorId } = await doctorAt(first);
  const url = 'https://his.example/rights';
  const dates = { from: '2026-11-20', until: null };
  await openWebhook(first.affairs.context, { hospitalId: first.hospitalId, url, ...dates, secret: 'x'.repeat(32) });
  await suspend(first, doctorId, '2026-11-21', null);
  const begun = Promise.withResolvers<void>();
  const answered = Promise.withResolvers<'delivered'>();
  const failures: unknown[] = [];
  let sent = 0;
  const stop = scheduleSending(
    service.ports,
    () => {
      sent += 1;
      begun.resolve();
      return answered.promise;
    },
    (error) => failures.push(error),
  );
  vi.advanceTimersByTime(4_999);
  expect(sent).toBe(0);
  vi.advanceTimersByTime(1);
  await begun.promise;
  vi.advanceTimersByTime(60_000);
  // A second run would have read the same work by now: it needs no timer for that.
  await service.ports.store.webhooks.inForce('2026-11-20');
  await new Promise<void>((done) => setImmediate(done));
  expect(sent).toBe(1);
  stop();
  answered.resolve('delivered');
  vi.advanceTimersByTime(60_000);
  await new Promise<void>((done) => setImmediate(done));
  expect([sent, failures]).toEqual([1, []]);
});

it('a repeated request gets its first reply for as long as is said, and is a new request after that', async () => {
  const city = await deductionCity(service);
  const { accountId, personId } = city.auditor;
  const body = found(city);
  const send = async () => {
    const now = new Date(service.clock.now()).toISOString();
    const [session] = await service.ports.store.doors.sessionsOf(accountId, now);
    if (session === undefined) throw new Error('the auditor is logged in');
    const { sessionId, check } = session;
    const { token } = await service.ports.tokens.issue({ accountId, personId, sessionId, check, use: 'full' });
    const headers = { authorization: `Bearer ${token}`, 'idempotency-key': 'line-7' };
    return service.app.inject({ method: 'POST', url: '/v1/deductions', headers, payload: body });
  };
  const first = await send();
  expect(first.statusCode).toBe(201);
  const failures: unknown[] = [];
  const stop = scheduleForgetting(service.ports, (error) => failures.push(error));
  const anHour = async () => {
    vi.advanceTimersByTime(3_600_000);
    await new Promise<void>((done) => setImmediate(done));
  };
  service.clock.advanceMs(replyKeptMs);
  await anHour();
  expect((await send()).body).toBe(first.body);
  service.clock.advanceMs(1);
  await anHour();
  const late = await send();
  expect([late.statusCode, late.json().code]).toEqual([409, 'deduction.act-already-recorded']);
  stop();
  expect(failures).toEqual([]);
});
