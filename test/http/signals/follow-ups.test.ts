import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importFile } from '../../../src/usecases/cost/cost.ts';
import { costContextOf } from '../../../src/usecases/cost/cost-door.ts';
import { type SmallCity, smallCity } from '../../support/city.ts';
import { blocksOf } from '../../support/cost.ts';
import { inpatientReturn } from '../../support/returns.ts';
import { startService, type TestService, type TestUser } from '../../support/service.ts';

let service: TestService;
let city: SmallCity;
beforeAll(async () => {
  service = await startService();
  city = await smallCity(service);
  const calm = Array.from({ length: 12 }, (_, at) => (at % 2 === 0 ? 1610 : 1590));
  // Eight months above the centre, from March 2026 on.
  const months = [...calm, ...Array.from({ length: 8 }, (_, at) => 1620 + (at % 2))];
  const file = inpatientReturn(
    '2025-03',
    months.map((drugYuan) => ({ discharges: 1000, drugYuan })),
  );
  const source = { kind: 'stream', stream: blocksOf(file) } as const;
  const { hospitalId } = city.first;
  await importFile(await costContextOf(city.registrar.context), {
    dataset: 'inpatientReturn',
    hospitalId,
    source,
    dryRun: false,
  });
});
afterAll(() => service.close());

const base = '/v1/cost/follow-ups';
const get = (user: TestUser, path: string) => service.http.get(`${base}${path}`).set(user.bearer);
const post = (user: TestUser, path: string, body: object) =>
  service.http.post(`${base}${path}`).set(user.bearer).send(body);
const shift = () => ({
  measure: 'financeDrugCostPerDischarge',
  hospitalId: city.first.hospitalId,
  rule: 'shift',
  since: '2026-03',
  note: '核实',
});
const takeUp = async () => (await post(city.officer, '', shift()).expect(201)).body.id as string;
const notice = { basis: 'monthly-monitoring', text: '请说明', answerBy: '2026-12-01' };
const interview = {
  basis: 'monthly-monitoring',
  heldOn: '2026-11-19',
  attendees: ['分管副院长'],
  problems: ['连续八个月高于均线'],
  deadline: '2026-12-31',
};
const recheck = (outcome: string) => ({ checkedOn: '2026-11-20', outcome, findings: '已查' });

