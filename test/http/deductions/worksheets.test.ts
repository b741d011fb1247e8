import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prescriber } from '../../support/city.ts';
import { type DeductionCity, deductionCity, recorded } from '../../support/deductions.ts';
import { startService, type TestService, type TestUser } from '../../support/service.ts';

let service: TestService;
let city: DeductionCity;
let mapping: string;

const header = '序号,患者姓名,处方日期,处方号,医生工号,是否合理,存在问题(代码),备注';
const columns = {
  staffNo: '医生工号',
  occurredOn: '处方日期',
  actRef: '处方号',
  codes: '存在问题(代码)',
  remarks: '备注',
};
const codes = { '3-5': '3-3', '1-3': null };

beforeAll(async () => {
  service = await startService();
  city = await deductionCity(service);
  await prescriber(city.first, { staffNo: 'A002', licenceNo: '110000000000002', name: '李晓红' });
  const saved = await save(city.auditor, { columns, codes }).expect(201);
  mapping = saved.body.id;
});
afterAll(() => service.close());

function save(user: TestUser, changes: object) {
  const { hospitalId } = city.first;
  const body = { hospitalId, name: '门诊处方点评工作表', columns, codes, ...changes };
  return service.http.post('/v1/mappings').set(user.bearer).send(body);
}

function upload(lines: readonly string[], query: Record<string, string> = {}, user = city.auditor) {
  const { hospitalId } = city.first;
  return service.http
    .post('/v1/worksheets')
    .query({ hospital: hospitalId, mapping, scheme: 'ganzhou-default', setting: 'outpatient', ...query })
    .set(user.bearer)
    .set('content-type', 'text/csv')
    .send(Buffer.from([header, ...lines].join('\r\n')));
}

