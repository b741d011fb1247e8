import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordFinding } from '../../../src/usecases/deductions/deduction-record.ts';
import { acknowledge, confirm } from '../../../src/usecases/deductions/deduction-step.ts';
import { startPost } from '../../../src/usecases/register/doctor.ts';
import { prescriber } from '../../support/city.ts';
import { asDoctor, type DeductionCity, deductionCity, found, recorded } from '../../support/deductions.ts';
import { startService, type TestService, type TestUser } from '../../support/service.ts';

let service: TestService;
let city: DeductionCity;
/** Of the first hospital's doctor: at the first hospital, and at the second where the doctor has a post too. */
let here: string;
let elsewhere: string;
let stranger: TestUser;

beforeAll(async () => {
  service = await startService();
  city = await deductionCity(service);
  const { hospitalId, affairs } = city.second;
  await startPost(affairs.context, {
    doctor: { doctorId: city.doctorId },
    hospitalId,
    staffNo: 'B001',
    department: '心内科',
    wardId: null,
    from: '2026-01-01',
  });
  here = await confirmedHere();
  const made = await recordFinding(city.otherAuditor.context, {
    ...found(city),
    hospitalId,
    persons: [{ doctor: { staffNo: 'B001' }, capacity: 'prescriber' }],
    items: [{ scheme: 'ganzhou-default', code: 'E04', points: null, pointsReason: null }],
  });
  elsewhere = made.id;
  await acknowledge(city.doctor.context, { deductionId: elsewhere });
  await confirm(city.otherReviewer.context, { deductionId: elsewhere, note: '' });
  const other = await prescriber(city.second, { staffNo: 'B002', licenceNo: '110000000000009', name: '王小明' });
  stranger = await asDoctor(service, other);
});
afterAll(() => service.close());

async function confirmedHere(): Promise<string> {
  const deductionId = await recorded(city);
  await acknowledge(city.doctor.context, { deductionId });
  await confirm(city.reviewer.context, { deductionId, note: '' });
  return deductionId;
}

const get = (user: TestUser, path: string) => service.http.get(path).set(user.bearer);
const post = (user: TestUser, path: string, body: object) => service.http.post(path).set(user.bearer).send(body);

