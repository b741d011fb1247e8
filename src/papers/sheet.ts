import type { Language } from '../core/explanation.ts';
import type { PaperHead, PaperItem, PaperRule } from '../core/paper/paper.ts';
import { html, type Markup, nothing, said } from './markup.ts';
import { say } from './words.ts';

/** One paper as a whole page: title, number, to whom, what it says, and below it seal and date. It asks for nothing else. */
export function sheet(
  language: Language,
  kind: string,
  head: PaperHead,
  parts: {
    readonly body: readonly Markup[];
    readonly signatures: readonly Markup[];
    /** Whose seal; the hospital's unless another body has decided. */
    readonly sealedBy?: string;
  },
): string {
  const title = say(language, `paper.${kind}.title`);
  const { name, staffNo, department } = head.doctor;
  const page = html`<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<title>${title} ${head.number ?? ''}</title>
<style>${{ markup: sheetStyle }}</style>
</head>
<body>
<header>
<p class="house">${said(head.hospitalName)}</p>
<h1>${title}</h1>
<p class="number">${head.number ?? say(language, 'paper.number-later')}</p>
</header>
<main>
<p class="to">${say(language, 'paper.to')}${said(name)} ${staffNo === null ? nothing : html`${say(language, 'paper.staff-no')}${said(staffNo)}`} ${said(department)}</p>
${parts.body}
</main>
<footer>
<div class="lines">${parts.signatures}</div>
<div class="seal">
<p>${said(parts.sealedBy ?? head.hospitalName)}</p>
<p>${say(language, 'paper.seal')}</p>
<p>${dateOf(language, head.issuedOn)}</p>
</div>
</footer>
</body>
</html>
`;
  return page.markup;
}

/** Rows of a two-column table; text that somebody wrote is passed as `said`. */
export function table(language: Language, rows: readonly (readonly [code: string, value: Markup | string])[]): Markup {
  const lines = rows.map(([code, value]) => html`<tr><th>${say(language, code)}</th><td>${value}</td></tr>`);
  return html`<table>${lines}</table>`;
}

export function paragraph(text: Markup | string): Markup {
  return html`<p>${text}</p>`;
}

/** A line to be signed or filled in by hand. */
export function line(language: Language, code: string, value: string | null = null): Markup {
  return html`<p>${say(language, code)}<span class="blank">${value === null ? nothing : said(value)}</span></p>`;
}

/** The items with their points, and on what each rests. */
export function itemTable(language: Language, items: readonly PaperItem[]): Markup {
  const rows = items.map(
    (item) =>
      html`<tr><td>${said(item.code)}</td><td>${said(item.text[language])}</td><td>${item.points}</td><td>${ruleOf(language, item)}</td></tr>`,
  );
  const titles = ['code', 'item', 'points', 'basis'].map(
    (name) => html`<th>${say(language, `paper.column.${name}`)}</th>`,
  );
  return html`<table><tr>${titles}</tr>${rows}</table>`;
}

/** Scheme, document, article and how well founded it is: a proposal never looks like a regulation. */
export function ruleOf(language: Language, rule: PaperRule): Markup {
  return said(
    say(language, 'paper.rule', {
      scheme: rule.scheme,
      version: rule.schemeVersion,
      document: rule.document ?? say(language, 'paper.no-document'),
      source: rule.source ?? say(language, 'paper.no-article'),
      basis: say(language, `paper.basis.${rule.legalBasis}`),
      provenance: say(language, `paper.provenance.${rule.provenance}`),
    }),
  );
}

export function dateOf(language: Language, date: string | null): string {
  if (date === null) return say(language, 'paper.date-blank');
  const [year = '', month = '', day = ''] = date.split('-');
  return say(language, 'paper.date', { date, year, month: Number(month), day: Number(day) });
}

/** All the style there is; the door names its hash, so that nothing else can be styled or run on the page. */
export const sheetStyle = `
@page { size: A4; margin: 22mm 20mm; }
body { max-width: 170mm; margin: 12mm auto; color: #000; background: #fff; font: 12pt/1.7 "Songti SC", SimSun, "Noto Serif CJK SC", serif; }
header { text-align: center; }
h1 { margin: 0; font-size: 22pt; letter-spacing: .2em; }
.house { margin: 0; font-size: 14pt; }
.number { text-align: right; }
.to { font-weight: bold; }
table { width: 100%; margin: 4mm 0; border-collapse: collapse; break-inside: auto; }
tr { break-inside: avoid; }
th, td { padding: 1.5mm 2mm; border: .3mm solid #000; text-align: left; vertical-align: top; }
th { font-weight: normal; white-space: nowrap; }
.said { white-space: pre-wrap; overflow-wrap: anywhere; }
footer { display: flex; gap: 10mm; margin-top: 10mm; break-inside: avoid; }
.lines { flex: 1; }
.blank { display: inline-block; min-width: 45mm; border-bottom: .3mm solid #000; }
.seal { min-width: 60mm; min-height: 40mm; text-align: center; }
@media print { body { max-width: none; margin: 0; } }
`;
