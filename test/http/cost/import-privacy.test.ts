import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importFile } from '../../../src/cli/import.ts';
import { type SmallCity, smallCity } from '../../support/city.ts';
import { gb18030, tempFile } from '../../support/cost.ts';
import { csvOf, type FrontPage, frontPage, stays } from '../../support/front-page.ts';
import { startService, type TestService } from '../../support/service.ts';
import { xlsx } from '../../support/xlsx.ts';

let service: TestService;
let city: SmallCity;
beforeAll(async () => {
  service = await startService();
  city = await smallCity(service);
});
afterAll(() => service.close());

/** What stands in the personal columns of every row; planted in all others here. */
const secrets = ['张三丰', '360702196001011234', '13812345678', '章贡区文明大道1号', '恶性肿瘤'];
const columns = Object.keys(frontPage());

/** One row a column and secret, that column saying the secret. */
const planted: readonly FrontPage[] = columns.flatMap((column, at) =>
  secrets.map((secret, of) => ({ ...frontPage({ BAH: `P${at}-${of}` }), [column]: secret })),
);
/** One row a column, the secrets taking turns: few enough to be refused alone. */
const some = (turn: number) =>
  columns.map((column, at) => ({
    ...frontPage({ BAH: `Q${at}` }),
    [column]: secrets[(at + turn) % secrets.length] ?? '',
  }));
const good = stays(2_000, () => ({ CYBF: '0301' }));
const shifted = (by: number): FrontPage[] =>
  stays(20, (at) => ({ BAH: `S${by}-${at}` })).map((page) => {
    const cells = Object.values(page);
    const moved = [...cells.slice(-by), ...cells.slice(0, -by)];
    return Object.fromEntries(columns.map((column, at) => [column, moved[at] ?? '']));
  });
const sheet = (pages: readonly FrontPage[]) =>
  xlsx([columns, ...pages.map((page) => columns.map((column) => page[column] ?? ''))]);

const lineColumns = [
  '月份',
  '病区',
  '就诊类型',
  '药品编码',
  '药品名称',
  '单位',
  '数量',
  'DDDs',
  '金额',
  '抗菌药物',
  '医师姓名',
];
const goodLine = ['2026-10', '0301', '住院', 'YS1', '替格瑞洛片', '片', '2', '1', '8.00', '否', '张三丰'];
const lines = (secretLines: boolean) => {
  const bad = lineColumns.flatMap((_, at) =>
    secrets.map((secret) => goodLine.map((cell, column) => (column === at ? secret : cell))),
  );
  const rows = [lineColumns, ...Array.from({ length: 1_200 }, () => goodLine), ...(secretLines ? bad : [])];
  return rows.map((cells) => cells.join(',')).join('\n');
};
const returnColumns = ['月份', '出院人次', '住院总费用', '药品费用', '填表人'];
const returns = returnColumns
  .map((_, at) =>
    ['2026-09', '10', '100.00', '20.00', '李四'].map((cell, column) => (column === at ? secrets[0] : cell)),
  )
  .map((cells) => cells.join(','));

const otherReturns = {
  outpatientReturn: ['医院代码', '月份', '门诊人次', '门诊总费用', '门诊药品费用', '填表人'],
  reviewReturn: ['医院代码', '月份', '处方总数', '点评处方数', '不合理处方数', '填表人'],
} as const;
/** A good row, then a row a column and secret, that column saying the secret, then the good row moved by one and by two. */
const returnSheet = (dataset: keyof typeof otherReturns, hospitalId: string) => {
  const good = [hospitalId, '2026-09', '1000', '500', '100', '张三丰'];
  const said = good.flatMap((_, at) => secrets.map((secret) => good.map((cell, of) => (of === at ? secret : cell))));
  const moved = [1, 2].map((by) => [...good.slice(-by), ...good.slice(0, -by)]);
  return xlsx([otherReturns[dataset], good, ...said, ...moved]);
};
const lineSheet = () => {
  const shiftedLines = [1, 2, 3].map((by) => [...goodLine.slice(-by), ...goodLine.slice(0, -by)]);
  return xlsx([lineColumns, ...Array.from({ length: 1_200 }, () => goodLine), ...shiftedLines]);
};

/** Every byte the service keeps or says: its files with what is packed in them, its log, its figures. */
async function everything(answers: readonly string[]): Promise<Buffer> {
  const data = join(service.folder, 'data');
  const parts = [...answers, service.logged(), (await service.http.get('/metrics')).text].map((text) =>
    Buffer.from(text),
  );
  for (const file of readdirSync(data, { recursive: true, withFileTypes: true })) {
    if (file.isFile()) parts.push(readFileSync(join(file.parentPath, file.name)));
  }
  const database = new Database(join(data, 'cost.db'), { readonly: true });
  let packed = 0;
  for (const table of ['front_page_chunk', 'drug_line_chunk', 'import_report']) {
    for (const body of database.prepare<[], Buffer>(`select body from ${table}`).pluck().all()) {
      parts.push(zstdDecompressSync(body));
      packed += 1;
    }
  }
  database.close();
  expect(packed).toBeGreaterThan(3);
  return Buffer.concat(parts);
}

