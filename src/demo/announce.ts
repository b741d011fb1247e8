import { demoPassword } from './plan/people.ts';
import type { Tour } from './tour.ts';

/** What is printed when the demo is up: where it is, who can enter and what for, and lines to try. */
export function announcement(tour: Tour, address: string, folder: string): string {
  const { doctor, hospitalName, hospitalId, entries } = tour;
  const size = `${tour.hospitals} hospitals · ${tour.wards} wards · ${tour.doctors} doctors · ${tour.findings} findings · ${entries} entries`;
  const width = Math.max(...logins.map(([login]) => login.length));
  const record = JSON.stringify({
    persons: [{ doctor: { staffNo: doctor.staffNo } }],
    hospitalId,
    occurredOn: '2026-11-12',
    setting: 'outpatient',
    actRef: 'RX20261112-0042',
    items: [{ scheme: 'ganzhou-default', code: '2-1' }],
  });
  const json = `-H 'content-type: application/json'`;
  const as = (login: string) => `-H "authorization: Bearer $(token ${login})"`;
  return [
    '',
    `rx12 演示城市 · demo city    ${address}    /docs`,
    `  ${size}`,
    '  全部数据为虚构；时钟自 2026-11-20 09:00（北京时间）起走，每次启动重新开始。',
    '  Everything is invented; the clock starts at 2026-11-20 09:00 +08:00, and each start begins anew.',
    '',
    `  登录名 login = 下表 below，口令 password = ${demoPassword('<login>')}`,
    ...logins.map(([login, zh, en]) => `  ${login.padEnd(width)}  ${zh} · ${en}`),
    '',
    `  ${hospitalName} ${hospitalId}    ${doctor.name} 工号 staff no ${doctor.staffNo} ${doctor.doctorId}`,
    `  执业证书编码 licence: ${doctor.licenceNo} 正常 active · ${tour.restrictedLicenceNo} 限制 restricted · ${tour.suspendedLicenceNo} 暂停 suspended`,
    '',
    `U=${address}; token() { curl -s $U/v1/auth/login ${json} -d '{"login":"'$1'","password":"${demoPassword("'$1'")}"}' | sed 's/.*"accessToken":"\\([^"]*\\)".*/\\1/'; }`,
    '# 审核员记录一条认定 · the auditor records a finding',
    `curl -s $U/v1/deductions ${as('auditor')} ${json} -d '${record}'`,
    '# 医师确认一条待答复的扣分，再看记分 · the doctor acknowledges one that waits, and sees the standing',
    `curl -s -X POST $U/v1/deductions/${tour.waitingDeductionId}/acknowledgement ${as('doctor')}; curl -s $U/v1/me/standing ${as('doctor')}`,
    '# 复核员查阅该医师；医师看到谁查阅过 · the reviewer looks at the doctor, who sees who looked',
    `curl -s $U/v1/doctors/${doctor.doctorId}/standing ${as('reviewer')} >/dev/null; curl -s $U/v1/me/access-records ${as('doctor')}`,
    '# 卫健委看药费趋势 · the commission sees drug cost over time',
    `curl -s "$U/v1/cost/trends?measure=drugCostPerDischarge&from=2023-11&until=2026-11" ${as('officer')}`,
    '# 第二家医院导入缺报的十月病案首页 · the second hospital imports the front pages that are missing for October',
    `curl -s "$U/v1/cost/imports?dataset=inpatientRows&hospital=${tour.costHospitalId}" ${as('affairs2')} -H 'content-type: text/csv' --data-binary @seeds/demo/front-page-sample.csv`,
    '# HIS 核对处方权 · a HIS asks whether a doctor may prescribe',
    `curl -s $U/v1/prescribing-rights/${tour.suspendedLicenceNo} -H "authorization: Bearer $(curl -s $U/v1/auth/token ${json} -d '{"clientId":"his","clientSecret":"${demoPassword('his')}"}' | sed 's/.*"accessToken":"\\([^"]*\\)".*/\\1/')"`,
    '',
    `  数据 data: ${folder}    核验 verify: RX12_DATA=${folder} npx rx12 verify    停止 stop: Ctrl+C`,
    '',
  ].join('\n');
}

/** One for each role; all hospital roles are of the first hospital. */
export const logins: readonly (readonly [login: string, zh: string, en: string])[] = [
  ['auditor', '记录认定、撤回、处理线索', 'records findings, withdraws, handles leads'],
  ['reviewer', '复核：确认或不予认定', 'confirms or dismisses what was recorded'],
  ['doctor', '看本人记分，陈述或确认', 'sees the own standing, states or acknowledges'],
  ['head', '看本科室医师与费用', 'sees the doctors and the cost of a department'],
  ['affairs', '人员、处方权及其措施（第二人 affairs.b）', 'register and prescribing rights (second person: affairs.b)'],
  ['ethics', '医德医风类认定', 'findings of the ethics category'],
  ['manager', '本院账号与授权', 'accounts and grants of the hospital'],
  ['his', '机器：核对处方权（clientId / clientSecret）', 'machine: asks for prescribing rights'],
  ['officer', '卫健委：全市记分与药费趋势', 'commission: standings and drug cost of the city'],
  [
    'registrar',
    '卫健委：机构、日历、办法、数据（第二人 registrar.b）',
    'commission: hospitals, calendars, schemes, data',
  ],
  ['panel', '申诉专家', 'appeal panellist'],
  ['security', '安全管理员：账号与授权', 'security administrator: accounts and grants'],
  ['system', '系统管理员：运行状态', 'system administrator: health of the service'],
  ['audit', '审计管理员：账本与查阅记录', 'audit administrator: the ledger, and who looked at what'],
  [
    'auditor2',
    '第二家医院亦有：reviewer2 doctor2 affairs2 …',
    'the second hospital has them too: reviewer2, doctor2, affairs2, …',
  ],
];
