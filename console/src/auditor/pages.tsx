import {
  AuditOutlined,
  BankOutlined,
  BulbOutlined,
  CheckSquareOutlined,
  FileExcelOutlined,
  FormOutlined,
  GiftOutlined,
  MessageOutlined,
  TeamOutlined,
  UserSwitchOutlined,
} from '@ant-design/icons';
import type { RolePages } from '../app/role-pages.ts';
import { queue } from './first-page.ts';

const everybody = ['auditor', 'reviewer', 'medical-affairs', 'ethics-office', 'department-head'] as const;
const offices = ['auditor', 'reviewer', 'medical-affairs', 'ethics-office'] as const;
const keeping = ['medical-affairs'] as const;
const registering = ['medical-affairs', 'commission-registrar'] as const;
const recording = ['auditor', 'medical-affairs', 'ethics-office'] as const;

/** What the people of a hospital work with: those who record, decide, manage rights, or lead a department. */
export const auditorPages: RolePages = {
  title: { zh: '点评与记分', en: 'Review and points' },
  pages: [
    {
      ...queue,
      navigation: { label: { zh: '待办', en: 'To do' }, icon: <CheckSquareOutlined /> },
    },
    {
      path: '/review/record',
      roles: recording,
      navigation: { label: { zh: '记录扣分', en: 'Record' }, icon: <FormOutlined /> },
      load: async () => (await import('./finding/finding-page.tsx')).FindingPage,
    },
    {
      path: '/review/worksheets',
      roles: recording,
      navigation: { label: { zh: '点评工作表', en: 'Worksheets' }, icon: <FileExcelOutlined /> },
      load: async () => (await import('./worksheet/worksheet-page.tsx')).WorksheetPage,
    },
    {
      path: '/review/deductions',
      roles: everybody,
      navigation: { label: { zh: '记录', en: 'Records' }, icon: <AuditOutlined /> },
      load: async () => (await import('./deduction/deduction-list-page.tsx')).DeductionListPage,
    },
    {
      path: '/review/deductions/:deductionId',
      roles: everybody,
      load: async () => (await import('./deduction/deduction-page.tsx')).DeductionPage,
    },
    {
      path: '/review/doctors',
      roles: everybody,
      navigation: { label: { zh: '医师', en: 'Doctors' }, icon: <TeamOutlined /> },
      load: async () => (await import('./doctor/doctor-list-page.tsx')).DoctorListPage,
    },
    {
      path: '/review/doctors/new',
      roles: keeping,
      load: async () => (await import('./register/new-doctor-page.tsx')).NewDoctorPage,
    },
    {
      path: '/review/doctors/import',
      roles: keeping,
      load: async () => (await import('./register/import-page.tsx')).DoctorImportPage,
    },
    {
      path: '/review/doctors/:doctorId',
      roles: everybody,
      load: async () => (await import('./doctor/doctor-page.tsx')).DoctorPage,
    },
    {
      path: '/review/doctors/:doctorId/sanctions',
      roles: [...everybody, 'commission-officer'],
      load: async () => (await import('./sanction/doctor-sanctions-page.tsx')).DoctorSanctionsPage,
    },
    {
      path: '/review/doctors/:doctorId/process',
      roles: offices,
      load: async () => (await import('./process/process-page.tsx')).ProcessPage,
    },
    {
      path: '/review/sanctions',
      roles: everybody,
      navigation: { label: { zh: '谈话与措施', en: 'Talks and sanctions' }, icon: <MessageOutlined /> },
      load: async () => (await import('./sanction/sanctions-page.tsx')).SanctionsPage,
    },
    {
      path: '/review/credits',
      roles: offices,
      navigation: { label: { zh: '返还分', en: 'Points given back' }, icon: <GiftOutlined /> },
      load: async () => (await import('./credit/credits-page.tsx')).CreditsPage,
    },
    {
      path: '/review/leads',
      roles: ['auditor', 'reviewer'],
      navigation: { label: { zh: '线索', en: 'Leads' }, icon: <BulbOutlined /> },
      load: async () => (await import('./lead/leads-page.tsx')).LeadsPage,
    },
  ],
};

/** What the commission does about the doctors of hospitals: it orders what a hospital has left undone. */
export const supervisionPages: RolePages = {
  title: { zh: '督办', en: 'Supervision' },
  pages: [
    {
      path: '/supervision/sanctions',
      roles: ['commission-officer'],
      navigation: { label: { zh: '谈话与措施', en: 'Talks and sanctions' }, icon: <MessageOutlined /> },
      load: async () => (await import('./sanction/sanctions-page.tsx')).SanctionsPage,
    },
  ],
};

/** What is kept of a hospital by itself and by the commission's registrar, who chooses the hospital. */
export const placePages: RolePages = {
  title: { zh: '机构与人员', en: 'Places and people' },
  pages: [
    {
      path: '/review/wards',
      roles: registering,
      navigation: { label: { zh: '医院与病区', en: 'Hospital and wards' }, icon: <BankOutlined /> },
      load: async () => (await import('./register/wards-page.tsx')).WardsPage,
    },
    {
      path: '/review/mandates',
      roles: [...registering, 'auditor', 'reviewer', 'ethics-office'],
      navigation: { label: { zh: '委托与代理', en: 'Mandates' }, icon: <UserSwitchOutlined /> },
      load: async () => (await import('./mandate/mandates-page.tsx')).MandatesPage,
    },
  ],
};