describe('a review worksheet', () => {
  it('refuses a cell that the form of a single finding would refuse, and takes one at the limit', async () => {
    const row = (actRef: string, remarks: string) =>
      upload([`1,某甲,2026-11-02,${actRef},A001,,2-1,${remarks}`], { dryRun: 'true' });
    const refused = await row('L'.repeat(101), 'r'.repeat(2_001)).expect(422);
    expect(refused.body.errors).toMatchObject([
      { line: 2, at: '处方号', code: 'file.cell-too-long' },
      { line: 2, at: '备注', code: 'file.cell-too-long' },
    ]);
    await row('L'.repeat(100), 'r'.repeat(2_000)).expect(200);
    const control = await row('L\u0001', '').expect(422);
    expect(control.body.errors).toMatchObject([{ at: '处方号', code: 'field.ill-formed' }]);
  });

  it('names no record that a dry run did not make', async () => {
    const row = '1,某甲,2026-11-02,TWICE,A001,,2-1,';
    const dry = await upload([row, row], { dryRun: 'true' }).expect(200);
    expect(dry.body).toMatchObject({ alreadyRecorded: [{ line: 3, code: '2-1', deductionId: null }] });
  });

  it('is recorded with its codes normalised, whatever stands in the column of the verdict', async () => {
    const rows = [
      '1,某甲,2026/11/2,W1,A001,合理,2—1.,',
      '2,某乙,2026-11-03,W2,A002,不合理,1-101-7,剂量书写不清',
      '3,某丙,2026-11-03,W3,A002,不合理,,',
      '4,某丁,20261104,W4,A001,,３－５,',
      '5,某戊,2026年11月5日,W5,A001,,1-3、2-2,',
    ];
    const before = await service.ports.store.ledger.size();
    const dry = await upload(rows, { dryRun: 'true' }).expect(200);
    expect(dry.body).toMatchObject({ outcome: 'dry-run', rows: 5 });
    expect(dry.body.recorded.map((each: { code: string }) => each.code)).toEqual(['2-1', '1-10', '1-7', '3-3', '2-2']);
    expect(await service.ports.store.ledger.size()).toBe(before);

    const done = await upload(rows).expect(200);
    expect(done.body).toMatchObject({
      outcome: 'recorded',
      skipped: [
        { line: 4, reason: 'no-code', code: null },
        { line: 6, reason: 'left-out', code: '1-3' },
      ],
    });
    expect(await service.ports.store.ledger.size()).toBe(before + 5);
    const { deductionId } = done.body.recorded[1];
    const one = await service.http.get(`/v1/deductions/${deductionId}`).set(city.auditor.bearer).expect(200);
    expect(one.body).toMatchObject({
      actRef: 'W2',
      occurredOn: '2026-11-03',
      remarks: '剂量书写不清',
      department: '心内科',
    });
    expect(JSON.stringify([done.body, one.body]) + service.logged()).not.toMatch(/某[甲乙丙丁戊]/);

    const again = await upload(rows).expect(200);
    expect(again.body).toMatchObject({ outcome: 'unchanged', recorded: [] });
    expect(again.body.alreadyRecorded).toHaveLength(5);
    const longer = await upload([...rows, '6,某己,2026-11-06,W6,A001,,2-4,']).expect(200);
    expect(longer.body.recorded).toMatchObject([{ line: 7, code: '2-4' }]);
    expect(longer.body.alreadyRecorded).toHaveLength(5);
    expect(await service.ports.store.ledger.size()).toBe(before + 6);
  });

  it('is refused whole, with every bad row, and without a word of what is not mapped', async () => {
    const before = await service.ports.store.ledger.size();
    const refused = await upload([
      '1,某甲,2026-13-01,X1,A001,,2-1,',
      '2,某乙,2026-11-02,X2,A999,,2-1,',
      '3,某丙,2026-11-02,X3,A001,,9-9,',
      '4,某丁,2026-11-02,,A001,,2-1,',
      '5,某戊,2026-11-02,X5,A001,,2-1,',
      '6,某己,2026-12-02,X6,A001,,2-1,',
      '7,某庚,2026-11-02,X7,A001,,F01,',
    ]).expect(422);
    expect(refused.body).toMatchObject({ code: 'worksheet.refused', parameters: { rows: 6 } });
    expect(refused.body.errors.map((row: { line: number; code: string }) => [row.line, row.code])).toEqual([
      [2, 'worksheet.bad-date'],
      [3, 'deduction.doctor-unknown'],
      [4, 'worksheet.code-unknown'],
      [5, 'worksheet.no-act'],
      [7, 'deduction.occurred-in-future'],
      [8, 'deduction.points-missing'],
    ]);
    for (const row of refused.body.errors) expect(row.detail).not.toMatch(/[{}]|^[a-z-]+\.[a-z-]+$/);
    expect(refused.text).not.toMatch(/某|A999/);
    expect(await service.ports.store.ledger.size()).toBe(before);
  });

  it('says of an act and code recorded by hand that it is recorded already', async () => {
    const deductionId = await recorded(city, { actRef: 'BY-HAND' });
    const { body } = await upload(['1,某甲,2026-11-02,BY-HAND,A001,,2-1 2-1,']).expect(200);
    expect(body).toMatchObject({ outcome: 'unchanged', recorded: [], alreadyRecorded: [{ line: 2, deductionId }] });
  });

  it('needs its mapped columns, a mapping of the same hospital, and somebody who records there', async () => {
    const { hospitalId } = city.first;
    const lacking = await service.http
      .post('/v1/worksheets')
      .query({ hospital: hospitalId, mapping, scheme: 'ganzhou-default', setting: 'outpatient' })
      .set(city.auditor.bearer)
      .set('content-type', 'text/csv')
      .send('处方日期,处方号\r\n2026-11-02,X1\r\n')
      .expect(422);
    expect(lacking.body.code).toBe('worksheet.column-missing');
    expect(lacking.body.errors.map((row: { value: string }) => row.value)).toContain('存在问题(代码)');
    const foreign = await upload([], { hospital: city.second.hospitalId });
    const absent = await upload([], { hospital: 'hos_nobody' });
    const unmapped = await upload([], { mapping: 'map_nobody' });
    expect([foreign.status, foreign.text, unmapped.text]).toEqual([404, absent.text, absent.text]);
    await upload([], {}, city.reviewer).expect(403);
  });
});

describe('a mapping', () => {
  it('is saved under its name, replaced under the same one, and listed for its hospital only', async () => {
    const again = await save(city.auditor, { codes: { ...codes, '2-10': '2-9' } }).expect(201);
    expect(again.body.id).toBe(mapping);
    const list = await service.http.get(`/v1/mappings?hospital=${city.first.hospitalId}`).set(city.auditor.bearer);
    expect(list.body.items).toMatchObject([{ mappingId: mapping, columns, codes: { '2-10': '2-9' } }]);
    await service.http.get(`/v1/mappings?hospital=${city.first.hospitalId}`).set(city.otherAuditor.bearer).expect(404);
  });

  it('is refused with everything that is wrong with it', async () => {
    const wrong = { staffNo: '甲', actRef: '甲', patientName: '患者姓名' };
    const refused = await save(city.auditor, { columns: wrong }).expect(422);
    expect(refused.body.errors.map((row: { code: string }) => row.code)).toEqual([
      'mapping.unknown-field',
      'mapping.missing-field',
      'mapping.missing-field',
      'mapping.header-twice',
    ]);
  });
});

it('leaves tables that are what a rebuild from the ledger gives', async () => {
  expect(await service.wrong()).toEqual([]);
});
