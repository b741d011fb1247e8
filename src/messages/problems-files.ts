import type { Messages } from './catalogue.ts';

/** What is wrong with a scheme, its worked cases, the library or a holiday table; one sentence a row. */
export const fileProblems: Messages = {
  'scheme.invalid': {
    zh: '记分办法文件有错误，见各行。更正后重新检查。',
    en: 'The scheme cannot stand; see the rows, correct them and check again.',
  },
  'scheme.unknown-field': {
    zh: '没有名为 {field} 的字段。请删除或更正拼写。',
    en: 'There is no field {field}. Remove it or correct its spelling.',
  },
  'scheme.missing-field': { zh: '缺少 {field}。请补上。', en: '{field} is missing. Add it.' },
  'scheme.bad-value': {
    zh: '值“{value}”不合要求({expected})。请更正。',
    en: 'The value {value} does not fit ({expected}). Correct it.',
  },
  'scheme.ends-before-it-begins': {
    zh: '失效日 {value} 不晚于生效日 {from}。请更正日期。',
    en: 'It ends on {value}, not later than it begins ({from}). Correct the dates.',
  },
  'scheme.listed-twice': {
    zh: '“{value}”在 {list} 中出现两次。请删去一个。',
    en: '{value} stands twice in {list}. Remove one.',
  },
  'scheme.unknown-category': {
    zh: '代码 {code} 的类别“{value}”未定义。请在 categories 中定义或更正。',
    en: 'The category {value} of code {code} is not defined. Define it in categories or correct it.',
  },
  'scheme.unknown-exculpation': {
    zh: '代码 {code} 的免责情形“{value}”未定义。请在 exculpations 中定义或更正。',
    en: 'The exculpation {value} of code {code} is not defined. Define it in exculpations or correct it.',
  },
  'scheme.unused-exculpation': {
    zh: '免责情形“{value}”没有任何代码使用。请在相应代码中引用或删去。',
    en: 'No violation names the exculpation {value}. Name it where it applies or remove it.',
  },
  'scheme.empty-range': {
    zh: '{code} 的范围 {value} 为空。最大值须大于最小值。',
    en: 'The range {value} of {code} is empty. Its maximum must be above its minimum.',
  },
  'scheme.pharmacist-scored': {
    zh: '代码 {code} 属药师责任，分值须为 0，不能是 {value}。',
    en: 'Code {code} is the pharmacist’s, so its points must be 0 and not {value}.',
  },
  'scheme.unknown-code': {
    zh: '计分规则提到的代码“{value}”不存在。请更正。',
    en: 'A counting rule names the code {value}, which is not there. Correct it.',
  },
  'scheme.repeated-not-heavier': {
    zh: '重复时的 {value} 分不高于单次的 {heaviest} 分。请提高分值或删去该规则。',
    en: '{value} points when repeated are no more than {heaviest} once. Raise them or remove the rule.',
  },
  'scheme.thresholds-out-of-order': {
    zh: '阈值 {value} 排在 {before} 之后。请按分值从低到高排列。',
    en: 'The threshold {value} stands after {before}. List them from low to high.',
  },
  'scheme.threshold-above-total': {
    zh: '阈值 {value} 高于总分 {total}，永远不会触发。请更正。',
    en: 'The threshold {value} lies above the total of {total} and is never reached. Correct it.',
  },
  'scheme.unknown-threshold': {
    zh: 'insteadOf 中的“{value}”不是另一个阈值。请更正。',
    en: 'insteadOf names {value}, which is no other threshold. Correct it.',
  },
  'cases.invalid': {
    zh: '算例文件有错误，见各行。更正后重新检查。',
    en: 'The worked cases cannot be read; see the rows, correct them and check again.',
  },
  'cases.unknown-field': {
    zh: '没有名为 {field} 的字段。请删除或更正拼写。',
    en: 'There is no field {field}. Remove it or correct its spelling.',
  },
  'cases.missing-field': { zh: '缺少 {field}。请补上。', en: '{field} is missing. Add it.' },
  'cases.bad-value': {
    zh: '值“{value}”不合要求({expected})。请更正。',
    en: 'The value {value} does not fit ({expected}). Correct it.',
  },
  'library.invalid': {
    zh: '记分办法库有 {files} 处错误，见各行。',
    en: 'The library of schemes has {files} error(s); see the rows.',
  },
  'library.not-yaml': {
    zh: '文件 {file} 不是有效的 YAML:{problem}。请更正。',
    en: '{file} is not valid YAML: {problem}. Correct it.',
  },
  'library.cases-missing': {
    zh: '{file} 没有算例文件 {casesFile}。没有算例的办法不能使用，请补上。',
    en: '{file} has no worked cases beside it. Add {casesFile}; a scheme without cases is not taken.',
  },
  'library.cases-of-another': {
    zh: '{file} 是 {value} 的算例，而不是 {scheme} 的。请更正 scheme 与 version。',
    en: '{file} holds cases of {value}, not of {scheme}. Correct its scheme and version.',
  },
  'library.version-twice': {
    zh: '记分办法 {scheme} 的版本号 {version} 用了两次。请改用新的版本号。',
    en: 'The scheme {scheme} has the version {version} twice. Give one another version.',
  },
  'library.overlap': {
    zh: '{scheme} 的版本 {version} 自 {from} 起，而 {before} 当时仍有效。请使两者首尾相接。',
    en: 'Version {version} of {scheme} begins on {from} while {before} still holds. Let one end where the other begins.',
  },
  'library.gap': {
    zh: '{scheme} 的版本 {before} 至 {until} 止，{version} 自 {from} 起，中间有空档。请使两者首尾相接。',
    en: 'Version {before} of {scheme} ends on {until} and {version} begins on {from}. Let one end where the other begins.',
  },
  'calendar.invalid': {
    zh: '节假日安排表有错误，见各行。请对照国务院办公厅通知更正。',
    en: 'The holiday table cannot stand; correct the rows by the notice of the State Council.',
  },
  'calendar.bad-value': { zh: '不合要求({expected})。请更正。', en: 'Not acceptable ({expected}). Correct it.' },
  'calendar.day-twice': { zh: '日期 {value} 出现两次。请删去一个。', en: '{value} is listed twice. Remove one.' },
  'calendar.other-year': {
    zh: '日期 {value} 不属于该年度。请放入其年度的表。',
    en: '{value} lies in another year. List it in the table of its year.',
  },
  'calendar.make-up-on-weekday': {
    zh: '{value} 不是周末，不能作为调休上班日。请更正。',
    en: '{value} is no weekend and cannot be a make-up working day. Correct it.',
  },
};
