import type { Words } from '../../language/words.ts';

export const standoutWords = {
  title: { zh: '异常突出', en: 'What stands out' },
  lead: {
    zh: '一个月里，在同级（同专科）中偏离最远的医院和病区。突出是线索，不是结论。',
    en: 'Hospitals and wards furthest from their peers in one month. To stand out is a hint and no verdict.',
  },
  anyMeasure: { zh: '全部指标', en: 'All measures' },
  worseOnly: { zh: '方向', en: 'Direction' },
  all: { zh: '全部', en: 'All' },
  worse: { zh: '变差方向', en: 'worse' },
  better: { zh: '向好方向', en: 'better' },
  neither: { zh: '只作观察', en: 'observed' },
  chart: { zh: '{month} 偏离同类最远的（稳健 z）', en: 'Furthest from their peers in {month} (robust z)' },
  z: { zh: '稳健 z 值', en: 'Robust z' },
  ranked: { zh: '参与比较', en: 'Compared' },
  chance: {
    zh: '共比较 {compared} 项，阈值 |z| ≥ {threshold}；比较越多，越有几项只是偶然。另有 {small} 项因样本过小未列。',
    en: '{compared} comparisons, threshold |z| ≥ {threshold}: with many, some stand out by chance. {small} more had too small a denominator to be listed.',
  },
  formula: {
    zh: 'z = 0.6745 ×（值 − 同类中位数）÷ 同类绝对中位差。',
    en: 'z = 0.6745 × (value − median of peers) ÷ their median absolute deviation.',
  },
  none: { zh: '这个月没有突出的单位', en: 'Nothing stands out in this month' },
  source: { zh: '各指标见其定义', en: 'each measure by its own definition' },
  status: { zh: '列出 {shown}／{total} 项', en: '{shown} of {total} listed' },
  unit: { zh: '单位', en: 'Where' },
} satisfies Words;