describe('what is none of one’s business', () => {
  it('answers byte for byte like what does not exist, to read and to act on', async () => {
    const open = await recorded(city);
    const bodies = { confirmation: {}, dismissal: { reason: '……' }, withdrawal: { reason: '……' } };
    const before = await service.ports.store.ledger.size();
    for (const user of [city.otherReviewer, city.otherAuditor, stranger]) {
      const [foreign, absent] = await Promise.all([open, 'ded_nobody'].map((id) => get(user, `/v1/deductions/${id}`)));
      expect(foreign?.status).toBe(404);
      expect(foreign?.text).toBe(absent?.text);
    }
    for (const [step, body] of Object.entries(bodies)) {
      const user = step === 'withdrawal' ? city.otherAuditor : city.otherReviewer;
      const [foreign, absent] = await Promise.all(
        [open, 'ded_nobody'].map((id) => post(user, `/v1/deductions/${id}/${step}`, body)),
      );
      expect([foreign?.status, foreign?.text]).toEqual([404, absent?.text]);
    }
    for (const step of ['statement', 'acknowledgement']) {
      const body = step === 'statement' ? { text: '……' } : {};
      const [foreign, absent] = await Promise.all(
        [open, 'ded_nobody'].map((id) => post(stranger, `/v1/deductions/${id}/${step}`, body)),
      );
      expect([foreign?.status, foreign?.text]).toEqual([404, absent?.text]);
    }
    expect(await service.ports.store.ledger.size()).toBe(before);
  });

  it('is not told apart when recording either: another hospital, and a doctor whom this one does not know', async () => {
    const at = (hospitalId: string) => post(city.auditor, '/v1/deductions', { ...found(city), hospitalId });
    const [foreign, absent] = await Promise.all([at(city.second.hospitalId), at('hos_nobody')]);
    expect([foreign.status, foreign.text]).toEqual([404, absent.text]);
    const of = (doctorId: string) =>
      post(city.auditor, '/v1/deductions', {
        ...found(city, { actRef: 'RX-of' }),
        persons: [{ doctor: { doctorId }, capacity: 'prescriber' }],
      });
    const [unknownHere, nobody] = await Promise.all([of(stranger.personId), of('doc_nobody')]);
    expect([unknownHere.status, unknownHere.text]).toEqual([422, nobody.text]);
  });

  it('is not in a list: each sees own findings, the county and the city those within them', async () => {
    const ids = async (user: TestUser, query = '') => {
      const { body } = await get(user, `/v1/deductions?limit=200${query}`).expect(200);
      return body.items.map((each: { deductionId: string }) => each.deductionId);
    };
    expect(await ids(city.auditor)).toContain(here);
    expect(await ids(city.auditor)).not.toContain(elsewhere);
    expect(await ids(city.auditor, `&hospital=${city.second.hospitalId}`)).toEqual([]);
    expect(await ids(city.otherAuditor)).toEqual([elsewhere]);
    expect(await ids(city.countyOfficer)).toEqual([elsewhere]);
    expect(await ids(city.officer)).toEqual(expect.arrayContaining([here, elsewhere]));
    expect(await ids(city.doctor)).toEqual(expect.arrayContaining([here, elsewhere]));
    expect(await ids(stranger)).toEqual([]);
  });

  it('is not in a standing either: another hospital’s item shows category, points, dates and state', async () => {
    const { body } = await get(city.auditor, `/v1/doctors/${city.doctorId}/standing`).expect(200);
    const [standing] = body.standings;
    expect(standing).toMatchObject({ left: 6, counted: 6 });
    expect(standing.countedItems[0]).toMatchObject({ kind: 'full', deductionId: here, counted: 2 });
    const { occurredOn, recordedOn, foundOn } = standing.countedItems[1];
    expect(standing.countedItems[1]).toEqual({
      kind: 'limited',
      category: 'irregular-practice',
      points: 4,
      counted: 4,
      occurredOn,
      recordedOn,
      foundOn,
      state: 'confirmed',
    });
    const all = await get(city.officer, `/v1/doctors/${city.doctorId}/standing`).expect(200);
    expect(all.body.standings[0].countedItems[1]).toMatchObject({ kind: 'full', deductionId: elsewhere });
    const own = await get(city.doctor, `/v1/doctors/${city.doctorId}/standing`).expect(200);
    expect(own.body).toEqual(all.body);
    const [foreign, absent] = await Promise.all(
      [stranger.personId, 'doc_nobody'].map((id) => get(city.doctor, `/v1/doctors/${id}/standing`)),
    );
    expect([foreign?.status, foreign?.text]).toEqual([404, absent?.text]);
    await get(city.auditor, '/v1/me/standing').expect(404);
    await get(city.first.his, `/v1/doctors/${city.doctorId}/standing`).expect(403);
  });
});

