import type { FirstPage } from '../app/role-pages.ts';

export const queue: FirstPage = {
  path: '/review',
  roles: ['auditor', 'reviewer', 'medical-affairs', 'ethics-office', 'department-head'],
  plain: true,
  load: async () => (await import('./queue/queue-page.tsx')).QueuePage,
  // Whoever leads a department begins with what waits for anybody.
  questions: ({ grants }) =>
    grants.some(({ role }) => role !== 'department-head') ? ['/v1/duties?limit=50&mine=true'] : ['/v1/duties?limit=50'],
};
