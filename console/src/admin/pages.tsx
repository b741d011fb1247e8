import {
  AuditOutlined,
  DatabaseOutlined,
  DeleteOutlined,
  SafetyOutlined,
  TeamOutlined,
  UserAddOutlined,
} from '@ant-design/icons';
import type { RolePages } from '../app/role-pages.ts';

const managers = ['security-administrator', 'hospital-account-manager'] as const;

/** What the three administrators see (三员分立), each their own part and no business data; and who keeps a hospital's accounts. */
export const adminPages: RolePages = {
  title: { zh: '系统管理', en: 'Administration' },
  pages: [
    {
      path: '/admin/users',
      roles: managers,
      navigation: { label: { zh: '用户与角色', en: 'Users and roles' }, icon: <TeamOutlined /> },
      load: async () => (await import('./users-page.tsx')).UsersPage,
    },
    {
      path: '/admin/users/new',
      roles: managers,
      navigation: { label: { zh: '开户', en: 'New account' }, icon: <UserAddOutlined /> },
      load: async () => (await import('./new-account-page.tsx')).NewAccountPage,
    },
    {
      path: '/admin/users/:accountId',
      roles: managers,
      load: async () => (await import('./user/user-page.tsx')).UserPage,
    },
    {
      path: '/admin/security',
      roles: ['security-administrator'],
      navigation: { label: { zh: '安全设置', en: 'Security' }, icon: <SafetyOutlined /> },
      load: async () => (await import('./security-page.tsx')).SecurityPage,
    },
    {
      path: '/admin/access-records',
      roles: ['audit-administrator'],
      navigation: { label: { zh: '查阅记录', en: 'Access record' }, icon: <AuditOutlined /> },
      load: async () => (await import('./access-records-page.tsx')).AccessRecordsPage,
    },
    {
      path: '/admin/ledger',
      roles: ['system-administrator', 'audit-administrator'],
      navigation: { label: { zh: '账本状态', en: 'Ledger' }, icon: <DatabaseOutlined /> },
      load: async () => (await import('./ledger-page.tsx')).LedgerPage,
    },
    {
      path: '/admin/erasures',
      roles: ['medical-affairs', 'commission-registrar'],
      navigation: { label: { zh: '到期销毁', en: 'Erasure' }, icon: <DeleteOutlined /> },
      load: async () => (await import('./erasure/erasures-page.tsx')).ErasuresPage,
    },
  ],
};
