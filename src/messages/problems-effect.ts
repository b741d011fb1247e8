import type { Messages } from './catalogue.ts';

/** Questions about what happened over the same period as a scheme. */
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
};
