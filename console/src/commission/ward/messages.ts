import type { Words } from '../../language/words.ts';

export const wardWords = {
  title: { zh: '病区热图', en: 'Ward heat map' },
  lead: {
    zh: '一行一个病区，一格一个月。颜色是在全市同级同专科病区中的位置，格内是指标值；空白格缺报，不是零。',
    en: 'A row for each ward, a cell for each month. Colour is the place among the city’s wards of the specialty at the level, the cell holds the value; an empty one is missing, not zero.',
  },
  chart: { zh: '{hospital}：{measure}', en: '{hospital}: {measure}' },
  percentile: { zh: '同专科百分位', en: 'Percentile in the specialty' },
  low: { zh: '低', en: 'low' },
  high: { zh: '高', en: 'high' },
  noPeers: { zh: '同类太少，不着色', en: 'too few peers: no colour' },
  specialty: { zh: '专科', en: 'Specialty' },
  colourNote: {
    zh: '颜色只说明在同类中的高低，不说明好坏；无色格为同类不足或样本过小，空白格为缺报或病区当月不存在。',
    en: 'Colour says high or low among peers, not good or bad; a white cell has too few peers or too small a denominator, an empty one is missing or the ward was not there.',
  },
  links: { zh: '各病区走势', en: 'Trend of each ward' },
  none: { zh: '这家医院没有登记病区', en: 'This hospital has no wards' },
} satisfies Words;
