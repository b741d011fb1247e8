import type { Messages } from './catalogue.ts';

/** What checking or publishing the ledger refuses. Said by the service, by the command line and by the checking page. */
export const logProblems: Messages = {
  'note.malformed': {
    zh: '这不是有效的签名文本(C2SP signed note),问题在:{part}。请核对文件是否完整、未被编辑。',
    en: 'This is not a signed note (C2SP): {part}. Check that the file is whole and was not edited.',
  },
  'note.forged': {
    zh: '密钥 {name}({keyId})名下的签名与内容不符:内容或签名被改动。请勿采信。',
    en: 'The signature in the name of {name} ({keyId}) does not fit the text: one of them was changed. Do not trust it.',
  },
  'note.vkey': {
    zh: '这不是可用的验证公钥。应为“名称+8 位编号+Base64”一行,由卫生健康委公布。',
    en: 'This is not a verifier key. It is one line, name+id+base64, as the commission publishes it.',
  },
  'checkpoint.malformed': {
    zh: '这不是检查点:前三行应为账本名称、条目数、根哈希。',
    en: 'This is not a checkpoint: its first three lines are the ledger’s name, its size and its root hash.',
  },
  'checkpoint.other-origin': {
    zh: '检查点属于账本 {found},而所给公钥属于 {expected}。请使用该账本自己的公钥。',
    en: 'The checkpoint is of the ledger {found}, the keys given are of {expected}. Use that ledger’s own key.',
  },
  'checkpoint.unsigned': {
    zh: '所给的账本公钥({keyIds})没有签署这个检查点。请核对公钥是否为当时使用的那一把,否则请勿采信。',
    en: 'None of the ledger’s keys given ({keyIds}) signed this checkpoint. Check that it is the key of that time; otherwise do not trust it.',
  },
  'proof.inclusion': {
    zh: '证明不成立:第 {index} 条(按此内容)不在 {size} 条的账本中。内容、随机数、位置或证明被改动。',
    en: 'The proof fails: entry {index}, with this content, is not in the ledger of {size} entries. Content, salt, position or proof was changed.',
  },
  'proof.consistency': {
    zh: '账本前后不一致:{after} 条的账本不是由 {before} 条的账本延伸而来,历史被改写。请保存两个检查点并报告。',
    en: 'The ledger is not consistent: {after} entries do not extend the {before} seen before; history was rewritten. Keep both checkpoints and report it.',
  },
  'tile.malformed': {
    zh: '账本提供的数据块不完整或格式不对。请稍后重试;若持续出现请报告。',
    en: 'A tile of the ledger is incomplete or malformed. Try again later; report it if it stays so.',
  },
  'receipt.malformed': {
    zh: '这不是完整的回执文件,无法读取的部分:{part}。请重新下载回执。',
    en: 'This is not a whole receipt; the part that cannot be read: {part}. Download the receipt again.',
  },
  'receipt.position': {
    zh: '回执中的条目自称是第 {seq} 条,证明却是第 {index} 条的。请勿采信。',
    en: 'The entry says it is number {seq}, the proof is for number {index}. Do not trust it.',
  },
  'head.malformed': {
    zh: '这不是“最新条目声明”。请从“我的记录”重新下载。',
    en: 'This is not a statement of the newest entry. Download it again from the own record.',
  },
  'head.unsigned': {
    zh: '所给公钥没有签署账本 {origin} 的这份声明。',
    en: 'The key given did not sign this statement of the ledger {origin}.',
  },
  'receipts.missing': {
    zh: '共 {n} 条,缺少第 {missing} 条的回执。请下载后再核对;若无法取得,请凭已签名的声明提出异议。',
    en: 'Of {n} entries the receipts of number {missing} are missing. Download them and check again; if they are withheld, the signed statement is the ground for a complaint.',
  },
  'receipts.link': {
    zh: '第 {n} 条与前后条目衔接不上:有条目被抽走或替换。请勿采信并报告。',
    en: 'Entry {n} does not link to its neighbours: an entry was taken out or replaced. Do not trust it, and report it.',
  },
  'receipts.other-log': {
    zh: '回执属于账本 {found},声明属于账本 {expected}。',
    en: 'A receipt is of the ledger {found}, the statement of the ledger {expected}.',
  },
  'ledger.rolled-back': {
    zh: '账本被回退({from} → {to} 条),只能读取。请系统管理员查明原因,再用 rx12 log accept-restore 记录缺口。',
    en: 'The ledger was rolled back ({from} → {to} entries) and can only be read. The system administrator must find out why, then record the gap with rx12 log accept-restore.',
  },
  'ledger.rewritten': {
    zh: '账本前 {from} 条与已公布的检查点不符(历史被改写),只能读取。请立即报告并从备份恢复。',
    en: 'The first {from} entries are not those of the published checkpoint: history was rewritten. The ledger can only be read. Report it and restore a backup.',
  },
  'ledger.lock-missing': {
    zh: '账本已有 {size} 条,却找不到检查点锁,只能读取。请找回锁文件,或用 rx12 log accept-restore 说明原因。',
    en: 'The ledger has {size} entries but its checkpoint lock is missing, so it can only be read. Bring the lock back, or account for it with rx12 log accept-restore.',
  },
  'ledger.lock-moved': {
    zh: '检查点锁已被另一台服务器更新,本机只能读取。请确认只有一台服务器在写入。',
    en: 'Another server moved the checkpoint lock; this one can only read. Make sure that a single server writes.',
  },
  'follow.shrunk': {
    zh: '账本变短:rolled back {from} → {to}。上次所见的检查点仍保留为证据,请报告。',
    en: 'The ledger shrank: rolled back {from} → {to}. The checkpoint seen before is kept as evidence; report it.',
  },
  'follow.rewritten': {
    zh: '账本被改写:{to} 条的账本不是由上次所见的 {from} 条延伸而来。上次的检查点仍保留为证据,请报告。',
    en: 'The ledger was rewritten: its {to} entries do not extend the {from} seen before. The checkpoint seen before is kept as evidence; report it.',
  },
  'follow.tile': {
    zh: '账本公布的数据块 {path} 与其条目不符。请报告。',
    en: 'The tile {path} is not what the entries make. Report it.',
  },
  'follow.origin': {
    zh: '这是另一个账本:上次是 {before},现在是 {found}。每个账本请使用单独的状态文件。',
    en: 'This is another ledger: it was {before}, now it is {found}. Keep one state file for each.',
  },
};
