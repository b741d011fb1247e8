import type { Messages } from './catalogue.ts';

/** Why one field of a form is refused. A schema names one of these in place of a message. */
export const fieldProblems: Messages = {
  'field.code': {
    zh: '{at}:应为验证器上的六位数字。',
    en: '{at}: the six digits that the authenticator shows.',
  },
  'form.field': {
    zh: '{at} 的格式不符合要求({issue})。请更正。',
    en: '{at} does not have the form it needs ({issue}); correct it.',
  },
  'field.missing': {
    zh: '{at} 必须填写。',
    en: '{at} is missing; give it.',
  },
  'field.type': {
    zh: '{at} 的类型应为 {expected}。',
    en: '{at} must be of type {expected}.',
  },
  'field.choice': {
    zh: '{at} 只能是:{choices}。',
    en: '{at} must be one of: {choices}.',
  },
  'field.too-short': {
    zh: '{at} 至少 {minimum} 个字符。',
    en: '{at} needs at least {minimum} characters.',
  },
  'field.too-long': {
    zh: '{at} 至多 {maximum} 个字符。',
    en: '{at} may have at most {maximum} characters.',
  },
  'field.too-small': {
    zh: '{at} 不得小于(或少于){minimum}。',
    en: '{at} must be at least {minimum}.',
  },
  'field.too-big': {
    zh: '{at} 不得大于(或多于){maximum}。',
    en: '{at} must be at most {maximum}.',
  },
  'field.date': {
    zh: '{at} 应为存在的日期,格式 YYYY-MM-DD。',
    en: '{at} must be a date that exists, YYYY-MM-DD.',
  },
  'field.day': { zh: '应为 1 至 28 的日。', en: 'It must be a day from 1 to 28.' },
  'field.month': {
    zh: '{at} 应为月份,格式 YYYY-MM。',
    en: '{at} must be a month, YYYY-MM.',
  },
  'field.identifier': {
    zh: '{at} 不是本系统的编号。请使用本系统返回的编号。',
    en: '{at} is not an identifier of this service; use one that it gave.',
  },
  'field.drug-code': {
    zh: '{at} 应为药品编码(大写字母、数字)。',
    en: '{at} must be the code of a drug: capital letters and digits.',
  },
  'field.grouper': {
    zh: '{at} 应为分组器名称与版本,例如 CHS-DRG 2.0。',
    en: '{at} must name a grouper and its version, such as CHS-DRG 2.0.',
  },
  'field.measure-id': {
    zh: '{at} 应为指标的标识,例如 drugCostPerDischarge;可用 GET /v1/cost/measures 查询。',
    en: '{at} must be the id of a measure, such as drugCostPerDischarge; see GET /v1/cost/measures.',
  },
  'field.lag': {
    zh: '{at} 应为 0 到 12 的整数(月)。',
    en: '{at} must be a whole number of months from 0 to 12.',
  },
  'field.version': {
    zh: '{at} 应为定义的版本号,从 1 起的整数。',
    en: '{at} must be the number of a definition, a whole number from 1.',
  },
  'field.scheme-id': {
    zh: '{at} 不是记分办法的编号(小写字母、数字和连字符)。',
    en: '{at} is not the id of a scheme (lower-case letters, digits and hyphens).',
  },
  'field.login': {
    zh: '{at} 应为 2 至 64 个字符:小写字母、数字、点、下划线或连字符,以字母或数字开头。',
    en: '{at} needs 2 to 64 characters: lower-case letters, digits, dot, underscore or dash, beginning with a letter or digit.',
  },
  'field.ill-formed': {
    zh: '{at} 含有控制字符或不成对的代理字符。请删除后重新提交。',
    en: '{at} holds control characters or a lone surrogate; remove them.',
  },
  'field.blank': {
    zh: '{at} 不能只有空白。',
    en: '{at} must not be only white space.',
  },
  'field.page-size': {
    zh: '{at} 应为 1 至 200 的整数。',
    en: '{at} must be a whole number from 1 to 200.',
  },
};
