import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { searchTerm } from '../../../src/core/register/search-term.ts';
import { changeDoctor, registerDoctor, startPost } from '../../../src/usecases/register/doctor.ts';
import { searchDoctors } from '../../../src/usecases/register/doctor-search.ts';
import { namePinyin } from '../../../src/usecases/register/name-pinyin.ts';
import { fresh, type SmallCity, smallCity } from '../../support/city.ts';
import { startService, type TestService, type TestUser } from '../../support/service.ts';

let service: TestService;
let city: SmallCity;

beforeAll(async () => {
  service = await startService({ listen: false });
  city = await smallCity(service);
});
afterAll(() => service.close());

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
