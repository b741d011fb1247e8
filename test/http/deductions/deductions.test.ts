import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RecordFinding } from '../../../src/usecases/deductions/deduction-record.ts';
import { acknowledge } from '../../../src/usecases/deductions/deduction-step.ts';
import { registerDoctor } from '../../../src/usecases/register/doctor.ts';
import { confirmMerge, proposeMerge } from '../../../src/usecases/register/merge.ts';
import { newDoctor, prescriber } from '../../support/city.ts';
import { adopt, confirmed, type DeductionCity, deductionCity, found, recorded } from '../../support/deductions.ts';
import { startService, type TestService, type TestUser } from '../../support/service.ts';

let service: TestService;
let city: DeductionCity;
beforeAll(async () => {
  service = await startService();
  city = await deductionCity(service);
  await adopt(city.registrar.context, city.cityId, 'wuhan-central-2017.yaml', '2017-01-01');
});
afterAll(() => service.close());

const get = (user: TestUser, path: string) => service.http.get(path).set(user.bearer);
const post = (user: TestUser, path: string, body?: object) => {
  const request = service.http.post(path).set(user.bearer);
  return body === undefined ? request : request.send(body);
};
const record = (changes: Partial<RecordFinding> = {}, by = city.auditor) =>
  post(by, '/v1/deductions', found(city, changes));
const item = (code: string, points: number | null = null, scheme = 'ganzhou-default') => ({
  scheme,
  code,
  points,
  pointsReason: points === null ? null : '情节较重',
});

describe('the life of a deduction', () => {
  it('goes from a recorded finding over the doctor’s inbox and acknowledgement to points that count', async () => {
    const made = await record().expect(201);
    const { id } = made.body;
    expect(made.headers.location).toBe(`/v1/deductions/${id}`);

    const inbox = await get(city.doctor, '/v1/me/deductions?state=open').expect(200);
    const told = inbox.body.items.find((each: { deductionId: string }) => each.deductionId === id);
    expect(told.can).toEqual(['state', 'acknowledge']);
    expect(told.status).toMatchObject({ state: 'recorded', statement: { due: '2026-11-27' } });

    await post(city.doctor, `/v1/deductions/${id}/acknowledgement`).expect(201);
    const before = await service.ports.store.ledger.size();
    const preview = await get(city.reviewer, `/v1/deductions/${id}/preview`).expect(200);
    expect(preview.body).toMatchObject({
      refusedBecause: null,
      underSchemes: [{ schemeId: 'ganzhou-default', leftBefore: 12, leftAfter: 10, item: { counted: 2 } }],
    });
    expect(await service.ports.store.ledger.size()).toBe(before);
    await post(city.reviewer, `/v1/deductions/${id}/confirmation`, { note: '证据充分' }).expect(201);

    const standing = await get(city.doctor, '/v1/me/standing?scheme=ganzhou-default').expect(200);
    expect(standing.body.standings).toHaveLength(1);
    expect(standing.body.standings[0]).toMatchObject({ schemeId: 'ganzhou-default', left: 10, counted: 2 });
    const seen = await get(city.doctor, `/v1/deductions/${id}`).expect(200);
    expect(seen.body).toMatchObject({ status: { state: 'confirmed' }, foundOn: '2026-11-20' });
    expect(seen.body.can).toEqual(['read', 'appeal', 'waive-appeal']);
    expect(seen.headers.etag).toMatch(/^"\d+"$/);
  });

  it('makes one deduction for each person responsible, which share the finding', async () => {
    const other = await prescriber(city.first, { staffNo: 'A002', licenceNo: '110000000000002', name: '李晓红' });
    const persons = [
      { doctor: { staffNo: 'A001' }, capacity: 'prescriber' as const },
      { doctor: { licenceNo: '110000000000002' }, capacity: 'countersigner' as const },
    ];
    const made = await record({ persons }).expect(201);
    expect(made.body.entries).toHaveLength(2);
    const one = await get(city.auditor, `/v1/deductions/${made.body.id}`).expect(200);
    const list = await get(city.auditor, `/v1/deductions?finding=${one.body.findingId}`).expect(200);
    expect(list.body.items.map((each: { doctorId: string }) => each.doctorId)).toEqual([other, city.doctorId]);
    expect(one.body.sameFinding).toEqual([{ deductionId: list.body.items[0].deductionId, capacity: 'countersigner' }]);
    const own = await get(city.doctor, `/v1/deductions/${made.body.id}`).expect(200);
    expect(own.body.sameFinding).toEqual([]);
  });

  it('is dismissed for a reason that the scheme lists, or withdrawn, and the act may then be recorded again', async () => {
    const dismissed = found(city, { actRef: 'RX-again', items: [item('3-3')] });
    const first = await post(city.auditor, '/v1/deductions', dismissed).expect(201);
    const address = `/v1/deductions/${first.body.id}/dismissal`;
    const unlisted = await post(city.reviewer, address, { reason: '……', exculpation: 'long-prescription' });
    expect(unlisted.body).toMatchObject({ status: 422, code: 'deduction.unknown-exculpation' });
    await post(city.reviewer, address, { reason: '有循证依据', exculpation: 'off-label' }).expect(201);
    const again = await post(city.auditor, '/v1/deductions', dismissed).expect(201);
    await post(city.auditor, `/v1/deductions/${again.body.id}/withdrawal`, { reason: '误录' }).expect(201);
    const late = await post(city.doctor, `/v1/deductions/${again.body.id}/acknowledgement`);
    expect(late.body).toMatchObject({ status: 409, code: 'deduction.already-closed' });
  });
});

