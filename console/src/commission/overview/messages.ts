import type { Words } from '../../language/words.ts';

export const overviewWords = {
  title: { zh: '监测总览', en: 'Overview' },
  lead: {
    zh: '各级别分开；数字是最近一个有数据的月份。点指标看走势、同类与下钻。',
    en: 'Levels apart; figures are of the newest month that has any. Open a measure for its trend, peers and parts.',
  },
  monthOf: { zh: '{month}', en: '{month}' },
  meanOf: { zh: '医院平均 {value}', en: 'mean of hospitals {value}' },
  yoyIs: { zh: '同比 {value}', en: '{value} on the year' },
  reportedOf: { zh: '已报 {reporting}/{expected} 家', en: '{reporting} of {expected} reported' },
  noFigure: { zh: '这些月份都没有数据', en: 'No figure in these months' },
  drill: { zh: '下钻', en: 'Drill down' },
  deductions: { zh: '记分（每千张点评处方）', en: 'Findings per 1,000 reviewed' },
  deductionsWhat: { zh: '{from} 至 {to}', en: '{from} to {to}' },
  assessed: { zh: '已评 {assessed} 家，未评 {not} 家', en: '{assessed} assessed, {not} not assessed' },
  notAssessedNote: { zh: '未评不等于良好', en: 'not assessed is not good' },
  sanctions: { zh: '因记分应处理', en: 'Sanctions due' },
  sanctionsWhat: {
    zh: '按医院、月份统计在“记分与处理”页；读取会留下查阅记录。',
    en: 'Counted by hospital and month under Findings; reading them leaves an access record.',
  },
  completeness: { zh: '数据完整性', en: 'Completeness' },
  completenessOf: { zh: '{month} 病案首页', en: 'Front pages of {month}' },
  complete: { zh: '完整 {count}', en: '{count} complete' },
  partial: { zh: '部分 {count}', en: '{count} partial' },
  late: { zh: '逾期 {count}', en: '{count} late' },
  awaited: { zh: '未到期 {count}', en: '{count} not due' },
  hospitalsUnit: { zh: '家完整／{all} 家应报', en: 'of {all} hospitals complete' },
  peers: { zh: '各医院所处位置：{measure}，{level}', en: 'Where hospitals stand: {measure}, {level}' },
  peersNote: {
    zh: '漏斗图：{from} 至 {to} 合计；限内的差别可以只是偶然。缺报 {missing} 家不在图中。',
    en: 'Funnel over {from} to {to}: differences within the limits may be chance. {missing} that owe figures are not in it.',
  },
  target: { zh: '{level} 总体', en: '{level} as a whole' },
  limit95: { zh: '95% 限', en: '95 % limits' },
  limit998: { zh: '99.8% 限', en: '99.8 % limits' },
  units: { zh: '医院', en: 'Hospitals' },
  place: { zh: '位置', en: 'Place' },
  sparkline: {
    zh: '{name} {level}：{count} 个月，由 {first} 到 {last}',
    en: '{name}, {level}: {count} months, from {first} to {last}',
  },
} satisfies Words;

export const placeWords = {
  within: { zh: '限内', en: 'within the limits' },
  'above-95': { zh: '高于 95% 限', en: 'above the 95 % limit' },
  'above-998': { zh: '高于 99.8% 限', en: 'above the 99.8 % limit' },
  'below-95': { zh: '低于 95% 限', en: 'below the 95 % limit' },
  'below-998': { zh: '低于 99.8% 限', en: 'below the 99.8 % limit' },
  'not-judged': { zh: '不作判断（样本或单位太少）', en: 'not judged (too few)' },
  'not-assessed': { zh: '未评（不等于良好）', en: 'not assessed (which is not good)' },
} satisfies Words;
