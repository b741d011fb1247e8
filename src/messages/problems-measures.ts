import type { Messages } from './catalogue.ts';

/** What is refused about sanctions due and safety holds. */
export const measureProblems: Messages = {
  'sanction.absent': {
    zh: '没有应处理事项 {sanctionDueId}。认定可能已撤销，请刷新列表。',
    en: 'There is no sanction due {sanctionDueId}. A finding may have been revoked; read the list anew.',
  },
  'sanction.own-record': {
    zh: '事项 {sanctionDueId} 涉及您本人，您不能在其中签署。请由他人办理。',
    en: 'Sanction {sanctionDueId} is about yourself, so you cannot sign on it. Somebody else must.',
  },
  'sanction.recused': {
    zh: '您已就该医师申报利害关系，应当回避事项 {sanctionDueId}。请由他人办理。',
    en: 'You have declared an interest about this doctor and cannot sign on {sanctionDueId}. Somebody else must.',
  },
  'sanction.not-here': {
    zh: '事项 {sanctionDueId} 不由机构 {hospitalId} 办理（规定由 {by}，且须为授予该处方权的机构）。',
    en: 'Sanction {sanctionDueId} is not for {hospitalId} (by {by}, and only where such a right was granted).',
  },
  'sanction.is-talk': {
    zh: '事项 {sanctionDueId} 是谈话或约谈，机构 {hospitalId} 请登记谈话记录，不涉及处方权。',
    en: 'Sanction {sanctionDueId} is a talk: {hospitalId} records that it was held; no right is touched.',
  },
  'sanction.not-a-talk': {
    zh: '事项 {sanctionDueId}（{due}）不是谈话，机构 {hospitalId} 请按处理措施办理。',
    en: 'Sanction {sanctionDueId} ({due}) is no talk; {hospitalId} imposes a measure instead.',
  },
  'sanction.already-imposed': {
    zh: '机构 {hospitalId} 已对事项 {sanctionDueId} 作出措施 {measureId}，不能重复作出。',
    en: '{hospitalId} has answered {sanctionDueId} by measure {measureId} already; it is not imposed twice.',
  },
  'sanction.already-ordered': {
    zh: '已于 {on} 责令机构 {hospitalId} 办理事项 {sanctionDueId}。',
    en: '{hospitalId} was ordered on {on} to act on {sanctionDueId}.',
  },
  'sanction.set-aside-before': {
    zh: '机构 {hospitalId} 已于 {on} 决定对事项 {sanctionDueId} 不作处理。',
    en: '{hospitalId} set {sanctionDueId} aside on {on}.',
  },
  'sanction.not-a-proposal': {
    zh: '事项 {sanctionDueId} 是达到阈值的规定处理，机构 {hospitalId} 不能搁置；只有法定触发的建议可以不采纳。',
    en: '{sanctionDueId} is what the adopted rule makes due; {hospitalId} cannot set it aside. Only a trigger’s proposal can be.',
  },
  'sanction.window-open': {
    zh: '机构 {hospitalId} 尚不能作出事项 {sanctionDueId}：下列认定尚未送达、申诉期未满或正在复核：{findings}。紧急情形可用安全暂停。',
    en: '{hospitalId} cannot impose {sanctionDueId} yet: these findings are undelivered, appealable or contested: {findings}. A safety hold is possible where patients are at risk.',
  },
  'sanction.begins-too-soon': {
    zh: '事项 {sanctionDueId} 的起始日 {from} 须晚于今天（{today}），机构 {hospitalId} 请另定日期；自当日零时起生效。',
    en: 'Sanction {sanctionDueId} at {hospitalId} would begin on {from}; it begins at 00:00 of a day after today ({today}).',
  },
  'sanction.length-outside': {
    zh: '事项 {sanctionDueId} 在机构 {hospitalId} 的截止日 {until} 不在规定期限内（{earliest} 至 {latest}）。',
    en: 'The end {until} of {sanctionDueId} at {hospitalId} is outside the rule’s length ({earliest} to {latest}).',
  },
  'sanction.ends-by-lifting': {
    zh: '事项 {sanctionDueId} 须完成 {requires} 后由机构 {hospitalId} 解除，不能预定截止日。',
    en: 'Sanction {sanctionDueId} at {hospitalId} is lifted once {requires} is done; it has no last day.',
  },
  'sanction.takeover-own': {
    zh: '接管住院患者的不能是当事医师本人（{sanctionDueId}，{hospitalId}）。',
    en: 'The doctor concerned cannot take over their own inpatients ({sanctionDueId}, {hospitalId}).',
  },
  'sanction.takeover-unknown': {
    zh: '接管住院患者的医师 {doctorId} 在 {on} 不在机构 {hospitalId} 任职。请另行指定。',
    en: 'Doctor {doctorId}, who is to take over the inpatients, has no post at {hospitalId} on {on}. Name another.',
  },
  'sanction.attestation-missing': {
    zh: '事项 {sanctionDueId} 以“连续”为条件：请由机构 {hospitalId} 核对已点评合格的处方并注明依据（attestation）。',
    en: 'Sanction {sanctionDueId} needs consecutive acts: {hospitalId} must check the sheets that passed and say so (attestation).',
  },
  'sanction.not-required': {
    zh: '事项 {sanctionDueId}（机构 {hospitalId}）不要求 {requirement}；要求的是：{requires}。',
    en: '{sanctionDueId} at {hospitalId} does not require {requirement}; it requires: {requires}.',
  },
  'sanction.not-begun': {
    zh: '机构 {hospitalId} 尚未对事项 {sanctionDueId} 作出措施或谈话，不能登记完成情况。',
    en: '{hospitalId} has neither imposed nor talked about {sanctionDueId} yet; nothing can be done towards it.',
  },
  'sanction.requirement-met-before': {
    zh: '事项 {sanctionDueId}（机构 {hospitalId}）的 {requirement} 已登记合格。',
    en: 'The {requirement} of {sanctionDueId} at {hospitalId} is recorded as passed already.',
  },
  'sanction.talk-held-before': {
    zh: '事项 {sanctionDueId} 的谈话机构 {hospitalId} 已于 {on} 进行并登记。',
    en: '{hospitalId} held the talk of {sanctionDueId} on {on} already.',
  },
  'sanction.done-in-future': {
    zh: '日期 {on} 晚于今天（{today}），请更正（事项 {sanctionDueId}，机构 {hospitalId}）。',
    en: 'The date {on} is later than today ({today}); correct it ({sanctionDueId}, {hospitalId}).',
  },
  'sanction.before-due': {
    zh: '日期 {on} 早于 {since}，其时事项尚未发生（事项 {sanctionDueId}，机构 {hospitalId}）。',
    en: 'The date {on} is before {since}, when it had not begun ({sanctionDueId}, {hospitalId}).',
  },
  'sanction.minimum-runs': {
    zh: '措施 {measureId} 的最短期限未满：最早可于 {earliest} 解除，而不是 {from}。',
    en: 'Measure {measureId} has a shortest time: it can be lifted from {earliest}, not from {from}.',
  },
  'sanction.requirements-open': {
    zh: '措施 {measureId} 须先登记合格：{missing}，方可解除。',
    en: 'Measure {measureId} is lifted once these are recorded as passed: {missing}.',
  },
  'hold.own-record': {
    zh: '安全暂停涉及您本人，您不能签署。请由他人办理。',
    en: 'The hold is about yourself, so you cannot sign it. Somebody else must.',
  },
  'hold.recused': {
    zh: '您已就该医师申报利害关系，应当回避。请由他人办理。',
    en: 'You have declared an interest about this doctor and cannot sign a hold. Somebody else must.',
  },
  'hold.scheme-unknown': {
    zh: '办法 {scheme} 在 {from} 不适用于该医师，不能据以安全暂停。',
    en: 'The scheme {scheme} does not bind this doctor on {from}, so it allows no hold.',
  },
  'hold.not-allowed': {
    zh: '办法 {scheme} 未规定安全暂停。',
    en: 'The scheme {scheme} allows no safety hold.',
  },
  'hold.too-long': {
    zh: '安全暂停最多 {days} 个工作日：截止日不得晚于 {latest}，而不是 {until}。需要时由另一人续期。',
    en: 'A hold lasts at most {days} working days: its end is {latest} at the latest, not {until}. A second person may renew it.',
  },
  'hold.ends-too-soon': {
    zh: '安全暂停的截止日 {until} 须晚于起始日 {from}。',
    en: 'The hold would end on {until}, not after it begins on {from}.',
  },
  'hold.kinds-not-granted': {
    zh: '该机构在 {from} 未授予这些处方权：{rightKinds}。',
    en: 'The hospital has not granted these rights on {from}: {rightKinds}.',
  },
  'hold.already-held': {
    zh: '已有安全暂停 {measureId}。请由另一人续期，或先解除。',
    en: 'There is a hold already: {measureId}. Another person renews it, or it is lifted first.',
  },
  'hold.takeover-own': {
    zh: '接管住院患者的不能是当事医师本人。',
    en: 'The doctor concerned cannot take over their own inpatients.',
  },
  'hold.absent': {
    zh: '没有编号为 {measureId} 的安全暂停。',
    en: 'There is no safety hold {measureId}.',
  },
  'hold.over': {
    zh: '安全暂停 {measureId} 已于 {on} 结束，不能续期。',
    en: 'The hold {measureId} ended on {on} and cannot be renewed.',
  },
  'hold.same-person': {
    zh: '安全暂停 {measureId} 由您本人作出（按人而非账号判断），续期须由另一人作出。',
    en: 'You put the hold {measureId} yourself (persons count, not accounts); another person must renew it.',
  },
  'hold.already-renewed': {
    zh: '该安全暂停已由 {measureId} 续期。',
    en: 'The hold was renewed by {measureId} already.',
  },
};
