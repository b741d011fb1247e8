import type { Words } from '../../language/words.ts';

/** Codes of what is due and how far it is. */

export const dueWords = {
  reminder: { zh: '提醒谈话', en: 'Reminder talk' },
  interview: { zh: '约谈', en: 'Interview' },
  restriction: { zh: '限制', en: 'Restriction' },
  suspension: { zh: '暂停', en: 'Suspension' },
  cancellation: { zh: '取消', en: 'Cancellation' },
  termination: { zh: '终止', en: 'Termination' },
} satisfies Words;

export const dutyStateWords = {
  waiting: { zh: '等待送达或复核', en: 'Waiting' },
  open: { zh: '应处理', en: 'To be done' },
  'in-force': { zh: '执行中', en: 'In force' },
  done: { zh: '已完成', en: 'Done' },
  'set-aside': { zh: '不予采取', en: 'Set aside' },
} satisfies Words;

export const dutyStateColours: Readonly<Record<string, string>> = {
  waiting: 'gold',
  open: 'red',
  'in-force': 'blue',
  done: 'green',
};

export const requirementWords = {
  study: { zh: '学习任务', en: 'study task' },
  training: { zh: '培训', en: 'training' },
  exam: { zh: '考核', en: 'exam' },
} satisfies Words;

export function isTalk(due: string): boolean {
  return due === 'reminder' || due === 'interview';
}
