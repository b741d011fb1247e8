import { describe, expect, it } from 'vitest';
import { networkOf } from '../../src/http/request/source.ts';
import { attemptBudget, attempts, windowMs } from '../../src/usecases/access/budget.ts';
import { testClock } from '../support/clock.ts';
import { startService } from '../support/service.ts';

const times = (count: number, act: (at: number) => void) => Array.from({ length: count }, (_, at) => act(at));

describe('the budget of failed attempts', () => {
  it('takes the tenth attempt of one source on one account, refuses the eleventh, and takes it again after the window', () => {
    const clock = testClock();
    const budget = attemptBudget(clock);
    times(attempts.perSourceAndAccount, () => budget.take('a', 'here'));
    expect(() => budget.take('a', 'here')).toThrow('auth.too-many');
    clock.advanceMs(windowMs - 1);
    expect(() => budget.take('a', 'here')).toThrow('auth.too-many');
    clock.advanceMs(1);
    times(attempts.perSourceAndAccount, () => budget.take('a', 'here'));
    expect(() => budget.take('a', 'here')).toThrow('auth.too-many');
  });

  it('tells how many seconds are left, rounded up', () => {
    const clock = testClock();
    const budget = attemptBudget(clock);
    times(attempts.perSourceAndAccount, () => budget.take('a', 'here'));
    clock.advanceMs(windowMs - 1_001);
    expect(() => budget.take('a', 'here')).toThrow(expect.objectContaining({ parameters: { retryAfterS: 2 } }));
  });

  it('keeps one account’s attempts from costing another account or another source theirs', () => {
    const budget = attemptBudget(testClock());
    times(attempts.perSourceAndAccount, () => budget.take('a', 'here'));
    budget.take('b', 'here');
    budget.take('a', 'there');
  });

  it('stops one source that tries many accounts, and leaves other sources alone', () => {
    const budget = attemptBudget(testClock());
    times(attempts.perSource, (at) => budget.take(`account ${at}`, 'here'));
    expect(() => budget.take('one more', 'here')).toThrow('auth.too-many');
    budget.take('one more', 'there');
  });

  it('stops many sources that try one account, but not the source that entered it before', () => {
    const budget = attemptBudget(testClock());
    budget.take('victim', 'home');
    budget.succeeded('victim', 'home');
    times(attempts.perAccount, (at) => budget.take('victim', `attacker ${at}`));
    expect(() => budget.take('victim', 'one more attacker')).toThrow('auth.too-many');
    budget.take('victim', 'home');
  });

  it('costs nothing when the attempt succeeds', () => {
    const budget = attemptBudget(testClock());
    times(1_000, () => {
      budget.take('a', 'here');
      budget.succeeded('a', 'here');
    });
    times(attempts.perSourceAndAccount, () => budget.take('a', 'here'));
    expect(() => budget.take('a', 'here')).toThrow('auth.too-many');
  });
});

describe('the network that a budget is counted by', () => {
  it.each([
    ['10.1.2.3', '10.1.2.3'],
    ['::ffff:10.1.2.3', '10.1.2.3'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002:ffff::', '2001:db8:1:2::/64'],
    ['2001:db8:1:3::9', '2001:db8:1:3::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['not an address', 'not an address'],
  ])('of %s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});

describe('the door', () => {
  it('refuses the eleventh wrong password with Retry-After, also the right one, and takes it when the window is over', async () => {
    const service = await startService();
    try {
      const user = await service.user([]);
      const attempt = (password: string) => service.http.post('/v1/auth/login').send({ login: user.login, password });
      for (let at = 0; at < attempts.perSourceAndAccount; at += 1) await attempt('wrong').expect(401);
      const refused = await attempt(user.password).expect(429);
      expect(refused.headers['retry-after']).toBe(String(windowMs / 1_000));
      expect(refused.body.code).toBe('auth.too-many');
      service.clock.advanceMs(windowMs);
      await attempt(user.password).expect(200);
    } finally {
      await service.close();
    }
  });
});