describe('a grant for one category', () => {
  it('sees, records and decides findings of that category only', async () => {
    const { hospitalId } = city.first;
    const scope = { kind: 'hospital', hospitalId } as const;
    const ethics = await service.user([{ role: 'ethics-office', scope, category: 'ethics' }]);
    const other = await service.user([{ role: 'ethics-office', scope, category: 'ethics' }]);
    const bribe = { items: [{ scheme: 'ganzhou-default', code: 'F01', points: 6, pointsReason: '初次' }] };

    const refused = await post(ethics, '/v1/deductions', found(city)).expect(403);
    expect(refused.body.code).toBe('deduction.category-outside-grant');
    const made = await post(ethics, '/v1/deductions', found(city, bribe)).expect(201);
    const list = await get(other, '/v1/deductions').expect(200);
    expect(list.body.items.map((each: { deductionId: string }) => each.deductionId)).toEqual([made.body.id]);
    await get(other, `/v1/deductions/${made.body.id}`).expect(200);
    await get(other, `/v1/deductions/${here}`).expect(404);
    await post(other, `/v1/deductions/${here}/dismissal`, { reason: '……' }).expect(404);
    await post(other, `/v1/deductions/${made.body.id}/dismissal`, { reason: '证据不足' }).expect(201);

    const { body } = await get(ethics, `/v1/doctors/${city.doctorId}/standing`).expect(200);
    expect(body.standings[0].countedItems.map((each: { kind: string }) => each.kind)).toEqual(['limited', 'limited']);
    const dismissed = body.standings[0].notCountedItems.at(-1);
    expect(dismissed).toMatchObject({ kind: 'full', deductionId: made.body.id, state: 'dismissed' });
  });
});

describe('a standing', () => {
  it('explains itself in the caller’s language beside the codes', async () => {
    const texts = async (language: string) => {
      const answer = await get(city.doctor, '/v1/me/standing').set('accept-language', language).expect(200);
      const [{ explanation, countedItems, thresholdsAhead, sanctionsDue }] = answer.body.standings;
      expect(explanation.map((each: { code: string }) => each.code)).toContain('standing.left.deduct');
      expect(thresholdsAhead[0]).toMatchObject({ away: 3, threshold: { at: 9 } });
      expect(sanctionsDue.map((each: { threshold: { id: string } }) => each.threshold.id)).toContain('interview');
      return [...explanation, ...countedItems.flatMap((each: { reasons: object[] }) => each.reasons)].map(
        (each) => each.text,
      );
    };
    const [zh, en] = [await texts('zh'), await texts('en')];
    for (const text of [...zh, ...en]) expect(text).not.toMatch(/[{}]|^[a-z-]+\.[a-z.-]+$/);
    expect(zh.join('')).toContain('剩余 6 分');
    expect(en.join('')).toContain('6 point(s) left');
  });

  it('asked for again is the same to the byte, recorded again, another in each language and for whoever sees less', async () => {
    const path = `/v1/doctors/${city.doctorId}/standing`;
    const ask = (user: TestUser, language: string) => get(user, path).set('accept-language', language).expect(200);
    const recordedIds = async () => (await service.ports.accessRecords.search({}, { limit: 1 }))[0];
    const zh = await ask(city.officer, 'zh');
    const first = await recordedIds();
    const again = await ask(city.officer, 'zh');
    const second = await recordedIds();
    expect([again.text, again.headers.etag]).toEqual([zh.text, zh.headers.etag]);
    expect(zh.headers.etag).toMatch(/^"\d+"$/);
    expect(second).toMatchObject({ doctorIds: [city.doctorId], personId: city.officer.personId });
    expect(second?.recordId).toBeGreaterThan(first?.recordId ?? 0);
    const en = await ask(city.officer, 'en');
    expect((await ask(city.officer, 'en')).text).toBe(en.text);
    expect(en.text).not.toBe(zh.text);
    expect((await ask(city.auditor, 'zh')).text).toContain('"kind":"limited"');
    expect(zh.text).not.toContain('"kind":"limited"');
    await recorded(city);
    const grown = await ask(city.officer, 'zh');
    expect(grown.headers.etag).not.toBe(zh.headers.etag);
    expect(grown.body.standings[0].openItems.length).toBe(zh.body.standings[0].openItems.length + 1);
  });

  it('is answered as of a day, and as it was known at an instant', async () => {
    const at = async (query: string) => (await get(city.doctor, `/v1/me/standing?${query}`).expect(200)).body;
    expect(await at('asOf=2026-11-19')).toMatchObject({ asOf: '2026-11-19', standings: [] });
    expect((await at('asOf=2027-01-01')).standings[0]).toMatchObject({ left: 12, cycle: { id: '2027' } });
    const knownAt = '2026-11-20T01:00:00.000Z';
    expect(await at(`knownAt=${knownAt}`)).toMatchObject({ knownAt, standings: [{ left: 6 }] });
    expect((await at('knownAt=2026-11-19T00:00:00.000Z')).standings).toEqual([]);
    expect((await at('scheme=nhsa')).standings).toEqual([]);
  });
});

