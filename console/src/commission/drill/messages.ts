import type { Words } from '../../language/words.ts';

export const drillWords = {
  title: { zh: '逐级下钻', en: 'Drill down' },
  lead: {
    zh: '全市 → 县（市、区）→ 医院 → 病区。点名称进入下一级；与上年同月相比。',
    en: 'City → county → hospital → ward. Open a name to go down; growth is on the same months a year before.',
  },
  chart: { zh: '{place} 的构成：{measure}，{level}', en: '{place} and its parts: {measure}, {level}' },
  path: { zh: '所在层级', en: 'Where you are' },
  city: { zh: '全市', en: 'City' },
  total: { zh: '合计（合并值）', en: 'Together (pooled)' },
  numeratorShare: { zh: '占分子', en: 'Share of numerator' },
  denominatorShare: { zh: '占分母', en: 'Share of denominator' },
  parts: { zh: '下一级', en: 'Its parts' },
  counties: { zh: '县（市、区）', en: 'Counties' },
  hospitals: { zh: '医院', en: 'Hospitals' },
  wards: { zh: '病区', en: 'Wards' },
  none: { zh: '这一级没有应报的单位', en: 'Nothing at this level' },
  rest: {
    zh: '图中为合并值较高的 {count} 个；全部见表。',
    en: 'The chart shows the {count} highest; the table has all.',
  },
} satisfies Words;
