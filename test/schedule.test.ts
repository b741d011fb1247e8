import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { scheduleSending } from '../src/schedule.ts';
import { openWebhook } from '../src/usecases/rights/webhook.ts';
import { smallCity } from './support/city.ts';
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
