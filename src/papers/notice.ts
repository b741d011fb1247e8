import type { Language } from '../core/explanation.ts';
import type { NoticePaper } from '../core/paper/paper.ts';
import { factTable } from './facts.ts';
import { itemTable, line, paragraph, sheet } from './sheet.ts';
import { say, untilWhen } from './words.ts';

/** 告知书: what was recorded, that nothing is deducted yet, and until when the doctor may state (行政处罚法: 陈述申辩). */
export function noticePage(language: Language, paper: NoticePaper): string {
  return sheet(language, paper.kind, paper.head, {
    body: [
      paragraph(say(language, 'paper.notice.opening')),
      factTable(language, paper.facts),
      itemTable(language, paper.items),
      paragraph(say(language, 'paper.notice.right', { until: untilWhen(language, paper.statement) })),
      paragraph(say(language, 'paper.notice.no-heavier')),
    ],
    signatures: [
      line(language, 'paper.recorded-by', paper.recordedBy),
      line(language, 'paper.received-by'),
      line(language, 'paper.received-on'),
    ],
  });
}