const foundIn = (all: Buffer, wanted: readonly string[]) =>
  wanted.filter((text) =>
    [Buffer.from(text), gb18030(text), Buffer.from(text, 'utf16le')].some((form) => all.includes(form)),
  );

describe('a patient in any column of any file', () => {
  it('appears nowhere afterwards: not in files, jobs, reports, answers, the log or the metrics', async () => {
    const { affairs, hospitalId } = city.first;
    const answers: string[] = [];
    const send = async (dataset: string, content: string | Buffer, type = 'text/csv', more = '', sender = affairs) => {
      const of = sender === affairs ? `&hospital=${hospitalId}` : '';
      const sent = await service.http
        .post(`/v1/cost/imports?dataset=${dataset}${of}${more}`)
        .set(sender.bearer)
        .set('content-type', type)
        .send(content);
      answers.push(sent.text);
      const jobId: string = sent.body.jobId ?? sent.body.parameters?.jobId;
      for (const path of jobId === undefined ? [] : [`import-jobs/${jobId}`, `import-jobs/${jobId}/report`]) {
        answers.push((await service.http.get(`/v1/cost/${path}`).set(sender.bearer).expect(200)).text);
      }
      return sent.status;
    };
    const workbook = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    const csv = csvOf([...good, ...some(0), ...shifted(1), ...shifted(9)]);
    // Taken: the bad rows are few enough. The negative control is a ward's own name, which the queue must say.
    expect(await send('inpatientRows', csv.replaceAll(',0301,', ',康复医学科,'))).toBe(202);
    expect(await send('inpatientRows', gb18030(csvOf([...good, ...some(1), ...some(2)])))).toBe(202);
    expect(await send('inpatientRows', sheet([...good, ...some(3), ...some(4)]), workbook)).toBe(202);
    // Refused as a whole: by their rows, their header, their last byte.
    expect(await send('inpatientRows', csvOf(planted))).toBe(422);
    expect(await send('inpatientRows', sheet(shifted(3)), workbook)).toBe(422);
    expect(await send('inpatientRows', csv.slice(csv.indexOf('\n') + 1))).toBe(422);
    expect(await send('inpatientRows', csv.replace('XM', '张三丰'))).toBe(202);
    expect(await send('inpatientRows', `"${csv}`)).toBe(422);
    expect(await send('drugLines', lines(true))).toBe(202);
    // Its last row has the name in a column that is not read.
    expect(await send('inpatientReturn', [returnColumns.join(','), ...returns].join('\n'))).toBe(202);
    expect(await send('drugLines', lineSheet(), workbook)).toBe(202);
    for (const dataset of ['outpatientReturn', 'reviewReturn'] as const) {
      expect(await send(dataset, returnSheet(dataset, hospitalId), workbook, '', city.registrar)).toBe(202);
    }
    // A trial stores nothing and reports as much.
    expect(await send('inpatientRows', csvOf([...good, ...some(1)]), 'text/csv', '&dryRun=true')).toBe(202);
    // Whoever writes a name into an address is told so, and nobody else.
    const named = `/v1/cost/imports?dataset=inpatientRows&grouper=${encodeURIComponent('张三丰')}`;
    await service.http.post(named).set(affairs.bearer).set('content-type', 'text/csv').send(csv).expect(400);
    const printed: string[] = [];
    const options = { url: service.baseUrl, login: affairs.login, dataset: 'inpatientRows', hospital: hospitalId };
    const command = { ...options, dryRun: false, pollMs: 10 };
    const file = csvOf([...good, ...some(2), ...shifted(5)]);
    expect(await importFile(tempFile(file), command, affairs.password, (line) => printed.push(line))).toBe(0);
    expect(printed.join('\n')).toMatch(/refused/);
    answers.push(...printed);
    // What is counted anew of kept rows, and what is asked of them.
    const rerolled = await service.http.post('/v1/cost/rerolls').set(affairs.bearer).send({ hospitalId }).expect(200);
    answers.push(rerolled.text);
    const october = 'measure=drugCostPerDischarge&from=2026-10&until=2026-11';
    for (const path of [`wards?month=2026-10&measure=drugCostPerDischarge`, `heat-map?${october}`]) {
      const asked = service.http.get(`/v1/cost/${path}&hospital=${hospitalId}`).set(affairs.bearer);
      answers.push((await asked.expect(200)).text);
    }
    for (const path of ['unmapped-wards', 'import-jobs']) {
      const asked = service.http.get(`/v1/cost/${path}?hospital=${hospitalId}`).set(affairs.bearer);
      answers.push((await asked.expect(200)).text);
    }
    const all = await everything(answers);
    expect(foundIn(all, secrets)).toEqual([]);
    expect(foundIn(all, ['康复医学科', '替格瑞洛片', '心内一病区'])).toHaveLength(3);
    // The control of the control: the search finds a secret where one stands.
    expect(foundIn(Buffer.concat([all, gb18030('张三丰'), Buffer.from('恶性肿瘤', 'utf16le')]), secrets)).toHaveLength(
      2,
    );
  });
});