describe('a finding that cannot stand', () => {
  it.each<[string, number, () => Partial<RecordFinding>]>([
    ['deduction.occurred-in-future', 422, () => ({ occurredOn: '2026-11-21' })],
    ['deduction.too-old', 422, () => ({ occurredOn: '2024-11-19', items: [item('W01', null, 'wuhan-central')] })],
    ['deduction.scheme-not-in-force', 422, () => ({ occurredOn: '2025-12-31' })],
    ['deduction.unknown-code', 422, () => ({ items: [item('9-9')] })],
    ['deduction.points-outside-range', 422, () => ({ items: [item('F01', 13)] })],
    ['deduction.points-outside-range', 422, () => ({ items: [item('F01', 5)] })],
    ['deduction.points-missing', 422, () => ({ items: [item('F01')] })],
    ['deduction.points-reason-missing', 422, () => ({ items: [{ ...item('F01', 6), pointsReason: null }] })],
    ['deduction.points-typed', 422, () => ({ items: [item('2-1', 2)] })],
    ['deduction.code-of-pharmacist', 422, () => ({ items: [item('1-3')] })],
    ['deduction.no-item', 422, () => ({ items: [] })],
    ['deduction.scheme-twice', 422, () => ({ items: [item('2-1'), item('2-2')] })],
    ['deduction.ward-elsewhere', 422, () => ({ wardId: city.second.wardId })],
    ['deduction.doctor-unknown', 422, () => ({ persons: [{ doctor: { staffNo: 'A999' }, capacity: 'prescriber' }] })],
    ['deduction.lead-unknown', 422, () => ({ leadId: 'led_nobody' })],
    [
      'deduction.person-twice',
      422,
      () => ({
        persons: [
          { doctor: { staffNo: 'A001' }, capacity: 'prescriber' },
          { doctor: { doctorId: city.doctorId }, capacity: 'supervisor' },
        ],
      }),
    ],
  ])('is refused as %s with %i, in two languages, and nothing is written', async (code, status, changes) => {
    const before = await service.ports.store.ledger.size();
    const zh = await record(changes()).expect(status);
    const en = await record(changes()).set('accept-language', 'en').expect(status);
    expect([zh.body.code, en.body.code]).toEqual([code, code]);
    for (const { detail } of [zh.body, en.body]) expect(detail).not.toMatch(/[{}]|^[a-z-]+\.[a-z-]+$/);
    expect(en.body.detail).not.toMatch(/[\u4e00-\u9fff]/);
    expect(await service.ports.store.ledger.size()).toBe(before);
  });

  it('is accepted on the last day of its window', async () => {
    await record({ occurredOn: '2024-11-20', items: [item('W01', null, 'wuhan-central')] }).expect(201);
    await record({ occurredOn: '2026-11-20' }).expect(201);
    await record({ items: [item('F01', 12)] }).expect(201);
  });

  it('is refused for a doctor whom no scheme manages: without a right nobody is enrolled', async () => {
    const facts = newDoctor(city.first, { staffNo: 'A003', licenceNo: '110000000000003' });
    await registerDoctor(city.first.affairs.context, facts);
    const refused = await record({ persons: [{ doctor: { staffNo: 'A003' }, capacity: 'prescriber' }] });
    expect(refused.body).toMatchObject({ status: 422, code: 'deduction.not-enrolled' });
  });

  it('is refused with a pointer while the same act and code is open or confirmed', async () => {
    const act = { actRef: 'RX-once' };
    const open = await record(act).expect(201);
    const twice = await record(act).expect(409);
    expect(twice.body).toMatchObject({
      code: 'deduction.act-already-recorded',
      parameters: { deductionId: open.body.id, state: 'recorded' },
    });
    await record({ ...act, items: [item('2-2')] }).expect(201);
  });

  it('knows the act again in full-width figures and with spaces around it, and not in another case', async () => {
    await record({ actRef: 'RX-77' }).expect(201);
    for (const actRef of ['RX-77 ', '\u00a0RX-77', 'ＲＸ－７７', 'RX-77\u200b']) {
      const twice = await record({ actRef }).expect(409);
      expect(twice.body.code).toBe('deduction.act-already-recorded');
    }
    await record({ actRef: 'rx-77' }).expect(201);
  });

  it('names the field, the value and every other thing that is wrong', async () => {
    const refused = await record({ occurredOn: '2026-12-01', wardId: city.second.wardId }).expect(422);
    expect(refused.body.errors.map((row: { at: string }) => row.at)).toEqual(['occurredOn', 'wardId']);
    expect(refused.body.errors[0]).toMatchObject({ value: '2026-12-01' });
  });
});

