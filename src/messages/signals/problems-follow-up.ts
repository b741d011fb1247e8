import type { Messages } from '../catalogue.ts';

/** The work list of signals: taken up, notice, interview, re-check, closed. */
export const followUpProblems: Messages = {
  'follow-up.no-such-signal': {
    zh: '目前没有自 {since} 起、规则为 {rule} 的信号(可能已消失或基线已改)。请重新查看预警列表。',
    en: 'There is no signal now by the rule {rule} since {since} (it may have gone, or the baseline was moved). Look at the alerts again.',
  },
  'follow-up.open-already': {
    zh: '该信号({measure},自 {since} 起)已有人处理。请在原处理中继续。',
    en: 'This signal ({measure}, since {since}) has been taken up already. Go on with that follow-up.',
  },
  'follow-up.step-not-now': {
    zh: '目前状态为 {state},不能进行 {step};可以进行:{allowed}。',
    en: 'The state is {state}; {step} cannot follow. What can: {allowed}.',
  },
  'follow-up.basis-needs-document': {
    zh: '以 {basis} 为依据须写明文号。费用偏高本身不是《医疗质量管理办法》第四十一条的约谈事由。',
    en: 'The basis {basis} needs the number of its document. A high figure alone is no ground for an interview under article 41.',
  },
  'follow-up.deadline-before': {
    zh: '整改期限 {deadline} 应晚于约谈日期 {heldOn}。',
    en: 'The deadline {deadline} must be after the interview on {heldOn}.',
  },
  'follow-up.recheck-missing': {
    zh: '约谈要求整改(期限 {deadline}),尚无“已整改”的复查,不能关闭。请先记录复查。',
    en: 'An interview asked for something (until {deadline}) and no re-check has found it put right. Record a re-check first.',
  },
  'follow-up.date-future': {
    zh: '日期 {value} 晚于今天({today})。请填写已发生的日期。',
    en: '{value} is after today ({today}). Give a day that has been.',
  },
  'notice.text-changed': {
    zh: '{month} 的通报内容已与您所见的不同(所见 {seen},现在 {now})。请重新打开通报核对后再发送。',
    en: 'The notice for {month} no longer reads as you saw it (seen {seen}, now {now}). Open it again, check it, then send.',
  },
  'notice.month-not-over': {
    zh: '{month} 尚未结束,所报数字不全,不能出具通报。请选择已结束的月份。',
    en: '{month} is not over: what is in of it is a part, and no notice rests on it. Choose a month that is over.',
  },
  'notice.nobody': {
    zh: '没有收件单位。请至少写明一家医院或其他单位。',
    en: 'There is nobody to send it to. Name at least one hospital or other recipient.',
  },
  'notice.hospital-outside': {
    zh: '{month} 的通报不涉及以下医院:{hospitals}。请只选该地区应报的医院,其他单位请写入其他收件人。',
    en: 'The notice for {month} is not about these hospitals: {hospitals}. Choose those of its place; name others as other recipients.',
  },
  'follow-up.date-past': {
    zh: '期限 {value} 早于今天({today})。请填写今天或以后的日期。',
    en: 'The date {value} is before today ({today}). Give today or a later day.',
  },
};
