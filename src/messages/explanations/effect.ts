import type { Messages } from '../catalogue.ts';

/** What an interrupted series says and what it does not. */
export const effectExplanations: Messages = {
  'effect.statement.change': {
    zh: '同一时期(自 {since} 起,前 {monthsBefore} 个月,后 {monthsAfter} 个月):水平变化 {level}(95% 区间 {levelLower} 至 {levelUpper}),每月斜率变化 {slope}({slopeLower} 至 {slopeUpper});Newey–West 滞后 {lag}。这是同期发生的变化,不说明由何引起。',
    en: 'Over the same period (from {since}, {monthsBefore} months before and {monthsAfter} after) the level differs by {level} (95 % interval {levelLower} to {levelUpper}) and the slope by {slope} a month ({slopeLower} to {slopeUpper}); Newey–West lag {lag}. This is what happened at the same time, not what caused it.',
  },
  'effect.statement.no-clear-change': {
    zh: '同一时期(自 {since} 起,前 {monthsBefore} 个月,后 {monthsAfter} 个月)未见明确变化:水平 {level}(95% 区间 {levelLower} 至 {levelUpper}),每月斜率 {slope}({slopeLower} 至 {slopeUpper}),两个区间都包含零;Newey–West 滞后 {lag}。',
    en: 'Over the same period (from {since}, {monthsBefore} months before and {monthsAfter} after) no clear change shows: level {level} (95 % interval {levelLower} to {levelUpper}), slope {slope} a month ({slopeLower} to {slopeUpper}), both intervals through zero; Newey–West lag {lag}.',
  },
  'effect.warning.implausible-fall': {
    zh: '当月下降超过 15%,超出已知强力措施的幅度(6–14%)。请先核对数据:定义、分组器、病区归属或上报口径是否改变。',
    en: 'The immediate fall exceeds 15 %, more than hard levers are known to do (6–14 %). Check the data first: a changed definition, grouper, ward map or way of reporting.',
  },
  'effect.warning.no-comparator': {
    zh: '没有对照:全国次均药费本身在下降,同期影响所有医院的因素无法分开。',
    en: 'There is no comparator: drug cost falls nationwide by itself, and what moved every hospital cannot be told apart.',
  },
  'effect.warning.months-missing': {
    zh: '有缺报的月份,未计入;相关性按有数据的月份依次计算。',
    en: 'Some months are missing and left out; correlation is taken between the months there are.',
  },
  'effect.warning.months-partial': {
    zh: '有的月份数据不完整(有被拒的行,或有医院未报)。',
    en: 'Some months are partial: rows were refused, or not every hospital has reported.',
  },
  'effect.warning.small-numbers': {
    zh: '有的月份例数低于该指标的最小数,个别病例即可改变结果。',
    en: 'Some months are below the measure’s small-number threshold: one case can move them.',
  },
  'effect.warning.not-converged': {
    zh: 'Prais–Winsten 迭代未收敛,其结果仅供参考。',
    en: 'Prais–Winsten did not converge; take its figures as a hint.',
  },
  'effect.warning.levels-together': {
    zh: '二级与三级医院合在一个序列:各自占比一变,合计均值就变。请用 level 分开提问。',
    en: 'Hospitals of level 2 and level 3 are in one series, which moves with the share of each. Ask about one level.',
  },
  'beside.regression-to-the-mean': {
    zh: '向均值回归:因某月费用或扣分异常高而被关注的病区,下月通常自行回落,与是否采取措施无关。',
    en: 'Regression to the mean: a ward that was noticed for a high month usually comes down the next one by itself, whatever was done.',
  },
  'beside.no-cause': {
    zh: '两列并排只说明同期发生了什么:扣分多可能是点评多,费用变化可能是病种变化。不得据此评价医师。',
    en: 'Two columns side by side say what happened at the same time: more deductions may be more review, another cost another case mix. No doctor is judged by it.',
  },
  'beside.discharge-ward': {
    zh: '费用按出院病区归集,扣分按行为发生的病区;转科患者两者可能不同。',
    en: 'Cost sits on the ward of discharge, a finding on the ward of the act; for transferred patients the two differ.',
  },
  'price-volume.units': {
    zh: '数量按医院计数的单位(片、支等)相加;同一编码若改用另一计量单位,会表现为价格变化。数量效应为各药同比例增减的部分。',
    en: 'Quantities are added in the unit the hospital counts in; a code counted in another unit shows as a price. Volume is what all drugs grew or fell by alike.',
  },
  'price-volume.no-cause': {
    zh: '价格、数量、结构三部分相加等于总变化,说明变化在哪里,不说明由何引起;国家谈判药品和长期处方受政策保护。',
    en: 'Price, volume and mix add up to the change: they say where it lies, not what caused it. Negotiated drugs and long prescriptions are protected by policy.',
  },
  'reroll.generated': {
    zh: '这些数据是演示用生成的汇总,没有原始行,不能按新的病区对照重新归集,也无须补传文件;导入真实文件后即可。',
    en: 'These figures were generated for the demonstration: no rows stand behind them to be counted anew under the map, and there is no file to send. What is imported from a file can be.',
  },
  'reroll.not-kept': {
    zh: '该次导入未保留原始行,不能重新归集。请重新上传原文件。',
    en: 'The rows of this import were not kept, so they cannot be counted anew. Send the file again.',
  },
  'ward-drugs.no-doctor': {
    zh: '仅到病区,不涉及医师;不得用于向药企提供统方数据,查询目的已留痕。',
    en: 'By ward only, never by doctor; not to be passed on as prescribing statistics. What it was asked for has been recorded.',
  },
};
