import type { Messages } from './catalogue.ts';

/** What is refused about sanctions due and safety holds. */
export const measureProblems: Messages = {
  'sanction.absent': {
    zh: '没有这项应处理事项。认定可能已撤销，请刷新列表。',
    en: 'There is no such sanction due. A finding may have been revoked; read the list anew.',
  },
  'sanction.own-record': {
    zh: '该事项涉及您本人，您不能在其中签署。请由他人办理。',
    en: 'This sanction is about yourself, so you cannot sign on it. Somebody else must.',
  },
  'sanction.recused': {
    zh: '您已就该医师申报利害关系，应当回避该事项。请由他人办理。',
    en: 'You have declared an interest about this doctor and cannot sign on this sanction. Somebody else must.',
  },
  'sanction.not-here': {
    zh: '该事项不由该机构办理（规定由 {by}，且须为授予该处方权的机构）。',
    en: 'This sanction is not for this hospital (by {by}, and only where such a right was granted).',
  },
  'sanction.is-talk': {
    zh: '该事项是谈话或约谈，请登记谈话记录，不涉及处方权。',
    en: 'This sanction is a talk: record that it was held; no right is touched.',
  },
  'sanction.not-a-talk': {
    zh: '该事项（{due}）不是谈话，请按处理措施办理。',
    en: 'This sanction ({due}) is no talk; impose a measure instead.',
  },
  'sanction.already-imposed': {
    zh: '该机构已对该事项作出措施，不能重复作出。',
    en: 'The hospital has answered this sanction by a measure already; it is not imposed twice.',
  },
  'sanction.already-ordered': {
    zh: '已于 {on} 责令该机构办理该事项。',
    en: 'The hospital was ordered on {on} to act on this sanction.',
  },
  'sanction.set-aside-before': {
    zh: '该机构已于 {on} 决定对该事项不作处理。',
    en: 'The hospital set this sanction aside on {on}.',
  },
  'sanction.not-a-proposal': {
    zh: '该事项是达到阈值的规定处理，不能搁置；只有法定触发的建议可以不采纳。',
    en: 'This sanction is what the adopted rule makes due and cannot be set aside. Only a trigger’s proposal can be.',
  },
  'sanction.window-open': {
    zh: '尚不能作出该事项：所依据的认定有尚未送达、申诉期未满或正在复核的。紧急情形可用安全暂停。',
    en: 'This sanction cannot be imposed yet: a finding it rests on is undelivered, appealable or contested. A safety hold is possible where patients are at risk.',
  },
  'sanction.begins-too-soon': {
    zh: '该事项的起始日 {from} 须晚于今天（{today}），请另定日期；自当日零时起生效。',
    en: 'This sanction would begin on {from}; it begins at 00:00 of a day after today ({today}).',
  },
  'sanction.length-outside': {
    zh: '该事项的截止日 {until} 不在规定期限内（{earliest} 至 {latest}）。',
    en: 'The end {until} of this sanction is outside the rule’s length ({earliest} to {latest}).',
  },
  'sanction.ends-by-lifting': {
    zh: '该事项须完成 {requires} 后由机构解除，不能预定截止日。',
    en: 'This sanction is lifted once {requires} is done; it has no last day.',
  },
  'sanction.takeover-own': {
    zh: '接管住院患者的不能是当事医师本人。',
    en: 'The doctor concerned cannot take over their own inpatients.',
  },
  'sanction.takeover-unknown': {
    zh: '所选接管住院患者的医师在 {on} 不在该机构任职。请另行指定。',
    en: 'The doctor chosen to take over the inpatients has no post at this hospital on {on}. Name another.',
  },
  'sanction.attestation-missing': {
    zh: '该事项以“连续”为条件：请核对已点评合格的处方并注明依据（attestation）。',
    en: 'This sanction needs consecutive acts: check the sheets that passed and say so (attestation).',
  },
  'sanction.not-required': {
    zh: '该事项不要求 {requirement}；要求的是：{requires}。',
    en: 'This sanction does not require {requirement}; it requires: {requires}.',
  },
  'sanction.not-begun': {
    zh: '尚未对该事项作出措施或谈话，不能登记完成情况。',
    en: 'This sanction was neither imposed nor talked about yet; nothing can be done towards it.',
  },
  'sanction.requirement-met-before': {
    zh: '该事项的 {requirement} 已登记合格。',
    en: 'The {requirement} of this sanction is recorded as passed already.',
  },
  'sanction.talk-held-before': {
    zh: '该事项的谈话已于 {on} 进行并登记。',
    en: 'The talk of this sanction was held on {on} already.',
  },
  'sanction.done-in-future': {
    zh: '日期 {on} 晚于今天（{today}），请更正。',
    en: 'The date {on} is later than today ({today}); correct it.',
  },
  'sanction.before-due': {
    zh: '日期 {on} 早于 {since}，其时事项尚未发生。',
    en: 'The date {on} is before {since}, when it had not begun.',
  },
  'sanction.minimum-runs': {
    zh: '该措施的最短期限未满：最早可于 {earliest} 解除，而不是 {from}。',
    en: 'This measure has a shortest time: it can be lifted from {earliest}, not from {from}.',
  },
  'sanction.requirements-open': {
    zh: '该措施须先登记合格：{missing}，方可解除。',
    en: 'This measure is lifted once these are recorded as passed: {missing}.',
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
    zh: '已有安全暂停。请由另一人续期，或先解除。',
    en: 'There is a hold already. Another person renews it, or it is lifted first.',
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
    zh: '该安全暂停已于 {on} 结束，不能续期。',
    en: 'This hold ended on {on} and cannot be renewed.',
  },
  'hold.same-person': {
    zh: '该安全暂停由您本人作出（按人而非账号判断），续期须由另一人作出。',
    en: 'You put this hold yourself (persons count, not accounts); another person must renew it.',
  },
  'hold.already-renewed': {
    zh: '该安全暂停已续期，请处理续期的那一项。',
    en: 'The hold was renewed already; go on with what renewed it.',
  },
};
