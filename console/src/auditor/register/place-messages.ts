import type { Words } from '../../language/words.ts';

export const placeWords = {
  title: { zh: '医院与病区', en: 'Hospital and wards' },
  lead: {
    zh: '病区编码要与病案首页、点评工作表里的一致，费用和记录才归到病区。',
    en: 'The codes of a ward have to be those of front pages and worksheets, so that cost and records find it.',
  },
  hospital: { zh: '医院登记', en: 'The hospital' },
  level: { zh: '等级', en: 'Level' },
  levelOf: { zh: '{level} 级', en: 'Level {level}' },
  kind: { zh: '类别', en: 'Kind' },
  monitored: { zh: '月度监测', en: 'Monthly monitoring' },
  yes: { zh: '纳入', en: 'Included' },
  no: { zh: '不纳入', en: 'Not included' },
  byCommission: { zh: '本院登记由卫健委更改。', en: 'The commission changes what is registered of the hospital.' },
  wards: { zh: '病区', en: 'Wards' },
  none: { zh: '还没有登记病区', en: 'No wards are registered' },
  ended: { zh: '含已终止', en: 'With those that ended' },
  name: { zh: '名称', en: 'Name' },
  department: { zh: '科室', en: 'Department' },
  specialty: { zh: '诊疗科目', en: 'Specialty' },
  specialtyHint: {
    zh: '带国家代码，例如 03.04 心血管内科专业',
    en: 'With its national code, such as 03.04 心血管内科专业',
  },
  codes: { zh: '本院编码', en: 'Codes' },
  codesHint: {
    zh: '首页和工作表里的编码或名称，Enter 隔开',
    en: 'Codes and names in the hospital’s files, Enter between them',
  },
  from: { zh: '自', en: 'From' },
  until: { zh: '自此日起不再（不含）', en: 'First day without' },
  since: { zh: '{from} 起', en: 'since {from}' },
  span: { zh: '{from} 至 {until}（不含）', en: '{from} to {until} (not included)' },
  into: { zh: '并入', en: 'Merged into' },
  intoHint: { zh: '留空表示撤销', en: 'Empty: it is closed' },
  reason: { zh: '理由', en: 'Reason' },
  register: { zh: '登记病区', en: 'Register a ward' },
  change: { zh: '修改', en: 'Change' },
  changeTitle: { zh: '修改病区：{name}', en: 'Change ward: {name}' },
  changeText: {
    zh: '自所填日期起按新内容，此前的保持原样。',
    en: 'The new facts hold from that day on; what was before stays.',
  },
  save: { zh: '保存修改', en: 'Save' },
  end: { zh: '终止', en: 'End' },
  endTitle: { zh: '终止病区：{name}', en: 'End ward: {name}' },
  endAsk: { zh: '终止病区“{name}”？', en: 'End the ward “{name}”?' },
  endText: {
    zh: '自该日起不能再归入记录和费用；不能收回，只能另行登记病区。',
    en: 'From that day on no record or cost can be of it. It cannot be taken back; a ward can be registered anew.',
  },
  act: { zh: '办理', en: 'Steps' },
} satisfies Words;

export const hospitalKindWords = {
  general: { zh: '综合医院', en: 'General' },
  tcm: { zh: '中医医院', en: 'Chinese medicine' },
  maternity: { zh: '妇幼保健院', en: 'Maternity' },
  specialist: { zh: '专科医院', en: 'Specialist' },
  township: { zh: '乡镇卫生院', en: 'Township' },
  other: { zh: '其他', en: 'Other' },
} satisfies Words;
