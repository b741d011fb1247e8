import { sourceWords } from '../../language/vocabulary.ts';
import type { Words } from '../../language/words.ts';

export const leadWords = {
  title: { zh: '线索', en: 'Leads' },
  lead: {
    zh: '系统拦截、投诉和异常值只是线索：不通知医师，也不扣分，要由人核实后记录。',
    en: 'Hits, complaints and outliers are leads: nobody is told and nothing is deducted until a person has looked and recorded.',
  },
  none: { zh: '没有这样的线索', en: 'No leads of that kind' },
  state: { zh: '状态', en: 'State' },
  everyState: { zh: '所有状态', en: 'Every state' },
  source: { zh: '来源', en: 'Source' },
  everySource: { zh: '所有来源', en: 'Every source' },
  text: { zh: '内容', en: 'What' },
  doctor: { zh: '医师', en: 'Doctor' },
  unknown: { zh: '尚不明确', en: 'Not known yet' },
  occurredOn: { zh: '行为日', en: 'Act' },
  actRef: { zh: '处方（医嘱）号', en: 'Prescription or order no.' },
  code: { zh: '代码', en: 'Code' },
  act: { zh: '办理', en: 'Steps' },
  record: { zh: '记录', en: 'Record' },
  opened: { zh: '看记录', en: 'See the record' },
  setAside: { zh: '不成立', en: 'Set aside' },
  setAsideTitle: { zh: '线索不成立', en: 'Set the lead aside' },
  setAsideAsk: { zh: '了结这条线索？', en: 'Close this lead?' },
  setAsideText: { zh: '理由留存备查，不能收回。', en: 'The reason is kept; it cannot be taken back.' },
  reason: { zh: '理由', en: 'Reason' },
  post: { zh: '登记线索', en: 'Post a lead' },
} satisfies Words;

export const leadStateWords = {
  open: { zh: '待核实', en: 'Open' },
  recorded: { zh: '已记录', en: 'Recorded' },
  'set-aside': { zh: '不成立', en: 'Set aside' },
} satisfies Words;

export const leadSourceWords = {
  'his-hit': sourceWords['his-hit'],
  complaint: sourceWords.complaint,
  outlier: { zh: '异常值', en: 'Outlier' },
  other: sourceWords.other,
} satisfies Words;
