import type { Messages } from './catalogue.ts';
import { rightExplanations } from './explanations/right.ts';
import { sanctionExplanations } from './explanations/sanction.ts';
import { standingExplanations } from './explanations/standing.ts';
import { explanationWords } from './explanations/words.ts';

/** Why a number or a state is what it is. Points are whole numbers, dates Asia/Shanghai. */
export const explanationMessages: Messages = {
  ...rightExplanations,
  ...sanctionExplanations,
  ...standingExplanations,
  ...explanationWords,
  'standing.scheme.official': {
    zh: '依据：{title}（{version}），官方公布；采用文号：{document}。',
    en: 'Basis: {title} ({version}), an official text; adopted by document: {document}.',
  },
  'standing.scheme.published': {
    zh: '依据：{title}（{version}），据公开报道整理，未见原文；采用文号：{document}。',
    en: 'Basis: {title} ({version}), as reported in public, the text not seen; adopted by document: {document}.',
  },
  'standing.scheme.proposal': {
    zh: '依据：{title}（{version}），建议稿，非官方文本；采用文号：{document}。',
    en: 'Basis: {title} ({version}), a proposal and no official text; adopted by document: {document}.',
  },
  'standing.cycle.finding': {
    zh: '记分周期自 {from} 起至 {until} 前，按认定日期归入。',
    en: 'The cycle runs from {from} until before {until}; findings belong to it by the day they were confirmed.',
  },
  'standing.cycle.act': {
    zh: '记分周期自 {from} 起至 {until} 前，按行为日期归入。',
    en: 'The cycle runs from {from} until before {until}; findings belong to it by the day of the act.',
  },
  'standing.left.deduct': {
    zh: '剩余 {left} 分 = max(0, {total} − max(0, 已扣 {counted} − 返还 {credited}))；未封顶合计 {uncapped} 分。',
    en: '{left} point(s) left = max(0, {total} − max(0, {counted} deducted − {credited} given back)); the uncapped sum is {uncapped}.',
  },
  'standing.left.accumulate': {
    zh: '距 {total} 分上限还有 {left} 分 = max(0, {total} − max(0, 累计 {counted} − 修复 {credited}))；未封顶合计 {uncapped} 分。',
    en: '{left} point(s) below the limit of {total} = max(0, {total} − max(0, {counted} accumulated − {credited} repaired)); the uncapped sum is {uncapped}.',
  },
  'item.counted': {
    zh: '代码 {code}（版本 {version}）：{occurredOn} 的行为，{foundOn} 认定，分值 {points}，计入 {counted} 分，累计 {sumAfter} 分。',
    en: 'Code {code} (version {version}): act of {occurredOn}, found on {foundOn}, weighs {points}, counts {counted}, sum {sumAfter}.',
  },
  'item.repeated': {
    zh: '代码 {code} 在本周期内再次发生：由 {once} 分升为 {points} 分。',
    en: 'Code {code} again in this cycle: {points} points instead of {once}.',
  },
  'item.not-highest-of-act': {
    zh: '同一处方（医嘱）只计最高一项：已有 {highest} 分的条目，本项 {points} 分不计。',
    en: 'One act scores its highest item only: it has one of {highest}, so this one of {points} does not count.',
  },
  'item.heavier-of-act': {
    zh: '同一处方（医嘱）只计最高一项：本项 {points} 分，已计 {before} 分，补计 {counted} 分。',
    en: 'One act scores its highest item only: this one weighs {points}, {before} were counted, {counted} are added.',
  },
  'item.reminder': {
    zh: '本周期首次书写类问题，仅提醒：代码 {code} 的 {points} 分不计，以后也不补计。',
    en: 'The first of these items in the cycle is a reminder: the {points} point(s) of {code} do not count, now or later.',
  },
  'item.monthly-cap': {
    zh: '同一机构 {month} 的此类问题最多计 {cap} 分，已计 {used} 分，本项计入 {counted} 分。',
    en: 'At most {cap} point(s) of these items for one hospital and {month}: {used} were counted, this one counts {counted}.',
  },
  'item.linked-only': {
    zh: '代码 {code} 仅作关联，不计分。',
    en: 'Code {code} is linked only and never scored.',
  },
  'item.exculpated': { zh: '免责情形成立：{exculpation}。', en: 'An exculpation holds: {exculpation}.' },
  'item.dismissed': { zh: '{on} 不予认定，不计分。', en: 'Dismissed on {on}; it does not count.' },
  'item.withdrawn': { zh: '{on} 撤回，不计分。', en: 'Withdrawn on {on}; it does not count.' },
  'item.lapsed': {
    zh: '逾期未认定，自 {on} 起失效，不计分。',
    en: 'Not confirmed in time; lapsed from {on} on, it does not count.',
  },
  'item.revoked': {
    zh: '{on} 经复核或外部决定撤销，自认定日起不计分。',
    en: 'Revoked on {on}; it counts no more, back to the day of the finding.',
  },
  'item.reversed': {
    zh: '{on} 由两人更正，自认定日起不计分。',
    en: 'Reversed on {on} by two persons; it counts no more, back to the day of the finding.',
  },
  'item.reduced': {
    zh: '代码 {code} 经复核或外部决定由 {points} 分减为 {to} 分，自认定日起。',
    en: 'Code {code} was reduced from {points} to {to} point(s), back to the day of the finding.',
  },
  'item.awaits-statement': {
    zh: '尚未认定，不计分；医师可在 {until} 前（含当日）陈述申辩。',
    en: 'Not confirmed, not counted; the doctor may state until the end of {until}.',
  },
  'item.awaits-confirmation': {
    zh: '尚未认定，不计分；自 {since} 起可由另一人认定，逾 {until} 失效。',
    en: 'Not confirmed, not counted; another person may confirm from {since} on, after {until} it lapses.',
  },
  'clock.year-missing': {
    zh: '{year} 年的节假日安排尚未载入：期限不早于 {notBefore}，为暂定，不因此失效。',
    en: 'The holiday table of {year} is not loaded: the limit is not before {notBefore}, provisional, and nothing expires by it.',
  },
};
