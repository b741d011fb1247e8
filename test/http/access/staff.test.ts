import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SmallCity, smallCity } from '../../support/city.ts';
import { startService, type TestService, type TestUser } from '../../support/service.ts';

let service: TestService;
let city: SmallCity;
/** Staff of the two hospitals; each with an account that belongs there. */
let first: TestUser;
let second: TestUser;
let nobody: string;

beforeAll(async () => {
  service = await startService();
  city = await smallCity(service);
  const at = ({ hospitalId }: SmallCity['first']) => ({ kind: 'hospital', hospitalId }) as const;
  const security = await service.user([{ role: 'security-administrator', scope: { kind: 'city' } }]);
  const member = async (hospital: SmallCity['first'], role: 'auditor' | 'reviewer'): Promise<TestUser> => {
    const user = await service.user([{ role, scope: at(hospital) }]);
    const account = { login: `${role}.at`, password: 'a first password', hospitalId: hospital.hospitalId };
    await service.http
      .post(`/v1/persons/${user.personId}/accounts`)
      .set(security.bearer)
      .send({ ...account, login: `${role}.${hospital.hospitalId}` })
      .expect(201);
    return user;
  };
  first = await member(city.first, 'auditor');
  second = await member(city.second, 'reviewer');
  nobody = security.personId;
});
afterAll(() => service.close());

const search = (user: TestUser, query: Readonly<Record<string, string>>) =>
  service.http.get('/v1/staff').query(query).set(user.bearer);
const idsOf = (body: { items: readonly { personId: string }[] }) => body.items.map(({ personId }) => personId);

describe('finding whom to mandate', () => {
  it('shows a hospital its own people by a part of the name, with what they are, and no others', async () => {
    const { body } = await search(city.first.affairs, { q: '测试' }).expect(200);
    expect(body).toEqual({
      items: [
        {
          personId: first.personId,
          name: expect.stringContaining('测试'),
          institutions: ['演示市人民医院'],
          roles: ['auditor'],
        },
      ],
      more: false,
    });
    expect(idsOf((await search(city.first.affairs, { q: '没有' }).expect(200)).body)).toEqual([]);
  });

  it('shows the registrar everybody, but for administrators, and says that there are more', async () => {
    const all = idsOf((await search(city.registrar, { limit: '200' }).expect(200)).body);
    expect(all).toEqual(expect.arrayContaining([first.personId, second.personId, city.officer.personId]));
    expect(all).not.toContain(nobody);
    expect((await search(city.registrar, { limit: '1' }).expect(200)).body).toMatchObject({ more: true });
    const one = await search(city.registrar, { hospital: city.second.hospitalId }).expect(200);
    expect(idsOf(one.body)).toEqual([second.personId]);
  });

  it('shows with a role who holds it at the hospital now', async () => {
    const hospital = city.first.hospitalId;
    const holding = async (role: string) =>
      idsOf((await search(city.first.affairs, { hospital, role }).expect(200)).body);
    expect(await holding('auditor')).toEqual([first.personId]);
    expect(await holding('reviewer')).toEqual([]);
    expect(await holding('medical-affairs')).toEqual([city.first.affairs.personId]);
  });

  it('is nobody’s else, and answers for another hospital as for none', async () => {
    await search(first, { q: '测试' }).expect(403);
    await search(city.officer, {}).expect(403);
    const other = await search(city.first.affairs, { hospital: city.second.hospitalId }).expect(404);
    const none = await search(city.first.affairs, { hospital: 'hos_none' }).expect(404);
    expect({ ...other.body, instance: '' }).toEqual({ ...none.body, instance: '' });
  });
});

describe('who I am', () => {
  it('says the roles of today: a mandate neither before its days nor after them', async () => {
    const { hospitalId } = city.second;
    const rolesOf = async () => {
      const { body } = await service.http.get('/v1/me').set(first.bearer).expect(200);
      return body.grants.map(({ role }: { role: string }) => role);
    };
    const give = async (from: string) => {
      const mandate = { hospitalId, personId: first.personId, role: 'reviewer', from, until: '2099-01-01' };
      const why = { reason: '仅一名药师', document: '质控 5 号' };
      const { body } = await service.http
        .post('/v1/mandates')
        .set(city.registrar.bearer)
        .send({ ...mandate, ...why });
      return `/v1/mandates/${body.id}/end`;
    };
    await give('2098-01-01');
    expect(await rolesOf()).toEqual(['auditor']);
    const end = await give('2020-01-01');
    expect(await rolesOf()).toEqual(['auditor', 'reviewer']);
    const ending = { until: '2020-01-02', reason: '已招聘' };
    await service.http.post(end).set(city.registrar.bearer).send(ending).expect(201);
    expect(await rolesOf()).toEqual(['auditor']);
  });
});
