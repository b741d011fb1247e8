import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DomainError } from '../../../src/core/errors.ts';
import { registerDoctor } from '../../../src/usecases/register/doctor.ts';
import { importDoctors } from '../../../src/usecases/register/doctor-import.ts';
import { doctorById, searchDoctors } from '../../../src/usecases/register/doctor-search.ts';
import { rightsOfDoctor } from '../../../src/usecases/rights/right-change.ts';
import { newDoctor, type SmallCity, type SmallHospital, smallCity } from '../../support/city.ts';
import { startService, type TestService } from '../../support/service.ts';
import { xlsx } from '../../support/xlsx.ts';

let service: TestService;
let city: SmallCity;

beforeAll(async () => {
  service = await startService({ listen: false });
  city = await smallCity(service);
});
afterAll(() => service.close());

const header = '姓名,工号,执业证书编码,职称,科室,病区,抗菌药物分级,执业日期,执业范围,处方权,起始日期';

describe('importing a hospital’s list of doctors', () => {
  test('registers, gives posts and grants rights; the same file again changes nothing', async () => {
    const file = [
      header,
      '赵一,I001,360100000000001,主治医师,心内科,0301,限制,2015/6/1,内科专业,普通;抗菌限制,2026-01-01',
      '钱二,I002,360100000000002,住院医师,心内科,心内一病区,非限制,20180601,内科专业,普通,2026-01-01',
    ];
    const counts = { rows: 2, registered: 2, changed: 0, unchanged: 0, postsStarted: 2, rightsGranted: 3 };
    const before = await service.ports.store.ledger.size();
    expect(await send(file, true)).toEqual({ outcome: 'dry-run', ...counts, positions: null });
    expect(await service.ports.store.ledger.size()).toBe(before);
    const done = await send(file);
    expect(done).toEqual({ outcome: 'imported', ...counts, positions: { first: before, last: before + 6 } });
    const id = await idOf('360100000000001');
    const { doctor } = await doctorById(city.first.affairs.context, id);
    expect(doctor).toMatchObject({ name: '赵一', licensedOn: '2015-06-01', antibacterialGrade: 'restricted' });
    expect(doctor.posts).toMatchObject([{ staffNo: 'I001', wardId: city.first.wardId, from: '2026-01-01' }]);
    expect(await send(file)).toMatchObject({ outcome: 'unchanged', unchanged: 2, positions: null });
  });

  test('an XLSX file says the same as the CSV', async () => {
    const cells = [
      '孙三',
      'I003',
      360100000000003,
      '主治医师',
      '心内科',
      '0301',
      '无',
      { day: 42_156 },
      '内科专业',
      '普通',
    ];
    const bytes = xlsx([header.split(',').slice(0, -1), cells]);
    const command = { hospitalId: city.first.hospitalId, dryRun: false, source: chunks(bytes) };
    expect(await importDoctors(city.first.affairs.context, command)).toMatchObject({ registered: 1, rightsGranted: 1 });
    const { doctor } = await doctorById(city.first.affairs.context, await idOf('360100000000003'));
    expect(doctor).toMatchObject({ name: '孙三', licensedOn: '2015-06-01' });
  });

  test('updates by licence or staff number, moves the post and leaves unlisted rights as they are', async () => {
    const id = await known('李四', 'I004', '360100000000004');
    await send([header, '李四,I004,360100000000004,,,,,,,普通;中药饮片,']);
    const again = await send(['姓名,工号,科室,职称', '李四,I004,呼吸科,副主任医师']);
    expect(again).toMatchObject({ outcome: 'imported', changed: 1, postsStarted: 1, rightsGranted: 0 });
    const { doctor } = await doctorById(city.first.affairs.context, id);
    expect(doctor.title).toBe('副主任医师');
    expect(doctor.posts.map(({ department, until }) => ({ department, until }))).toEqual([
      { department: '心内科', until: '2026-11-20' },
      { department: '呼吸科', until: null },
    ]);
    const { grants } = await rightsOfDoctor(city.first.affairs.context, id);
    expect(grants.map(({ rightKind, until }) => ({ rightKind, until }))).toEqual([
      { rightKind: 'general', until: null },
      { rightKind: 'herbal', until: null },
    ]);
  });

  test('a name alone is enough where one doctor of the hospital bears it, else the candidates are listed', async () => {
    await known('周五', 'I005', '360100000000005');
    expect(await send(['姓名,工号,职称', '周五,,主任医师'])).toMatchObject({ changed: 1 });
    await known('周五', 'I006', '360100000000006');
    const refused = await rowsOf(send(['姓名,工号,职称', '周五,,主治医师']));
    expect(refused).toMatchObject([
      {
        line: 2,
        at: '姓名',
        code: 'import.name-ambiguous',
        parameters: { candidates: ['I005 心内科', 'I006 心内科'] },
      },
    ]);
  });

  test('reports every bad row with its line and column, writes none, and repeats no name or number', async () => {
    await known('吴六', 'I007', '360100000000007');
    await known('郑七', 'I008', '360100000000008');
    const size = await service.ports.store.ledger.size();
    const rows = await rowsOf(
      send([
        header,
        '王甲,J001,360100000000101,主治医师,心内科,0301,限制,2015-06-01,内科专业,普通,2026-01-01',
        '王乙,J002,36010000000010,主治医师,心内科,9999,限制,2015-06-01,内科专业,普通,2026-01-01',
        '王丙,J003,360100000000103,主治医师,心内科,,重度,2015-02-30,内科专业,外科权,2026-01-01',
        '王丁,J001,360100000000104,主治医师,心内科,,限制,2015-06-01,内科专业,普通,2026-01-01',
        '王戊,J005,360100000000105,,心内科,,限制,,内科专业,普通,2026-01-01',
        '吴六,I008,360100000000007,,,,,,,,',
        '郑八,I008,,,,,,,,,',
        '王己,,,,,,,,,,',
        '王庚,J009,360100000000109,主治医师,心内科,,限制,2015-06-01,内科专业,普通,2026-11-21',
      ]),
    );
    expect(rows.map(({ line, at, code }) => `${line} ${at} ${code}`)).toEqual([
      '4 抗菌药物分级 import.unknown-grade',
      '4 处方权 import.unknown-right',
      '4 执业日期 import.bad-date',
      '5 工号 import.number-twice',
      '8 工号 import.number-twice',
    ]);
    // What the cells say is read first; what the register says of them is asked once they can be read.
    const then = await rowsOf(
      send([
        header,
        '王乙,J002,36010000000010,主治医师,心内科,0301,限制,2015-06-01,内科专业,普通,2026-01-01',
        '王辛,J004,360100000000110,主治医师,心内科,9999,限制,2015-06-01,内科专业,普通,2026-01-01',
        '王戊,J005,360100000000105,,心内科,,限制,,内科专业,普通,2026-01-01',
        '吴六,I008,360100000000007,,,,,,,,',
        '王己,,,,,,,,,,',
        '王庚,J009,360100000000109,主治医师,心内科,,限制,2015-06-01,内科专业,普通,2026-11-21',
      ]),
    );
    expect(then.map(({ line, at, code }) => `${line} ${at} ${code}`)).toEqual([
      '2 执业证书编码 doctor.licence-format',
      '3 病区 import.unknown-ward',
      '4 职称 import.missing',
      '4 执业日期 import.missing',
      '5 工号 import.numbers-disagree',
      '6 执业证书编码 import.unidentified',
      '7 起始日期 doctor.in-future',
    ]);
    const other = await rowsOf(send(['姓名,工号', '郑八,I008']));
    expect(other).toMatchObject([{ line: 2, at: '姓名', code: 'import.name-differs' }]);
    for (const secret of ['王', '吴', '郑', '36010', 'J00', 'I00']) {
      expect(JSON.stringify([rows, then, other])).not.toContain(secret);
    }
    expect(await service.ports.store.ledger.size()).toBe(size);
  });

  test.each([
    ['an unknown column', ['姓名,工号,薪酬', '甲,1,2'], '薪酬', 'import.unknown-column'],
    ['a column under two names', ['姓名,工号,name', '甲,1,乙'], 'name', 'import.column-twice'],
    ['no staff number column', ['姓名', '甲'], '工号', 'import.missing-column'],
  ])('refuses %s', async (_, file, at, code) => {
    expect(await rowsOf(send(file))).toMatchObject([{ line: 1, at, code }]);
  });

  test('a doctor of another hospital gets a post here, and that hospital’s record stays as it was', async () => {
    const { id } = await registerDoctor(
      city.second.affairs.context,
      newDoctor(city.second, { name: '冯九', licenceNo: '360100000000009', staffNo: 'Z1' }),
    );
    const file = [header, '冯九,I009,360100000000009,主任医师,心内科,0301,特殊,2015-06-01,外科专业,普通,2026-11-20'];
    expect(await send(file)).toMatchObject({ registered: 0, changed: 1, postsStarted: 1, rightsGranted: 1 });
    const { doctor } = await doctorById(city.first.affairs.context, id);
    expect(doctor).toMatchObject({ title: '主治医师', practiceScope: '内科专业' });
    expect(doctor.posts).toHaveLength(2);
  });

  test('is for the hospital’s own medical affairs', async () => {
    const attempt = importDoctors(city.second.affairs.context, {
      hospitalId: city.first.hospitalId,
      dryRun: true,
      source: chunks(Buffer.from(`${header}\n`)),
    });
    await expect(attempt).rejects.toMatchObject({ code: 'absent' });
  });
});

function send(lines: readonly string[], dryRun = false) {
  const source = chunks(Buffer.from(lines.join('\n')));
  return importDoctors(city.first.affairs.context, { hospitalId: city.first.hospitalId, dryRun, source });
}

async function* chunks(bytes: Buffer) {
  yield bytes;
}

async function rowsOf(attempt: Promise<unknown>) {
  const error = await attempt.catch((refusal: unknown) => refusal);
  if (!(error instanceof DomainError)) throw new Error('it was not refused');
  expect(error.code).toBe('import.refused');
  return error.rows;
}

async function idOf(licenceNo: string): Promise<string> {
  const page = await searchDoctors(city.officer.context, { text: licenceNo, limit: 2 });
  return page.items[0]?.doctorId ?? '';
}

async function known(name: string, staffNo: string, licenceNo: string, hospital: SmallHospital = city.first) {
  const { id } = await registerDoctor(hospital.affairs.context, newDoctor(hospital, { name, staffNo, licenceNo }));
  return id;
}
