import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordNow } from '../../../src/usecases/doctor-memo.ts';
import { recordOf } from '../../../src/usecases/dossier.ts';
import {
  changeDoctor,
  endDoctor,
  endPost,
  movePost,
  registerDoctor,
  startPost,
} from '../../../src/usecases/register/doctor.ts';
import { doctorById, searchDoctors } from '../../../src/usecases/register/doctor-search.ts';
import { rightStatus } from '../../../src/usecases/rights/right.ts';
import { rightsOfDoctor } from '../../../src/usecases/rights/right-change.ts';
import { fresh, prescriber, type SmallCity, smallCity } from '../../support/city.ts';
import { startService, type TestService } from '../../support/service.ts';

let service: TestService;
let city: SmallCity;

beforeAll(async () => {
  service = await startService({ listen: false });
  city = await smallCity(service);
});
afterAll(() => service.close());

test('what is kept of a doctor in memory grows to what the ledger holds, entry by entry', async () => {
  const { context } = city.first.affairs;
  const { id: doctorId } = await registerDoctor(context, fresh(city.first));
  const kept = async () => {
    const record = await recordNow(context, doctorId);
    expect(record).toEqual(await recordOf(context, doctorId));
    return record;
  };
  const before = await kept();
  await changeDoctor(context, { doctorId, from: '2026-11-20', set: { title: '主任医师' } });
  const after = await kept();
  expect(after?.dossier.entries.length).toBe((before?.dossier.entries.length ?? 0) + 1);
  expect(after?.doctor).not.toEqual(before?.doctor);
});

test('what is kept of a doctor has each entry once, also one that came while it was read', async () => {
  const { context } = city.first.affairs;
  const { id: doctorId } = await registerDoctor(context, fresh(city.first));
  const change = (title: string) => changeDoctor(context, { doctorId, from: '2026-11-20', set: { title } });
  const { store } = context;
  const entriesOf: typeof store.ledger.entriesOf = async (...asked) => {
    await change('副主任医师');
    return store.ledger.entriesOf(...asked);
  };
  const slowly = { ...context, store: { ...store, ledger: { ...store.ledger, entriesOf } } };
  await recordNow(slowly, doctorId);
  await change('主任医师');
  expect(await recordNow(slowly, doctorId)).toEqual(await recordOf(context, doctorId));
});

