import type { FirstPage } from '../app/role-pages.ts';

export const card: FirstPage = {
  path: '/my',
  roles: ['doctor'],
  plain: true,
  load: async () => (await import('./card/card-page.tsx')).CardPage,
  questions: () => ['/v1/me/standing', '/v1/duties?mine=true'],
};
