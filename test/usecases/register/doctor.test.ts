import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { searchTerm } from '../../../src/core/register/search-term.ts';
import {
  changeDoctor,
  endDoctor,
  endPost,
  movePost,
  type NewDoctor,
  registerDoctor,
  startPost,
} from '../../../src/usecases/doctor.ts';
import { doctorById, searchDoctors } from '../../../src/usecases/doctor-search.ts';
import { namePinyin } from '../../../src/usecases/name-pinyin.ts';
import { rightStatus } from '../../../src/usecases/right.ts';
import { rightsOfDoctor } from '../../../src/usecases/right-change.ts';
import { newDoctor, prescriber, type SmallCity, type SmallHospital, smallCity } from '../../support/city.ts';
import { startService, type TestService, type TestUser } from '../../support/service.ts';

let service: TestService;
let city: SmallCity;
let numbers = 0;

beforeAll(async () => {
  service = await startService({ listen: false });
  city = await smallCity(service);
});
afterAll(() => service.close());

describe('registering a doctor', () => {
  test('keeps name, numbers and the first post, and reads the pinyin from the name', async () => {
    const command = fresh(city.first, { name: '单雄信' });
    const { id } = await registerDoctor(city.first.affairs.context, command);
    const { doctor } = await doctorById(city.first.affairs.context, id);
    expect(doctor).toMatchObject({ name: '单雄信', licenceNo: command.licenceNo, until: null, mergedIds: [] });
    expect(doctor.posts).toMatchObject([{ ...command.post, until: null }]);
    expect(await found(city.first.affairs, 'sxx')).toContain(id);
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

describe('the search in one field', () => {
  test.each([
    ['name', '欧阳娜'],
    ['the later characters', '娜娜'],
    ['pinyin initials', 'oyn'],
    ['joined pinyin', 'ouyangna'],
    ['pinyin with spaces and capitals', 'OuYang Nana'],
    ['full width', 'ＯＹＮＮ'],
  ])('finds by %s', async (_, text) => {
    const { id } = await registerDoctor(city.first.affairs.context, fresh(city.first, { name: '欧阳娜娜' }));
    expect(await found(city.first.affairs, text)).toContain(id);
  });

  test('finds by the beginning of the licence number and by staff number', async () => {
    const command = fresh(city.first);
    const { id } = await registerDoctor(city.first.affairs.context, command);
    expect(await found(city.first.affairs, command.licenceNo)).toEqual([id]);
    expect(await found(city.first.affairs, command.post.staffNo.toLowerCase())).toContain(id);
  });

  test('finds by a former name, and shows the present one', async () => {
    const { context } = city.first.affairs;
    const { id } = await registerDoctor(context, fresh(city.first, { name: '诸葛瑾' }));
    await changeDoctor(context, { doctorId: id, from: '2026-11-20', set: { name: '诸葛亮' } });
    const page = await searchDoctors(context, { text: '诸葛瑾', limit: 10 });
    expect(page.items.map(({ doctorId, name }) => ({ doctorId, name }))).toEqual([{ doctorId: id, name: '诸葛亮' }]);
  });

  test('shows a hospital no doctor of another, and a staff number of another finds nobody', async () => {
    const command = fresh(city.second);
    const { id } = await registerDoctor(city.second.affairs.context, command);
    expect(await found(city.first.affairs, command.licenceNo)).toEqual([]);
    await startPost(city.first.affairs.context, {
      ...fresh(city.first).post,
      doctor: { licenceNo: command.licenceNo },
    });
    expect(await found(city.first.affairs, command.licenceNo)).toEqual([id]);
    expect(await found(city.first.affairs, command.post.staffNo)).toEqual([]);
    expect(await found(city.officer, command.post.staffNo)).toEqual([id]);
    const page = await searchDoctors(city.first.affairs.context, { text: command.licenceNo, limit: 1 });
    expect(page.items[0]?.posts.map(({ hospitalId }) => hospitalId)).toEqual([city.first.hospitalId]);
  });

  test('answers as a naive scan does, page by page, for every text and scope', async () => {
    const own = await startService({ listen: false });
    const small = await smallCity(own);
    const names = ['王伟', '王芳', '张王', '旺财', '汪洋', '王', '陈王伟', '伟王'];
    const all: { id: string; name: string; licenceNo: string; staffNo: string; hospitalId: string }[] = [];
    for (const [index, name] of names.entries()) {
      const hospital = index % 3 === 0 ? small.second : small.first;
      const command = fresh(hospital, { name });
      const { id } = await registerDoctor(hospital.affairs.context, command);
      const { licenceNo } = command;
      all.push({ id, name, licenceNo, staffNo: command.post.staffNo, hospitalId: hospital.hospitalId });
    }
    const texts = ['', '王', '伟', 'w', 'wang', 'ww', 'wangwei', '3607', 'N', 'x', '王伟', 'zw', ...names];
    const scopes = [small.officer, small.first.affairs, small.second.affairs, small.countyOfficer];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...texts),
        fc.constantFrom(...scopes),
        fc.integer({ min: 1, max: 5 }),
        async (text, user, limit) => {
          const seen = all.filter(
            ({ hospitalId }) =>
              user === small.officer ||
              (user === small.first.affairs
                ? hospitalId === small.first.hospitalId
                : hospitalId === small.second.hospitalId),
          );
          const expected = seen.filter((doctor) => naivelyMatches(doctor, text)).map(({ id }) => id);
          expect((await found(user, text, limit)).sort()).toEqual(expected.sort());
        },
      ),
      { numRuns: 30 },
    );
    await own.close();
  });
});

function naivelyMatches(doctor: { name: string; licenceNo: string; staffNo: string }, text: string): boolean {
  const wanted = searchTerm(text);
  const syllables = namePinyin(doctor.name).split(' ');
  const tails = [...doctor.name].map((_, start) => [...doctor.name].slice(start).join(''));
  const initials = syllables.map((syllable) => syllable.charAt(0)).join('');
  const terms = [...tails, syllables.join(''), initials, doctor.licenceNo, doctor.staffNo.toLowerCase()];
  return terms.some((term) => term.startsWith(wanted));
}

/** All pages; a doctor that came twice would be in here twice. */
async function found(user: TestUser, text: string, limit = 50): Promise<string[]> {
  const ids: string[] = [];
  let page: Awaited<ReturnType<typeof searchDoctors>> | undefined;
  do {
    page = await searchDoctors(user.context, { text, limit, after: page?.next });
    ids.push(...page.items.map(({ doctorId }) => doctorId));
  } while (page.next !== undefined);
  return ids;
}

function fresh(hospital: SmallHospital, changes: Partial<NewDoctor> = {}): NewDoctor {
  numbers += 1;
  const staffNo = `N${String(numbers).padStart(4, '0')}`;
  return newDoctor(hospital, { licenceNo: `3607${String(numbers).padStart(11, '0')}`, staffNo, ...changes });
}
