import { DomainError } from '../../errors.ts';

/**
 * The columns of the inpatient record's front page (住院病案首页) that are read, under their national pinyin names.
 * Every other column – names, ID numbers, addresses, phones, diagnoses – is not known here and so cannot be read.
 * Source: 住院病案首页 data standard and the HQMS export order (domain facts 4.1).
 */
export const amountFields = [
  'ZFY', // 总费用
  'ZFJE', // 自付金额
  'YLFUF', // 一般医疗服务费
  'ZLCZF', // 一般治疗操作费
  'HLF', // 护理费
  'QTFY', // 其他综合医疗服务费
  'BLZDF', // 病理诊断费
  'SYSZDF', // 实验室诊断费
  'YXXZDF', // 影像学诊断费
  'LCZDXMF', // 临床诊断项目费
  'FSSZLXMF', // 非手术治疗项目费
  'WLZLF', // 其中:临床物理治疗费
  'SSZLF', // 手术治疗费
  'MAF', // 其中:麻醉费
  'SSF', // 其中:手术费
  'KFF', // 康复费
  'ZYZLF', // 中医治疗费
  'XYF', // 西药费
  'KJYWF', // 其中:抗菌药物费, inside XYF
  'ZCYF', // 中成药费
  'ZCYF1', // 中草药费
  'XF', // 血费
  'BDBLZPF', // 白蛋白类制品费
  'QDBLZPF', // 球蛋白类制品费
  'NXYZLZPF', // 凝血因子类制品费
  'XBYZLZPF', // 细胞因子类制品费
  'HCYYCLF', // 检查用一次性医用材料费
  'YYCLF', // 治疗用一次性医用材料费
  'YCXYYCLF', // 手术用一次性医用材料费
  'QTF', // 其他费
  // The TCM front page (中医病案首页) has these in place of ZYZLF; what it lists below them lies inside them.
  'ZYLZYZD', // ZYL_ZYZD 中医诊断
  'ZYZL', // 中医治疗
  'ZYQT', // 中医其他
  'ZYZJF', // 其中:医疗机构中药制剂费, inside ZCYF
] as const;
export type AmountField = (typeof amountFields)[number];

/** Of the TCM front page alone. */
export const tcmFields: readonly AmountField[] = ['ZYLZYZD', 'ZYZL', 'ZYQT', 'ZYZJF'];

export const otherFields = [
  'BAH', // 病案号, kept only as a keyed hash
  'ZYCS', // 住院次数, only inside that hash
  'RYSJ', // 入院时间
  'CYSJ', // 出院时间
  'ZKKB', // 转科科别, kept only as "was transferred"
  'CYKB', // 出院科别
  'CYBF', // 出院病房
  'SJZYTS', // 实际住院天数
  'LYFS', // 离院方式, 5 = died
  'DRG', // DRG code, where the hospital groups its cases
  'DRGQZ', // DRG weight
] as const;
export type FrontPageField = AmountField | (typeof otherFields)[number];

/** Without these a row says nothing about drug cost; a file that lacks one is refused as a whole. */
const requiredFields = ['CYSJ', 'ZFY', 'XYF', 'ZCYF', 'ZCYF1'] as const;

/** Rows of the sum: all amounts but the total, what the patient paid, and the 其中 rows that lie inside another row. */
export const summedFields: readonly AmountField[] = amountFields.filter(
  (field) => !['ZFY', 'ZFJE', 'WLZLF', 'MAF', 'SSF', 'KJYWF', 'ZYZJF'].includes(field),
);

/** Where each known column of one file stands, counted from 0. */
export interface FrontPageHeader {
  readonly columnOf: ReadonlyMap<FrontPageField, number>;
  /** Cells a complete row has; a row of another width is shifted and is not read at all. */
  readonly width: number;
}

/**
 * Recognises the header row by pinyin names, HQMS P-numbers, Chinese names and the aliases seen in real files.
 *
 * @throws DomainError cost.column-missing naming the fields not found (never a cell that was found: a file without a
 *   header has a patient in its first row), cost.column-twice naming a field two columns claim.
 */
export function frontPageHeader(cells: readonly string[]): FrontPageHeader {
  const columnOf = new Map<FrontPageField, number>();
  for (const [column, cell] of cells.entries()) {
    const field = aliases.get(headerKey(cell));
    if (field === undefined) continue;
    if (columnOf.has(field)) throw new DomainError('invalid', 'cost.column-twice', { column: field });
    columnOf.set(field, column);
  }
  const missing: string[] = requiredFields.filter((field) => !columnOf.has(field));
  if (!columnOf.has('CYBF') && !columnOf.has('CYKB')) missing.push('CYBF|CYKB');
  if (missing.length > 0) throw new DomainError('invalid', 'cost.column-missing', { columns: missing });
  return { columnOf, width: cells.length };
}

/**
 * Upper case without spaces, brackets, colons and units, and without the number and the class that the form prints before
 * a row, so that `其中：抗菌药物费（元）` meets `抗菌药物费`, and `综合医疗服务类:(1)一般医疗服务费` `一般医疗服务费`.
 */
