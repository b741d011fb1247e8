import type { Messages } from '../catalogue.ts';

/** Why something is due, and where each hospital stands with it. */
export const sanctionExplanations: Messages = {
  'due.rule.official': {
    zh: '依据：{rule}（{scheme} {version}，{legalBasis:legal-basis}），条款：{source}；官方公布。',
    en: 'Rule: {rule} ({scheme} {version}, {legalBasis:legal-basis}), article: {source}; an official text.',
  },
  'due.rule.published': {
    zh: '依据：{rule}（{scheme} {version}，{legalBasis:legal-basis}），条款：{source}；据公开报道。',
    en: 'Rule: {rule} ({scheme} {version}, {legalBasis:legal-basis}), article: {source}; as reported in public.',
  },
  'due.rule.proposal': {
    zh: '依据：{rule}（{scheme} {version}，{legalBasis:legal-basis}），条款：{source}；建议稿。',
    en: 'Rule: {rule} ({scheme} {version}, {legalBasis:legal-basis}), article: {source}; a proposal.',
  },
  'due.threshold': {
    zh: '{dueOn} 的认定使 {from} 至 {until} 前的分数由 {before} 分升至 {after} 分（返还 {credited} 分），达到 {at} 分。',
    en: 'With the finding of {dueOn} the points from {from} until before {until} rise from {before} to {after} ({credited} given back) and reach {at}.',
  },
  'due.part': {
    zh: '{occurredOn} 行为的认定（代码 {code}）计入 {points} 分。',
    en: 'The finding of code {code} about the act of {occurredOn} counts {points}.',
  },
  'due.part-elsewhere': {
    zh: '其他机构的一项认定计入 {points} 分。',
    en: 'A finding of another hospital counts {points}.',
  },
  'due.carried-over': {
    zh: '{occurredOn} 自纸面结转的记分计入 {points} 分。',
    en: 'What was carried over from paper on {occurredOn} counts {points}.',
  },
  'due.carried-over-elsewhere': {
    zh: '其他机构自纸面结转的记分计入 {points} 分。',
    en: 'What another hospital carried over from paper counts {points}.',
  },
  'due.trigger': {
    zh: '{from} 至 {until} 前共 {acts} 张，最后一张认定于 {dueOn}，达到法定 {at} 张；与剩余分无关，仅提请人工决定。',
    en: '{acts} act(s) from {from} until before {until}, the last found on {dueOn}, reach the {at} of the law; whatever the balance is, and proposed to a person only.',
  },
  'due.act': {
    zh: '{occurredOn} 行为的认定（代码 {code}）计为一张。',
    en: 'The finding of code {code} about the act of {occurredOn} counts as one act.',
  },
  'due.act-elsewhere': {
    zh: '其他机构的一项认定计为一张。',
    en: 'A finding of another hospital counts as one act.',
  },
  'due.never-stayed': { zh: '依 {source}，不因申诉停止。', en: 'By {source} it is never stayed by an appeal.' },
  'due.attestation': {
    zh: '{source} 以“连续”为条件：系统不知道其间合格的处方，须由人核对后注明。',
    en: '{source} asks for consecutive acts: the service does not know the sheets that passed, so a person must check and say so.',
  },
  'due.waits.undecided': {
    zh: '{hospital}：{occurredOn} 行为的认定（代码 {code}）未定。',
    en: '{hospital} waits: the record of code {code} about the act of {occurredOn} is undecided.',
  },
  'due.waits.undelivered': {
    zh: '{hospital}须等待：{occurredOn} 行为的认定（代码 {code}）尚未送达。',
    en: '{hospital} waits: the finding of code {code} about the act of {occurredOn} has not been delivered.',
  },
  'due.waits.appealable': {
    zh: '{hospital}须等待：{occurredOn} 行为的认定（代码 {code}）的申诉期未满。',
    en: '{hospital} waits: the finding of code {code} about the act of {occurredOn} can still be appealed.',
  },
  'due.waits.contested': {
    zh: '{hospital}须等待：{occurredOn} 行为的认定（代码 {code}）正在复核。',
    en: '{hospital} waits: the finding of code {code} about the act of {occurredOn} is under appeal.',
  },
  'due.waits.final': {
    zh: '{hospital}须等待：{occurredOn} 行为的认定（代码 {code}）今日刚刚终结。',
    en: '{hospital} waits: the finding of code {code} about the act of {occurredOn} became final only now.',
  },
  'due.waits.fallen': {
    zh: '{hospital}：{occurredOn} 行为的认定（代码 {code}）已撤销。',
    en: '{hospital}: the finding of code {code} about the act of {occurredOn} has fallen.',
  },
  'due.waits-elsewhere.undecided': {
    zh: '{hospital}须等待：其他机构的一项记录未定。',
    en: '{hospital} waits: a finding of another hospital is undecided.',
  },
  'due.waits-elsewhere.undelivered': {
    zh: '{hospital}须等待：其他机构的一项认定尚未送达。',
    en: '{hospital} waits: a finding of another hospital has not been delivered.',
  },
  'due.waits-elsewhere.appealable': {
    zh: '{hospital}须等待：其他机构的一项认定申诉期未满。',
    en: '{hospital} waits: a finding of another hospital can still be appealed.',
  },
  'due.waits-elsewhere.contested': {
    zh: '{hospital}须等待：其他机构的一项认定正在复核。',
    en: '{hospital} waits: a finding of another hospital is under appeal.',
  },
  'due.waits-elsewhere.final': {
    zh: '{hospital}须等待：其他机构的一项认定今日刚刚终结。',
    en: '{hospital} waits: a finding of another hospital became final only now.',
  },
  'due.waits-elsewhere.fallen': {
    zh: '{hospital}：其他机构的一项认定已撤销。',
    en: '{hospital} waits: a finding of another hospital has fallen.',
  },
  'due.open': {
    zh: '{hospital}自 {from} 起应当处理。',
    en: '{hospital} is to act, from {from} on.',
  },
  'due.in-force': {
    zh: '{hospital}已处理：自 {from} 起，至 {until}。',
    en: '{hospital} has acted: from {from}, until {until}.',
  },
  'due.missing': {
    zh: '{hospital}：医师尚需完成 {missing:requirement}。',
    en: '{hospital}: the doctor still has to pass {missing:requirement}.',
  },
  'due.done': { zh: '{hospital}已办结。', en: '{hospital}: done.' },
  'due.set-aside': { zh: '{hospital}于 {on} 决定不作处理。', en: '{hospital} set it aside on {on}.' },
  'due.would-change': {
    zh: '上列 {findings} 项认定若经复核减轻、撤销，将重新计算；周期结束不影响已应处理的事项。',
    en: 'Should any of the {findings} finding(s) be reduced or revoked, it is computed anew; the end of the cycle changes nothing.',
  },
};
