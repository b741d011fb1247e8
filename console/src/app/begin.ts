import { askEarly } from '../session/early.ts';
import { begin, stateNow, subscribe } from '../session/session.ts';
import { firstPageOf } from './first-pages.ts';
import type { Here } from './role-pages.ts';

/**
 * What need not wait for the pages' code: whether somebody is here, who, and then what their first page consists of and
 * asks. Nothing depends on it; a page that finds nothing begun begins by itself.
 */
const stop = subscribe(() => {
  if (stateNow().session.kind === 'unknown') return;
  stop();
  if (stateNow().session.kind === 'in') void forFirstPage();
  else import('../session/login-page.tsx').catch(() => {});
});

/** Settled when it is known whether somebody is here. */
export const begun: Promise<void> = begin();

async function forFirstPage(): Promise<void> {
  const answer = await askEarly('/v1/me');
  const here = answer?.ok ? ((await answer.clone().json()) as Here) : undefined;
  const page = here && firstPageOf(here, location.pathname);
  if (here === undefined || page === undefined) return;
  // Where it cannot be had, whoever opens the page is told.
  page.load().catch(() => {});
  if (location.search === '') for (const path of page.questions(here)) void askEarly(path);
}
