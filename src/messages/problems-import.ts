import type { Messages } from './catalogue.ts';

/** What is wrong with a file that was sent, and with the rows of a list of doctors. No name or number is repeated. */
export const importProblems: Messages = {
  'file.empty': {
    zh: '文件没有数据行。请检查是否选错文件,首行应为列名。',
    en: 'The file has no rows of data. Check that it is the right one; its first line names the columns.',
  },
  'file.too-large': {
    zh: '文件超过 {maxBytes} 字节。请拆分后分别上传。',
    en: 'The file is larger than {maxBytes} bytes. Send it in parts.',
  },
  'file.too-many-rows': {
    zh: '文件超过 {maxRows} 行。请拆分后分别上传。',
    en: 'The file has more than {maxRows} rows. Send it in parts.',
  },
  'file.too-many-columns': {
    zh: '文件超过 {maxColumns} 列。请只保留需要的列。',
    en: 'The file has more than {maxColumns} columns. Keep only those that are needed.',
  },
  'file.old-excel': {
    zh: '这是旧版 Excel(.xls)文件。请另存为 .xlsx 或 CSV 后上传。',
    en: 'This is an old Excel file (.xls). Save it as .xlsx or CSV and send that.',
  },
  'file.encoding': {
    zh: '文件既不是 UTF-8 也不是 GB18030 编码。请另存为 CSV UTF-8 后上传。',
    en: 'The file is neither UTF-8 nor GB18030. Save it as CSV UTF-8 and send that.',
  },
  'file.header-twice': {
    zh: '列名“{column}”出现两次。请删除或改名其中一列。',
    en: 'The column {column} is there twice. Remove or rename one of them.',
  },
  'file.unreadable-rows': {
    zh: '有 {rows} 处无法读取,见各行。未导入任何数据。',
    en: '{rows} place(s) cannot be read, see the rows. Nothing was imported.',
  },
  'file.row-quotes': {
    zh: '本行引号不成对。请更正后重新上传。',
    en: 'The quotes of this line do not close. Correct them and send the file again.',
  },
  'file.row-too-long': {
    zh: '本行过长。请检查是否缺少换行。',
    en: 'This line is too long. Check whether a line end is missing.',
  },
  'file.row-too-wide': {
    zh: '本行的列数多于表头。请检查多余的分隔符。',
    en: 'This line has more cells than the header. Check for a stray delimiter.',
  },
  'file.cell-too-long': {
    zh: '该单元格内容过长。请缩短。',
    en: 'The text of this cell is too long. Shorten it.',
  },
  'file.xlsx-broken': {
    zh: '该 XLSX 文件已损坏或不是工作簿。请用 Excel 打开后重新保存,或改用 CSV。',
    en: 'The XLSX file is damaged or no workbook. Open it and save it again, or send CSV.',
  },
  'file.xlsx-encrypted': {
    zh: '该 XLSX 文件已加密。请取消密码后上传。',
    en: 'The XLSX file is encrypted. Remove its password and send it again.',
  },
  'file.xlsx-too-large': {
    zh: '该 XLSX 文件解压后超过 {maxBytes} 字节或结构异常,已拒绝。请只保留需要的工作表。',
    en: 'The XLSX file unpacks to more than {maxBytes} bytes or is built to. Keep only the sheet that is needed.',
  },
  'file.xlsx-dtd': {
    zh: '该 XLSX 文件含有 DTD 声明,出于安全已拒绝。请用 Excel 重新保存。',
    en: 'The XLSX file contains a DTD and is refused for safety. Save it again with Excel.',
  },
  'import.refused': {
    zh: '有 {rows} 行有误,未导入任何数据。请按各行说明更正后重新上传。',
    en: '{rows} row(s) are wrong, so nothing was imported. Correct them as each says and send the file again.',
  },
  'import.unknown-column': {
    zh: '没有名为此的列。请删除或改为约定的列名。',
    en: 'There is no such column. Remove it, or give it one of the names agreed.',
  },
  'import.column-twice': {
    zh: '该列与另一列含义相同。请只保留一列。',
    en: 'This column means the same as another. Keep one of them.',
  },
  'import.missing-column': {
    zh: '缺少此列。请补充该列。',
    en: 'This column is missing. Add it.',
  },
  'import.too-long': {
    zh: '内容过长。请缩短。',
    en: 'The text is too long. Shorten it.',
  },
  'import.unknown-grade': {
    zh: '抗菌药物分级无法识别。请填写:无、非限制、限制或特殊。',
    en: 'This antibacterial grade is not known. Write none, unrestricted, restricted or special.',
  },
  'import.unknown-right': {
    zh: '处方权种类无法识别。请填写:普通、麻精、抗菌非限制、抗菌限制、抗菌特殊、重点监控或中药饮片,以分号分隔。',
    en: 'This kind of right is not known. Write general, narcotic, antibacterial-unrestricted, antibacterial-restricted, antibacterial-special, key-monitored or herbal, with semicolons between.',
  },
  'import.bad-date': {
    zh: '不是有效日期。请按 YYYY-MM-DD 填写。',
    en: 'This is no date. Write it as YYYY-MM-DD.',
  },
  'import.number-twice': {
    zh: '该号码已在第 {first} 行出现。请合并或更正。',
    en: 'Line {first} has the same number. Join the two lines or correct one.',
  },
  'import.doctor-twice': {
    zh: '该行与第 {first} 行为同一医师。请合并为一行。',
    en: 'This line is about the same doctor as line {first}. Make them one line.',
  },
  'import.missing': {
    zh: '新医师必须填写此列。如为在册医师,请核对执业证书编码或工号。',
    en: 'A new doctor needs this column. If the doctor is registered, check the licence or the staff number.',
  },
  'import.unidentified': {
    zh: '无法确定是哪位医师。请填写执业证书编码或工号。',
    en: 'Nothing tells which doctor this is. Give the licence number or the staff number.',
  },
  'import.name-ambiguous': {
    zh: '本院有多位同名医师:{candidates}。请填写其中一位的工号。',
    en: 'Several doctors here have this name: {candidates}. Give the staff number of the one meant.',
  },
  'import.name-differs': {
    zh: '该号码在册的姓名与本行不同。请核对号码;如确已更名,请先变更姓名。',
    en: 'The register has another name under this number. Check the number; if the name has changed, change it first.',
  },
  'import.numbers-disagree': {
    zh: '执业证书编码与工号分属两位医师。请核对。',
    en: 'The licence number and the staff number are of two doctors. Check them.',
  },
  'import.unknown-ward': {
    zh: '{from} 当日本院没有此病区。请填写在用病区的名称或代码。',
    en: 'On {from} the hospital has no such ward. Write the name or a code of one of its wards.',
  },
};
