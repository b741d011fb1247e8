import { officeWords } from '../../language/vocabulary.ts';
import type { Words } from '../../language/words.ts';

export const queueWords = {
  title: { zh: '待办', en: 'To do' },
  lead: {
    zh: '最急的在前。逾期不会自动对医师不利。',
    en: 'Most urgent first. A missed date never turns against the doctor by itself.',
  },
  mine: { zh: '我能办的', en: 'What I can do' },
  all: { zh: '全部', en: 'Everything' },
  whose: { zh: '范围', en: 'Whose' },
  what: { zh: '事项', en: 'Task' },
  every: { zh: '所有事项', en: 'Every task' },
  doctor: { zh: '医师', en: 'Doctor' },
  hospital: { zh: '医疗机构', en: 'Hospital' },
  since: { zh: '起始', en: 'Since' },
  due: { zh: '截止', en: 'Due' },
  by: { zh: '由谁办', en: 'By' },
  overdue: { zh: '逾期', en: 'Overdue' },
  movedUp: { zh: '提级', en: 'Moved up' },
  none: { zh: '没有等着办的事项', en: 'Nothing waits' },
  noClock: { zh: '无期限', en: 'No date' },
  go: { zh: '去办理', en: 'Open' },
  more: { zh: '以下还有更多', en: 'There are more below' },
} satisfies Words;

export const byWords = {
  doctor: { zh: '医师本人', en: 'The doctor' },
  confirmer: { zh: '复核人', en: 'A reviewer' },
  office: { zh: '经办部门', en: 'The office' },
  'second-person': { zh: '另一名经办人', en: 'A second person' },
  'hospital-panel': { zh: '院内复核组', en: 'Hospital panel' },
  'quality-control-experts': { zh: '质控专家', en: 'Quality-control experts' },
  commission: officeWords.commission,
  department: officeWords.department,
  hospital: officeWords.hospital,
} satisfies Words;
