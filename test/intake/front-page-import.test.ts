import { readFileSync } from 'node:fs';
import { zstdDecompressSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { unpackColumns } from '../../src/core/cost/chunk.ts';
import { amountFields, otherFields } from '../../src/core/cost/frontpage/columns.ts';
import { frontPageColumns } from '../../src/core/cost/frontpage/frontpage.ts';
import { wardMonthFold } from '../../src/core/cost/frontpage/rollup.ts';
import { wardMap } from '../../src/core/cost/ward-map.ts';
import { type FrontPageImport, importFrontPages } from '../../src/intake/front-page-import.ts';
import { wardCodeHash } from '../../src/intake/record-hash.ts';
import { openCostStore } from '../../src/store/cost/sqlite.ts';
import { blocksOf, gb18030, refusalOf, seeded, tempCostStore, tempFolder, testKey } from '../support/cost.ts';
import { csvOf, frontPage, stays } from '../support/front-page.ts';

const command: FrontPageImport = {
  importId: 'i1',
  hospitalId: 'h',
  startedAt: '2026-11-20T01:00:00.000Z',
  today: '2026-11-20',
  wards: [
    { code: 'W1', wardId: 'ward-1', from: '2000-01-01', until: null },
    { code: 'W2', wardId: 'ward-2', from: '2000-01-01', until: null },
  ],
  grouper: null,
  recordKey: testKey,
  dryRun: false,
};

const readInto = (content: string | Uint8Array, changes: Partial<FrontPageImport> = {}, store = tempCostStore()) =>
  importFrontPages(store, { ...command, ...changes }, blocksOf(content));

describe('an import', () => {
  it('makes one slice of each month and counts unmapped wards instead of dropping them', async () => {
    const store = tempCostStore();
    const pages = [
      ...stays(10),
      ...stays(3, (at) => ({ BAH: `S${at}`, RYSJ: '2026-09-01', CYSJ: '2026-09-30', CYBF: 'W2' })),
      ...stays(2, (at) => ({ BAH: `U${at}`, CYBF: 'W9' })),
    ];
    const summary = await readInto(csvOf(pages), {}, store);
    expect(summary).toMatchObject({
      outcome: 'stored',
      rows: 15,
      rejected: 0,
      slices: [
        { month: '2026-09', rows: 3, state: 'complete' },
        { month: '2026-10', rows: 12, state: 'complete' },
      ],
      unmappedWardCodes: [{ code: 'W9', rows: 2 }],
      sumCheck: { both: 15 },
    });
    await store.pointTo([
      { hospitalId: 'h', month: '2026-10', dataset: 'inpatientRows', importId: 'i1', state: 'complete', position: 1 },
    ]);
    const wards = await store.wardMonths({ hospitalId: 'h', from: '2026-10', until: '2026-11' });
    expect(wards.map((row) => [row.wardId, row.sums.discharges, row.sums.drugFen, row.sums.deaths])).toEqual([
      [null, 2, 5_200, 0],
      ['ward-1', 10, 26_000, 0],
    ]);
    const [hospital] = await store.hospitalMonths({
      datasets: ['inpatientRows'],
      hospitalIds: ['h'],
      from: '2026-10',
      until: '2026-11',
    });
    expect(hospital?.sums).toMatchObject({
      discharges: 12,
      drugFen: 31_200,
      totalFen: 120_000,
      bedDays: 48,
      visits: null,
      transfers: null,
    });
  });

  it('reads the same figures from GB18030 with Chinese headers and from UTF-8 with pinyin', async () => {
    const chinese: Record<string, string> = {
      BAH: '病案号',
      CYSJ: '出院时间',
      CYBF: '出院病房',
      ZFY: '总费用',
      XYF: '西药费',
      ZCYF: '中成药费',
      ZCYF1: '中草药费',
    };
    const pages = stays(5).map((page) =>
      Object.fromEntries(Object.keys(chinese).map((field) => [field, page[field] ?? ''])),
    );
    const translated = pages.map((page) =>
      Object.fromEntries(Object.entries(page).map(([field, value]) => [chinese[field] ?? field, value])),
    );
    const plain = await readInto(csvOf(pages));
    const other = await readInto(gb18030(csvOf(translated)));
    expect(other.encoding).toBe('gb18030');
    expect(other.slices).toEqual(plain.slices);
  });

  it('refuses a slice above 5 % of refused rows, takes it at 5 %, and leaves the other month alone', async () => {
    const spoilt = (good: number, bad: number) =>
      csvOf([
        ...stays(good),
        ...stays(bad, (at) => ({ BAH: `X${at}`, HLF: '-1.00', ZFY: '100.00' })),
        ...stays(2, (at) => ({ BAH: `S${at}`, RYSJ: '', CYSJ: '2026-09-30' })),
      ]);
    expect(await readInto(spoilt(95, 5))).toMatchObject({
      rejected: 5,
      slices: [{ state: 'complete' }, { month: '2026-10', state: 'partial', rejected: 5 }],
    });
    const store = tempCostStore();
    expect(await readInto(spoilt(94, 5), {}, store)).toMatchObject({
      outcome: 'stored',
      slices: [{ state: 'complete' }, { state: 'refused' }],
    });
    expect((await store.importOf('i1'))?.slices.map((slice) => slice.month)).toEqual(['2026-09']);
  });

  it('with no good slice stores nothing', async () => {
    const store = tempCostStore();
    expect(await readInto(csvOf([frontPage({ CYSJ: 'x' })]), {}, store)).toMatchObject({
      outcome: 'refused',
      importId: null,
      rejected: 1,
    });
    expect(await store.discardStaged()).toBe(0);
  });

  it('of the same bytes changes nothing and says so; with another ward map it is another import', async () => {
    const store = tempCostStore();
    await readInto(csvOf(stays(3)), {}, store);
    expect(await readInto(csvOf(stays(3)), { importId: 'i2' }, store)).toMatchObject({
      outcome: 'unchanged',
      importId: 'i1',
    });
    expect(await readInto(csvOf(stays(3)), { importId: 'i3', dryRun: true }, store)).toMatchObject({
      outcome: 'unchanged',
      importId: 'i1',
    });
    expect(await store.importOf('i2')).toBeUndefined();
    expect(await readInto(csvOf(stays(3)), { importId: 'i4', wards: [] }, store)).toMatchObject({
      outcome: 'stored',
      importId: 'i4',
    });
  });

  it('as a dry run says the same and stores nothing', async () => {
    const store = tempCostStore();
    const dry = await readInto(csvOf(stays(3)), { dryRun: true }, store);
    const real = await readInto(csvOf(stays(3)), {}, store);
    expect({ ...dry, outcome: 'stored', importId: 'i1' }).toEqual(real);
  });

  it('refuses the second row of one stay', async () => {
    const pages = [...stays(30), frontPage({ BAH: 'B7', HLF: '90.00' })];
    expect(await readInto(csvOf(pages))).toMatchObject({
      rows: 30,
      rejects: [{ line: 32, column: 'BAH', value: null, code: 'cost.row-repeated' }],
    });
    expect(await readInto(csvOf([...stays(30), frontPage({ BAH: 'B7', ZYCS: '2' })]))).toMatchObject({
      rows: 31,
      rejected: 0,
    });
  });

  it('that fails on its header leaves nothing staged', async () => {
    const store = tempCostStore();
    expect((await refusalOf(readInto('a,b\n1,2', {}, store))).code).toBe('cost.column-missing');
    expect(await store.discardStaged()).toBe(0);
  });

  it('caps the list of rejects and counts them all', async () => {
    const summary = await readInto(csvOf(stays(600, () => ({ CYSJ: 'x' }))));
    expect(summary.rejected).toBe(600);
    expect(summary.rejects).toHaveLength(500);
  });
});

describe('chunks', () => {
  it('rebuild the rollups, also under another ward map', async () => {
    const store = tempCostStore();
    const random = seeded(1);
    const pages = stays(9_000, (at) => ({
      CYBF: `W${Math.floor(random() * 4)}`,
      XYF: (random() * 900).toFixed(2),
      RYSJ: '',
      CYSJ: `2026-0${1 + (at % 9)}-15`,
    }));
    await readInto(csvOf(pages), {}, store);
    const hashes = await store.codes('i1', 'ward');
    const spans = wardMap([{ code: 'W3', wardId: 'ward-3', from: '2000-01-01', until: null }], (code) =>
      wardCodeHash(command, code),
    );
    const wardsOf = [undefined, ...hashes.map((code) => spans.get(code))];
    const fold = wardMonthFold(new Set([...otherFields, ...amountFields]));
    let rows = 0;
    for (let seq = 0; ; seq += 1) {
      const packed = await store.chunk('i1', seq);
      if (packed === undefined) break;
      const batch = unpackColumns(packed);
      expect(batch.columns).toHaveLength(frontPageColumns.length);
      rows += batch.rows;
      fold.add(batch, wardsOf);
    }
    expect(rows).toBe(9_000);
    // The naive way: straight from the text.
    const naive = pages.filter((page) => page.CYBF === 'W3' && page.CYSJ === '2026-04-15');
    const drug = naive.reduce((sum, page) => sum + Math.round(Number(page.XYF) * 100) + 600, 0);
    const rolled = fold.result().find((row) => row.wardId === 'ward-3' && row.month === '2026-04');
    expect(rolled?.sums).toMatchObject({ discharges: naive.length, drugFen: drug });
  });
});

describe('what is not mapped', () => {
  const secrets = ['张三丰', '360702196001011234', '13812345678', '章贡区文明大道1号', '恶性肿瘤', '绝密标题'];
  const personal = ['XM', 'SFZH', 'LXDH', 'XZZ', 'ZYZD'];

  /** Imports every file into one database and returns the secrets found in it, its chunks, a summary or an error. */
  async function tracesOf(files: readonly string[]): Promise<string[]> {
    const path = `${tempFolder()}/cost.db`;
    const store = openCostStore(path);
    const texts: string[] = [];
    for (const [at, csv] of files.entries()) {
      try {
        texts.push(JSON.stringify(await readInto(csv, { importId: `i${at}` }, store)));
      } catch (error) {
        texts.push(JSON.stringify(error), String((error as Error).stack));
      }
    }
    await store.close();
    const database = new Database(path);
    for (const { body } of database.prepare<[], { body: Buffer }>('select body from front_page_chunk').iterate()) {
      texts.push(zstdDecompressSync(body).toString('latin1'));
    }
    database.close();
    texts.push(readFileSync(path).toString('latin1'));
    const all = texts.join('\n');
    return secrets.filter((secret) => all.includes(secret) || all.includes(Buffer.from(secret).toString('latin1')));
  }

  it('is found by this test where it is planted (negative control)', async () => {
    const path = `${tempFolder()}/leak.db`;
    const store = openCostStore(path);
    await store.beginImport({ importId: '张三丰', origin: 'file', dataset: 'inpatientRows', startedAt: 'x' });
    await store.close();
    expect(readFileSync(path).toString('latin1')).toContain(Buffer.from('张三丰').toString('latin1'));
  });

  it('appears nowhere, in whichever column a personal value stands', async () => {
    const good = stays(240);
    const columns = Object.keys(frontPage()).filter((name) => !personal.includes(name));
    const files = columns.map((column) => {
      const planted = secrets.flatMap((secret) =>
        stays(2, (at) => ({ BAH: `${secret.length}-${at}`, [column]: secret })),
      );
      return csvOf([...good, ...planted]);
    });
    expect(files.length).toBeGreaterThan(30);
    expect(await tracesOf(files)).toEqual([]);
  });

  it('appears nowhere when rows are shifted by a lost, an added or a moved cell', async () => {
    const mangles: ((cells: string[]) => string[])[] = [
      (cells) => cells.slice(1),
      (cells) => ['x', ...cells],
      (cells) => [...cells.slice(1), 'x'],
      ...[1, 3, 8, 9, 10, 11, 12].map((by) => (cells: string[]) => [...cells.slice(-by), ...cells.slice(0, -by)]),
    ];
    const mangled = (csv: string, mangle: (cells: string[]) => string[], rows: number) =>
      csv
        .split('\r\n')
        .map((line, at) => (at > 0 && at <= rows ? mangle(line.split(',')).join(',') : line))
        .join('\r\n');
    const [many, few] = [csvOf(stays(300)), csvOf(stays(20))];
    // A few shifted rows among good ones, and a file in which every row is shifted.
    const files = mangles.flatMap((mangle) => [mangled(many, mangle, 12), mangled(few, mangle, 20)]);
    expect(await tracesOf(files)).toEqual([]);
  });

  it('appears nowhere when the header is missing or names a secret', async () => {
    const csv = csvOf(stays(5));
    expect(await tracesOf([csv.slice(csv.indexOf('\r\n') + 2), csv.replace('XM', '绝密标题')])).toEqual([]);
  });
});
