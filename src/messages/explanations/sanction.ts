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
  'due.part': { zh: '认定 {deductionId} 计入 {points} 分。', en: 'Finding {deductionId} counts {points}.' },
  'due.trigger': {
    zh: '{from} 至 {until} 前共 {acts} 张，最后一张认定于 {dueOn}，达到法定 {at} 张；与剩余分无关，仅提请人工决定。',
    en: '{acts} act(s) from {from} until before {until}, the last found on {dueOn}, reach the {at} of the law; whatever the balance is, and proposed to a person only.',
  },
  'due.act': { zh: '认定 {deductionId} 计为一张。', en: 'Finding {deductionId} counts as one act.' },
  'due.never-stayed': { zh: '依 {source}，不因申诉停止。', en: 'By {source} it is never stayed by an appeal.' },
  'due.attestation': {
    zh: '{source} 以“连续”为条件：系统不知道其间合格的处方，须由人核对后注明。',
    en: '{source} asks for consecutive acts: the service does not know the sheets that passed, so a person must check and say so.',
  },
  'due.waits.undecided': {
    zh: '机构 {hospitalId}：认定 {deductionId} 未定。',
    en: '{hospitalId} waits: {deductionId} is undecided.',
  },
  'due.waits.undelivered': {
    zh: '机构 {hospitalId} 须等待：认定 {deductionId} 尚未送达。',
    en: '{hospitalId} waits: finding {deductionId} has not been delivered.',
  },
  'due.waits.appealable': {
    zh: '机构 {hospitalId} 须等待：认定 {deductionId} 的申诉期未满。',
    en: '{hospitalId} waits: finding {deductionId} can still be appealed.',
  },
  'due.waits.contested': {
    zh: '机构 {hospitalId} 须等待：认定 {deductionId} 正在复核。',
    en: '{hospitalId} waits: finding {deductionId} is under appeal.',
  },
  'due.waits.final': {
    zh: '机构 {hospitalId} 须等待：认定 {deductionId} 今日刚刚终结。',
    en: '{hospitalId} waits: finding {deductionId} became final only now.',
  },
  'due.waits.fallen': {
    zh: '机构 {hospitalId}：认定 {deductionId} 已撤销。',
    en: '{hospitalId}: {deductionId} has fallen.',
  },
  'due.open': {
    zh: '机构 {hospitalId} 自 {from} 起应当处理。',
    en: '{hospitalId} is to act, from {from} on.',
  },
  'due.in-force': {
    zh: '机构 {hospitalId} 已处理：自 {from} 起，至 {until}。',
    en: '{hospitalId} has acted: from {from}, until {until}.',
  },
  'due.missing': {
    zh: '机构 {hospitalId}：医师尚需完成 {missing:requirement}。',
    en: '{hospitalId}: the doctor still has to pass {missing:requirement}.',
  },
  'due.done': { zh: '机构 {hospitalId} 已办结。', en: '{hospitalId}: done.' },
  'due.set-aside': { zh: '机构 {hospitalId} 于 {on} 决定不作处理。', en: '{hospitalId} set it aside on {on}.' },
  'due.would-change': {
    zh: '上列 {findings} 项认定若经复核减轻、撤销，将重新计算；周期结束不影响已应处理的事项。',
    en: 'Should any of the {findings} finding(s) be reduced or revoked, it is computed anew; the end of the cycle changes nothing.',
  },
};
