import { adminPages } from '../admin/pages.tsx';
import { auditorPages, placePages, supervisionPages } from '../auditor/pages.tsx';
import { commissionPages } from '../commission/pages.tsx';
import { doctorPages } from '../doctor/pages.tsx';
import { accountPages } from '../session/pages.tsx';
import type { RolePages } from './role-pages.ts';

/** Every role's pages, in the order in which somebody with several roles sees them. */
export const allPages: readonly RolePages[] = [
  doctorPages,
  auditorPages,
  commissionPages,
  supervisionPages,
  placePages,
  adminPages,
  accountPages,
];
