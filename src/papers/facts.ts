import type { Language } from '../core/explanation.ts';
import type { PaperFacts } from '../core/paper/paper.ts';
import { type Markup, nothing, said } from './markup.ts';
import { dateOf, table } from './sheet.ts';
import { say } from './words.ts';

/** What was found: the act by the hospital's own number of it, never the patient. */
export function factTable(language: Language, facts: PaperFacts): Markup {
  const { externalDecision } = facts;
  return table(language, [
    ['paper.occurred-on', dateOf(language, facts.occurredOn)],
    ['paper.place', said(`${say(language, `paper.setting.${facts.setting}`)} ${facts.department}`)],
    ['paper.act', said(facts.actRef)],
    ['paper.review', said(facts.reviewRef)],
    ['paper.sheets', String(facts.sheets)],
    ['paper.drugs', facts.drugs.length === 0 ? '—' : said(facts.drugs.join(language === 'zh' ? '、' : ', '))],
    ['paper.evidence', String(facts.evidence)],
    ['paper.remarks', facts.remarks === '' ? '—' : said(facts.remarks)],
    [
      'paper.external',
      externalDecision === null
        ? nothing
        : said(`${externalDecision.authority} ${externalDecision.document} ${externalDecision.decidedOn}`),
    ],
  ]);
}