describe('the monthly notice', () => {
  const notice = (user: TestUser, query = '') => service.http.get(`/v1/cost/notices/2026-10${query}`).set(user.bearer);

  it('is printed with what changed, level by level, and with whose figures are missing', async () => {
    const { text, headers } = await notice(city.officer).expect(200);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(text).toContain('药品费用月度监测通报');
    expect(text).toMatch(
      /演示市人民医院.*住院次均药品费用\(财务口径\).*连续七个月.*2026-03.*1,600\.00 元.*1,620\.50 元/,
    );
    expect(text).toContain('2 级医院:应报 1 家,已报 0 家。');
    expect(text).toMatch(/未报\(不等于零\):.*东县人民医院/);
    const english = await notice(city.officer).set('accept-language', 'en').expect(200);
    expect(english.text).toContain('Monthly notice on drug cost');
  });
  it('says how much could be judged, and is not calm where nothing could', async () => {
    const of = (month: string) => service.http.get(`/v1/cost/notices/${month}`).set(city.officer.bearer);
    // Four months are no baseline: nobody knows whether anything changed.
    const { text } = await of('2025-06').expect(200);
    expect(text).toContain('3 级医院:应报 1 家,已报 1 家。');
    expect(text).toMatch(/本月可判断 0 条/);
    expect(text).toContain('不能据此认为没有变化');
    expect(text).not.toContain('无持续的变化信号');
    const later = await of('2026-02').expect(200);
    expect(later.text).toContain('可判断者本月无持续的变化信号。');
  });
  it('is not made of a month that is not over', async () => {
    const running = await service.http.get('/v1/cost/notices/2026-11').set(city.officer.bearer).expect(422);
    expect(running.body.code).toBe('notice.month-not-over');
  });
  it('is a region’s own', async () => {
    await notice(city.countyOfficer).expect(404);
    const { text } = await notice(city.countyOfficer, `?county=${city.countyId}`).expect(200);
    expect(text).not.toContain('演示市人民医院');
  });

  describe('is sent by a person', () => {
    const seen = async (user: TestUser, query = '', language = 'zh') => {
      const { text, headers } = await notice(user, query).set('accept-language', language).expect(200);
      const hash = createHash('sha256').update(text);
      expect(headers['repr-digest']).toBe(`sha-256=:${hash.copy().digest('base64')}:`);
      return hash.digest('hex');
    };
    const send = (user: TestUser, body: object, language = 'zh') =>
      service.http
        .post('/v1/cost/notices/2026-10/sendings')
        .set({ ...user.bearer, 'accept-language': language })
        .send({ document: '卫药监〔2026〕11号', hospitalIds: [city.first.hospitalId], ...body });
    const listed = async (user: TestUser, query = '') =>
      (await service.http.get(`/v1/cost/notices${query}`).set(user.bearer).expect(200)).body;

    it('which stands in the ledger: who, when, to whom and the hash of the text', async () => {
      const textSha256 = await seen(city.officer);
      const before = await service.ports.store.ledger.size();
      const { body } = await send(city.officer, { textSha256, others: ['市质控中心'] }).expect(201);
      const [entry] = await service.ports.store.ledger.entriesAt([before]);
      expect(entry?.entry).toMatchObject({
        by: { personId: city.officer.personId, role: 'commission-officer' },
        event: { kind: 'cost-notice.sent', noticeId: body.id, regionId: null, month: '2026-10', textSha256 },
      });
      const { items } = await listed(city.officer);
      expect(items).toEqual([
        {
          noticeId: body.id,
          regionId: null,
          month: '2026-10',
          document: '卫药监〔2026〕11号',
          to: { hospitalIds: [city.first.hospitalId], others: ['市质控中心'] },
          language: 'zh',
          textSha256,
          sentBy: { personId: city.officer.personId, role: 'commission-officer' },
          sentOn: '2026-11-20',
          position: before,
        },
      ]);
    });
    it('in the language in which it was seen, and not once it reads differently', async () => {
      const english = await seen(city.officer, '', 'en');
      expect(english).not.toBe(await seen(city.officer));
      const refused = await send(city.officer, { textSha256: english }).expect(409);
      expect(refused.body.code).toBe('notice.text-changed');
      await send(city.officer, { textSha256: english }, 'en').expect(201);
    });
    it('to somebody whom it is about', async () => {
      const textSha256 = await seen(city.officer);
      const nobody = await send(city.officer, { textSha256, hospitalIds: [] }).expect(422);
      expect(nobody.body.code).toBe('notice.nobody');
      const county = await seen(city.countyOfficer, `?county=${city.countyId}`);
      const outside = await send(city.countyOfficer, { county: city.countyId, textSha256: county }).expect(422);
      expect(outside.body).toMatchObject({
        code: 'notice.hospital-outside',
        parameters: { hospitals: [city.first.hospitalId] },
      });
    });
    it('for the own place alone, and is seen by those it went to with no other recipient', async () => {
      const textSha256 = await seen(city.officer);
      await send(city.first.affairs, { textSha256 }).expect(403);
      await send(city.countyOfficer, { textSha256 }).expect(404);
      const county = await seen(city.countyOfficer, `?county=${city.countyId}`);
      const own = { county: city.countyId, textSha256: county, hospitalIds: [city.second.hospitalId] };
      await send(city.countyOfficer, { ...own, others: ['县政府'] }).expect(201);
      const [newest] = (await listed(city.second.affairs)).items;
      expect(newest.to).toEqual({ hospitalIds: [city.second.hospitalId], others: [] });
      expect((await listed(city.second.affairs)).items).toHaveLength(1);
      expect((await listed(city.countyOfficer)).items).toHaveLength(1);
      expect((await listed(city.first.affairs)).items).toHaveLength(2);
      const page = await listed(city.officer, '?limit=2');
      expect(page.items).toHaveLength(2);
      const rest = await service.http.get(page.links.next).set(city.officer.bearer).expect(200);
      expect([rest.body.items.length, rest.body.links.next]).toEqual([1, null]);
    });
  });
});

