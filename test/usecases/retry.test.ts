import { expect, it } from 'vitest';
import { DomainError } from '../../src/core/errors.ts';
import { decideOnNewest, maxAttempts } from '../../src/usecases/retry.ts';

const moved = () => new DomainError('moved', 'ledger.stream-moved', { decidedOn: 1, found: 2 });
/** Loses so many races, and counts how often it was tried. */
const losing = (races: number) => {
  const tried = { times: 0 };
  const attempt = async () => {
    tried.times += 1;
    if (tried.times <= races) throw moved();
    return 'written';
  };
  return { tried, attempt };
};

it('a lost race is run again, and whoever loses them all is told to come back and not that their state is old', async () => {
  const last = losing(maxAttempts - 1);
  expect(await decideOnNewest(undefined, last.attempt)).toBe('written');
  const lost = losing(maxAttempts);
  await expect(decideOnNewest(undefined, lost.attempt)).rejects.toMatchObject({
    kind: 'unavailable',
    code: 'ledger.busy',
    parameters: { retryAfterS: 1 },
  });
  expect(lost.tried.times).toBe(maxAttempts);
});

it('whoever named the state that they saw is told at the first lost race', async () => {
  const { tried, attempt } = losing(1);
  await expect(decideOnNewest(1, attempt)).rejects.toMatchObject({ kind: 'moved', code: 'ledger.stream-moved' });
  expect(tried.times).toBe(1);
});
