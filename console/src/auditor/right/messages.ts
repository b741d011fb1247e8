import { rightStatusWords } from '../../language/vocabulary.ts';
import type { Words } from '../../language/words.ts';

export const rightWords = {
  rights: { zh: '处方权', en: 'Rights' },
  none: { zh: '没有处方权', en: 'No rights' },
  until: { zh: '至 {on}', en: 'until {on}' },
  why: { zh: '为什么', en: 'Why' },
  notGranted: { zh: '未授予：{kinds}', en: 'Not granted: {kinds}' },
  grants: { zh: '授予', en: 'Grants' },
  grantsNone: { zh: '没有授予过', en: 'Nothing was granted' },
  grant: { zh: '授予处方权', en: 'Grant a right' },
  grantAsk: { zh: '授予“{kind}”？', en: 'Grant “{kind}”?' },
  endGrant: { zh: '终止授予', en: 'End the grant' },
  endGrantTitle: { zh: '终止授予：{kind}', en: 'End the grant: {kind}' },
  endGrantAsk: { zh: '终止授予“{kind}”？', en: 'End the grant of “{kind}”?' },
  endGrantLead: {
    zh: '用于调离、退休或登记有误。处罚、限制请用“采取措施”。',
    en: 'For somebody who left, or an entry made by mistake. A restriction or suspension is a measure.',
  },
  kind: { zh: '种类', en: 'Kind' },
  from: { zh: '自', en: 'From' },
  untilLabel: { zh: '至（不含，可空）', en: 'Until (not included, may be empty)' },
  firstDayWithout: { zh: '自此日起不再（不含）', en: 'First day without' },
  document: { zh: '文号', en: 'Document' },
  reason: { zh: '理由', en: 'Reason' },
  irreversible: {
    zh: '签署后生效，医院信息系统随即看到；更正须另行登记。',
    en: 'It takes effect as signed, and hospital systems see it. A correction is another entry.',
  },
  measures: { zh: '已采取的措施', en: 'Measures' },
  measuresNone: { zh: '没有采取过措施', en: 'No measures were taken' },
  measure: { zh: '采取措施', en: 'Impose a measure' },
  measureLead: {
    zh: '依据积分的措施请在下方“应处理事项”里采取；这里用于法定情形和外部决定。',
    en: 'What rests on points is imposed under “due” below; this is for statutory grounds and decisions from outside.',
  },
  measureAsk: { zh: '{measure}{kinds}？', en: '{measure}: {kinds}?' },
  what: { zh: '措施', en: 'Measure' },
  basis: { zh: '依据', en: 'Legal basis' },
  lift: { zh: '解除', en: 'Lift' },
  liftTitle: { zh: '解除措施', en: 'Lift a measure' },
  liftAsk: { zh: '自 {from} 起解除这项措施？', en: 'Lift this measure from {from}?' },
  liftWould: { zh: '解除后会怎样', en: 'What lifting would do' },
  liftKinds: { zh: '自所填日期起不再{measure}：{kinds}。', en: 'From that day no longer {measure}: {kinds}.' },
  liftOthers: {
    zh: '同时有效的其他措施仍然有效：{others}。',
    en: 'Other measures that hold go on: {others}.',
  },
  liftAlone: { zh: '没有其他有效的措施，恢复正常。', en: 'No other measure holds: the rights are as granted again.' },
  liftWaits: { zh: '解除前还须完成：{missing}。', en: 'To be done before: {missing}.' },
  lifted: { zh: '{on} 起解除', en: 'lifted from {on}' },
  hold: { zh: '安全暂停', en: 'Safety hold' },
  renew: { zh: '续期', en: 'Renew' },
  openEnded: { zh: '{from} 起', en: 'from {from}' },
  span: { zh: '{from} 至 {until}（不含）', en: '{from} to {until} (not included)' },
} satisfies Words;

/** What a measure makes of a right is called as the right then stands. */
const { restricted, suspended, cancelled } = rightStatusWords;
export const measureWords = { restricted, suspended, cancelled } satisfies Words;

export const basisWords = {
  'order53-45': { zh: '处方管理办法第四十五条', en: 'Order 53, art 45' },
  'order53-46': { zh: '处方管理办法第四十六条', en: 'Order 53, art 46' },
  order84: { zh: '抗菌药物临床应用管理办法', en: 'Order 84' },
  'periodic-assessment': { zh: '医师定期考核', en: 'Periodic assessment' },
  'administrative-penalty': { zh: '行政处罚', en: 'Administrative penalty' },
  nhsa: { zh: '医保支付资格', en: 'NHSA' },
  'internal-points': { zh: '院内记分', en: 'Internal points' },
} satisfies Words;
