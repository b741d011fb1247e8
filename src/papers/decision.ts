import type { Language } from '../core/explanation.ts';
import type { DecisionPaper } from '../core/paper/paper.ts';
import { factTable } from './facts.ts';
import { html, type Markup, said } from './markup.ts';
import { dateOf, itemTable, line, paragraph, sheet, table } from './sheet.ts';
import { say } from './words.ts';

/** 认定书: what another person has confirmed, what the doctor had said to it, and how to appeal. */
export function decisionPage(language: Language, paper: DecisionPaper): string {
  const { minutes, note } = paper;
  return sheet(language, paper.kind, paper.head, {
    body: [
      paragraph(say(language, 'paper.decision.opening', { foundOn: dateOf(language, paper.foundOn) })),
      factTable(language, paper.facts),
      itemTable(language, paper.items),
      heard(language, paper),
      table(language, [
        ['paper.decision.note', note === '' ? '—' : said(note)],
        ['paper.minutes', minutes === null ? '—' : said(`${minutes.ref} ${minutes.heldOn} SHA-256 ${minutes.sha256}`)],
      ]),
      paragraph(say(language, 'paper.decision.counts')),
      paragraph(appealOf(language, paper)),
    ],
    signatures: [
      line(language, 'paper.recorded-by', paper.recordedBy),
      line(language, 'paper.confirmed-by', paper.confirmedBy),
    ],
  });
}

function heard(language: Language, { statements, acknowledgedOn }: DecisionPaper): Markup {
  const parts = statements.map(
    ({ on, text }) => html`<p>${say(language, 'paper.decision.stated', { on: dateOf(language, on) })}${said(text)}</p>`,
  );
  if (acknowledgedOn !== null) {
    parts.push(paragraph(say(language, 'paper.decision.acknowledged', { on: dateOf(language, acknowledgedOn) })));
  }
  return html`${parts.length === 0 ? [paragraph(say(language, 'paper.decision.silent'))] : parts}`;
}

function appealOf(language: Language, { appeal }: DecisionPaper): string {
  if (appeal === null) return say(language, 'paper.decision.no-appeal');
  const { body, clock } = appeal;
  return say(language, `paper.decision.appeal.${clock.unit}`, {
    days: clock.days,
    body: say(language, `paper.body.${body}`),
  });
}
