import type { Words } from '../language/words.ts';

export const keptWords = {
  hospital: { zh: '医疗机构', en: 'Hospital' },
  choose: { zh: '选择医疗机构', en: 'Choose a hospital' },
  chooseFirst: { zh: '请先选择一家医疗机构', en: 'Choose a hospital first' },
} satisfies Words;
