import type { Words } from '../../language/words.ts';

export const penaltyWords = {
  title: { zh: '记分与处理', en: 'Findings and sanctions' },
  lead: {
    zh: '每千张点评处方中成立的记分。没有点评的医院什么也查不出：未评不等于良好。',
    en: 'Standing findings per 1,000 reviewed prescriptions. Where nothing was reviewed nothing was found: that is not good.',
  },
  funnel: { zh: '各医院记分率：{level}，{place}', en: 'Findings by hospital: {level}, {place}' },
  reviewed: { zh: '点评处方（张）', en: 'Prescriptions reviewed' },
  findings: { zh: '成立的记分', en: 'Standing findings' },
  rate: { zh: '每千张', en: 'Per 1,000' },
  months: { zh: '已评月数／应评月数', en: 'Months reviewed / owed' },
  notAssessed: { zh: '未评（不等于良好）', en: 'Not assessed (which is not good)' },
  notAssessedNote: {
    zh: '未评 {count} 家，不在图中：{names}',
    en: '{count} not assessed and not in the chart: {names}',
  },
  source: { zh: '处方点评月报；账本中成立的记分', en: 'monthly review returns; standing findings of the ledger' },
  status: {
    zh: '{from} 至 {to}；{assessed} 家已评，{not} 家未评',
    en: '{from} to {to}; {assessed} assessed, {not} not',
  },
  beside: { zh: '记分与费用并列：{hospital}', en: 'Findings beside cost: {hospital}' },
  deductions: { zh: '记分（件）', en: 'Findings' },
  withoutWard: { zh: '另有 {count} 件没有病区', en: '{count} more have no ward' },
  trend: { zh: '每千张点评处方记分：{place}，逐月', en: 'Findings per 1,000 reviewed: {place}, by month' },
  trendNote: { zh: '没有点评的月份是空缺。', en: 'A month without reviews is a gap.' },
  sanctionsChart: {
    zh: '因记分应处理的事项：{place}，按产生月份',
    en: 'Sanctions due: {place}, by the month they came due',
  },
  sanctionPeers: { zh: '因记分应处理的事项：{place}，各医院', en: 'Sanctions due: {place}, by hospital' },
  sanctionsStatus: {
    zh: '截至 {on}；已评 {assessed}／应评 {owed}（家·月）',
    en: 'as of {on}; {assessed} of {owed} hospital-months assessed',
  },
  sanctionsNote: {
    zh: '按有权处理的医院计：医师在两家医院有处方权的，各计一次。没有点评也没有记分的月份不是零，是未评。',
    en: 'Counted at each hospital that has to act: a doctor with rights at two is counted at both. A month without reviews and findings is not zero but not assessed.',
  },
  sanctionsSource: { zh: '账本（不含医师姓名）', en: 'the ledger, naming no doctor' },
  waiting: { zh: '等待（送达、申诉）', en: 'waiting' },
  open: { zh: '待处理', en: 'open' },
  'in-force': { zh: '执行中', en: 'in force' },
  done: { zh: '已完成', en: 'done' },
  'set-aside': { zh: '不予采取', en: 'set aside' },
  count: { zh: '件数', en: 'How many' },
  monthly: { zh: '月份', en: 'Month' },
} satisfies Words;
