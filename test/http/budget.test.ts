import { describe, expect, it } from 'vitest';
import { networkOf } from '../../src/http/request/source.ts';
import { attemptsInMemory } from '../../src/store/doors/attempts.ts';
import { attemptBudget, attempts, windowMs } from '../../src/usecases/access/budget.ts';
import { testClock } from '../support/clock.ts';
import { startService } from '../support/service.ts';

const times = async (count: number, act: (at: number) => Promise<void>) => {
  for (let at = 0; at < count; at += 1) await act(at);
};

describe('the budget of failed attempts', () => {
  it('takes the tenth attempt of one source on one account, refuses the eleventh, and takes it again after the window', async () => {
    const clock = testClock();
    const budget = attemptBudget(clock, attemptsInMemory());
    await times(attempts.perSourceAndAccount, () => budget.take('a', 'here'));
    await expect(budget.take('a', 'here')).rejects.toThrow('auth.too-many');
    clock.advanceMs(windowMs - 1);
    await expect(budget.take('a', 'here')).rejects.toThrow('auth.too-many');
    clock.advanceMs(1);
    await times(attempts.perSourceAndAccount, () => budget.take('a', 'here'));
    await expect(budget.take('a', 'here')).rejects.toThrow('auth.too-many');
  });

  it('tells how many seconds are left, rounded up', async () => {
    const clock = testClock();
    const budget = attemptBudget(clock, attemptsInMemory());
    await times(attempts.perSourceAndAccount, () => budget.take('a', 'here'));
    clock.advanceMs(windowMs - 1_001);
    await expect(budget.take('a', 'here')).rejects.toMatchObject({ parameters: { retryAfterS: 2 } });
  });

  it('keeps one account’s attempts from costing another account or another source theirs', async () => {
    const budget = attemptBudget(testClock(), attemptsInMemory());
    await times(attempts.perSourceAndAccount, () => budget.take('a', 'here'));
    await budget.take('b', 'here');
    await budget.take('a', 'there');
  });

  it('stops one source that tries many accounts, and leaves other sources alone', async () => {
    const budget = attemptBudget(testClock(), attemptsInMemory());
    await times(attempts.perSource, (at) => budget.take(`account ${at}`, 'here'));
    await expect(budget.take('one more', 'here')).rejects.toThrow('auth.too-many');
    await budget.take('one more', 'there');
  });

  it('stops many sources that try one account, but not the source that entered it before', async () => {
    const budget = attemptBudget(testClock(), attemptsInMemory());
    await budget.take('victim', 'home');
    await budget.succeeded('victim', 'home');
    await times(attempts.perAccount, (at) => budget.take('victim', `attacker ${at}`));
    await expect(budget.take('victim', 'one more attacker')).rejects.toThrow('auth.too-many');
    await budget.take('victim', 'home');
  });

  it('costs nothing when the attempt succeeds', async () => {
    const budget = attemptBudget(testClock(), attemptsInMemory());
    await times(1_000, async () => {
      await budget.take('a', 'here');
      await budget.succeeded('a', 'here');
    });
    await times(attempts.perSourceAndAccount, () => budget.take('a', 'here'));
    await expect(budget.take('a', 'here')).rejects.toThrow('auth.too-many');
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
