import type { Words } from '../../language/words.ts';

export const receiptWords = {
  title: { zh: '核验', en: 'Check' },
  lead: {
    zh: '在您的浏览器里逐条验算，不经过服务器。公钥请与卫健委公布的比对：用错的公钥核验没有意义。',
    en: 'Worked out in your browser, not by the server. Compare the key with the one that the commission publishes: a check against a wrong key means nothing.',
  },
  key: { zh: '公钥（每行一个）', en: 'Keys, one a line' },
  checkAll: { zh: '核验全部回执', en: 'Check all my receipts' },
  checkFiles: { zh: '核验自存的文件', en: 'Check files that I kept' },
  alone: { zh: '不登录也能用的核验页面', en: 'The page for checking without a login' },
  checkOne: { zh: '核验', en: 'Check' },
  checkReceipt: { zh: '核验第 {seq} 条的回执', en: 'Check the receipt of entry {seq}' },
  reading: { zh: '已读取 {count} 条…', en: '{count} read…' },
  allWell: { zh: '{count} 份全部相符', en: 'All {count} are right' },
  complete: { zh: '一条都不少', en: 'None is missing' },
  notAll: { zh: '{bad} 份不相符，共 {count} 份', en: '{bad} of {count} are not right' },
  results: { zh: '核验结果', en: 'What the check found' },
  entry: { zh: '条目原文', en: 'The entry' },
  notSigned: { zh: '另有 {count} 条刚写入，尚未签署', en: '{count} newest entries are not signed yet' },
  head: { zh: '声明（{n} 条）', en: 'Statement ({n} entries)' },
} satisfies Words;
