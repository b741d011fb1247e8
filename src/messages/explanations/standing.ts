import type { Messages } from '../catalogue.ts';

/** What was given back in a standing, and what would change it. */
export const standingExplanations: Messages = {
  'standing.credited': {
    zh: '返还 {credited} 分 = min({activities} 项活动 × {pointsEach} 分，每周期上限 {cap} 分，可返还的已计 {creditable} 分)；达到此分值的单项不可返还：{notForItemsOf}。',
    en: '{credited} given back = min({activities} activities × {pointsEach}, {cap} at most in a cycle, {creditable} counted that can be earned back); items of this weight and more cannot: {notForItemsOf}.',
  },
  'standing.contested': {
    zh: '其中 {contested} 分正在复核：仍计入，但不因此作任何处理。',
    en: '{contested} of them are contested: they count, and nothing is made due by them.',
  },
  'standing.next-threshold': {
    zh: '再计 {away} 分即达到 {at} 分：{threshold}。',
    en: '{away} more point(s) reach {at}: {threshold}.',
  },
  'standing.no-threshold-ahead': {
    zh: '本周期没有尚未达到的阈值。',
    en: 'No threshold of the cycle is ahead.',
  },
  'standing.if-confirmed': {
    zh: '{occurredOn} 行为的未定记录（代码 {code}）今日若单独认定，将计入 {points} 分，剩余 {left} 分。',
    en: 'The undecided record of code {code} about the act of {occurredOn}, if it alone were confirmed today, would count {points} and leave {left}.',
  },
  'standing.if-confirmed.other-cycle': {
    zh: '{occurredOn} 行为的未定记录（代码 {code}）即使认定也不计入本周期：归入日为 {on}。',
    en: 'The undecided record of code {code} about the act of {occurredOn} would not count in this cycle if confirmed: it belongs to {on}.',
  },
  'standing.credits.none': {
    zh: '本办法没有返还分的规定。',
    en: 'The scheme gives no points back.',
  },
  'standing.credits.possible': {
    zh: '{rule} 本周期还可返还 {possible} 分（每项 {pointsEach} 分，上限 {cap} 分）。',
    en: '{rule} {possible} more point(s) can be given back in this cycle ({pointsEach} each, {cap} at most).',
  },
  'standing.credits.waiting': {
    zh: '{waiting} 项活动待另一人确认；若全部确认，再返还 {points} 分。',
    en: '{waiting} activities wait for another person; confirmed, they give {points} more back.',
  },
  'standing.cycle-ends': {
    zh: '自 {on} 起为新周期：已计 {points} 分与返还 {credited} 分清零；已达阈值而应处理的事项不受影响。',
    en: 'A new cycle begins on {on}: the {points} counted and the {credited} given back are cleared; what thresholds have made due stays due.',
  },
  'standing.window-moves': {
    zh: '{charged} 归入的 {points} 分自 {on} 起移出最近 {months} 个月；已应处理的事项不受影响。',
    en: 'The {points} of {charged} leave the last {months} months on {on}; what thresholds have made due stays due.',
  },
  'standing.window-empty': {
    zh: '最近 {months} 个月内没有计入的分数。',
    en: 'Nothing counts in the last {months} months.',
  },
};