describe('a lead', () => {
  it('notifies nobody, is read where it belongs, and is closed by the finding that comes of it', async () => {
    const lead = { hospitalId: city.first.hospitalId, source: 'his-hit', occurredOn: '2026-11-18', text: '剂量超限' };
    const posted = await post(city.first.his, '/v1/leads', { ...lead, doctor: { staffNo: 'A001' } }).expect(201);
    const leadId = posted.body.id;
    const size = (await get(city.doctor, '/v1/me/deductions')).body.items.length;
    const list = await get(city.auditor, '/v1/leads?state=open').expect(200);
    expect(list.body.items).toMatchObject([{ leadId, doctorId: city.doctorId, doctorName: '张伟明', state: 'open' }]);
    expect((await get(city.otherAuditor, '/v1/leads')).body.items).toEqual([]);
    const [foreign, absent] = await Promise.all(
      [leadId, 'led_nobody'].map((id) => get(city.otherAuditor, `/v1/leads/${id}`)),
    );
    expect([foreign?.status, foreign?.text]).toEqual([404, absent?.text]);

    const made = await post(city.auditor, '/v1/deductions', found(city, { leadId })).expect(201);
    expect(made.body.entries.map((entry: { kind: string }) => entry.kind)).toEqual([
      'deduction.recorded',
      'lead.closed',
    ]);
    const closed = await get(city.auditor, `/v1/leads/${leadId}`).expect(200);
    const closing = { doctorName: '张伟明', state: 'recorded', deductionId: made.body.id, closedOn: '2026-11-20' };
    expect(closed.body).toMatchObject(closing);
    expect((await get(city.doctor, '/v1/me/deductions')).body.items).toHaveLength(size + 1);
    const again = await post(city.auditor, '/v1/deductions', found(city, { leadId })).expect(409);
    expect(again.body.code).toBe('lead.already-closed');
  });

  it('is set aside by a person with a reason, or closed as a deduction of the same hospital', async () => {
    const lead = { hospitalId: city.first.hospitalId, source: 'complaint', occurredOn: '2026-11-18', text: '投诉' };
    const one = (await post(city.auditor, '/v1/leads', lead).expect(201)).body.id;
    const future = await post(city.auditor, '/v1/leads', { ...lead, occurredOn: '2026-11-21' }).expect(422);
    expect(future.body.code).toBe('lead.occurred-in-future');
    const close = (body: object) => post(city.auditor, `/v1/leads/${one}/close`, body);
    const foreign = await close({ outcome: 'recorded', deductionId: elsewhere, reason: '……' }).expect(422);
    expect(foreign.body.code).toBe('lead.deduction-unknown');
    await close({ outcome: 'set-aside', reason: '经核实合理' }).expect(201);
    const twice = await close({ outcome: 'set-aside', reason: '……' }).expect(409);
    expect(twice.body.code).toBe('lead.already-closed');
  });
});

