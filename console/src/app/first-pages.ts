import { queue } from '../auditor/first-page.ts';
import { overview } from '../commission/first-page.ts';
import { card } from '../doctor/first-page.ts';
import type { FirstPage, Here } from './role-pages.ts';

/** In the order of the navigation: whoever holds several roles starts at the first. */
const firstPages: readonly FirstPage[] = [card, queue, overview];

/** @returns the first page of somebody who came to `path`; undefined where another page is asked for. */
export function firstPageOf(here: Here, path: string): FirstPage | undefined {
  const held = new Set(here.grants.map(({ role }) => role));
  const page = firstPages.find(({ roles }) => roles === 'all' || roles.some((role) => held.has(role)));
  return path === '/' || path === page?.path ? page : undefined;
}
