import type { Words } from '../../language/words.ts';

export const completenessWords = {
  title: { zh: '数据完整性', en: 'Completeness' },
  lead: {
    zh: '谁的数据到了、只到一部分、逾期、还没到期。缺的不按零算。',
    en: 'What is in, partly in, late, or not yet due. What is missing is never taken for zero.',
  },
  dataset: { zh: '数据集', en: 'Dataset' },
  chart: { zh: '{dataset}：各医院各月', en: '{dataset}: hospitals by months' },
  status: {
    zh: '完整 {complete}，部分 {partial}，逾期 {late}，未到期 {awaited}',
    en: '{complete} complete, {partial} partial, {late} late, {awaited} not due',
  },
  due: {
    zh: '次月 {day} 日前报送（建议稿，非官方规定）',
    en: 'due by day {day} of the next month (our proposal, no official rule)',
  },
  source: { zh: '导入记录', en: 'the imports' },
  arrivedOn: { zh: '到达日期', en: 'Arrived on' },
  dueOn: { zh: '应到日期', en: 'Due on' },
  daysLate: { zh: '逾期天数', en: 'Days late' },
  reconciliation: { zh: '首页与财务药费对账', en: 'Front pages against finance' },
  reconciliationWhat: {
    zh: '两种口径不同：财务可能把血液制品计入药品。差额在容差 {tolerance} 内或可由血液制品解释的为“可解释”。',
    en: 'Two definitions: finance may book blood products as drugs. Explained: within {tolerance}, or by blood products.',
  },
  difference: { zh: '差额占首页药费', en: 'Difference, of front pages' },
  front: { zh: '首页药费（分）', en: 'Front pages (fen)' },
  finance: { zh: '财务药费（分）', en: 'Finance (fen)' },
  differenceFen: { zh: '差额（分）', en: 'Difference (fen)' },
  blood: { zh: '血液制品（分）', en: 'Blood products (fen)' },
  verdict: { zh: '结论', en: 'Verdict' },
  missing: { zh: '缺一方', en: 'one is missing' },
  explained: { zh: '可解释', en: 'explained' },
  unexplained: { zh: '未能解释', en: 'unexplained' },
} satisfies Words;

export const datasetWords = {
  inpatientRows: { zh: '病案首页', en: 'Front pages' },
  inpatientReturn: { zh: '住院月报', en: 'Inpatient return' },
  outpatientReturn: { zh: '门诊月报', en: 'Outpatient return' },
  drugLines: { zh: '用药明细', en: 'Drug lines' },
  reviewReturn: { zh: '处方点评月报', en: 'Review return' },
} satisfies Words;
