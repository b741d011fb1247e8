import { expect, test } from 'vitest';
import { searchTerm, termsOf } from '../../../src/core/register/search-term.ts';
import { namePinyin } from '../../../src/usecases/register/name-pinyin.ts';

test('a name is found by itself, its tails, its pinyin and its initials', () => {
  expect(termsOf({ name: '张伟明', pinyin: 'zhang wei ming', licenceNo: '110000000000001' })).toEqual([
    { kind: 'name', term: '张伟明' },
    { kind: 'name-part', term: '伟明' },
    { kind: 'name-part', term: '明' },
    { kind: 'pinyin', term: 'zhangweiming' },
    { kind: 'initials', term: 'zwm' },
    { kind: 'licence', term: '110000000000001' },
  ]);
});

test('width, case, spaces, apostrophes and middle dots do not matter', () => {
  expect(searchTerm(" Ｘi'An ")).toBe('xian');
  expect(searchTerm('阿卜杜拉·买买提')).toBe(searchTerm('阿卜杜拉•买买提'));
  expect(searchTerm('LÜ')).toBe('lv');
});

test.each([
  ['单雄信', 'shan xiong xin'],
  ['欧阳娜娜', 'ou yang na na'],
  ['吕布', 'lv bu'],
  ['解缙', 'xie jin'],
  ['John Li', 'john li'],
])('the pinyin of %s is %s', (name, syllables) => {
  expect(namePinyin(name)).toBe(syllables);
});
