import type { Messages } from './catalogue.ts';

/** What the use cases of schemes, deductions, leads and worksheets refuse before or beside the rules. */
export const deductionProblems: Messages = {
  'adoption.file-unknown': {
    zh: '没有名为 {file} 的随附记分办法文件。可采用的有：{known}。',
    en: 'No scheme file {file} is shipped. Those that can be adopted: {known}.',
  },
  'adoption.category-changed': {
    zh: '代码 {code} 在 {version} 版中属类别 {was}，不能改为 {category}：谁可查看和认定取决于类别。请为新含义另设代码。',
    en: 'Code {code} has the category {was} in version {version} and cannot become {category}, because who sees and decides hangs on it. Give the new meaning a new code.',
  },
  'deduction.category-outside-grant': {
    zh: '您的授权不包含该类别（{categories}）。请由相应部门记录。',
    en: 'Your grant does not cover this category ({categories}). The office in charge of it must record.',
  },
  'deduction.doctor-unknown': {
    zh: '按 {by} 在该医院未找到 {occurredOn} 的这名医师。请核对编号与日期，或先登记其任职。',
    en: 'By {by} there is no such doctor at this hospital on {occurredOn}. Check the number and the date, or register the post first.',
  },
  'deduction.doctor-ambiguous': {
    zh: '按 {by} 找到多名医师：{candidates}。请改用医师编号 doctorId。',
    en: 'By {by} several doctors are meant: {candidates}. Name one by doctorId.',
  },
  'deduction.no-person': {
    zh: '未列出责任人。请至少列出一人。',
    en: 'Nobody responsible is listed. List at least one person.',
  },
  'deduction.person-twice': {
    zh: '医师 {doctorId} 在责任人中出现两次。请只保留一次。',
    en: 'The doctor {doctorId} stands twice among those responsible. Keep one.',
  },
  'deduction.lead-unknown': {
    zh: '该医院没有线索 {leadId}。请核对编号。',
    en: 'This hospital has no lead {leadId}. Check the identifier.',
  },
  'lead.deduction-unknown': {
    zh: '该医院没有扣分记录 {deductionId}。请核对编号。',
    en: 'This hospital has no deduction {deductionId}. Check the identifier.',
  },
};