export function headerKey(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/^\uFEFF/, '')
    .replace(/^\s*(?:\d{1,2}[.、])?[^:]{2,20}类(?:\([^)]*\))?:\s*(?=\S)/, '')
    .replace(/^\s*\(\d{1,2}\)/, '')
    .replace(/\((?:元|天|日|次)\)/g, '')
    .replace(/[\s:()[\]"'_·.、,-]/g, '')
    .replace(/^其中/, '')
    .toUpperCase();
}

const hqmsNumbers: Readonly<Record<string, FrontPageField>> = {
  P3: 'BAH',
  P2: 'ZYCS',
  P22: 'RYSJ',
  P24: 'ZKKB',
  P25: 'CYSJ',
  P26: 'CYKB',
  P261: 'CYBF',
  P27: 'SJZYTS',
  P782: 'ZFY',
  P751: 'ZFJE',
  P752: 'YLFUF',
  P754: 'ZLCZF',
  P755: 'HLF',
  P756: 'QTFY',
  P757: 'BLZDF',
  P758: 'SYSZDF',
  P759: 'YXXZDF',
  P760: 'LCZDXMF',
  P761: 'FSSZLXMF',
  P762: 'WLZLF',
  P763: 'SSZLF',
  P764: 'MAF',
  P765: 'SSF',
  P767: 'KFF',
  P768: 'ZYZLF',
  P769: 'XYF',
  P770: 'KJYWF',
  P771: 'ZCYF',
  P772: 'ZCYF1',
  P773: 'XF',
  P774: 'BDBLZPF',
  P775: 'QDBLZPF',
  P776: 'NXYZLZPF',
  P777: 'XBYZLZPF',
  P778: 'HCYYCLF',
  P779: 'YYCLF',
  P780: 'YCXYYCLF',
  P781: 'QTF',
};

/** Chinese names and spellings of real exports. Not ZFEJE: 自费 (outside insurance) is not 自付 (paid by the patient). */
const spellings: Readonly<Record<FrontPageField, readonly string[]>> = {
  ZFY: ['总费用', '住院总费用', '住院费用总费用', '总金额'],
  ZFJE: ['自付金额', '住院总费用自付金额'],
  YLFUF: ['YLFWF', '一般医疗服务费'],
  ZLCZF: ['一般治疗操作费'],
  HLF: ['护理费'],
  QTFY: ['其他费用', '综合医疗服务类其他费用', '其他综合医疗服务费'],
  BLZDF: ['病理诊断费'],
  SYSZDF: ['ZDF', '实验室诊断费'],
  YXXZDF: ['影像学诊断费'],
  LCZDXMF: ['临床诊断项目费'],
  FSSZLXMF: ['非手术治疗项目费'],
  WLZLF: ['ZLF', '临床物理治疗费'],
  SSZLF: ['手术治疗费'],
  MAF: ['MZF', '麻醉费'],
  SSF: ['手术费'],
  KFF: ['康复费'],
  ZYZLF: ['中医治疗费'],
  XYF: ['西药费'],
  KJYWF: ['抗菌药物费', '抗菌药物费用'],
  ZCYF: ['中成药费'],
  ZCYF1: ['中草药费', '中药饮片费'],
  XF: ['血费'],
  BDBLZPF: ['白蛋白类制品费'],
  QDBLZPF: ['球蛋白类制品费'],
  NXYZLZPF: ['凝血因子类制品费'],
  XBYZLZPF: ['细胞因子类制品费'],
  HCYYCLF: ['JCYCLF', 'JCYYCLF', '检查用一次性医用材料费', '检查用一次性材料费'],
  YYCLF: ['ZLYCLF', '治疗用一次性医用材料费', '治疗用一次性材料费'],
  YCXYYCLF: ['SSYCLF', 'SSYCXCLF', '手术用一次性医用材料费', '手术用一次性材料费'],
  QTF: ['其他费', '其他类其他费'],
  ZYLZYZD: ['中医诊断', '中医诊断费'],
  ZYZL: ['中医治疗'],
  ZYQT: ['中医其他', '中医其他费'],
  ZYZJF: ['医疗机构中药制剂费', '中药制剂费'],
  BAH: ['病案号'],
  ZYCS: ['住院次数'],
  RYSJ: ['入院时间', '入院日期', 'RYRQ'],
  CYSJ: ['出院时间', '出院日期', 'CYRQ'],
  ZKKB: ['转科科别', 'ZKKBMC'],
  CYKB: ['出院科别', '出院科室'],
  CYBF: ['出院病房', '出院病区'],
  SJZYTS: ['实际住院天数', '实际住院', '住院天数'],
  LYFS: ['离院方式'],
  DRG: ['DRGBM', 'DRG编码', 'DRG分组'],
  DRGQZ: ['DRG权重', 'RW', '权重'],
};

const aliases: ReadonlyMap<string, FrontPageField> = new Map([
  ...Object.entries(hqmsNumbers),
  ...(Object.entries(spellings) as [FrontPageField, readonly string[]][]).flatMap(([field, names]) =>
    [field, ...names].map((name): [string, FrontPageField] => [headerKey(name), field]),
  ),
]);
