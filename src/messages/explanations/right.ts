import type { Messages } from '../catalogue.ts';

/** Why a right has its status: the grant, the measures in force, what they rest on and how they end. */
export const rightExplanations: Messages = {
  'status.granted': {
    zh: '授予（条目 {entry}）：自 {from} 起，至 {until}；文号：{document}。',
    en: 'Granted (entry {entry}) from {from}, until {until}; document: {document}.',
  },
  'status.never-granted': { zh: '本机构没有授予此类处方权。', en: 'This hospital has not granted this kind of right.' },
  'status.grant-ahead': {
    zh: '授予自 {from} 起才生效。',
    en: 'The grant begins only on {from}.',
  },
  'status.grant-over': { zh: '授予已于 {until} 终止。', en: 'The grant ended on {until}.' },
  'status.hospital-ended': {
    zh: '{hospital}自 {on} 起终止，其授予的处方权随之终止。',
    en: '{hospital} has ended from {on} on, and the rights it granted with it.',
  },
  'status.unmeasured': { zh: '没有生效的处方权措施。', en: 'No measure on it is in force.' },
  'status.restricted': {
    zh: '限制（条目 {entry}）：自 {from} 起，至 {until}；文号：{document}。',
    en: 'Restricted (entry {entry}) from {from}, until {until}; document: {document}.',
  },
  'status.suspended': {
    zh: '暂停（条目 {entry}）：自 {from} 起，至 {until}；文号：{document}。',
    en: 'Suspended (entry {entry}) from {from}, until {until}; document: {document}.',
  },
  'status.cancelled': {
    zh: '取消（条目 {entry}）：自 {from} 起，至 {until}；文号：{document}。',
    en: 'Cancelled (entry {entry}) from {from}, until {until}; document: {document}.',
  },
  'status.measure-ahead': {
    zh: '{measure:right-status}已签发，自 {from} 起生效：',
    en: 'Signed and beginning on {from}: {measure:right-status}.',
  },
  'status.basis.internal-points': {
    zh: '自 {from} 起的{measure:right-status}，依据：机构内部记分管理。',
    en: 'That the right is {measure:right-status} from {from} rests on internal management by points.',
  },
  'status.basis.order53-45': {
    zh: '自 {from} 起的{measure:right-status}，依据：《处方管理办法》（卫生部令第53号）第四十五条。',
    en: 'That the right is {measure:right-status} from {from} rests on Order 53 (prescription management), article 45.',
  },
  'status.basis.order53-46': {
    zh: '自 {from} 起的{measure:right-status}，依据：《处方管理办法》（卫生部令第53号）第四十六条。',
    en: 'That the right is {measure:right-status} from {from} rests on Order 53 (prescription management), article 46.',
  },
  'status.basis.order84': {
    zh: '自 {from} 起的{measure:right-status}，依据：《抗菌药物临床应用管理办法》（卫生部令第84号）。',
    en: 'That the right is {measure:right-status} from {from} rests on Order 84 (clinical use of antibacterials).',
  },
  'status.basis.periodic-assessment': {
    zh: '自 {from} 起的{measure:right-status}，依据：医师定期考核。',
    en: 'That the right is {measure:right-status} from {from} rests on the periodic assessment of doctors.',
  },
  'status.basis.administrative-penalty': {
    zh: '自 {from} 起的{measure:right-status}，依据：行政处罚。',
    en: 'That the right is {measure:right-status} from {from} rests on an administrative penalty.',
  },
  'status.basis.nhsa': {
    zh: '自 {from} 起的{measure:right-status}，依据：医保支付资格管理。',
    en: 'That the right is {measure:right-status} from {from} rests on the management of medical-insurance payment qualification.',
  },
  'status.answers': {
    zh: '自 {from} 起的{measure:right-status}，所办的应处理事项：{rule}（{scheme} {version}），条款：{source}。',
    en: 'That the right is {measure:right-status} from {from} answers what was due: {rule} ({scheme} {version}), article: {source}.',
  },
  'status.ground-fallen': {
    zh: '自 {from} 起的{measure:right-status}，所办的事项已不再应处理：可随时解除。',
    en: 'What made the right {measure:right-status} from {from} is no longer due: it may be lifted at once.',
  },
  'status.hold': {
    zh: '自 {from} 起的{measure:right-status}是依《{scheme}》采取的安全暂停，未作任何认定。',
    en: 'That the right is {measure:right-status} from {from} is a safety hold under “{scheme}” and decides nothing.',
  },
  'status.hold-renews': {
    zh: '自 {from} 起的{measure:right-status}续 {since} 起的安全暂停。',
    en: 'From {from} on ({measure:right-status}) it goes on from the hold that began on {since}.',
  },
  'status.ends': {
    zh: '自 {from} 起的{measure:right-status}于 {on} 自行终止。',
    en: 'The right, {measure:right-status} from {from}, is so until {on} by itself.',
  },
  'status.lifted': {
    zh: '自 {from} 起的{measure:right-status}已签发解除，自 {on} 起。',
    en: 'What holds from {from} ({measure:right-status}) is lifted from {on}, as signed.',
  },
  'status.liftable': {
    zh: '自 {from} 起的{measure:right-status}可由有权人员签发解除，不需另记条件。',
    en: 'What holds from {from} ({measure:right-status}) can be lifted by whoever may sign that; nothing else has to be recorded first.',
  },
  'status.lift-after': {
    zh: '自 {from} 起的{measure:right-status}须记录完成 {missing:requirement} 后方可解除；已完成：{passed:requirement}。',
    en: 'What holds from {from} ({measure:right-status}) can be lifted once {missing:requirement} is recorded as passed; passed so far: {passed:requirement}.',
  },
  'status.lift-not-before': {
    zh: '自 {from} 起的{measure:right-status}的解除不早于 {earliest}。',
    en: 'What holds from {from} ({measure:right-status}) can be lifted from {earliest} at the earliest.',
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
