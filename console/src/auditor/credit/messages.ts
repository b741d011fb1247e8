import type { Words } from '../../language/words.ts';

export const creditWords = {
  title: { zh: '返还分', en: 'Points given back' },
  lead: {
    zh: '经认可的学习、公益活动由一人登记、另一人确认，确认后按办法返还。',
    en: 'One person records an accepted activity, another confirms it; then points are given back by the rule.',
  },
  none: { zh: '没有这样的活动', en: 'No activities of that kind' },
  state: { zh: '状态', en: 'State' },
  everyState: { zh: '所有状态', en: 'Every state' },
  doctor: { zh: '医师', en: 'Doctor' },
  activity: { zh: '活动', en: 'Activity' },
  doneOn: { zh: '完成日期', en: 'Done on' },
  recordedOn: { zh: '登记日', en: 'Recorded' },
  scheme: { zh: '记分办法', en: 'Scheme' },
  hospital: { zh: '医疗机构', en: 'Hospital' },
  act: { zh: '办理', en: 'Steps' },
  record: { zh: '登记活动', en: 'Record an activity' },
  confirm: { zh: '确认', en: 'Confirm' },
  confirmTitle: { zh: '确认活动：{name}', en: 'Confirm the activity of {name}' },
  confirmAsk: { zh: '确认这项活动？', en: 'Confirm this activity?' },
  confirmText: {
    zh: '今天起返还分数，按办法封顶。不能收回。',
    en: 'Points are given back from today, up to the cap, for good.',
  },
  note: { zh: '附注（可不填）', en: 'Note (optional)' },
  decline: { zh: '不认可', en: 'Decline' },
  declineTitle: { zh: '不认可活动：{name}', en: 'Decline the activity of {name}' },
  declineAsk: { zh: '不认可这项活动？', en: 'Decline this activity?' },
  declineText: { zh: '就此了结，需要时重新登记。', en: 'It is closed; it can be recorded anew.' },
  reason: { zh: '理由', en: 'Reason' },
} satisfies Words;

export const creditStateWords = {
  recorded: { zh: '待确认', en: 'Waits' },
  confirmed: { zh: '已返还', en: 'Given back' },
  declined: { zh: '不认可', en: 'Declined' },
} satisfies Words;
