import type { Words } from '../../language/words.ts';

export const decisionWords = {
  acknowledged: { zh: '确认知悉', en: 'Acknowledged' },
  appealBy: { zh: '可申请复核', en: 'You may appeal' },
  appealed: { zh: '申请复核', en: 'Appeal' },
  course: { zh: '经过', en: 'What happened' },
  decisions: { zh: '两次决定', en: 'Both decisions' },
  deliverBy: { zh: '应送达', en: 'To be delivered' },
  delivered: { zh: '送达', en: 'Delivered' },
  firstDecision: { zh: '首次决定', en: 'First decision' },
  notYet: { zh: '还没有', en: 'None yet' },
  recorded: { zh: '记录', en: 'Recorded' },
  ruleBy: { zh: '应作出复核决定', en: 'To be ruled on' },
  secondDecision: { zh: '复核决定', en: 'Second decision' },
  stated: { zh: '陈述申辩', en: 'Statement' },
  waived: { zh: '已放弃申请复核', en: 'The appeal was waived' },
  points: { zh: '{points} 分', en: '{points} pt' },
} satisfies Words;