describe('registering a doctor', () => {
  test('keeps name, numbers and the first post, and reads the pinyin from the name', async () => {
    const command = fresh(city.first, { name: '单雄信' });
    const { id } = await registerDoctor(city.first.affairs.context, command);
    const { doctor } = await doctorById(city.first.affairs.context, id);
    expect(doctor).toMatchObject({ name: '单雄信', licenceNo: command.licenceNo, until: null, mergedIds: [] });
    expect(doctor.posts).toMatchObject([{ ...command.post, until: null }]);
    const page = await searchDoctors(city.first.affairs.context, { text: 'sxx', limit: 10 });
    expect(page.items.map(({ doctorId }) => doctorId)).toContain(id);
  });

  test.each([
    ['14 digits', '36070000000000', 'doctor.licence-format'],
    ['16 digits', '3607000000000000', 'doctor.licence-format'],
    ['a letter', '36070000000000X', 'doctor.licence-format'],
  ])('refuses a licence number of %s without repeating it', async (_, licenceNo, code) => {
    const attempt = registerDoctor(city.first.affairs.context, fresh(city.first, { licenceNo }));
    const refusal = await attempt.catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code });
    expect(JSON.stringify(refusal)).not.toContain(licenceNo);
  });

  test('refuses a licence number that a living record bears, and takes it once that record has ended', async () => {
    const { context } = city.first.affairs;
    const before = fresh(city.first);
    const { id: doctorId } = await registerDoctor(context, before);
    const again = fresh(city.first, { licenceNo: before.licenceNo });
    await expect(registerDoctor(context, again)).rejects.toMatchObject({ code: 'doctor.licence-taken' });
    await endDoctor(context, { doctorId, until: '2026-11-20', reason: '误登记' });
    await expect(registerDoctor(context, again)).resolves.toBeDefined();
  });

  test('of two registrations of one licence number at the same moment one is refused', async () => {
    const { licenceNo } = fresh(city.first);
    const attempts = [city.first, city.second].map((hospital) =>
      registerDoctor(hospital.affairs.context, fresh(hospital, { licenceNo })),
    );
    const outcomes = await Promise.allSettled(attempts);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'doctor.licence-taken' },
    });
  });

  test('knows the same ID number again, and keeps the id of somebody already registered as a person', async () => {
    const { context } = city.first.affairs;
    await registerDoctor(context, fresh(city.first, { idNumber: '360702199001011234' }));
    const twin = registerDoctor(context, fresh(city.first, { idNumber: '360702199001011234' }));
    await expect(twin).rejects.toMatchObject({ code: 'doctor.identity-taken' });
    await registerDoctor(context, fresh(city.first, { idNumber: '36070219900101123X' }));
    const spelt = registerDoctor(context, fresh(city.first, { idNumber: '36070219900101123x ' }));
    await expect(spelt).rejects.toMatchObject({ code: 'doctor.identity-taken' });
    const auditor = service.ports.newId('per');
    await service.ports.store.ledger.append([
      {
        event: {
          kind: 'person.registered',
          v: 1,
          personId: auditor,
          personKind: 'human',
          name: '审核员',
          identityHash: service.ports.identityHash('360702198001011234'),
        },
        by: { personId: 'per_0', accountId: 'acc_0', role: 'security-administrator' },
        streams: [{ kind: 'person', id: auditor }],
      },
    ]);
    const { id } = await registerDoctor(context, fresh(city.first, { idNumber: '360702198001011234' }));
    expect(id).toBe(auditor);
  });

  test('refuses a ward of another hospital, one that has ended, a hospital that is not, and days to come', async () => {
    const { context } = city.first.affairs;
    const refused = async (changes: Parameters<typeof fresh>[1], code: string) => {
      await expect(registerDoctor(context, fresh(city.first, changes))).rejects.toMatchObject({ code });
    };
    const { post } = fresh(city.first);
    await refused({ post: { ...post, wardId: city.second.wardId } }, 'post.ward-elsewhere');
    await refused({ post: { ...post, from: '2019-12-31' } }, 'post.hospital-not-in-force');
    await refused({ from: '2026-11-21' }, 'doctor.in-future');
    await refused({ licensedOn: '2026-11-21' }, 'doctor.in-future');
    await expect(
      registerDoctor(context, fresh(city.first, { from: '2026-11-20', licensedOn: '2026-11-20' })),
    ).resolves.toBeDefined();
  });

  test('is for the hospital’s own medical affairs alone', async () => {
    const command = fresh(city.first);
    await expect(registerDoctor(city.second.affairs.context, command)).rejects.toMatchObject({ code: 'absent' });
    await expect(registerDoctor(city.officer.context, command)).rejects.toMatchObject({ code: 'access.forbidden' });
  });
});

