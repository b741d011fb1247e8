import type { Messages } from '../catalogue.ts';

/** Why a right has its status: the grant, the measures in force, what they rest on and how they end. */
export const rightExplanations: Messages = {
  'status.granted': {
    zh: '授予 {grantId}（条目 {entry}）：自 {from} 起，至 {until}；文号：{document}。',
    en: 'Granted by {grantId} (entry {entry}) from {from}, until {until}; document: {document}.',
  },
  'status.never-granted': { zh: '本机构没有授予此类处方权。', en: 'This hospital has not granted this kind of right.' },
  'status.grant-ahead': {
    zh: '授予 {grantId} 自 {from} 起才生效。',
    en: 'The grant {grantId} begins only on {from}.',
  },
  'status.grant-over': { zh: '授予 {grantId} 已于 {until} 终止。', en: 'The grant {grantId} ended on {until}.' },
  'status.hospital-ended': {
    zh: '机构 {hospitalId} 自 {on} 起终止，其授予的处方权随之终止。',
    en: '{hospitalId} has ended from {on} on, and the rights it granted with it.',
  },
  'status.unmeasured': { zh: '没有生效的处方权措施。', en: 'No measure on it is in force.' },
  'status.restricted': {
    zh: '限制 {measureId}（条目 {entry}）：自 {from} 起，至 {until}；文号：{document}。',
    en: 'Restricted by {measureId} (entry {entry}) from {from}, until {until}; document: {document}.',
  },
  'status.suspended': {
    zh: '暂停 {measureId}（条目 {entry}）：自 {from} 起，至 {until}；文号：{document}。',
    en: 'Suspended by {measureId} (entry {entry}) from {from}, until {until}; document: {document}.',
  },
  'status.cancelled': {
    zh: '取消 {measureId}（条目 {entry}）：自 {from} 起，至 {until}；文号：{document}。',
    en: 'Cancelled by {measureId} (entry {entry}) from {from}, until {until}; document: {document}.',
  },
  'status.measure-ahead': {
    zh: '措施 {measureId} 已签发，自 {from} 起生效：',
    en: 'The measure {measureId} is signed and begins on {from}:',
  },
  'status.basis.internal-points': {
    zh: '{measureId} 的依据：机构内部记分管理。',
    en: '{measureId} rests on internal management by points.',
  },
  'status.basis.order53-45': {
    zh: '{measureId} 的依据：《处方管理办法》（卫生部令第53号）第四十五条。',
    en: '{measureId} rests on Order 53 (prescription management), article 45.',
  },
  'status.basis.order53-46': {
    zh: '{measureId} 的依据：《处方管理办法》（卫生部令第53号）第四十六条。',
    en: '{measureId} rests on Order 53 (prescription management), article 46.',
  },
  'status.basis.order84': {
    zh: '{measureId} 的依据：《抗菌药物临床应用管理办法》（卫生部令第84号）。',
    en: '{measureId} rests on Order 84 (clinical use of antibacterials).',
  },
  'status.basis.periodic-assessment': {
    zh: '{measureId} 的依据：医师定期考核。',
    en: '{measureId} rests on the periodic assessment of doctors.',
  },
  'status.basis.administrative-penalty': {
    zh: '{measureId} 的依据：行政处罚。',
    en: '{measureId} rests on an administrative penalty.',
  },
  'status.basis.nhsa': {
    zh: '{measureId} 的依据：医保支付资格管理。',
    en: '{measureId} rests on the management of medical-insurance payment qualification.',
  },
  'status.answers': {
    zh: '{measureId} 对应应处理事项 {sanctionDueId}：{rule}（{scheme} {version}），条款：{source}。',
    en: '{measureId} answers {sanctionDueId}: {rule} ({scheme} {version}), article: {source}.',
  },
  'status.ground-fallen': {
    zh: '{measureId} 所对应的事项 {sanctionDueId} 已不再应处理：可随时解除。',
    en: '{sanctionDueId}, which {measureId} answers, is no longer due: it may be lifted at once.',
  },
  'status.hold': {
    zh: '{measureId} 是依 {scheme} 采取的安全暂停，未作任何认定；续自：{renews}。',
    en: '{measureId} is a safety hold under {scheme} and decides nothing; it goes on from: {renews}.',
  },
  'status.ends': { zh: '{measureId} 于 {on} 自行终止。', en: '{measureId} ends by itself on {on}.' },
  'status.lifted': {
    zh: '{measureId} 已签发解除，自 {on} 起。',
    en: 'The lifting of {measureId} is signed, from {on}.',
  },
  'status.liftable': {
    zh: '{measureId} 可由有权人员签发解除，不需另记条件。',
    en: '{measureId} can be lifted by whoever may sign that; nothing else has to be recorded first.',
  },
  'status.lift-after': {
    zh: '{measureId} 须记录完成 {missing:requirement} 后方可解除；已完成：{passed:requirement}。',
    en: '{measureId} can be lifted once {missing:requirement} is recorded as passed; passed so far: {passed:requirement}.',
  },
  'status.lift-not-before': {
    zh: '{measureId} 的解除不早于 {earliest}。',
    en: '{measureId} can be lifted from {earliest} at the earliest.',
  },
  'status.changes-on': {
    zh: '状态 {status:right-status} 将于 {on} 自行变化。',
    en: 'The status {status:right-status} changes by itself on {on}.',
  },
  'status.changes-by-entry': {
    zh: '状态 {status:right-status} 只因新签发的条目而变化。',
    en: 'The status {status:right-status} changes only by a newly signed entry.',
  },
};
