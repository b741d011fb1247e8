import type { Words } from '../../language/words.ts';

export const stepWords = {
  needed: { zh: '请填写', en: 'Needed' },
  cancel: { zh: '取消', en: 'Cancel' },
  done: { zh: '已完成', en: 'Done' },
  readAnew: { zh: '读取最新内容（已填写的保留）', en: 'Read it anew (what you typed stays)' },
  evidenceRef: { zh: '材料编号', en: 'Reference of the papers' },
  evidenceFile: { zh: '材料文件（只计算指纹）', en: 'Their file (fingerprint only)' },
  takeover: { zh: '在院患者交接给', en: 'Inpatients are handed to' },
  takeoverNone: { zh: '留空表示没有在院患者', en: 'Empty: there are no inpatients' },
} satisfies Words;
