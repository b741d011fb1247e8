import type { Messages } from '../catalogue.ts';

/** Signals, funnels, decompositions and interrupted series. */
export const effectProblems: Messages = {
  'effect.since-outside': {
    zh: '{since} 不在所问区间内。请把后一时期的首月放在区间之内。',
    en: '{since} is not in the range asked for. Name a first later month inside it.',
  },
  'effect.too-few-months': {
    zh: '前段有数据 {before} 个月,后段 {after} 个月;每段至少要 {minimum} 个月才能区分趋势与波动。请放宽区间或补报数据。',
    en: 'There are {before} months with data before and {after} after; at least {minimum} a side are needed to tell a trend from noise. Ask for more months, or have the missing ones sent.',
  },
  'effect.version-changed': {
    zh: '{month} 起指标定义改变(版本 {versions}),前后不可比。请用 version 指定一个定义。',
    en: 'The definition changes in {month} (versions {versions}) and the two cannot be compared. Name one definition by version.',
  },
  'effect.comparator-inside': {
    zh: '对照({hospitals})不能包含所评估的医院或病区所在的医院。请去掉它。',
    en: 'The comparator ({hospitals}) cannot hold the hospital examined, or that of the ward. Leave it out.',
  },
  'effect.comparator-form': {
    zh: 'comparator 应为医院编号,以逗号分隔,最多 {limit} 个。',
    en: 'comparator takes ids of hospitals, separated by commas, at most {limit}.',
  },
  'signal.measure-needed': {
    zh: '按病区列出预警须指明一个指标 measure。',
    en: 'Alerts by ward need one measure named.',
  },
  'signal.too-few-months': {
    zh: '区间只有 {months} 个月;至少要 {minimum} 个月才能估计金额的波动。请放宽区间。',
    en: 'The range has {months} month(s); at least {minimum} are needed to tell how sure an amount is. Ask for more.',
  },
  'signal.version-changed': {
    zh: '区间内指标 {measure} 的定义改变。请用 version 指定一个定义,或缩短区间。',
    en: 'The definition of {measure} changes inside the range. Name one by version, or ask for less.',
  },
  'baseline.range': {
    zh: '基线的起始月份 {from} 不早于截止月份 {until}(不含)。',
    en: 'The baseline’s first month {from} is not before {until}, the first month outside.',
  },
  'baseline.applies-before': {
    zh: '基线自 {appliesFrom} 起适用,早于其首月 {from}。请改为不早于首月。',
    en: 'The baseline would apply from {appliesFrom}, before its own first month {from}. Let it apply from that month or later.',
  },
  'baseline.too-few-months': {
    zh: '{from} 至 {until}(不含)中可用的月份不足 {minimum} 个(缺报、例数过少的月份不算,且须为同一定义)。请放宽基线或补报数据。',
    en: 'From {from} until {until} there are fewer than {minimum} usable months of one definition (missing ones and small numbers do not count). Choose more months, or have the missing ones sent.',
  },
  'baseline.unchanged': {
    zh: '自 {appliesFrom} 起已是这一基线,未作更改。',
    en: 'From {appliesFrom} on this baseline already holds. Nothing was changed.',
  },
  'change.group-not-here': {
    zh: '范围 {scope} 不能按 {by} 分解:一家医院按 ward 或 drg,全市或县按 level、hospital 或 drg。',
    en: 'A {scope} is not taken apart by {by}: a hospital by ward or drg, a city or county by level, hospital or drg.',
  },
  'change.version-changed': {
    zh: '两个时期之间或其中指标 {measure} 的定义改变,不可比。请用 version 指定一个定义。',
    en: 'The definition of {measure} differs between or inside the periods. Name one by version.',
  },
};
