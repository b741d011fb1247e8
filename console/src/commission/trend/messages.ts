import type { Words } from '../../language/words.ts';

export const trendWords = {
  title: { zh: '指标走势', en: 'Trend' },
  lead: {
    zh: '各级别医院分开看；虚线为医院平均，实线为合并值，两者可反向变动。',
    en: 'Levels apart. Solid is pooled, dashed the mean of hospitals; the two can move in opposite directions.',
  },
  chart: { zh: '{measure}：{place}', en: '{measure}: {place}' },
  yoyChart: { zh: '同比增幅：{place}', en: 'Growth year on year: {place}' },
  pooledOf: { zh: '{level} 合并值', en: '{level}, pooled' },
  meanOf: { zh: '{level} 医院平均', en: '{level}, mean of hospitals' },
  yoyOf: { zh: '{level} 同比', en: '{level}, year on year' },
  matchedOf: { zh: '{level} 同口径单位', en: '{level}, same units' },
  peerChart: { zh: '{place}：同级（同专科）比较与控制限', en: '{place} among its peers, with limits' },
  band90: { zh: '同类 P10–P90', en: 'Peers P10–P90' },
  band50: { zh: '同类 P25–P75', en: 'Peers P25–P75' },
  peerMedian: { zh: '同类中位数', en: 'Median of peers' },
  own: { zh: '本单位', en: 'This one' },
  centre: { zh: '基线均值', en: 'Baseline mean' },
  limit: { zh: '控制限', en: 'Limits' },
  signal: { zh: '信号', en: 'Signal' },
  rank: { zh: '名次（由低到高）', en: 'Rank from the lowest' },
  ranked: { zh: '参与比较', en: 'Compared' },
  bandsNote: {
    zh: '同类：医院按级别，病区按级别和专科；不足 5 个时不画区间。',
    en: 'Peers: hospitals of the level, wards of level and specialty; no bands with fewer than five.',
  },
  limitsNote: {
    zh: '控制限由基线月份 {from} 至 {to} 算出（XmR），只有签名设定才会移动：{basis}。',
    en: 'Limits rest on the months {from} to {to} (XmR) and move only by a signed entry: {basis}.',
  },
  'first-months': { zh: '最初的月份', en: 'the first months' },
  'set-by-person': { zh: '{on} 设定，理由：{reason}', en: 'set on {on}: {reason}' },
  limitsNeedLevel: {
    zh: '控制限按一个级别计算：选择“医院级别”后显示。',
    en: 'Limits belong to one level: choose a hospital level to see them.',
  },
  toBaselines: { zh: '控制限基线', en: 'Baselines' },
  alerts: { zh: '变化与标注', en: 'What changed' },
  noAlerts: { zh: '这些月份没有成立的信号', en: 'No signal in these months' },
  alertText: {
    zh: '{since} 起至 {to}：{from} → {value}（{rule}，{judgement}）',
    en: '{since} to {to}: {from} → {value} ({rule}, {judgement})',
  },
  holds: { zh: '仍在持续', en: 'still holds' },
  adoptedOn: { zh: '{on} 起施行：{scheme}', en: 'In force from {on}: {scheme}' },
  notCause: {
    zh: '标注只说明同一时期还有什么，不说明因果。',
    en: 'Marks say what else there was at the time, not what caused what.',
  },
  reference: {
    zh: '参考（口径不同，仅供对照）：{name}，{scope}，{from} 起一年 {value}（{source}）',
    en: 'For reference, by another definition: {name}, {scope}, the year from {from}: {value} ({source})',
  },
  hollow: {
    zh: '空心点：当月未报齐或只到一部分，补报后会变。',
    en: 'A hollow point: not everything of that month is in, and it may move.',
  },
} satisfies Words;
