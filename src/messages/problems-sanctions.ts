import type { Messages } from './catalogue.ts';

/** What is refused about credits, sanctions due, safety holds and the adoption of schemes. */
export const sanctionProblems: Messages = {
  'adoption.founding-over': {
    zh: '已有记分记录，{scheme}（{version}）不能再由一人追溯采用。请由一人提出、另一人确认，自以后的日期起施行。',
    en: 'Findings have been recorded, so {scheme} ({version}) can no longer be adopted by one person or for past days. One person proposes, another confirms, from a later day on.',
  },
  'adoption.in-past': {
    zh: '{scheme}（{version}）的施行日期 {from} 不晚于今天（{today}）。请选择以后的日期。',
    en: 'The adoption of {scheme} ({version}) would begin on {from}, not later than today ({today}). Choose a later day.',
  },
  'adoption.published-late': {
    zh: '{scheme}（{version}）的文件公布日期 {publishedOn} 晚于施行日期 {from}。须先公布后施行。',
    en: 'The document of {scheme} ({version}) is published on {publishedOn}, after it begins on {from}. It must be published before it binds.',
  },
  'adoption.already-proposed': {
    zh: '{scheme} 在该地区已有待确认的采用提议。请先确认或撤回（本次：{version}，{from}）。',
    en: 'An adoption of {scheme} there already waits for confirmation. Confirm or drop it first (this one: {version} from {from}).',
  },
  'adoption.not-open': {
    zh: '该采用提议不存在，或已确认或撤回。',
    en: 'The proposed adoption does not exist, or was confirmed or dropped.',
  },
  'adoption.own-proposal': {
    zh: '该采用提议由您本人提出，须由另一人确认。',
    en: 'You proposed this adoption yourself; another person must confirm it.',
  },
  'scheme.unknown-trigger': {
    zh: '没有名为 {value} 的法定触发条件。请核对 after 所指。',
    en: 'There is no trigger {value}. Check what after refers to.',
  },
  'scheme.trigger-each-counts-one': {
    zh: '逐件触发（window: each）的次数只能是 1，而不是 {value}。',
    en: 'A trigger of each finding counts one, not {value}.',
  },
  'replay.never-adopted': {
    zh: '办法 {scheme} 从未被采用，没有可供试算的记分。草案须沿用已采用办法的编号（id）。',
    en: 'The scheme {scheme} was never adopted, so there is no history to run it over. A draft bears the id of an adopted scheme.',
  },
  'credit.absent': {
    zh: '没有编号为 {creditId} 的返还分记录。请核对编号。',
    en: 'There is no credit {creditId}. Check the identifier.',
  },
  'credit.recused': {
    zh: '您已就该医师申报利害关系，须回避，不能签署其返还分。',
    en: 'You have declared an interest about this doctor and cannot sign points given back to them.',
  },
  'credit.own-record': {
    zh: '返还分涉及您本人，您不能在其中签署。请由他人办理。',
    en: 'The credit is about yourself, so you cannot sign on it. Somebody else must.',
  },
  'credit.own-confirmation': {
    zh: '该返还分由您本人录入（按人而非账号判断），须由另一人确认。',
    en: 'You recorded this credit yourself (persons count, not accounts); another person must confirm it.',
  },
  'credit.own-decline': {
    zh: '该返还分由您本人录入，是否认可须由另一人作出。',
    en: 'You recorded this credit yourself; another person must decide whether it is accepted.',
  },
  'credit.already-recorded': {
    zh: '同一活动已录入。请勿重复录入。',
    en: 'The same activity is recorded already. Do not record it twice.',
  },
  'credit.already-confirmed': {
    zh: '该返还分已于 {on} 确认，不能再次处理。',
    en: 'This credit was confirmed on {on} and cannot be decided again.',
  },
  'credit.already-declined': {
    zh: '该返还分已于 {on} 不予认可。如有新材料，请重新录入。',
    en: 'This credit was declined on {on}. With new evidence, record it again.',
  },
  'credit.done-in-future': {
    zh: '活动日期 {doneOn} 晚于今天（{today}）。请更正日期。',
    en: 'The activity is dated {doneOn}, later than today ({today}). Correct the date.',
  },
  'credit.scheme-unknown': {
    zh: '办法 {scheme} 在 {today} 不适用于该医师。请核对办法。',
    en: 'The scheme {scheme} does not bind this doctor on {today}. Check the scheme.',
  },
  'credit.not-in-scheme': {
    zh: '办法 {scheme} 没有返还分规则。',
    en: 'The scheme {scheme} gives no points back.',
  },
  'credit.over-cap': {
    zh: '本周期最多返还 {cap} 分，每项 {each} 分，已返还 {given} 分。请于 {until} 起的下一周期再办理。',
    en: 'At most {cap} point(s) are given back in a cycle, {each} for each activity; {given} were. The next cycle begins on {until}.',
  },
};