describe('who signs', () => {
  it('is one person under both ids once two records of theirs are merged, also for what was recorded before', async () => {
    const at = { kind: 'hospital', hospitalId: city.first.hospitalId } as const;
    const twin = (n: number) => prescriber(city.first, { staffNo: `TW${n}`, licenceNo: `11000000000080${n}` });
    const [doctorId, duplicateId] = [await twin(1), await twin(2)];
    const recorder = await service.user([{ role: 'auditor', scope: at }], duplicateId);
    const confirmer = await service.user([{ role: 'reviewer', scope: at }], doctorId);
    const before = await record({}, recorder).expect(201);
    const merge = await proposeMerge(city.registrar.context, { doctorId, duplicateId, reason: '同一人' });
    const second = await service.user([{ role: 'commission-registrar', scope: { kind: 'city' } }]);
    await confirmMerge(second.context, merge.id);
    for (const { body } of [before, await record({}, recorder).expect(201)]) {
      await acknowledge(city.doctor.context, { deductionId: body.id });
      const confirm = (by: TestUser) => post(by, `/v1/deductions/${body.id}/confirmation`, { note: '属实' });
      const offered = async (to: TestUser) => (await get(to, `/v1/deductions/${body.id}`).expect(200)).body.can;
      expect(await offered(confirmer)).not.toContain('confirm');
      expect(await offered(city.reviewer)).toContain('confirm');
      expect((await confirm(confirmer).expect(403)).body.code).toBe('deduction.own-confirmation');
      await confirm(city.reviewer).expect(201);
    }
  });

  it('is never the recorder, even through another role, and never the doctor concerned', async () => {
    const both = await service.user([
      { role: 'auditor', scope: { kind: 'hospital', hospitalId: city.first.hospitalId } },
      { role: 'reviewer', scope: { kind: 'hospital', hospitalId: city.first.hospitalId } },
    ]);
    const made = await record({}, both).expect(201);
    const deductionId = made.body.id;
    await acknowledge(city.doctor.context, { deductionId });
    const own = await post(both, `/v1/deductions/${deductionId}/confirmation`, {}).expect(403);
    expect(own.body.code).toBe('deduction.own-confirmation');
    const view = await get(both, `/v1/deductions/${deductionId}`).expect(200);
    expect(view.body.can).toEqual(['withdraw']);
    const preview = await get(both, `/v1/deductions/${deductionId}/preview`).expect(200);
    expect(preview.body.refusedBecause.code).toBe('deduction.own-confirmation');

    const doctorWhoReviews = await service.user(
      [
        { role: 'doctor', scope: { kind: 'self', doctorId: city.doctorId } },
        { role: 'reviewer', scope: { kind: 'hospital', hospitalId: city.first.hospitalId } },
        { role: 'auditor', scope: { kind: 'hospital', hospitalId: city.first.hospitalId } },
      ],
      city.doctorId,
    );
    const subject = await post(doctorWhoReviews, `/v1/deductions/${deductionId}/confirmation`, {}).expect(403);
    expect(subject.body.code).toBe('deduction.own-record');
    const self = await record({}, doctorWhoReviews).expect(403);
    expect(self.body.code).toBe('deduction.own-record');
  });

  it('needs the role: an auditor confirms nothing, a reviewer records nothing, staff answer for nobody', async () => {
    const deductionId = await recorded(city);
    await post(city.auditor, `/v1/deductions/${deductionId}/confirmation`, {}).expect(403);
    await post(city.reviewer, '/v1/deductions', found(city)).expect(403);
    await post(city.auditor, `/v1/deductions/${deductionId}/acknowledgement`).expect(403);
  });
});

