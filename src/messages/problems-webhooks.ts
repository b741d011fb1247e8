import type { Messages } from './catalogue.ts';

/** Refusals about who is told of changed rights. */
export const webhookProblems: Messages = {
  'webhook.target': {
    zh: '推送地址不在允许的目标之列，或含有账号、片段。请由系统管理员在 RX12_WEBHOOK_TARGETS 中列出其来源（https，本机可用 http）。',
    en: 'The address is not among the allowed targets, or holds credentials or a fragment. Have its origin listed in RX12_WEBHOOK_TARGETS (https; http on this machine only).',
  },
  'webhook.dates': {
    zh: '推送期限 {from} 至 {until} 不成立：起始日不得早于今天（{today}），终止日须晚于起始日。',
    en: 'From {from} until {until} cannot stand: it begins no sooner than today ({today}) and ends later than it begins.',
  },
  'webhook.too-many': {
    zh: '该机构已有 {limit} 个推送。请先终止不用的。',
    en: 'The hospital has {limit} webhooks already. End one that is not used.',
  },
  'webhook.ended': {
    zh: '推送 {webhookId} 已于 {until} 终止。请给出更早的日期。',
    en: 'Webhook {webhookId} ends on {until} already. Give a sooner day.',
  },
  'webhook.until-past': {
    zh: '终止日 {until} 早于今天（{today}）。请更正日期。',
    en: 'The day {until} is before today ({today}). Correct the date.',
  },
};
