import type { Language } from '../core/explanation.ts';
import type { RulingPaper } from '../core/paper/paper.ts';
import { html, type Markup, said } from './markup.ts';
import { dateOf, line, paragraph, ruleOf, sheet, table } from './sheet.ts';
import { say } from './words.ts';

/** 复核书: the decision appealed against and the ruling side by side, item by item. */
export function rulingPage(language: Language, paper: RulingPaper): string {
  const { minutes } = paper;
  const body = say(language, `paper.body.${paper.body}`);
  return sheet(language, paper.kind, paper.head, {
    body: [
      paragraph(
        say(language, 'paper.ruling.opening', {
          on: dateOf(language, paper.appealedOn),
          number: paper.first.number,
          body,
          level: paper.level,
        }),
      ),
      table(language, [['paper.ruling.grounds', said(paper.grounds)]]),
      sideBySide(language, paper),
      table(language, [['paper.minutes', said(`${minutes.ref} ${minutes.heldOn} SHA-256 ${minutes.sha256}`)]]),
      paragraph(say(language, 'paper.ruling.back')),
    ],
    sealedBy: paper.body === 'hospital-panel' ? paper.head.hospitalName : body,
    signatures: [
      line(language, 'paper.ruling.body', body),
      ...paper.ruledBy.map((name) => line(language, 'paper.ruling.member', name)),
    ],
  });
}

function sideBySide(language: Language, { first, outcome, reason, items, head }: RulingPaper): Markup {
  const word = (name: string) => say(language, `paper.ruling.${name}`);
  const rows = items.map(
    (item) =>
      html`<tr><td>${said(`${item.code} ${item.text[language]}`)}<br>${ruleOf(language, item)}</td><td>${item.before}</td><td>${item.after}</td></tr>`,
  );
  return html`<table>
<tr><th></th><th>${word('first')}</th><th>${word('second')}</th></tr>
<tr><th>${word('number')}</th><td>${first.number}</td><td>${head.number ?? ''}</td></tr>
<tr><th>${word('date')}</th><td>${dateOf(language, first.on)}</td><td>${dateOf(language, head.issuedOn)}</td></tr>
<tr><th>${word('outcome')}</th><td>${word(first.outcome)}</td><td>${word(outcome)}</td></tr>
<tr><th>${word('by')}</th><td>${said(first.by)}</td><td>${word('members-below')}</td></tr>
<tr><th>${word('reason')}</th><td>${first.reason === '' ? '—' : said(first.reason)}</td><td>${said(reason)}</td></tr>
${rows}
</table>`;
}
