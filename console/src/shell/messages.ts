export const shellWords = {
  skip: { zh: '跳到正文', en: 'Skip to the content' },
  product: { zh: '处方权记分', en: 'Prescribing points' },
  navigation: { zh: '主导航', en: 'Main navigation' },
  account: { zh: '账号与安全', en: 'Account and security' },
  logOut: { zh: '退出登录', en: 'Log out' },
  noRole: {
    zh: '您的账号还没有岗位。请联系本院账号管理员。',
    en: 'Your account has no role yet. Ask your account manager.',
  },
  language: { zh: '语言', en: 'Language' },
  demo: { zh: '演示数据', en: 'Demo data' },
} as const;

export const roleWords = {
  doctor: { zh: '医师', en: 'Doctor' },
  'department-head': { zh: '科主任', en: 'Department head' },
  auditor: { zh: '审核员', en: 'Auditor' },
  reviewer: { zh: '复核员', en: 'Reviewer' },
  'medical-affairs': { zh: '医务部门', en: 'Medical affairs' },
  'ethics-office': { zh: '医德医风办', en: 'Ethics office' },
  'hospital-account-manager': { zh: '医院账号管理员', en: 'Account manager' },
  'commission-officer': { zh: '卫健委监管', en: 'Commission officer' },
  'commission-registrar': { zh: '卫健委登记', en: 'Commission registrar' },
  'appeal-panellist': { zh: '申诉专家', en: 'Appeal panellist' },
  'his-client': { zh: '医院信息系统', en: 'Hospital system' },
  'system-administrator': { zh: '系统管理员', en: 'System administrator' },
  'security-administrator': { zh: '安全管理员', en: 'Security administrator' },
  'audit-administrator': { zh: '审计管理员', en: 'Audit administrator' },
} as const;
