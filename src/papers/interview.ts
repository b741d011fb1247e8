import type { Language } from '../core/explanation.ts';
import type { InterviewPaper } from '../core/paper/paper.ts';
import { said } from './markup.ts';
import { dateOf, line, paragraph, ruleOf, sheet, table } from './sheet.ts';
import { say } from './words.ts';

/** 约谈记录: why the talk is held, and lines for what was said; it decides nothing about anybody. */
export function interviewPage(language: Language, paper: InterviewPaper): string {
  const { held, reached, requires } = paper;
  const required = requires.map((each) => say(language, `paper.requirement.${each}`));
  const { at, count } = reached;
  return sheet(language, paper.kind, paper.head, {
    body: [
      table(language, [
        ['paper.interview.why', said(paper.text[language])],
        ['paper.interview.reached', say(language, `paper.interview.reached.${reached.of}`, { at, count })],
        ['paper.interview.due-on', dateOf(language, paper.dueOn)],
        ['paper.column.basis', ruleOf(language, paper.rule)],
        ['paper.interview.requires', required.length === 0 ? '—' : required.join(language === 'zh' ? '、' : ', ')],
        ['paper.interview.held-on', dateOf(language, held?.on ?? null)],
        [
          'paper.minutes',
          held === null ? '—' : said(`${held.minutes}${held.sha256 === null ? '' : ` SHA-256 ${held.sha256}`}`),
        ],
      ]),
      paragraph(say(language, 'paper.interview.nature')),
      line(language, 'paper.interview.said'),
      line(language, 'paper.interview.answered'),
      line(language, 'paper.interview.agreed'),
    ],
    signatures: [
      line(language, 'paper.interview.led-by'),
      line(language, 'paper.interview.doctor'),
      line(language, 'paper.recorded-by', held?.recordedBy ?? null),
    ],
  });
}
