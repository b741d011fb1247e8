import type { RolePages } from '../app/role-pages.ts';

/** What everybody has, whatever their role: reached from their name in the top bar. */
export const accountPages: RolePages = {
  title: { zh: '账号', en: 'Account' },
  pages: [{ path: '/account', roles: 'all', load: async () => (await import('./account-page.tsx')).AccountPage }],
};
