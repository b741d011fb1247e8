import { type ExplanationParameter, type Language, render } from '../core/explanation.ts';
import type { ClockDue } from '../core/register/calendar.ts';
import { paperMessages } from '../messages/papers.ts';

/** A sentence of the papers; what it is given may be anybody's text and is escaped where the sentence is put in. */
export function say(
  language: Language,
  code: string,
  parameters: Readonly<Record<string, ExplanationParameter>> = {},
): string {
  return render(paperMessages, language, { code, parameters });
}

/** The last day of a window; where no calendar says so yet, the day it certainly includes and why. */
export function untilWhen(language: Language, { due, notBefore, missingYear }: ClockDue): string {
  if (due !== null) return say(language, 'paper.until', { due });
  return say(language, 'paper.until-provisional', { notBefore, year: missingYear });
}
