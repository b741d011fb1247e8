import type { Messages } from './catalogue.ts';

/** What is refused about leaves, interests, mandates, opening balances and the inbox. */
export const recusalProblems: Messages = {
  'inbox.already-read': {
    zh: '第 {position} 条已读，无需重复。',
    en: 'Item {position} has been read already.',
  },
  'leave.dates': {
    zh: '请假至 {until}，须晚于起始日 {from}（返岗首日）。请更正日期。',
    en: 'The leave ends on {until} (the first day back), which must be later than {from}. Correct the dates.',
  },
  'leave.own-record': {
    zh: '该请假涉及您本人，或您已申报利害关系，须由他人登记。',
    en: 'The leave is your own, or you have declared an interest about the doctor. Somebody else must record it.',
  },
  'leave.too-long': {
    zh: '请假 {days} 天，超过 {max} 天。请改为终止任职，或更正日期。',
    en: 'A leave of {days} days is longer than {max}. End the post instead, or correct the dates.',
  },
  'leave.absent': {
    zh: '没有编号为 {leaveId} 的请假记录。请核对编号。',
    en: 'There is no leave {leaveId}. Check the identifier.',
  },
  'leave.not-sooner': {
    zh: '请假为 {from} 至 {until}；提前返岗日 {value} 须在其间。延长请另行登记。',
    en: 'The leave runs from {from} until {until}; {value} is no earlier end of it. Record an extension as a leave of its own.',
  },
  'interest.subject': {
    zh: '{personId} 就是该医师本人，本来就不能签署，无需申报。',
    en: '{personId} is the doctor, who never signs on the own record; there is nothing to declare.',
  },
  'interest.already-declared': {
    zh: '{personId} 已申报利害关系，无需重复。',
    en: '{personId} has declared an interest already.',
  },
  'interest.absent': {
    zh: '没有编号为 {interestId} 的有效利害关系申报。请核对编号。',
    en: 'No interest {interestId} stands. Check the identifier.',
  },
  'interest.already-ended': {
    zh: '该利害关系已解除。',
    en: 'This interest was ended already.',
  },
  'interest.own-end': {
    zh: '该利害关系由您本人申报，须由他人解除。',
    en: 'You declared this interest yourself; another person must end it.',
  },
  'mandate.dates': {
    zh: '委托期限 {from} 至 {until} 无效：终止日须晚于起始日和今天。',
    en: 'A mandate from {from} until {until} cannot stand: it must end after it begins, and after today.',
  },
  'mandate.nobody-replaced': {
    zh: '{personId} 在该医院没有 {role} 职责，无可代理。请核对被代理人，或改为委托外部人员。',
    en: '{personId} does not hold the role {role} at this hospital, so nobody can stand in. Check the person, or mandate somebody from elsewhere.',
  },
  'mandate.already-held': {
    zh: '{personId} 在该医院已有 {role} 职责，无需委托。',
    en: '{personId} already holds the role {role} at this hospital; no mandate is needed.',
  },
  'opening.own-record': {
    zh: '该结转涉及您本人，您不能签署。请由他人办理。',
    en: 'The carried-over balance is about yourself, so you cannot sign. Somebody else must.',
  },
  'opening.recused': {
    zh: '您已就该医师申报利害关系，须回避，不能签署该结转。',
    en: 'You have declared an interest about this doctor and cannot sign the carried-over balance.',
  },
  'opening.in-future': {
    zh: '结转日期 {value} 晚于今天({today})。请更正日期。',
    en: 'The balance is dated {value}, later than today ({today}). Correct the date.',
  },
  'opening.scheme-not-in-force': {
    zh: '记分办法 {scheme} 在 {carriedOn} 对该医疗机构无效，不能结转。',
    en: 'No version of the scheme {scheme} bound this hospital on {carriedOn}, so nothing can be carried over under it.',
  },
  'opening.points': {
    zh: '结转分值须为 1 至 {total} 之间的整数，不能是 {value}。',
    en: 'A carried-over balance takes a whole number of points from 1 to {total}, not {value}.',
  },
  'opening.already-recorded': {
    zh: '该医院 {scheme} 的同一周期已有 {carriedOn} 的结转。请处理该条。',
    en: 'For this hospital and cycle under {scheme} there is a balance of {carriedOn} already. Go on with that one.',
  },
  'opening.absent': {
    zh: '没有编号为 {openingId} 的结转。请核对编号。',
    en: 'There is no carried-over balance {openingId}. Check the identifier.',
  },
  'opening.decided': {
    zh: '该结转已于 {on} 办结。',
    en: 'The carried-over balance was decided on {on} already.',
  },
  'opening.one-person': {
    zh: '该结转由您本人录入（按人而非账号判断），须由另一人确认。',
    en: 'You recorded the carried-over balance yourself (persons count, not accounts); another person must confirm it.',
  },
  'opening.not-confirmed': {
    zh: '该结转尚未确认，无可更正。未确认的请直接撤回。',
    en: 'The carried-over balance has not been confirmed, so there is nothing to reverse. Take it back instead.',
  },
  'opening.reversed-before': {
    zh: '该结转已于 {on} 更正，不能再次更正。',
    en: 'The carried-over balance was reversed on {on} already.',
  },
  'opening.reversal-already-proposed': {
    zh: '该结转的更正已于 {on} 提出，待另一人确认。',
    en: 'A reversal of the carried-over balance was proposed on {on} and waits for a second person.',
  },
  'opening.no-reversal-proposed': {
    zh: '没有人提出更正该结转。请先提出。',
    en: 'Nobody has proposed to reverse the carried-over balance. Propose it first.',
  },
  'opening.reversal-one-person': {
    zh: '该结转的更正由您本人提出（按人而非账号判断），须由另一人确认。',
    en: 'You proposed the reversal of the carried-over balance yourself (persons count, not accounts); another person must confirm it.',
  },
  'mandate.person-unknown': {
    zh: '没有编号为 {personId} 的人员。请核对编号。',
    en: 'There is no person {personId}. Check the identifier.',
  },
  'mandate.ended': {
    zh: '该委托已于 {until} 终止。',
    en: 'This mandate ended on {until} already.',
  },
};