describe('posts', () => {
  test('a staff number names one doctor of a hospital at a time', async () => {
    const { context } = city.first.affairs;
    const holder = fresh(city.first);
    const { staffNo } = holder.post;
    const { id: doctorId } = await registerDoctor(context, holder);
    const next = fresh(city.first);
    const taken = (from: string) => registerDoctor(context, { ...next, post: { ...next.post, staffNo, from } });
    await expect(taken('2026-11-01')).rejects.toMatchObject({ code: 'post.staff-number-taken' });
    const { doctor } = await doctorById(context, doctorId);
    await endPost(context, { doctorId, postId: doctor.posts[0]?.postId ?? '', until: '2026-11-02', reason: '调离' });
    await expect(taken('2026-11-01')).rejects.toMatchObject({ code: 'post.staff-number-taken' });
    await expect(taken('2026-11-02')).resolves.toBeDefined();
    const elsewhere = fresh(city.second);
    const same = registerDoctor(city.second.affairs.context, {
      ...elsewhere,
      post: { ...elsewhere.post, staffNo },
    });
    await expect(same).resolves.toBeDefined();
  });

  test('a second hospital gives a post by licence number, and from then on both see the doctor', async () => {
    const command = fresh(city.first);
    const { id: doctorId } = await registerDoctor(city.first.affairs.context, command);
    const { context } = city.second.affairs;
    await expect(doctorById(context, doctorId)).rejects.toMatchObject({ code: 'absent' });
    const { post } = fresh(city.second);
    await startPost(context, { ...post, doctor: { licenceNo: command.licenceNo } });
    expect((await doctorById(context, doctorId)).doctor.posts).toHaveLength(2);
    const unknown = startPost(context, { ...post, doctor: { licenceNo: '999999999999999' } });
    await expect(unknown).rejects.toMatchObject({ code: 'absent' });
  });

  test('moving ends one post and starts the next that day, and keeps the rights', async () => {
    const command = fresh(city.first);
    const doctorId = await prescriber(city.first, command);
    const { context } = city.first.affairs;
    const before = (await doctorById(context, doctorId)).doctor.posts[0];
    const move = { doctorId, postId: before?.postId ?? '', from: '2026-11-01', reason: '轮岗' };
    await movePost(context, { ...move, set: { department: '呼吸科', wardId: null } });
    const { posts } = (await doctorById(context, doctorId)).doctor;
    expect(posts.map(({ department, from, until }) => ({ department, from, until }))).toEqual([
      { department: '心内科', from: '2020-01-01', until: '2026-11-01' },
      { department: '呼吸科', from: '2026-11-01', until: null },
    ]);
    expect((await rightsOfDoctor(context, doctorId)).grants).toMatchObject([{ until: null }]);
    await expect(movePost(context, { ...move, set: {} })).rejects.toMatchObject({ code: 'post.already-ended' });
  });

  test('ending the last post at a hospital ends its rights by entries of their own; an earlier end is refused', async () => {
    const doctorId = await prescriber(city.first, fresh(city.first));
    const { context } = city.first.affairs;
    const postId = (await doctorById(context, doctorId)).doctor.posts[0]?.postId ?? '';
    const end = (until: string) => endPost(context, { doctorId, postId, until, reason: '调离' });
    await expect(end('2019-12-31')).rejects.toMatchObject({ code: 'post.end-before-start' });
    const { appended } = await end('2026-12-01');
    expect(appended.entries.map(({ entry }) => entry.event.kind)).toEqual(['doctor.post-ended', 'right.ended']);
    expect((await rightsOfDoctor(context, doctorId)).grants).toMatchObject([{ until: '2026-12-01' }]);
  });
});

