import { describe, expect, it } from 'vitest';
import { routes } from '../../src/http/routes.ts';
import { operationTitle } from '../../src/messages/operations.ts';

describe('what an operation is called where people read that it was used', () => {
  const ids = routes.map(({ operationId }) => operationId);

  it('is said of every operation in Chinese and in English, and of no two the same', () => {
    expect(ids.filter((id) => !/\p{Script=Han}/u.test(operationTitle(id, 'zh')))).toEqual([]);
    expect(ids.filter((id) => operationTitle(id, 'en') === id)).toEqual([]);
    for (const language of ['zh', 'en'] as const) {
      const titles = ids.map((id) => operationTitle(id, language));
      expect(titles.filter((title, at) => titles.indexOf(title) !== at)).toEqual([]);
    }
  });

  it('is the operation’s own id once nothing of that name is here any more', () => {
    expect(operationTitle('goneForLong', 'zh')).toBe('goneForLong');
  });
});
