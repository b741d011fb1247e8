import type { FirstPage, Here } from '../app/role-pages.ts';
import { monthAfter } from './month.ts';

export const overview: FirstPage = {
  path: '/commission',
  roles: ['commission-officer', 'commission-registrar'],
  plain: true,
  load: async () => (await import('./overview/overview-page.tsx')).OverviewPage,
  questions,
};

function questions({ today, grants }: Here): readonly string[] {
  const until = today.slice(0, 7);
  const months = `from=${monthAfter(until, -usualMonths)}&until=${until}`;
  // Whoever watches a county starts there.
  const county = grants.find(({ scope }) => scope.kind === 'county')?.scope.regionId;
  const place = typeof county === 'string' ? `county=${county}&` : '';
  const trend = (measure: string) => `/v1/cost/trends?measure=${measure}&${place}${months}`;
  return [
    ...headMeasures.map(trend),
    `/v1/cost/penalty-counts?${place}${months}`,
    `/v1/cost/completeness?${place}from=${monthAfter(until, -1)}&until=${until}`,
    '/v1/regions',
    '/v1/hospitals',
  ];
}

/** How far back pages look unless somebody says otherwise. */
export const usualMonths = 24;
/** The measures that the overview begins with. */
export const headMeasures = ['drugCostPerDischarge', 'drugShare'] as const;