describe('changing and ending a record', () => {
  test('a back-dated change of one fact leaves what was said later of it', async () => {
    const { context } = city.first.affairs;
    const { id: doctorId } = await registerDoctor(context, fresh(city.first));
    await changeDoctor(context, { doctorId, from: '2025-01-01', set: { title: '副主任医师' } });
    await changeDoctor(context, {
      doctorId,
      from: '2024-01-01',
      set: { title: '住院医师', practiceScope: '外科专业' },
    });
    const on = async (date: string) => (await doctorById(context, doctorId, date)).doctor;
    expect(await on('2023-12-31')).toMatchObject({ title: '主治医师', practiceScope: '内科专业' });
    expect(await on('2024-01-01')).toMatchObject({ title: '住院医师', practiceScope: '外科专业' });
    expect(await on('2025-01-01')).toMatchObject({ title: '副主任医师', practiceScope: '外科专业' });
    const [row] = await service.ports.store.doctors.byIds([doctorId]);
    expect(row).toMatchObject({ title: '副主任医师', practiceScope: '外科专业' });
  });

  test('refuses days to come, days before the record, and what changes nothing', async () => {
    const { context } = city.first.affairs;
    const { id: doctorId } = await registerDoctor(context, fresh(city.first));
    const set = { title: '主任医师' };
    const refused = (from: string, code: string, changes: object = set) =>
      expect(changeDoctor(context, { doctorId, from, set: changes })).rejects.toMatchObject({ code });
    await refused('2026-11-21', 'doctor.in-future');
    await refused('2019-12-31', 'doctor.change-before-start');
    await refused('2026-11-20', 'doctor.unchanged', { title: '主治医师' });
    await refused('2026-11-20', 'doctor.licence-format', { licenceNo: '1' });
    await expect(changeDoctor(context, { doctorId, from: '2026-11-20', set })).resolves.toBeDefined();
  });

  test('a new licence number answers at once, the old one no more', async () => {
    const { licenceNo, ...rest } = fresh(city.first);
    const doctorId = await prescriber(city.first, { ...rest, licenceNo });
    const next = fresh(city.first).licenceNo;
    const { context } = city.first.affairs;
    await changeDoctor(context, { doctorId, from: '2026-11-20', set: { licenceNo: next } });
    const his = city.first.his.context;
    expect((await rightStatus(his, { licenceNo: next })).licenceNo).toBe(next);
    await expect(rightStatus(his, { licenceNo })).rejects.toMatchObject({ code: 'absent' });
  });

  test('two changes at the same moment are both kept, each decided on the other', async () => {
    const { context } = city.first.affairs;
    const { id: doctorId } = await registerDoctor(context, fresh(city.first));
    const { length } = await doctorById(context, doctorId);
    await Promise.all([
      changeDoctor(context, { doctorId, from: '2026-01-01', set: { title: '副主任医师' } }),
      changeDoctor(context, { doctorId, from: '2026-01-01', set: { practiceScope: '外科专业' } }),
    ]);
    const after = await doctorById(context, doctorId);
    expect(after.doctor).toMatchObject({ title: '副主任医师', practiceScope: '外科专业' });
    expect(after.length).toBe(length + 2);
    const stale = changeDoctor(context, {
      doctorId,
      from: '2026-01-01',
      set: { title: '主任医师' },
      ifMatch: length,
    });
    await expect(stale).rejects.toMatchObject({ code: 'ledger.stream-moved' });
  });

  test('ends with every post and right, and not by one hospital while another has a post', async () => {
    const command = fresh(city.first);
    const doctorId = await prescriber(city.first, command);
    const { context } = city.first.affairs;
    const { post } = fresh(city.second);
    const { id: postId } = await startPost(city.second.affairs.context, { ...post, doctor: { doctorId } });
    const end = { doctorId, until: '2026-11-20', reason: '退休' };
    await expect(endDoctor(context, end)).rejects.toMatchObject({
      code: 'doctor.posts-elsewhere',
      parameters: { posts: 1 },
    });
    await endPost(city.second.affairs.context, { doctorId, postId, until: '2026-11-20', reason: '退休' });
    await endDoctor(context, end);
    expect((await rightsOfDoctor(context, doctorId)).grants).toMatchObject([{ until: '2026-11-20' }]);
    await expect(endDoctor(context, end)).rejects.toMatchObject({ code: 'doctor.ended' });
    await expect(
      startPost(context, { ...fresh(city.first).post, from: '2026-11-20', doctor: { doctorId } }),
    ).rejects.toMatchObject({ code: 'doctor.ended' });
  });

  test('nobody changes their own record', async () => {
    const { id: doctorId } = await registerDoctor(city.first.affairs.context, fresh(city.first));
    const { hospitalId } = city.first;
    const self = await service.user([{ role: 'medical-affairs', scope: { kind: 'hospital', hospitalId } }], doctorId);
    const change = changeDoctor(self.context, { doctorId, from: '2026-11-20', set: { title: '主任医师' } });
    await expect(change).rejects.toMatchObject({ code: 'doctor.own-record' });
  });
});
