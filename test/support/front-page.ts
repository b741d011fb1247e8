import { amountFields, summedFields } from '../../src/core/cost/frontpage/columns.ts';

/** A front page as text cells; amounts in yuan. `ZFY` is the sum of the parts unless given. */
export type FrontPage = Record<string, string>;

export function frontPage(changes: FrontPage = {}): FrontPage {
  const page: FrontPage = {
    XM: '张三丰',
    SFZH: '360702196001011234',
    LXDH: '13812345678',
    XZZ: '章贡区文明大道1号',
    ZYZD: '恶性肿瘤',
    BAH: 'B1',
    ZYCS: '1',
    RYSJ: '2026-10-01',
    CYSJ: '2026-10-05',
    CYKB: '内科',
    CYBF: 'W1',
    SJZYTS: '4',
    LYFS: '1',
    ...Object.fromEntries(amountFields.map((field) => [field, '0.00'])),
    XYF: '20.00',
    ZCYF: '5.00',
    ZCYF1: '1.00',
    HLF: '74.00',
    ...changes,
  };
  const total = summedFields.reduce((sum, field) => sum + Math.round(Number(page[field]) * 100), 0);
  return { ...page, ZFY: changes.ZFY ?? (total / 100).toFixed(2) };
}

export function csvOf(pages: readonly FrontPage[]): string {
  const names = Object.keys(pages[0] ?? {});
  return [names, ...pages.map((page) => names.map((name) => page[name] ?? ''))]
    .map((cells) => cells.join(','))
    .join('\r\n');
}

/** Distinct stays of one ward and month. */
export function stays(count: number, changes: (at: number) => FrontPage = () => ({})): FrontPage[] {
  return Array.from({ length: count }, (_, at) => frontPage({ BAH: `B${at}`, ...changes(at) }));
}
