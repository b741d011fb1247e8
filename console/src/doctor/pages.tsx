import {
  EyeOutlined,
  FileProtectOutlined,
  GiftOutlined,
  IdcardOutlined,
  InboxOutlined,
  UnorderedListOutlined,
} from '@ant-design/icons';
import type { RolePages } from '../app/role-pages.ts';
import { card } from './first-page.ts';

const roles = ['doctor'] as const;

/** What a doctor sees: the own record and nothing else. */
export const doctorPages: RolePages = {
  title: { zh: '我的记分', en: 'My points' },
  pages: [
    {
      ...card,
      navigation: { label: { zh: '记分证', en: 'Card' }, icon: <IdcardOutlined /> },
    },
    {
      path: '/my/deductions',
      roles,
      navigation: { label: { zh: '记录', en: 'Records' }, icon: <UnorderedListOutlined /> },
      load: async () => (await import('./deductions-page.tsx')).DeductionsPage,
    },
    {
      path: '/my/deductions/:deductionId',
      roles,
      load: async () => (await import('./deduction-page.tsx')).DeductionPage,
    },
    {
      path: '/my/inbox',
      roles,
      navigation: { label: { zh: '收件箱', en: 'Inbox' }, icon: <InboxOutlined /> },
      load: async () => (await import('./inbox-page.tsx')).InboxPage,
    },
    {
      path: '/my/credits',
      roles,
      navigation: { label: { zh: '返还分', en: 'Credits' }, icon: <GiftOutlined /> },
      load: async () => (await import('./credits-page.tsx')).CreditsPage,
    },
    {
      path: '/my/receipts',
      roles,
      navigation: { label: { zh: '回执', en: 'Receipts' }, icon: <FileProtectOutlined /> },
      load: async () => (await import('./receipt/receipts-page.tsx')).ReceiptsPage,
    },
    {
      path: '/my/access',
      roles,
      navigation: { label: { zh: '谁看过', en: 'Who looked' }, icon: <EyeOutlined /> },
      load: async () => (await import('./access-page.tsx')).AccessPage,
    },
  ],
};
