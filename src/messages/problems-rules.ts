import type { Messages } from './catalogue.ts';

/** What the rules refuse: recording and deciding a deduction, leads, and the files schemes and calendars come in. */
export const ruleProblems: Messages = {
  'deduction.absent': {
    zh: '没有编号为 {deductionId} 的记分记录。请核对编号。',
    en: 'There is no deduction {deductionId}. Check the identifier.',
  },
  'deduction.own-record': {
    zh: '该记录涉及您本人，您不能在其中签署。请由他人办理。',
    en: 'This deduction is about yourself, so you cannot sign on it. Somebody else must.',
  },
  'deduction.not-subject': {
    zh: '只有当事医师本人可以对该记录陈述申辩或确认知悉。',
    en: 'Only the doctor concerned may state on or acknowledge this deduction.',
  },
  'deduction.own-confirmation': {
    zh: '该记录由您本人录入（按人而非账号判断），须由另一人认定。',
    en: 'You recorded this deduction yourself (persons count, not accounts); another person must confirm it.',
  },
  'deduction.own-dismissal': {
    zh: '该记录由您本人录入。要收回请用“撤回”，不予认定须由另一人作出。',
    en: 'You recorded this deduction yourself. Withdraw it, or let another person dismiss it.',
  },
  'deduction.statement-window-open': {
    zh: '该记录的陈述申辩期至 {due} 止。请于 {from} 起认定，或等待医师陈述或确认知悉。',
    en: 'The doctor may state on this deduction until {due}. Confirm from {from} on, or once the doctor has stated or acknowledged.',
  },
  'deduction.statement-late': {
    zh: '该记录的陈述申辩期已于 {due} 届满。认定后可依法申诉。',
    en: 'The window to state on this deduction ended with {due}. After a confirmation an appeal remains open.',
  },
  'deduction.already-acknowledged': {
    zh: '您已于 {on} 确认知悉该记录，无需重复。',
    en: 'You acknowledged this deduction on {on}; nothing more is needed.',
  },
  'deduction.already-confirmed': {
    zh: '该记录已于 {on} 认定，不能再次处理。请刷新查看。',
    en: 'This deduction was confirmed on {on} and cannot be decided again. Read it anew.',
  },
  'deduction.already-closed': {
    zh: '该记录已于 {on} 结束（状态：{state}）。如仍需处理，请重新录入。',
    en: 'This deduction ended on {on} ({state}). If it must be pursued, record it again.',
  },
  'deduction.lapsed': {
    zh: '该记录未在 {on} 前认定，已失效。如仍在录入期限内，请重新录入。',
    en: 'This deduction was not confirmed by {on} and has lapsed. Record it again if the act is not too old.',
  },
  'deduction.unknown-exculpation': {
    zh: '“{value}”不是该记录所列违规的免责情形。可用：{accepted}。',
    en: '{value} is no exculpation of the violations of this deduction. Accepted: {accepted}.',
  },
  'deduction.occurred-in-future': {
    zh: '行为日期 {value} 晚于今天({today})。请更正日期。',
    en: 'The act is dated {value}, later than today ({today}). Correct the date.',
  },
  'deduction.too-old': {
    zh: '行为日期 {value} 已超过 {days} 天的录入期限，最迟应于 {last} 录入。该行为不再记分。',
    en: 'The act of {value} is older than the {days} days within which it can be recorded; the last day was {last}. It is no longer scored.',
  },
  'deduction.decided-in-future': {
    zh: '外部决定日期 {value} 晚于今天({today})。请更正日期。',
    en: 'The external decision is dated {value}, later than today ({today}). Correct the date.',
  },
  'deduction.decided-before-act': {
    zh: '外部决定日期 {value} 早于行为日期 {occurredOn}。请核对两个日期。',
    en: 'The external decision of {value} is earlier than the act of {occurredOn}. Check both dates.',
  },
  'deduction.hospital-absent': {
    zh: '{occurredOn} 时没有医疗机构 {value}。请核对机构编号和日期。',
    en: 'There was no hospital {value} on {occurredOn}. Check the identifier and the date.',
  },
  'deduction.ward-elsewhere': {
    zh: '病区 {value} 在 {occurredOn} 不属于该医疗机构。请选择该机构的病区，或留空。',
    en: 'Ward {value} did not belong to this hospital on {occurredOn}. Choose a ward of that hospital or leave it out.',
  },
  'deduction.no-item': {
    zh: '没有填写违规条目。请至少填写一个记分办法的一个代码。',
    en: 'No violation is named. Give at least one code of one scheme.',
  },
  'deduction.scheme-twice': {
    zh: '同一行为对记分办法 {scheme} 只能填写一个条目。其他代码请另行录入。',
    en: 'A finding has one item for each scheme, and {scheme} is named twice. Record the other code as a finding of its own.',
  },
  'deduction.scheme-not-in-force': {
    zh: '记分办法 {scheme} 在 {occurredOn} 对该医疗机构无效。请用 GET /v1/schemes 查看当日有效的办法。',
    en: 'No version of the scheme {scheme} bound this hospital on {occurredOn}. GET /v1/schemes lists what did.',
  },
  'deduction.unknown-code': {
    zh: '记分办法 {scheme}({version})没有代码“{code}”。请用 GET /v1/violation-types 查找。',
    en: 'The scheme {scheme} ({version}) has no code {code}. Look it up with GET /v1/violation-types.',
  },
  'deduction.code-of-pharmacist': {
    zh: '代码 {code} 属药师责任，不得记在开方医师名下。',
    en: "Code {code} is the pharmacist's failing and is never recorded on a prescriber.",
  },
  'deduction.not-enrolled': {
    zh: '该医师在 {occurredOn} 不受记分办法 {scheme} 管理（须在 {level} 级及以上医疗机构有处方权）。请核对医师、日期和处方权登记。',
    en: 'The doctor was not managed by the scheme {scheme} on {occurredOn}: that takes a prescribing right at a hospital of level {level} or above. Check the doctor, the date and the register of rights.',
  },
  'deduction.external-decision-missing': {
    zh: '记分办法 {scheme} 只登记外部决定。请填写决定文号、机关和日期。',
    en: 'The scheme {scheme} takes only decisions of an authority. Give the document number, the authority and the date.',
  },
  'deduction.points-typed': {
    zh: '代码 {code} 的分值由记分办法规定为 {stated} 分，不能填写 {points}。请删去分值。',
    en: 'The scheme states {stated} point(s) for {code}; {points} cannot be typed. Leave the points out.',
  },
  'deduction.points-missing': {
    zh: '代码 {code} 须在 {min} 至 {max} 分之间选定分值并说明理由。',
    en: 'Choose points from {min} to {max} for {code}, and give the reason.',
  },
  'deduction.points-outside-range': {
    zh: '代码 {code} 的分值须为 {min} 至 {max} 之间的整数，不能是 {points}。',
    en: '{code} takes a whole number of points from {min} to {max}, not {points}.',
  },
  'deduction.points-reason-missing': {
    zh: '代码 {code} 在 {min} 至 {max} 分之间选定分值，须写明理由。',
    en: 'Say why these points were chosen for {code} between {min} and {max}.',
  },
  'deduction.act-already-recorded': {
    zh: '处方（医嘱）{actRef} 的代码 {code} 已有记录（状态：{state}）。请处理该记录，不要重复录入。',
    en: 'Act {actRef} already has a deduction for code {code} ({state}). Go on with that one instead of recording it twice.',
  },
  'lead.occurred-in-future': {
    zh: '线索的行为日期 {value} 晚于今天({today})。请更正日期。',
    en: 'The lead is dated {value}, later than today ({today}). Correct the date.',
  },
  'lead.already-closed': {
    zh: '该线索已办结（结果：{outcome}）。',
    en: 'This lead has been closed already ({outcome}).',
  },
  'lead.deduction-missing': {
    zh: '该线索以“已录入”办结时，须填写由其产生的记分记录编号。',
    en: 'This lead is closed as recorded: name the deduction it became.',
  },
  'lead.deduction-unwanted': {
    zh: '该线索以“搁置”办结，不能带记分记录 {value}。请删去，或改为“已录入”。',
    en: 'This lead is set aside, so it cannot name deduction {value}. Leave it out, or close it as recorded.',
  },
  'adoption.outside-scheme-dates': {
    zh: '记分办法 {scheme}({version})的适用期为 {begins} 至 {until}，不能自 {from} 起采用。请选择期内日期。',
    en: 'The scheme {scheme} ({version}) holds from {begins} until {until}; it cannot be adopted from {from}. Choose a date inside.',
  },
  'adoption.version-changed': {
    zh: '记分办法 {scheme} 的版本 {version} 曾以另一文本采用。修改后的文本须使用新的版本号。',
    en: 'Version {version} of the scheme {scheme} has been adopted with another text. Give the changed text a new version.',
  },
  'adoption.overlap': {
    zh: '该辖区自 {other} 起已采用 {scheme}，不能再自 {from} 起采用 {version}。请选择更晚的日期。',
    en: '{scheme} already binds there from {other}; {version} cannot begin on {from}. Choose a later date.',
  },
  'adoption.gap': {
    zh: '{scheme} 的上一版本至 {until} 止，{version} 自 {from} 起，中间有空档。请自 {until} 起采用。',
    en: 'The version before ends on {until} and {version} of {scheme} would begin on {from}, with days between that none binds. Adopt it from {until}.',
  },
};
