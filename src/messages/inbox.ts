import type { Messages } from './catalogue.ts';

/** One sentence for each kind of entry that an inbox speaks of. They name nobody: the entry itself does. */
export const inboxMessages: Messages = {
  'credit.confirmed': { zh: '一项返还分已确认。', en: 'Points given back have been confirmed.' },
  'deduction.acknowledged': { zh: '医师已确认知悉该记录。', en: 'The doctor has acknowledged the record.' },
  'deduction.appealed': {
    zh: '医师已就该认定申诉，后果暂缓。',
    en: 'The doctor has appealed; what follows is stayed.',
  },
  'deduction.appeal-withdrawn': {
    zh: '医师已撤回申诉，原决定生效，后果不再暂缓。',
    en: 'The doctor has withdrawn the appeal; the decision is final and nothing is stayed any more.',
  },
  'deduction.confirmed': { zh: '该记录已认定。', en: 'The record has been confirmed.' },
  'deduction.confirmed.delivers': {
    zh: '您的一条记录已认定。阅读即为送达，申诉期自今日起算。',
    en: 'A record about you has been confirmed. Reading it is its delivery; the window to appeal opens today.',
  },
  'deduction.delivered': { zh: '决定已以书面送达。', en: 'The decision was delivered on paper.' },
  'deduction.dismissed': { zh: '该记录不予认定。', en: 'The record has been dismissed.' },
  'deduction.outcome-recorded': { zh: '已登记外部决定。', en: 'A decision from outside has been recorded.' },
  'deduction.recorded': {
    zh: '有一条关于您的新记录，可陈述申辩或确认知悉。',
    en: 'There is a new record about you; you may state or acknowledge.',
  },
  'deduction.reversal-proposed': { zh: '有人提出更正该记录。', en: 'A reversal of the record has been proposed.' },
  'deduction.reversed': {
    zh: '该记录已更正，自认定日起不计分。',
    en: 'The record has been reversed, back to its finding.',
  },
  'deduction.ruled': { zh: '申诉已有复核决定。', en: 'The appeal has been ruled on.' },
  'deduction.ruled.delivers': {
    zh: '您的申诉已有复核决定。阅读即为送达。',
    en: 'Your appeal has been ruled on. Reading it is its delivery.',
  },
  'deduction.stated': { zh: '医师已陈述申辩。', en: 'The doctor has made a statement.' },
  'deduction.withdrawn': { zh: '该记录已撤回。', en: 'The record has been withdrawn.' },
  'erasure.confirmed': {
    zh: '保存期已满，关于您的记录及其附属材料已销毁；账本证明仍然有效。',
    en: 'Records about you have outlived their retention and were destroyed with what belonged to them; the proofs stay valid.',
  },
  'leave.ended': { zh: '请假已提前结束或撤销。', en: 'A leave has been ended sooner or taken back.' },
  'leave.recorded': { zh: '已登记请假，期限相应暂停。', en: 'A leave has been recorded; clocks stand still for it.' },
  'opening.confirmed': {
    zh: '纸面记分结转已确认，开始计分。',
    en: 'A balance from paper has been confirmed and counts.',
  },
  'opening.recorded': {
    zh: '已录入纸面记分结转，待另一人确认。',
    en: 'A balance from paper waits for a second person.',
  },
  'opening.reversed': {
    zh: '纸面记分结转已更正，自结转日起不计分。',
    en: 'A balance from paper has been reversed, back to its day.',
  },
  'right.ended': { zh: '一项处方权已终止。', en: 'A right to prescribe has ended.' },
  'right.granted': { zh: '已授予一项处方权。', en: 'A right to prescribe has been granted.' },
  'right.lifted': { zh: '一项处方权措施已解除。', en: 'A measure on a right to prescribe has been lifted.' },
  'right.measured': { zh: '对您的处方权采取了措施。', en: 'A measure has been taken on a right to prescribe.' },
  'right.measured.hold': {
    zh: '为保护患者，已对您的处方权采取安全暂停；这不是认定。',
    en: 'A safety hold has been put on a right of yours to protect patients; it decides nothing about you.',
  },
  'right.measured.hold-renewed': {
    zh: '安全暂停已由另一人续期。',
    en: 'The safety hold has been renewed by a second person.',
  },
  'right.measured.sanction': {
    zh: '因达到阈值或法定条件，已对您的处方权作出处理，写明起始日期与解除条件。',
    en: 'What a threshold or the law made due has been imposed on a right of yours; it says from when and how it ends.',
  },
  'sanction.ordered': {
    zh: '主管部门已责令机构就应处理事项作出处理。',
    en: 'The commission has ordered the hospital to act on what is due.',
  },
  'sanction.requirement-met': {
    zh: '您完成的学习、培训或考核已登记为合格。',
    en: 'A study task, training or exam of yours has been recorded as passed.',
  },
  'sanction.requirement-met.failed': {
    zh: '您的学习、培训或考核已登记为不合格，可再次进行。',
    en: 'A study task, training or exam of yours has been recorded as not passed; it can be repeated.',
  },
  'sanction.set-aside': {
    zh: '机构已决定对一项法定条件提请的处理不予采取。',
    en: 'The hospital has decided not to act on what a statutory trigger proposed.',
  },
  'sanction.talk-held': {
    zh: '谈话或约谈已进行，记录已登记。',
    en: 'The talk or interview has been held; its minutes are recorded.',
  },
};