describe('lists and exports', () => {
  it('come newest first in pages that lead to each other', async () => {
    const first = await get(city.auditor, '/v1/deductions?limit=2').expect(200);
    expect(first.body.items).toHaveLength(2);
    expect(first.headers.link).toBe(`<${first.body.links.next}>; rel="next"`);
    const second = await get(city.auditor, first.body.links.next).expect(200);
    const ids = [...first.body.items, ...second.body.items].map((each) => each.deductionId);
    expect(new Set(ids).size).toBe(4);
    const all = await get(city.auditor, '/v1/deductions?limit=200').expect(200);
    expect(all.body.items.map((each: { deductionId: string }) => each.deductionId).slice(0, 4)).toEqual(ids);
    expect(all.body.links.next).toBeNull();
  });

  it('are filtered by what was found, when and in which state', async () => {
    const deductionId = await confirmed(city, { occurredOn: '2026-03-05', items: [item('E04')], actRef: 'RX-e04' });
    const only = async (query: string) => {
      const { body } = await get(city.auditor, `/v1/deductions?${query}`).expect(200);
      return body.items.map((each: { deductionId: string }) => each.deductionId);
    };
    expect(await only('code=E04')).toEqual([deductionId]);
    expect(await only('category=irregular-practice')).toEqual([deductionId]);
    expect(await only('occurredFrom=2026-03-05&occurredUntil=2026-03-06')).toEqual([deductionId]);
    expect(await only('occurredFrom=2026-03-06&occurredUntil=2026-03-07')).toEqual([]);
    expect(await only('occurredUntil=2026-03-05&scheme=ganzhou-default')).toEqual([]);
    expect(await only('state=confirmed&category=irregular-practice')).toEqual([deductionId]);
    expect(await only('state=open&category=irregular-practice')).toEqual([]);
    expect(await only(`doctor=${city.doctorId}&code=E04`)).toEqual([deductionId]);
    expect(await only('department=%E5%BF%83%E5%86%85%E7%A7%91&code=E04')).toEqual([deductionId]);
    expect(await only('doctor=doc_nobody')).toEqual([]);
    expect(await only('category=nothing-such')).toEqual([]);
    expect((await only('recordedFrom=2026-11-20&recordedUntil=2026-11-21&limit=200')).length).toBeGreaterThan(5);
    await get(city.auditor, '/v1/deductions?state=unknown').expect(400);
    await get(city.auditor, '/v1/deductions?cursor=rubbish').expect(400);
  });

  it('leave the service as CSV with a BOM and without anything that a spreadsheet would run', async () => {
    await recorded(city, { actRef: '=cmd|calc', department: '+科室,"甲"' });
    const file = await get(city.auditor, '/v1/deductions.csv?code=2-1').expect(200);
    expect(file.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(file.text.startsWith('\ufeff编号,')).toBe(true);
    expect(file.text).toContain(",'=cmd|calc,");
    expect(file.text).toContain('"\'+科室,""甲"""');
    const list = await get(city.auditor, '/v1/deductions?code=2-1&limit=200').expect(200);
    expect(file.text.trim().split('\r\n')).toHaveLength(1 + list.body.items.length);
    // Who took it stands in every line, because lines are copied out of files.
    const lines = file.text.trim().split('\r\n').slice(1);
    const { body: me } = await get(city.auditor, '/v1/me').expect(200);
    const ends = lines.map((line) => line.split(',').slice(-2));
    for (const end of ends) expect(end).toEqual([me.name, expect.stringMatching(/^2026-11-\d\dT/)]);
    await get(city.first.his, '/v1/deductions.csv').expect(403);
  });
});
