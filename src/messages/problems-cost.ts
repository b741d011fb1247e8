import type { Messages } from './catalogue.ts';

/** Files of drug cost, their rows and the questions asked of them. No cell of a file is repeated in a sentence. */
export const costProblems: Messages = {
  // The file as a whole
  'cost.file-empty': {
    zh: '文件没有内容。请检查是否选错文件。',
    en: 'The file is empty. Check that it is the right one.',
  },
  'cost.file-too-large': {
    zh: '文件超过 {maxBytes} 字节。请按月份拆分后上传。',
    en: 'The file is larger than {maxBytes} bytes. Split it by month.',
  },
  'cost.file-not-csv': {
    zh: '这不是 CSV 或 XLSX 文件(可能是旧版 Excel 或压缩包)。请另存为 XLSX 或 CSV 后上传。',
    en: 'This is neither CSV nor XLSX (an old workbook or an archive?). Save it as one of them and send that.',
  },
  'cost.encoding-unsupported': {
    zh: '文件是 UTF-16 编码。请另存为 CSV UTF-8 或 GB18030 后上传。',
    en: 'The file is UTF-16. Save it as UTF-8 or GB18030.',
  },
  'cost.header-unreadable': {
    zh: '首行过长(超过 {maxBytes} 字节),不是列名。请检查文件。',
    en: 'The first line is longer than {maxBytes} bytes and cannot be a header. Check the file.',
  },
  'cost.too-many-columns': {
    zh: '文件超过 {maxColumns} 列。请只保留病案首页的列。',
    en: 'The file has more than {maxColumns} columns. Keep those of the front page.',
  },
  'cost.column-missing': {
    zh: '缺少列:{columns}。首行应为列名(拼音、HQMS 编号或中文)。',
    en: 'Columns are missing: {columns}. The first line must name the columns (pinyin, HQMS numbers or Chinese).',
  },
  'cost.column-twice': {
    zh: '有两列都是 {column}。请删除其中一列。',
    en: 'Two columns are {column}. Remove one of them.',
  },
  'cost.too-many-codes': {
    zh: '{column} 列的不同代码超过 {limit} 个,可能不是代码列。请检查列名。',
    en: 'Column {column} holds more than {limit} different codes; it seems to be something else. Check the header.',
  },
  'cost.hospital-required': { zh: '{dataset} 须指明医院。', en: '{dataset} needs its hospital named.' },
  'cost.imports-busy': {
    zh: '已有 {maxImports} 个导入在进行或排队。请稍后再试。',
    en: '{maxImports} imports are running or waiting. Try again later.',
  },
  'cost.row-endless': {
    zh: '第 {line} 行在 {maxBytes} 字节内没有换行。文件已损坏或不是 CSV,请重新导出。',
    en: 'Line {line} does not end within {maxBytes} bytes. The file is damaged or no CSV; export it again.',
  },
  'cost.nothing-taken': {
    zh: '文件的 {rejected} 行被拒收,没有任何月份可以导入。原因见任务 {jobId} 的错误报告。',
    en: '{rejected} rows of the file were refused and no month of it could be taken. The report of job {jobId} says why.',
  },
  'cost.nothing-fits': {
    zh: '前 {rows} 行几乎全部被拒收,已停止读取。首个错误在第 {line} 行,列 {column}:{code}。请检查是否选错文件或数据集。',
    en: 'Nearly all of the first {rows} rows were refused, so the rest was not read. The first is on line {line}, column {column}: {code}. Check that file and dataset belong together.',
  },
  'cost.upload-cut-short': {
    zh: '上传中断,未导入任何数据。请重新上传。',
    en: 'The upload broke off and nothing was imported. Send the file again.',
  },

  // Its rows
  'cost.row-width': {
    zh: '本行的列数与首行不同,可能错位,整行未读取。',
    en: 'The line has another number of cells than the header; it may be shifted and was not read.',
  },
  'cost.row-quotes': {
    zh: '本行引号不成对。请更正后重新上传。',
    en: 'The quotes of this line do not close. Correct them.',
  },
  'cost.row-too-long': { zh: '本行过长,未读取。', en: 'The line is too long and was not read.' },
  'cost.row-too-wide': { zh: '本行列数过多,未读取。', en: 'The line has too many cells and was not read.' },
  'cost.row-repeated': {
    zh: '同一次住院在文件中重复出现。请保留一行。',
    en: 'The same stay is in the file twice. Keep one line.',
  },
  'cost.value-blank': { zh: '必填项为空。请填写。', en: 'A required value is blank. Fill it in.' },
  'cost.amount-blank': { zh: '总费用为空。请填写。', en: 'The total cost is blank. Fill it in.' },
  'cost.amount-negative': {
    zh: '金额为负数。请更正(退费应并入原记录)。',
    en: 'The amount is negative. Correct it; a refund belongs into the record it refunds.',
  },
  'cost.amount-unreadable': { zh: '不是金额。请填写如 1234.56 的数。', en: 'This is no amount. Write it as 1234.56.' },
  'cost.amount-below-fen': {
    zh: '金额超过两位小数。请精确到分。',
    en: 'The amount has more than two decimals. Give it to the fen.',
  },
  'cost.amount-too-large': {
    zh: '金额超过 99999999.99 元。请检查单位与数值。',
    en: 'The amount is above 99,999,999.99 yuan. Check unit and value.',
  },
  'cost.count-unreadable': { zh: '不是整数。请填写整数。', en: 'This is no whole number. Write one.' },
  'cost.count-too-large': { zh: '数值过大。请检查。', en: 'The number is too large. Check it.' },
  'cost.weight-unreadable': { zh: 'DRG 权重无法读取。', en: 'The DRG weight cannot be read.' },
  'cost.drug-above-total': {
    zh: '药费之和大于总费用。请检查金额列。',
    en: 'The drug costs exceed the total. Check the amounts.',
  },
  'cost.part-above-whole': { zh: '其中项大于合计项。请更正。', en: 'A part is larger than its whole. Correct it.' },
  'cost.bed-days-too-many': { zh: '住院天数超过十年。请更正。', en: 'The stay is longer than ten years. Correct it.' },
  'cost.date-blank': { zh: '出院时间为空。请填写。', en: 'The discharge date is blank. Fill it in.' },
  'cost.date-unreadable': {
    zh: '不是日期。请填写如 2026-01-31 的日期。',
    en: 'This is no date. Write it as 2026-01-31.',
  },
  'cost.date-not-in-calendar': { zh: '没有这一天。请更正日期。', en: 'There is no such day. Correct the date.' },
  'cost.date-out-of-range': {
    zh: '出院时间晚于今天或早于十年前。请更正。',
    en: 'The discharge is in the future or more than ten years ago. Correct it.',
  },
  'cost.admitted-after-discharge': {
    zh: '入院时间晚于出院时间。请更正。',
    en: 'The admission is after the discharge. Correct it.',
  },
  'cost.flag-unreadable': { zh: '不是“是”或“否”。请更正。', en: 'This is neither yes nor no. Correct it.' },
  'cost.setting-unknown': {
    zh: '就诊类型无法识别。请填写住院或门诊。',
    en: 'This is neither a ward nor a clinic. Write inpatient or outpatient.',
  },
  'cost.drug-code-unreadable': {
    zh: '不是药品编码。请填写医保药品编码、本位码或院内编码。',
    en: 'This is no drug code. Give the national code or the short one of the hospital.',
  },
  'cost.month-unreadable': { zh: '不是月份。请填写如 2026-01 的月份。', en: 'This is no month. Write it as 2026-01.' },
  'cost.month-out-of-range': {
    zh: '月份晚于本月或早于十年前。请更正。',
    en: 'The month is in the future or more than ten years ago. Correct it.',
  },
  'cost.month-twice': {
    zh: '同一医院同一月份重复上报。请保留一行。',
    en: 'The hospital and month are in the file twice. Keep one line.',
  },
  'cost.hospital-blank': { zh: '未指明医院。请填写医院编码。', en: 'No hospital is named. Fill in its code.' },
  'cost.hospital-unknown': { zh: '没有该编码的医院。请更正。', en: 'No hospital has this code. Correct it.' },
  'cost.hospital-other': {
    zh: '该行属于另一家医院。请从文件中删除。',
    en: 'The line is of another hospital. Remove it from the file.',
  },

  // Remarks that refuse nothing
  'cost.sum-neither': {
    zh: '总费用与各项之和不符(是否计入抗菌药物费都不符)。',
    en: 'The total fits neither sum of the parts, with or without antibacterials.',
  },
  'cost.sum-with-antibacterial': {
    zh: '总费用只有另加抗菌药物费才相符:该院可能把抗菌药物费排除在西药费之外。',
    en: 'The total fits only with antibacterials added: the hospital seems to keep them out of western drugs.',
  },
  'cost.bed-days-differ': {
    zh: '实际住院天数与出入院日期相差超过一天,按填报数计。',
    en: 'The stated stay differs from the dates by more than a day; the stated one counts.',
  },
  'cost.bed-days-zero': { zh: '实际住院天数为 0,按 1 天计。', en: 'The stated stay is 0 days; it counts as 1.' },
  'cost.drug-blank': { zh: '三项药费均为空,按 0 计。', en: 'All three drug costs are blank; they count as 0.' },
  'cost.drg-unreadable': {
    zh: 'DRG 权重无法读取,不计入 CMI。',
    en: 'The DRG weight cannot be read and is left out of the case-mix index.',
  },
  'cost.sample-below-duty': {
    zh: '点评数低于规定(不少于 1‰ 且每月不少于 100 张)。',
    en: 'Fewer sheets were reviewed than the rule asks for (1 ‰, and at least 100 a month).',
  },

  // Slices and questions
  'cost.slice-unchanged': {
    zh: '{month} 的 {dataset} 已是所选状态,未作更改。',
    en: '{dataset} of {month} is already so. Nothing was changed.',
  },
  'cost.import-lacks-slice': {
    zh: '导入 {importId} 不含 {month} 的 {dataset}。请从该月的导入记录中选择。',
    en: 'The import {importId} does not hold {dataset} of {month}. Choose one from the history of the slice.',
  },
  'cost.measure-unknown': {
    zh: '没有指标 {measure}。可用指标:{known}。',
    en: 'There is no measure {measure}. There are: {known}.',
  },
  'cost.version-unknown': {
    zh: '指标 {measure} 没有第 {version} 版定义,最新为第 {newest} 版。',
    en: 'The measure {measure} has no definition {version}; the newest is {newest}.',
  },
  'cost.prices-unknown': {
    zh: '没有价格指数 {prices}。可用:{known}。',
    en: 'There is no price index {prices}. There are: {known}.',
  },
  'cost.no-saving': {
    zh: '指标 {measure} 不是“越低越好”的金额指标,不能折算节约金额。请换用次均费用类指标。',
    en: 'Less of {measure} is not better, or it is not money: a saving cannot be counted in it. Ask about a cost.',
  },
  'cost.versions-differ': {
    zh: '指标 {measure} 自 {changed} 起由第 {first} 版改为第 {last} 版定义,两版数据不可比较。请分段查询,或用 version 指定同一版定义。',
    en: 'The definition of {measure} changed from {first} to {last} in {changed}; figures of the two are not comparable. Ask up to that month, or name one version for all.',
  },
  'cost.measure-not-by-ward': {
    zh: '指标 {measure} 不能按病区计算。',
    en: 'The measure {measure} is not known by ward.',
  },
  'cost.measure-not-by-drg': {
    zh: '指标 {measure} 不能按 DRG 分解:病种汇总中没有它所需的数据。',
    en: 'The measure {measure} is not known by DRG: the sums it needs are not kept by group.',
  },
  'cost.groupers-differ': {
    zh: '指标 {measure} 的病例由不同分组器或版本分组({groupers};空白为未说明),前后不可比较。请按同一分组器的月份分段查询。',
    en: 'The cases behind {measure} were grouped by different groupers or versions ({groupers}; blank: not told), and figures of two are not comparable. Ask about months of one grouper.',
  },
  'cost.range-empty': {
    zh: '起始月份 {from} 不早于截止月份 {until}(不含)。',
    en: 'The first month {from} is not before {until}, the first month outside.',
  },
  'cost.range-too-long': {
    zh: '{from} 至 {until} 超过 {maxMonths} 个月。请缩短区间。',
    en: '{from} to {until} is longer than {maxMonths} months. Ask for less.',
  },
  'cost.period-not-whole': {
    zh: '{month} 不是 {grain} 的起点。请从完整的季度或年度开始和结束。',
    en: '{month} does not begin a {grain}. Ask for whole ones.',
  },
  'cost.scope': {
    zh: '范围 {scope} 与给出的地点({given})不相符:请只指明一个 county、hospital 或 ward,不指明即为全市。',
    en: 'The scope {scope} does not go with the places given ({given}): name one county, hospital or ward, or none for the city.',
  },
};
