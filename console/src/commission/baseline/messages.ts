import type { Words } from '../../language/words.ts';

export const baselineWords = {
  title: { zh: '控制限基线', en: 'Baselines' },
  lead: {
    zh: '控制限由一段基线月份算出，不会自己移动。情况确有改变（如新院区启用、医保办法调整），由您写明理由重设。',
    en: 'Limits rest on a run of months and never move by themselves. Where things did change, such as a new building, you set them anew and say why.',
  },
  needsOne: {
    zh: '请选择一个医院级别、一家医院或一个病区：控制限各算各的。',
    en: 'Choose a level, a hospital or a ward: each has limits of its own.',
  },
  known: { zh: '现有基线', en: 'Baselines so far' },
  none: { zh: '月份不足，还没有基线', en: 'Too few months for a baseline' },
  rests: {
    zh: '{from} 至 {to} 的月份，用于 {appliesFrom} 起',
    en: 'Months {from} to {to}, for {appliesFrom} and later',
  },
  set: { zh: '重设基线', en: 'Set a baseline' },
  from: { zh: '基线起始月', en: 'First month' },
  to: { zh: '基线截至月', en: 'Last month' },
  appliesFrom: { zh: '自哪个月起用', en: 'Holds from' },
  reason: { zh: '理由', en: 'Reason' },
  reasonHint: {
    zh: '例：2025年10月新住院楼启用，病种结构改变',
    en: 'For example: the new building opened in October 2025',
  },
  act: { zh: '重设', en: 'Set it' },
  confirm: { zh: '重设控制限的基线？', en: 'Set the baseline anew?' },
  confirmText: {
    zh: '{appliesFrom} 起的控制限改按 {from} 至 {to} 计算，以前的不变。写入账本，署您的名，不能删除，只能再设。',
    en: 'Limits from {appliesFrom} on rest on {from} to {to}; earlier ones stay. The ledger keeps it with your name: it cannot be deleted, only set again.',
  },
  done: { zh: '已重设', en: 'Set' },
} satisfies Words;
