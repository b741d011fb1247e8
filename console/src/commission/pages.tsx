import {
  AlertOutlined,
  AuditOutlined,
  BarChartOutlined,
  CheckSquareOutlined,
  CloudUploadOutlined,
  ColumnHeightOutlined,
  DashboardOutlined,
  FileTextOutlined,
  HeatMapOutlined,
  LineChartOutlined,
  PartitionOutlined,
  PrinterOutlined,
  RollbackOutlined,
  ScheduleOutlined,
  SlidersOutlined,
  ThunderboltOutlined,
} from '@ant-design/icons';
import type { RolePages } from '../app/role-pages.ts';
import { overview } from './first-page.ts';

const roles = ['commission-officer', 'commission-registrar'] as const;
const officer = ['commission-officer'] as const;
const registrar = ['commission-registrar'] as const;

/** What the health commission sees: cost, findings and what is done about them; no doctor's record. */
export const commissionPages: RolePages = {
  title: { zh: '卫健委监测', en: 'Commission' },
  pages: [
    {
      ...overview,
      navigation: { label: { zh: '总览', en: 'Overview' }, icon: <DashboardOutlined /> },
    },
    {
      path: '/commission/drill',
      roles,
      navigation: { label: { zh: '逐级下钻', en: 'Drill down' }, icon: <PartitionOutlined /> },
      load: async () => (await import('./drill/drill-page.tsx')).DrillPage,
    },
    {
      path: '/commission/trend',
      roles,
      navigation: { label: { zh: '走势与同类', en: 'Trend and peers' }, icon: <LineChartOutlined /> },
      load: async () => (await import('./trend/trend-page.tsx')).TrendPage,
    },
    {
      path: '/commission/baselines',
      roles: officer,
      navigation: { label: { zh: '控制限基线', en: 'Baselines' }, icon: <ColumnHeightOutlined /> },
      load: async () => (await import('./baseline/baselines-page.tsx')).BaselinesPage,
    },
    {
      path: '/commission/heat-map',
      roles,
      navigation: { label: { zh: '病区热图', en: 'Ward heat map' }, icon: <HeatMapOutlined /> },
      load: async () => (await import('./ward/heat-map-page.tsx')).HeatMapPage,
    },
    {
      path: '/commission/standouts',
      roles,
      navigation: { label: { zh: '异常突出', en: 'What stands out' }, icon: <ThunderboltOutlined /> },
      load: async () => (await import('./standout/standouts-page.tsx')).StandoutsPage,
    },
    {
      path: '/commission/alerts',
      roles,
      navigation: { label: { zh: '预警与建议', en: 'Alerts' }, icon: <AlertOutlined /> },
      load: async () => (await import('./follow-up/alerts-page.tsx')).AlertsPage,
    },
    {
      path: '/commission/follow-ups',
      roles: officer,
      navigation: { label: { zh: '处置清单', en: 'Work list' }, icon: <ScheduleOutlined /> },
      load: async () => (await import('./follow-up/follow-ups-page.tsx')).FollowUpsPage,
    },
    {
      path: '/commission/follow-ups/:followUpId',
      roles: officer,
      load: async () => (await import('./follow-up/follow-up-page.tsx')).FollowUpPage,
    },
    {
      path: '/commission/notice',
      roles,
      navigation: { label: { zh: '月度通报', en: 'Monthly notice' }, icon: <PrinterOutlined /> },
      load: async () => (await import('./follow-up/monthly-notice-page.tsx')).MonthlyNoticePage,
    },
    {
      path: '/commission/decomposition',
      roles,
      navigation: { label: { zh: '变化分解', en: 'Why it moved' }, icon: <BarChartOutlined /> },
      load: async () => (await import('./decomposition/decomposition-page.tsx')).DecompositionPage,
    },
    {
      path: '/commission/effect',
      roles,
      navigation: { label: { zh: '办法前后', en: 'Before and after' }, icon: <SlidersOutlined /> },
      load: async () => (await import('./effect/effect-page.tsx')).EffectPage,
    },
    {
      path: '/commission/findings',
      roles,
      navigation: { label: { zh: '记分与处理', en: 'Findings' }, icon: <AuditOutlined /> },
      load: async () => (await import('./penalty/findings-page.tsx')).FindingsPage,
    },
    {
      path: '/commission/completeness',
      roles,
      navigation: { label: { zh: '数据完整性', en: 'Completeness' }, icon: <CheckSquareOutlined /> },
      load: async () => (await import('./completeness/completeness-page.tsx')).CompletenessPage,
    },
    {
      path: '/commission/schemes',
      roles,
      navigation: { label: { zh: '记分办法', en: 'Schemes' }, icon: <FileTextOutlined /> },
      load: async () => (await import('./scheme/schemes-page.tsx')).SchemesPage,
    },
    {
      path: '/commission/schemes/:schemeId',
      roles,
      load: async () => (await import('./scheme/scheme-page.tsx')).SchemePage,
    },
    {
      path: '/commission/replay',
      roles: officer,
      load: async () => (await import('./scheme/replay-page.tsx')).ReplayPage,
    },
    {
      path: '/commission/imports',
      roles: registrar,
      navigation: { label: { zh: '导入状态', en: 'Imports' }, icon: <CloudUploadOutlined /> },
      load: async () => (await import('./import/imports-page.tsx')).ImportsPage,
    },
    {
      path: '/commission/slices',
      roles: registrar,
      navigation: { label: { zh: '数据片', en: 'Slices' }, icon: <RollbackOutlined /> },
      load: async () => (await import('./import/slices-page.tsx')).SlicesPage,
    },
  ],
};