describe('schemes', () => {
  it('are listed as shipped and as adopted, and read with their whole text', async () => {
    const { body } = await get(city.auditor, '/v1/schemes').expect(200);
    expect(body.shipped.map((each: { file: string }) => each.file)).toContain('nhsa-2024.yaml');
    expect(body.adopted).toMatchObject([{ schemeId: 'ganzhou-default', jurisdictionId: city.cityId }]);
    const one = await get(city.doctor, '/v1/schemes/ganzhou-default?on=2026-06-01').expect(200);
    expect(one.body.versions[0].scheme.violations.length).toBeGreaterThan(40);
    expect(one.body.versions[0].hash).toBe(body.adopted[0].hash);
    expect((await get(city.doctor, '/v1/schemes/ganzhou-default?on=2025-12-31')).body.versions).toEqual([]);
    await get(city.doctor, '/v1/schemes/nhsa').expect(404);
  });

  it('are adopted once, without overlap, by who is competent there', async () => {
    const adopt = (file: string, from: string, jurisdictionId = city.cityId, by = city.registrar) =>
      post(by, '/v1/schemes/adoptions', {
        file,
        from,
        jurisdictionId,
        document: '演示〔2026〕1号',
        publishedOn: '2025-12-01',
      });
    expect((await adopt('nobody.yaml', '2027-01-01').expect(422)).body.code).toBe('adoption.file-unknown');
    const overlap = await adopt('ganzhou-default-2026.yaml', '2026-01-01').expect(409);
    expect(overlap.body.code).toBe('adoption.overlap');
    const early = await adopt('ganzhou-default-2026.yaml', '2025-12-31').expect(422);
    expect(early.body.code).toBe('adoption.outside-scheme-dates');
    const founding = { file: 'tiny-2026.yaml', from: '2026-01-01', jurisdictionId: city.cityId, document: null };
    const alone = await post(city.registrar, '/v1/schemes/founding', founding).expect(409);
    expect(alone.body.code).toBe('adoption.founding-over');
    const county = await service.user([
      { role: 'commission-registrar', scope: { kind: 'county', regionId: city.countyId } },
    ]);
    const [foreign, absent] = await Promise.all(
      [city.cityId, 'reg_nobody'].map((id) => adopt('tiny-2026.yaml', '2026-11-21', id, county)),
    );
    expect([foreign?.status, foreign?.text]).toEqual([404, absent?.text]);
    const proposed = await adopt('tiny-2026.yaml', '2026-11-21', city.second.hospitalId, county).expect(201);
    await adopt('tiny-2026.yaml', '2026-11-21', city.cityId, city.auditor).expect(403);
    const adoptionId = proposed.body.id;
    const confirm = (by: TestUser) =>
      service.http.post(`/v1/schemes/adoptions/${adoptionId}/confirmation`).set(by.bearer);
    expect((await confirm(county).expect(403)).body.code).toBe('adoption.own-proposal');
    expect((await get(city.doctor, '/v1/schemes')).body.proposed).toMatchObject([{ adoptionId, schemeId: 'tiny' }]);
    await confirm(city.registrar).expect(201);
  });

  it('say which violations are in force on a day, by code and by text', async () => {
    const codes = async (query: string) => {
      const { body } = await get(city.auditor, `/v1/violation-types?${query}`).expect(200);
      return body.items.map((each: { code: string }) => each.code);
    };
    expect(await codes('q=2-1&scheme=ganzhou-default')).toEqual(['2-1']);
    expect(await codes(`q=${encodeURIComponent('适应证')}&scheme=ganzhou-default`)).toEqual(['2-1', '3-1']);
    expect(await codes('q=indication%20not&scheme=ganzhou-default')).toEqual(['2-1']);
    expect(await codes('category=ethics')).toEqual(['F01', 'F02', 'F03']);
    expect(await codes('on=2025-12-31')).toEqual([]);
    expect(await codes(`hospital=${city.first.hospitalId}&scheme=tiny`)).toEqual([]);
    expect(await codes(`hospital=${city.second.hospitalId}&scheme=tiny`)).toEqual([]);
    expect(await codes(`hospital=${city.second.hospitalId}&scheme=tiny&on=2026-11-21`)).toContain('A1');
  });
});

it('leaves tables that are what a rebuild from the ledger gives', async () => {
  expect(await service.wrong()).toEqual([]);
});
