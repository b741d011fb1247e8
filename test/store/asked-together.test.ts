import { describe, expect, it } from 'vitest';
import { askedTogether } from '../../src/store/postgres/asked-together.ts';

/** Answers a key with itself doubled, and notes which keys were asked for together. */
function doubled() {
  const asked: (readonly number[])[] = [];
  const ask = askedTogether(async (keys: readonly number[]) => {
    asked.push(keys);
    return keys.map((key) => key * 2);
  });
  return { ask, asked };
}

describe('questions asked together', () => {
  it('are one statement for all of a turn of the event loop, each with its own answer', async () => {
    const { ask, asked } = doubled();
    const inSteps = async (key: number) => ask((await ask(key)) + 1);
    await expect(Promise.all([inSteps(1), inSteps(2), inSteps(3)])).resolves.toEqual([6, 10, 14]);
    expect(asked).toEqual([
      [1, 2, 3],
      [3, 5, 7],
    ]);
  });

  it('give the same key its answer as often as it was asked for', async () => {
    const { ask } = doubled();
    await expect(Promise.all([ask(4), ask(4)])).resolves.toEqual([8, 8]);
  });

  it('keep nothing: what is asked again is asked of the server again', async () => {
    let held = 1;
    const ask = askedTogether(async (keys: readonly string[]) => keys.map(() => held));
    await expect(ask('n')).resolves.toBe(1);
    held = 2;
    await expect(ask('n')).resolves.toBe(2);
  });

  it('are read after the question was put, so that whoever wrote before asking sees it', async () => {
    let held = 1;
    const ask = askedTogether(async (keys: readonly string[]) => keys.map(() => held));
    const earlier = ask('n');
    held = 2;
    const later = ask('n');
    await expect(Promise.all([earlier, later])).resolves.toEqual([2, 2]);
  });

  it('fail together, and those of the next turn do not', async () => {
    let broken = true;
    const ask = askedTogether(async (keys: readonly string[]) => {
      if (broken) throw new Error('the server is away');
      return keys;
    });
    const both = await Promise.allSettled([ask('a'), ask('b')]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    broken = false;
    await expect(ask('a')).resolves.toBe('a');
  });
});
