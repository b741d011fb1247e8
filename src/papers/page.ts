import type { Language } from '../core/explanation.ts';
import type { Paper } from '../core/paper/paper.ts';
import { decisionPage } from './decision.ts';
import { deliveryPage } from './delivery.ts';
import { interviewPage } from './interview.ts';
import { noticePage } from './notice.ts';
import { rulingPage } from './ruling.ts';

/** A paper as one HTML page to be printed: no script, nothing fetched, and no stored text that becomes markup. */
export function paperPage(language: Language, paper: Paper): string {
  switch (paper.kind) {
    case 'notice':
      return noticePage(language, paper);
    case 'decision':
      return decisionPage(language, paper);
    case 'delivery':
      return deliveryPage(language, paper);
    case 'ruling':
      return rulingPage(language, paper);
    case 'interview':
      return interviewPage(language, paper);
  }
}
