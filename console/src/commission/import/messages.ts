import type { Words } from '../../language/words.ts';

export const importWords = {
  title: { zh: '导入状态', en: 'Imports' },
  lead: {
    zh: '各医院最近发来的文件和结果；文件本身不保存，只读对照过的列。',
    en: 'The newest files sent and what became of them. Files are not kept; only mapped columns are read.',
  },
  shared: { zh: '含多家医院的文件', en: 'Files of several hospitals' },
  none: { zh: '没有导入任务', en: 'No file was sent' },
  running: { zh: '读取中', en: 'running' },
  done: { zh: '完成', en: 'done' },
  refused: { zh: '不予接受', en: 'refused' },
  failed: { zh: '出错', en: 'failed' },
  interrupted: { zh: '中断，请重发', en: 'interrupted: send it again' },
  stored: { zh: '已入库', en: 'stored' },
  unchanged: { zh: '与上次相同', en: 'unchanged' },
  'dry-run': { zh: '试读', en: 'dry run' },
  bytes: { zh: '已读 {count} 字节', en: '{count} bytes read' },
  rows: { zh: '{rows} 行，拒收 {rejected} 行', en: '{rows} rows, {rejected} refused' },
  dropped: { zh: '未读取的列 {count}', en: '{count} columns not read' },
  unmapped: { zh: '未对照病区代码：{codes}', en: 'Unmapped ward codes: {codes}' },
  report: { zh: '下载错误报告', en: 'Download the error report' },
  slices: { zh: '数据片', en: 'Slices' },
  started: { zh: '{time} 开始', en: 'begun {time}' },
  auto: { zh: '每 {seconds} 秒更新', en: 'read anew every {seconds} s' },
} satisfies Words;
