import { type Unit, units } from '../core/cost/measure.ts';
import type { Language } from '../core/explanation.ts';
import type { CostNotice, CostNoticeLevel } from '../core/paper/cost-notice.ts';
import { html, type Markup, nothing, said } from './markup.ts';
import { dateOf, line, paragraph, sheetStyle } from './sheet.ts';
import { say } from './words.ts';

/** 月度监测通报 as one page to be printed, signed and sealed: no script, nothing fetched. */
export function costNoticePage(language: Language, notice: CostNotice): string {
  const title = say(language, 'paper.cost-notice.title');
  const page = html`<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<title>${title} ${notice.month}</title>
<style>${{ markup: sheetStyle }}</style>
</head>
<body>
<header>
<p class="house">${said(notice.placeName)}</p>
<h1>${title}</h1>
<p class="number">${notice.month}</p>
</header>
<main>
${paragraph(say(language, 'paper.cost-notice.basis'))}
${notice.levels.map((level) => levelOf(language, level))}
${paragraph(say(language, 'paper.cost-notice.reading'))}
</main>
<footer>
<div class="lines">${[line(language, 'paper.cost-notice.approved-by'), line(language, 'paper.cost-notice.sent-on')]}</div>
<div class="seal">
<p>${say(language, 'paper.seal')}</p>
<p>${dateOf(language, notice.printedOn)}</p>
</div>
</footer>
</body>
</html>
`;
  return page.markup;
}

function levelOf(
  language: Language,
  { level, reported, owed, missing, series, judged, rows }: CostNoticeLevel,
): Markup {
  const heads = ['hospital', 'measure', 'change', 'since', 'from', 'to'].map(
    (name) => html`<th>${say(language, `paper.cost-notice.column.${name}`)}</th>`,
  );
  const lines = rows.map(
    (row) =>
      html`<tr><td>${said(row.hospitalName)}</td><td>${said(row.measure[language])}</td><td>${say(language, `paper.cost-notice.judgement.${row.judgement}`)} ${say(language, `paper.cost-notice.rule.${row.rule}`)}</td><td>${row.since}</td><td>${figureOf(language, row.unit, row.fromValue)}</td><td>${figureOf(language, row.unit, row.toValue)}${row.partial ? ` ${say(language, 'paper.cost-notice.partial')}` : ''}</td></tr>`,
  );
  const nothingHolds = judged === 0 ? 'paper.cost-notice.not-judged' : 'paper.cost-notice.nothing';
  const names = missing.join(language === 'zh' ? '、' : ', ');
  return html`${paragraph(say(language, 'paper.cost-notice.level', { level, reported, owed }))}
${missing.length === 0 ? nothing : html`<p>${say(language, 'paper.cost-notice.missing')}${said(names)}</p>`}
${paragraph(say(language, 'paper.cost-notice.judged', { series, judged }))}
${rows.length === 0 ? paragraph(say(language, nothingHolds)) : html`<table><tr>${heads}</tr>${lines}</table>`}`;
}

/** As people read it: a share in per cent, the rest with its unit, in groups of three digits and to two places at most. */
function figureOf(language: Language, unit: Unit, value: number): string {
  if (unit === 'share') return `${grouped(value * 100, 2)} %`;
  return `${grouped(value, Math.min(units[unit].decimals, 2))} ${say(language, `paper.cost-notice.unit.${unit}`)}`;
}

function grouped(value: number, decimals: number): string {
  return value.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}
