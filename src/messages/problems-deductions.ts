import type { Messages } from './catalogue.ts';

/** What the use cases of schemes, deductions, leads and worksheets refuse before or beside the rules. */
export const deductionProblems: Messages = {
  'adoption.file-unknown': {
    zh: '没有名为 {file} 的随附记分办法文件。可采用的有：{known}。',
    en: 'No scheme file {file} is shipped. Those that can be adopted: {known}.',
  },
  'adoption.category-changed': {
    zh: '代码 {code} 在 {version} 版中属类别 {was}，不能改为 {category}：谁可查看和认定取决于类别。请为新含义另设代码。',
    en: 'Code {code} has the category {was} in version {version} and cannot become {category}, because who sees and decides hangs on it. Give the new meaning a new code.',
  },
  'deduction.category-outside-grant': {
    zh: '您的授权不包含该类别（{categories}）。请由相应部门记录。',
    en: 'Your grant does not cover this category ({categories}). The office in charge of it must record.',
  },
  'deduction.doctor-unknown': {
    zh: '按 {by} 在该医院未找到 {occurredOn} 的这名医师。请核对编号与日期，或先登记其任职。',
    en: 'By {by} there is no such doctor at this hospital on {occurredOn}. Check the number and the date, or register the post first.',
  },
  'deduction.doctor-ambiguous': {
    zh: '按 {by} 找到多名医师：{candidates}。请改用医师编号 doctorId。',
    en: 'By {by} several doctors are meant: {candidates}. Name one by doctorId.',
  },
  'deduction.no-person': {
    zh: '未列出责任人。请至少列出一人。',
    en: 'Nobody responsible is listed. List at least one person.',
  },
  'deduction.person-twice': {
    zh: '医师 {doctorId} 在责任人中出现两次。请只保留一次。',
    en: 'The doctor {doctorId} stands twice among those responsible. Keep one.',
  },
  'deduction.lead-unknown': {
    zh: '该医院没有线索 {leadId}。请核对编号。',
    en: 'This hospital has no lead {leadId}. Check the identifier.',
  },
  'lead.deduction-unknown': {
    zh: '该医院没有扣分记录 {deductionId}。请核对编号。',
    en: 'This hospital has no deduction {deductionId}. Check the identifier.',
  },
  'mapping.invalid': {
    zh: '列映射有 {rows} 处不合要求,见各行。',
    en: 'The mapping has {rows} thing(s) wrong; see the rows.',
  },
  'mapping.unknown-field': {
    zh: '{at}：没有这个字段。可映射的字段：{known}。',
    en: '{at}: there is no such field. Those that can be mapped: {known}.',
  },
  'mapping.missing-field': {
    zh: '必须映射字段 {field}。请填写工作表中对应的列名。',
    en: 'The field {field} must be mapped. Name the column of the worksheet.',
  },
  'mapping.no-doctor': {
    zh: '必须映射 staffNo（工号）或 licenceNo（执业证号）。',
    en: 'Map staffNo or licenceNo, so that the doctor can be told.',
  },
  'mapping.header-twice': {
    zh: '{at}：列“{value}”已映射给另一字段。请各用一列。',
    en: '{at}: the column {value} is mapped to another field already. Use one column for each.',
  },
  'mapping.empty-code': {
    zh: '{at}：代码不能为空。不需要的代码请映射为 null。',
    en: '{at}: a code cannot be empty. Map a code that is not wanted to null.',
  },
  'worksheet.column-missing': {
    zh: '文件缺少 {rows} 个已映射的列,见各行。请核对表头,或更新列映射。',
    en: 'The file lacks {rows} mapped column(s); see the rows. Check the header or save another mapping.',
  },
  'worksheet.no-such-column': {
    zh: '字段 {field} 映射到列“{value}”,文件中没有该列。',
    en: 'The field {field} is mapped to the column {value}, which the file does not have.',
  },
  'worksheet.refused': {
    zh: '{rows} 行有错误,全部未写入。请更正所列各行后重新上传。',
    en: '{rows} row(s) are wrong and nothing was written. Correct the rows listed, then upload again.',
  },
  'worksheet.too-many': {
    zh: '文件含 {found} 条问题,一次至多记录 {max} 条。请拆分文件。',
    en: 'The file holds {found} findings; at most {max} are recorded at once. Split the file.',
  },
  'worksheet.bad-date': {
    zh: '{at}：“{value}”不是日期。请写成 2026-11-02。',
    en: '{at}: {value} is no date. Write 2026-11-02.',
  },
  'worksheet.no-act': {
    zh: '{at}：缺少处方或医嘱号。',
    en: '{at}: the number of the prescription or order is missing.',
  },
  'worksheet.no-doctor': {
    zh: '{at}：缺少医师工号或执业证号。',
    en: '{at}: neither a staff number nor a licence number is given.',
  },
  'worksheet.bad-setting': {
    zh: '{at}：“{value}”不是门诊、急诊或住院。',
    en: '{at}: {value} is neither outpatient, emergency nor inpatient.',
  },
  'worksheet.code-unknown': {
    zh: '{at}：“{value}”不是办法 {scheme} 的代码。请更正,或在列映射的 codes 中对应。',
    en: '{at}: {value} is no code of {scheme}. Correct it, or map it in the codes of the mapping.',
  },
  'worksheet.code-unclear': {
    zh: '{at}：“{value}”可拆成不同的代码。请用逗号分开。',
    en: '{at}: {value} can be split into codes in several ways. Put commas between them.',
  },
  'worksheet.ward-unknown': {
    zh: '{at}：{occurredOn} 本院没有病区“{value}”。请核对,或在病区的编码中登记此写法。',
    en: '{at}: the hospital had no ward {value} on {occurredOn}. Check it, or add this spelling to the codes of the ward.',
  },
  'field.sha256': {
    zh: '{at} 应为 64 位小写十六进制的 SHA-256。',
    en: '{at} must be a SHA-256 in 64 lower-case hexadecimal digits.',
  },
};
