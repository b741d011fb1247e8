import { monthAfter } from '../commission/month.ts';
import type { Role } from '../session/me.ts';

/** Who is here, as far as it decides what they see first. */
export interface Here {
  readonly today: string;
  readonly grants: readonly { readonly role: string; readonly scope: { readonly regionId?: unknown } }[];
}

/** What somebody sees first, known before the pages' code has come. */
export interface FirstPage {
  readonly path: string;
  readonly roles: readonly Role[];
  readonly load: () => Promise<unknown>;
  /** What it asks when its address holds no filter, as the API's addresses. One that it does not ask is asked for nothing. */
  readonly questions: (here: Here) => readonly string[];
}

/** In the order of the navigation: whoever holds several roles starts at the first. */
export const firstPages: readonly FirstPage[] = [
  {
    path: '/my',
    roles: ['doctor'],
    load: () => import('../doctor/card/card-page.tsx'),
    questions: () => ['/v1/me/standing', '/v1/duties?mine=true'],
  },
  {
    path: '/review',
    roles: ['auditor', 'reviewer', 'medical-affairs', 'ethics-office', 'department-head'],
    load: () => import('../auditor/queue/queue-page.tsx'),
    questions: ({ grants }) =>
      grants.some(({ role }) => role !== 'department-head')
        ? ['/v1/duties?limit=50&mine=true']
        : ['/v1/duties?limit=50'],
  },
  {
    path: '/commission',
    roles: ['commission-officer', 'commission-registrar'],
    load: () => import('../commission/overview/overview-page.tsx'),
    questions: overviewQuestions,
  },
];

/** @returns the first page of somebody who came to `path`; undefined where another page is asked for. */
export function firstPageOf(here: Here, path: string): FirstPage | undefined {
  const held = new Set(here.grants.map(({ role }) => role));
  const page = firstPages.find(({ roles }) => roles.some((role) => held.has(role)));
  return path === '/' || path === page?.path ? page : undefined;
}

function overviewQuestions({ today, grants }: Here): readonly string[] {
  const until = today.slice(0, 7);
  const months = `from=${monthAfter(until, -24)}&until=${until}`;
  // Whoever watches a county starts there.
  const county = grants.map(({ scope }) => scope.regionId).find((id) => typeof id === 'string');
  const place = county === undefined ? '' : `county=${county}&`;
  const trend = (measure: string) => `/v1/cost/trends?measure=${measure}&${place}${months}`;
  return [
    trend('drugCostPerDischarge'),
    trend('drugShare'),
    `/v1/cost/penalty-counts?${place}${months}`,
    `/v1/cost/completeness?${place}from=${monthAfter(until, -1)}&until=${until}`,
    '/v1/regions',
    '/v1/hospitals',
  ];
}
