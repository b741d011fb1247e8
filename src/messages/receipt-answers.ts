import type { Messages } from './catalogue.ts';

/** What checking a receipt found, with the level of trust that it passed. */
export const receiptAnswers: Messages = {
  'receipt.consistent': {
    zh: '【仅自洽】第 {seq} 条({kind},{at})与证明、检查点相符,但未用公钥核对:任何人都能做出这样的文件。请填入公布的公钥。',
    en: '[consistent only] Entry {seq} ({kind}, {at}) fits its proof and checkpoint, but no key was used: anybody can make such a file. Give the published key.',
  },
  'receipt.signed': {
    zh: '【账本已签署】第 {seq} 条({kind},{at})在账本 {origin} 的前 {size} 条之中,检查点由账本签署。',
    en: '[signed by the log] Entry {seq} ({kind}, {at}) is among the first {size} of the ledger {origin}, whose checkpoint the log signed.',
  },
  'receipt.cosigned': {
    zh: '【账本签署并有见证】第 {seq} 条({kind},{at})在账本 {origin} 的前 {size} 条之中,检查点由账本签署,并由 {witnesses} 见证。',
    en: '[signed and witnessed] Entry {seq} ({kind}, {at}) is among the first {size} of the ledger {origin}; the log signed the checkpoint, witnessed by {witnesses}.',
  },
  'receipts.complete': {
    zh: '【完整】{kind} {id} 截至 {at} 共 {n} 条,回执齐全、前后衔接,没有缺漏。',
    en: '[complete] {kind} {id} had {n} entries at {at}; the receipts are all there and linked, none is missing.',
  },
};
