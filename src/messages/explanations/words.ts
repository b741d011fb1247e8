import type { Messages } from '../catalogue.ts';

/** Codes that sentences speak of, in words: `{status:right-status}` takes them from `word.right-status.…`. */
export const explanationWords: Messages = {
  'word.right-status.no-grant': { zh: '未授予', en: 'not granted' },
  'word.right-status.active': { zh: '正常', en: 'active' },
  'word.right-status.restricted': { zh: '限制', en: 'restricted' },
  'word.right-status.suspended': { zh: '暂停', en: 'suspended' },
  'word.right-status.cancelled': { zh: '取消', en: 'cancelled' },
  'word.requirement.study': { zh: '学习', en: 'study' },
  'word.requirement.training': { zh: '培训', en: 'training' },
  'word.requirement.exam': { zh: '考核', en: 'exam' },
  'word.legal-basis.internal-points': { zh: '机构内部记分管理', en: 'internal management by points' },
  'word.legal-basis.order53-45': { zh: '《处方管理办法》第四十五条', en: 'Order 53, article 45' },
  'word.legal-basis.order53-46': { zh: '《处方管理办法》第四十六条', en: 'Order 53, article 46' },
  'word.legal-basis.order84': { zh: '《抗菌药物临床应用管理办法》', en: 'Order 84' },
  'word.legal-basis.periodic-assessment': { zh: '医师定期考核', en: 'the periodic assessment of doctors' },
  'word.legal-basis.administrative-penalty': { zh: '行政处罚', en: 'an administrative penalty' },
  'word.legal-basis.nhsa': { zh: '医保支付资格管理', en: 'medical-insurance payment qualification' },
};
