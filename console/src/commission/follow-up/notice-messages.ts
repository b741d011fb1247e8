import type { Words } from '../../language/words.ts';

export const noticeWords = {
  send: { zh: '发出通报', en: 'Send the notice' },
  document: { zh: '文号', en: 'Document number' },
  to: { zh: '发给医院（已选 {count} / {of}）', en: 'To hospitals ({count} of {of})' },
  others: { zh: '其他收件单位（一行一个，可不填）', en: 'Others (a line each, optional)' },
  sendSure: {
    zh: '以 {document} 发给 {count} 个单位。通报发出后不能收回：发出人、时间、收件单位和文本摘要会记入账本。',
    en: 'Under {document} to {count} receivers. It cannot be taken back: who sent it, when, to whom and the digest of its text go into the ledger.',
  },
  sent: { zh: '已发出并记入账本', en: 'Sent, and in the ledger' },
  sentBefore: { zh: '已发出的通报', en: 'Notices sent' },
  noneSent: { zh: '还没有发出过通报', en: 'No notice was sent yet' },
  month: { zh: '月份', en: 'Month' },
  place: { zh: '范围', en: 'Of' },
  city: { zh: '全市', en: 'The city' },
  number: { zh: '文号', en: 'Number' },
  sentOn: { zh: '发出日期', en: 'Sent on' },
  receivers: { zh: '收件单位', en: 'To' },
  receiverCount: { zh: '{count} 个', en: '{count}' },
  position: { zh: '账本位置', en: 'Place in the ledger' },
} satisfies Words;
