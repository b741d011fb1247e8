import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type DrugLineImport, importDrugLines } from '../../src/intake/drug-line-import.ts';
import { openCostStore } from '../../src/store/cost/sqlite.ts';
import { blocksOf, gb18030, refusalOf, seeded, tempCostStore, tempFolder, testKey } from '../support/cost.ts';
import { xlsx } from '../support/xlsx.ts';

const command: DrugLineImport = {
  importId: 'i1',
  hospitalId: 'h',
  startedAt: '2026-11-20T01:00:00.000Z',
  today: '2026-11-20',
  wards: [
    { code: 'W1', wardId: 'old', from: '2000-01-01', until: '2026-10-01' },
    { code: 'W1', wardId: 'new', from: '2026-10-01', until: null },
    { code: 'W2', wardId: 'two', from: '2000-01-01', until: null },
  ],
  recordKey: testKey,
  dryRun: false,
};
const header =
  '月份,病区,就诊类型,药品编码,药品名称,单位,数量,DDDs,金额,抗菌药物,国家谈判药品,重点监控,长期处方,医师姓名';
const read = (content: string | Uint8Array, changes: Partial<DrugLineImport> = {}, store = tempCostStore()) =>
  importDrugLines(store, { ...command, ...changes }, blocksOf(content));
const line = (...cells: (string | number)[]) => cells.join(',');
const october = { from: '2026-10', until: '2026-11' };