describe('the work list', () => {
  let id = '';

  it('proposes on a named basis, and nothing is sent by that', async () => {
    const before = await service.ports.store.ledger.size();
    const { body } = await get(city.officer, '/proposals?measure=financeDrugCostPerDischarge').expect(200);
    expect(body.proposals).toMatchObject([
      {
        hospitalId: city.first.hospitalId,
        rule: 'shift',
        since: '2026-03',
        proposes: 'notice',
        basis: 'monthly-monitoring',
      },
    ]);
    expect(await service.ports.store.ledger.size()).toBe(before);
  });
  it('a person takes a signal up once, with the figures it has then', async () => {
    await post(city.first.affairs, '', shift()).expect(403);
    await post(city.countyOfficer, '', shift()).expect(404);
    const wrong = await post(city.officer, '', { ...shift(), since: '2026-04' }).expect(422);
    expect(wrong.body.code).toBe('follow-up.no-such-signal');
    id = await takeUp();
    expect((await post(city.officer, '', shift()).expect(409)).body.code).toBe('follow-up.open-already');
    const { body } = await get(city.officer, `/${id}`).expect(200);
    expect(body).toMatchObject({
      state: 'acknowledged',
      signal: { fromValue: 1600, toValue: 1620.5, to: '2026-10' },
      next: ['notice', 'interview', 'close'],
      steps: [{ kind: 'acknowledged', on: '2026-11-20', note: '核实' }],
    });
    expect(
      (await get(city.officer, '/proposals?measure=financeDrugCostPerDischarge').expect(200)).body.proposals,
    ).toEqual([]);
  });
  it('goes from notice to interview to re-check, each step by its own entry', async () => {
    const early = await post(city.officer, `/${id}/recheck`, recheck('put-right')).expect(409);
    expect(early.body.code).toBe('follow-up.step-not-now');
    await post(city.officer, `/${id}/notice`, notice).expect(201);
    await post(city.officer, `/${id}/interview`, interview).expect(201);
    expect((await post(city.officer, `/${id}/close`, { reason: '完' }).expect(409)).body.code).toBe(
      'follow-up.recheck-missing',
    );
    await post(city.officer, `/${id}/recheck`, recheck('not-put-right')).expect(201);
    expect((await post(city.officer, `/${id}/close`, { reason: '完' }).expect(409)).body.code).toBe(
      'follow-up.recheck-missing',
    );
    await post(city.officer, `/${id}/recheck`, recheck('put-right')).expect(201);
    await post(city.officer, `/${id}/close`, { reason: '已整改' }).expect(201);
    const { body } = await get(city.first.affairs, `/${id}`).expect(200);
    expect(body).toMatchObject({ state: 'closed', deadline: null, lastRecheck: 'put-right', next: [] });
    expect(body.steps.map(({ kind }: { kind: string }) => kind)).toEqual([
      'acknowledged',
      'noticed',
      'interviewed',
      'rechecked',
      'rechecked',
      'closed',
    ]);
    expect((await post(city.officer, `/${id}/notice`, notice).expect(409)).body.code).toBe('follow-up.step-not-now');
  });
  it.each([
    ['notice', { ...notice, basis: 'medical-quality-41' }, 'follow-up.basis-needs-document'],
    ['notice', { ...notice, answerBy: '2026-11-19' }, 'follow-up.date-past'],
    ['interview', { ...interview, heldOn: '2026-11-21' }, 'follow-up.date-future'],
    ['interview', { ...interview, deadline: '2026-11-19' }, 'follow-up.deadline-before'],
  ])('a wrong %s is refused: %j', async (step, body, code) => {
    const open =
      (await get(city.officer, '?state=acknowledged').expect(200)).body.items[0]?.followUpId ?? (await takeUp());
    expect((await post(city.officer, `/${open}/${step}`, body).expect(422)).body.code).toBe(code);
  });
  it('is listed by state, for those who reach the hospital', async () => {
    const { body } = await get(city.officer, '?state=closed').expect(200);
    expect(body.items).toMatchObject([{ followUpId: id, state: 'closed' }]);
    expect((await get(city.countyOfficer, '').expect(200)).body.items).toEqual([]);
    expect((await get(city.first.affairs, '').expect(200)).body.items).toHaveLength(2);
    await get(city.countyOfficer, `/${id}`).expect(404);
  });
  it('is refused to whoever saw an older state', async () => {
    const [open] = (await get(city.officer, '?state=acknowledged').expect(200)).body.items;
    await post(city.officer, `/${open.followUpId}/notice`, notice).set('if-match', '"9"').expect(412);
    await post(city.officer, `/${open.followUpId}/notice`, notice).set('if-match', '"1"').expect(201);
  });
});
