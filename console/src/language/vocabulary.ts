import type { Words } from './words.ts';

/** Codes of the API in the words that people here use; the same on the pages of every role. */

export const stateWords = {
  recorded: { zh: '已记录，待答复', en: 'Recorded' },
  confirmable: { zh: '可复核', en: 'Ready to decide' },
  stated: { zh: '已陈述申辩', en: 'Stated' },
  acknowledged: { zh: '已确认知悉', en: 'Acknowledged' },
  confirmed: { zh: '已认定', en: 'Confirmed' },
  dismissed: { zh: '不予认定', en: 'Dismissed' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
  lapsed: { zh: '逾期失效', en: 'Lapsed' },
  revoked: { zh: '已撤销', en: 'Revoked' },
  reversed: { zh: '已更正', en: 'Reversed' },
} satisfies Words;

/** Colours that say the same beside the words, never instead of them. */
export const stateColours: Readonly<Record<string, string>> = {
  recorded: 'gold',
  confirmable: 'gold',
  stated: 'blue',
  acknowledged: 'blue',
  confirmed: 'red',
};

export const phaseWords = {
  undecided: { zh: '尚未决定', en: 'Not decided' },
  undelivered: { zh: '待送达', en: 'To be delivered' },
  appealable: { zh: '可申请复核', en: 'Open to appeal' },
  contested: { zh: '复核中', en: 'Under appeal' },
  final: { zh: '已生效', en: 'Final' },
  fallen: { zh: '不再成立', en: 'No longer stands' },
} satisfies Words;

export const outcomeWords = {
  confirmed: { zh: '认定', en: 'Confirmed' },
  dismissed: { zh: '不予认定', en: 'Dismissed' },
  withdrawn: { zh: '撤回', en: 'Withdrawn' },
  upheld: { zh: '维持', en: 'Upheld' },
  reduced: { zh: '减轻', en: 'Reduced' },
  revoked: { zh: '撤销', en: 'Revoked' },
} satisfies Words;

export const deliveryWords = {
  'read-in-inbox': { zh: '在收件箱阅读', en: 'Read in the inbox' },
  'signed-paper': { zh: '纸质签收', en: 'Signed for on paper' },
  'refused-before-witness': { zh: '见证下拒收', en: 'Refused before a witness' },
} satisfies Words;

export const settingWords = {
  outpatient: { zh: '门诊', en: 'Outpatient' },
  emergency: { zh: '急诊', en: 'Emergency' },
  inpatient: { zh: '住院', en: 'Inpatient' },
} satisfies Words;

export const categoryWords = {
  'irrational-use': { zh: '不合理用药', en: 'Irrational use' },
  'irregular-practice': { zh: '行医不规范', en: 'Irregular practice' },
  ethics: { zh: '医德医风', en: 'Ethics' },
} satisfies Words;

export const sourceWords = {
  'prescription-review': { zh: '处方点评', en: 'Prescription review' },
  'order-review': { zh: '医嘱点评', en: 'Order review' },
  inspection: { zh: '专项检查', en: 'Inspection' },
  complaint: { zh: '投诉举报', en: 'Complaint' },
  'his-hit': { zh: '系统拦截', en: 'HIS hit' },
  external: { zh: '外部决定', en: 'Decision from outside' },
  other: { zh: '其他', en: 'Other' },
} satisfies Words;

export const capacityWords = {
  prescriber: { zh: '开方医师', en: 'Prescriber' },
  countersigner: { zh: '审签医师', en: 'Countersigner' },
  supervisor: { zh: '上级医师', en: 'Supervisor' },
  other: { zh: '其他责任人', en: 'Other' },
} satisfies Words;

export const rightKindWords = {
  general: { zh: '处方权', en: 'General' },
  narcotic: { zh: '麻醉、第一类精神药品', en: 'Narcotic, psychotropic I' },
  'antibacterial-unrestricted': { zh: '非限制使用级抗菌药', en: 'Unrestricted antibacterials' },
  'antibacterial-restricted': { zh: '限制使用级抗菌药', en: 'Restricted antibacterials' },
  'antibacterial-special': { zh: '特殊使用级抗菌药', en: 'Special antibacterials' },
  'key-monitored': { zh: '重点监控药品', en: 'Key-monitored drugs' },
  herbal: { zh: '中药饮片', en: 'Herbal pieces' },
} satisfies Words;

export const rightStatusWords = {
  active: { zh: '正常', en: 'Active' },
  restricted: { zh: '限制', en: 'Restricted' },
  suspended: { zh: '暂停', en: 'Suspended' },
  cancelled: { zh: '取消', en: 'Cancelled' },
  'no-grant': { zh: '未授予', en: 'Not granted' },
} satisfies Words;

export const provenanceWords = {
  proposal: { zh: '建议稿', en: 'Proposal' },
  published: { zh: '据公开报道', en: 'As published' },
  official: { zh: '官方公布', en: 'Official' },
} satisfies Words;

export const sanctionStateWords = {
  stayed: { zh: '暂缓（送达、申诉未完）', en: 'Stayed' },
  due: { zh: '应处理', en: 'Due' },
  ordered: { zh: '已责令', en: 'Ordered' },
  imposed: { zh: '已实施', en: 'Imposed' },
  done: { zh: '已完成', en: 'Done' },
  'set-aside': { zh: '不予采取', en: 'Set aside' },
  outside: { zh: '由外部机构处理', en: 'Outside' },
} satisfies Words;

export const officeWords = {
  department: { zh: '科室', en: 'Department' },
  hospital: { zh: '医院', en: 'Hospital' },
  commission: { zh: '卫健委', en: 'Commission' },
  'insurance-agency': { zh: '医保经办机构', en: 'Insurance agency' },
} satisfies Words;

export const purposeWords = {
  'own-record': { zh: '查看本人记录', en: 'Own record' },
  review: { zh: '处方点评与复核', en: 'Review' },
  'right-management': { zh: '处方权管理', en: 'Managing rights' },
  'ethics-assessment': { zh: '医德考评', en: 'Ethics assessment' },
  'department-management': { zh: '科室管理', en: 'Managing a department' },
  supervision: { zh: '监督', en: 'Supervision' },
  registration: { zh: '登记', en: 'Registration' },
  appeal: { zh: '申诉复核', en: 'Appeal' },
  'prescribing-check': { zh: '核对处方权', en: 'Checking a right' },
  audit: { zh: '审计', en: 'Audit' },
  complaint: { zh: '投诉处理', en: 'Complaint' },
  training: { zh: '培训', en: 'Training' },
} satisfies Words;

export const taskWords = {
  answer: { zh: '陈述或确认知悉', en: 'Answer: state or acknowledge' },
  confirm: { zh: '复核决定', en: 'Decide' },
  deliver: { zh: '送达', en: 'Deliver' },
  appeal: { zh: '可申请复核', en: 'Appeal, if you wish' },
  rule: { zh: '作出复核决定', en: 'Rule on the appeal' },
  'confirm-reversal': { zh: '确认更正', en: 'Confirm a reversal' },
  'confirm-opening': { zh: '确认结转', en: 'Confirm a balance' },
  'confirm-opening-reversal': { zh: '确认更正结转', en: 'Confirm the reversal of a balance' },
  'confirm-credit': { zh: '确认返还分', en: 'Confirm a credit' },
  talk: { zh: '谈话或约谈', en: 'Talk or interview' },
  impose: { zh: '采取措施', en: 'Impose a measure' },
} satisfies Words;