describe('drug lines', () => {
  it('are summed by ward, drug and month, clinics without their ward', async () => {
    const store = tempCostStore();
    const content = [
      header,
      line(
        '2026-10',
        'W1',
        '住院',
        'YS0001',
        '注射用美罗培南',
        '支',
        '10',
        '2.5',
        '880.00',
        '是',
        '否',
        '否',
        '',
        '张三丰',
      ),
      line(
        '2026年10月3日',
        'w1',
        '',
        'ys0001',
        '注射用美罗培南',
        '支',
        '1.5',
        '0.375',
        '132.00',
        '1',
        '0',
        '0',
        '',
        '张三丰',
      ),
      line('2026-09', 'W1', '住院', 'YS0001', '', '', '2', '0.5', '176.00', '是', '', '', '', ''),
      line('202610', 'W9', '住院', 'YS0002', '替格瑞洛片', '片', '28', '', '"1,652.00"', '否', '是', '是', '', ''),
      line(
        '2026-10',
        '心内门诊',
        '门诊',
        'YS0003',
        '阿托伐他汀钙片',
        '片',
        '90',
        '',
        '279.00',
        '否',
        '否',
        '否',
        '是',
        '',
      ),
    ].join('\r\n');
    const summary = await read(gb18030(content), {}, store);
    expect(summary).toMatchObject({
      outcome: 'stored',
      rows: 5,
      rejected: 0,
      droppedColumns: 1,
      unmappedWardCodes: [{ code: 'W9', rows: 1 }],
      slices: [
        { month: '2026-09', dataset: 'drugLines', rows: 1 },
        { month: '2026-10', rows: 4, state: 'complete' },
      ],
    });
    await store.pointTo(
      ['2026-09', '2026-10'].map((month, at) => {
        return { hospitalId: 'h', month, dataset: 'drugLines', importId: 'i1', state: 'complete', position: at + 1 };
      }),
    );
    const rows = await store.wardMonthDrugs({ hospitalId: 'h', from: '2026-09', until: '2026-11' });
    const told = rows.map(({ month, wardId, setting, drugCode, sums }) => [
      month,
      wardId,
      setting,
      drugCode,
      sums.quantityE4,
      sums.amountFen,
    ]);
    expect(told.sort()).toEqual(
      [
        ['2026-09', 'old', 'inpatient', 'YS0001', 20_000, 17_600],
        ['2026-10', 'new', 'inpatient', 'YS0001', 115_000, 101_200],
        ['2026-10', null, 'inpatient', 'YS0002', 280_000, 165_200],
        ['2026-10', null, 'outpatient', 'YS0003', 900_000, 27_900],
      ].sort(),
    );
    expect(rows.find((row) => row.wardId === 'new')?.sums).toMatchObject({
      lines: 2,
      dddsE4: 28_750,
      antibacterialDddsE4: 28_750,
      antibacterialFen: 101_200,
    });
    const wardMonths = await store.wardMonths({ hospitalId: 'h', ...october });
    const sumsOf = (wardId: string | null) => wardMonths.find((row) => row.wardId === wardId)?.sums;
    expect(sumsOf('new')).toMatchObject({
      drugFen: 101_200,
      antibacterialDddsE4: 28_750,
      negotiatedFen: 0,
      longDrugFen: null,
    });
    expect(sumsOf(null)).toMatchObject({
      drugFen: 165_200,
      negotiatedFen: 165_200,
      keyMonitoredFen: 165_200,
      longDrugFen: 27_900,
    });
    expect(await store.drugNames(['YS0001', 'YS0003'])).toEqual([
      { code: 'YS0001', name: '注射用美罗培南', unit: '支' },
      { code: 'YS0003', name: '阿托伐他汀钙片', unit: '片' },
    ]);
    expect(await read(gb18030(content), { importId: 'i2' }, store)).toMatchObject({
      outcome: 'unchanged',
      importId: 'i1',
    });
  });

  it('of a hospital agree with a naive sum over random lines', async () => {
    const random = seeded(3);
    const pick = (count: number) => Math.floor(random() * count);
    const lines = Array.from({ length: 3_000 }, () => ({
      drug: `D${pick(40)}`,
      ward: pick(3) === 0 ? 'W2' : 'W1',
      units: pick(99),
      fen: pick(90_000),
    }));
    const content = [
      '月份,病区,药品编码,数量,金额',
      ...lines.map((one) => line('2026-10', one.ward, one.drug, one.units, (one.fen / 100).toFixed(2))),
    ].join('\n');
    const store = tempCostStore();
    await read(content, {}, store);
    await store.pointTo([
      { hospitalId: 'h', month: '2026-10', dataset: 'drugLines', importId: 'i1', state: 'complete', position: 1 },
    ]);
    const naive = Map.groupBy(lines, (one) => one.drug);
    const rows = await store.hospitalMonthDrugs({ hospitalIds: ['h'], ...october });
    expect(rows).toHaveLength(naive.size);
    for (const { drugCode, sums } of rows) {
      const own = naive.get(drugCode) ?? [];
      expect(sums).toMatchObject({
        lines: own.length,
        quantityE4: own.reduce((sum, one) => sum + one.units, 0) * 10_000,
        amountFen: own.reduce((sum, one) => sum + one.fen, 0),
        dddsE4: null,
        negotiatedFen: null,
      });
    }
  });

  it('are refused one by one with what is wrong in them, and come from a workbook as well', async () => {
    const rows = [
      ['月份', '病区', '药品编码', '数量', '金额', '是否国谈'],
      ...Array.from({ length: 95 }, () => ['2026-10', 'W1', 'D1', 1, 2.5, '否']),
      ['2026-10', 'W1', '360702196001011234', 1, 2, '否'],
      ['2026-13', 'W1', 'D1', 1, 2, '否'],
      ['2027-01', 'W1', 'D1', 1, 2, '否'],
      ['2026-10', 'W1', 'D1', -1, 2, '也许'],
      ['2026-10', 'W1', '', 1, '', '否'],
    ];
    const summary = await read(xlsx(rows));
    expect(summary).toMatchObject({ rows: 95, rejected: 5, encoding: 'xlsx', slices: [{ state: 'partial' }] });
    expect(summary.rejects.map(({ line: at, column, code }) => [at, column, code])).toEqual([
      [97, 'drugCode', 'cost.drug-code-unreadable'],
      [98, 'month', 'cost.month-unreadable'],
      [99, 'month', 'cost.month-out-of-range'],
      [100, 'quantity', 'cost.count-unreadable'],
      [100, 'negotiated', 'cost.flag-unreadable'],
      [101, 'drugCode', 'cost.value-blank'],
      [101, 'amount', 'cost.value-blank'],
    ]);
    expect(JSON.stringify(summary)).not.toContain('360702196001011234');
    expect((await refusalOf(read('a,b\n1,2'))).code).toBe('cost.column-missing');
  });

  it('keep no person’s name, number or diagnosis, in whichever column it stands', async () => {
    const secrets = ['张三丰', '360702196001011234', '13812345678', '章贡区文明大道1号', '恶性肿瘤'];
    const good = [
      '2026-10',
      'W1',
      '住院',
      'D1',
      '阿托伐他汀钙片',
      '片',
      '1',
      '1',
      '2.50',
      '否',
      '否',
      '否',
      '否',
      '李四',
    ];
    const path = `${tempFolder()}/cost.db`;
    const store = openCostStore(path);
    const texts: string[] = [];
    for (let at = 0; at < good.length; at += 1) {
      const planted = secrets.flatMap((secret) => [1, 2].map(() => good.with(at, secret)));
      const rows = [...Array.from({ length: 300 }, () => good), ...planted];
      texts.push(
        JSON.stringify(
          await read([header, ...rows.map((row) => row.join(','))].join('\n'), { importId: `i${at}` }, store),
        ),
      );
    }
    await store.close();
    texts.push(readFileSync(path).toString('latin1'));
    const all = texts.join('\n');
    const found = (secret: string) => all.includes(secret) || all.includes(Buffer.from(secret).toString('latin1'));
    expect(secrets.filter(found)).toEqual([]);
    // Negative control: what may be kept is there, so the search works.
    expect(found('阿托伐他汀钙片')).toBe(true);
  });
});
