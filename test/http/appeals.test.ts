import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileAppeal } from '../../src/usecases/appeals/appeal.ts';
import { appealOf } from '../../src/usecases/appeals/appeal-view.ts';
import { prescriber } from '../support/city.ts';
import { asDoctor, confirmed, type DeductionCity, deductionCity, recorded } from '../support/deductions.ts';
import { startService, type TestService, type TestUser } from '../support/service.ts';

let service: TestService;
let city: DeductionCity;
let chair: TestUser;
let second: TestUser;
let third: TestUser;
beforeAll(async () => {
  service = await startService();
  city = await deductionCity(service);
  const { hospitalId } = city.first;
  const panellist = () => service.user([{ role: 'appeal-panellist', scope: { kind: 'hospital', hospitalId } }]);
  [chair, second, third] = [await panellist(), await panellist(), await panellist()];
});
afterAll(() => service.close());

const get = (user: TestUser, path: string) => service.http.get(path).set(user.bearer);
const post = (user: TestUser, path: string, body?: object) => {
  const request = service.http.post(path).set(user.bearer);
  return body === undefined ? request : request.send(body);
};
const minutes = { ref: '复核纪要 1', sha256: 'a'.repeat(64), heldOn: '2026-11-20' };
const paper = { how: 'signed-paper', receivedOn: '2026-11-20', document: { ref: '回证 1' } };
const upheld = () => ({ outcome: 'upheld', reason: '理由', memberIds: [second.personId, third.personId], minutes });
const codeOf = (reply: { readonly body: { readonly code?: string } }) => reply.body.code;

describe('from a decision to its end', () => {
  it('the doctor is served, appeals, and a panel of three decides; both decisions stand side by side', async () => {
    const id = await confirmed(city);
    const file = `/v1/deductions/${id}/appeal`;
    const made = await post(city.reviewer, `/v1/deductions/${id}/delivery`, paper).expect(201);
    expect(made.headers.location).toBe(file);
    await get(chair, file).expect(404);
    await post(city.doctor, file, { grounds: '有指征', attachments: [{ ref: '病程', sha256: 'b'.repeat(64) }] }).expect(
      201,
    );
    const seen = await get(chair, file).expect(200);
    expect(seen.body).toMatchObject({
      phase: 'contested',
      ruleBy: { due: '2026-12-18' },
      bodies: ['hospital-panel'],
      decision: { personId: city.reviewer.personId, outcome: 'confirmed' },
      appeals: [{ level: 1, grounds: '有指征', ruling: null }],
    });
    const standing = await get(city.doctor, '/v1/me/standing').expect(200);
    expect(standing.body.standings[0]).toMatchObject({ contested: 2, contestedItems: [{ deductionId: id }] });

    await post(chair, `/v1/deductions/${id}/ruling`, { ...upheld(), outcome: 'revoked' }).expect(201);
    const after = await get(city.doctor, file).expect(200);
    expect(after.body).toMatchObject({
      state: 'revoked',
      phase: 'fallen',
      decision: { outcome: 'confirmed' },
      appeals: [{ ruling: { outcome: 'revoked', personId: chair.personId, members: [{}, {}] } }],
      fallen: { how: 'revoked' },
    });
    const list = await get(city.auditor, '/v1/deductions?state=revoked').expect(200);
    expect(list.body.items.map((each: { deductionId: string }) => each.deductionId)).toEqual([id]);
  });

  it('refuses each bad step with its own code', async () => {
    const id = await confirmed(city);
    const at = (step: string) => `/v1/deductions/${id}/${step}`;
    const ruled = (user: TestUser, changes: object = {}) => post(user, at('ruling'), { ...upheld(), ...changes });
    expect(codeOf(await ruled(chair).expect(409))).toBe('ruling.no-appeal-open');
    await post(city.reviewer, at('delivery'), paper).expect(201);
    expect(codeOf(await post(city.auditor, at('delivery'), paper).expect(409))).toBe('delivery.twice');
    await post(city.doctor, at('appeal'), { grounds: '有指征' }).expect(201);
    expect(codeOf(await post(city.doctor, at('appeal'), { grounds: '又' }).expect(409))).toBe('appeal.already-open');
    const heavier = { outcome: 'reduced', items: [{ scheme: 'ganzhou-default', points: 3 }] };
    expect(codeOf(await ruled(chair, heavier).expect(422))).toBe('outcome.heavier');
    const confirmer = { memberIds: [city.reviewer.personId, third.personId] };
    expect(codeOf(await ruled(chair, confirmer).expect(403))).toBe('ruling.by-confirmer');
    expect(codeOf(await ruled(chair, { memberIds: ['per_nobody', third.personId] }).expect(422))).toBe(
      'ruling.member-unknown',
    );
    expect(codeOf(await ruled(city.officer).expect(409))).toBe('ruling.wrong-body');
    expect(codeOf(await post(city.doctor, at('ruling'), upheld()).expect(403))).toBe('access.forbidden');
    await ruled(chair).expect(201);
  });

  it('of two rulings at the same moment one is written and the other told why not', async () => {
    const id = await confirmed(city);
    await post(city.doctor, `/v1/deductions/${id}/appeal`, { grounds: '…' }).expect(201);
    const replies = await Promise.all(
      ['upheld', 'revoked'].map((outcome) => post(chair, `/v1/deductions/${id}/ruling`, { ...upheld(), outcome })),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(replies.map(codeOf).filter((code) => code !== undefined)).toEqual(['ruling.no-appeal-open']);
  });
});

describe('a reversal', () => {
  it('takes two persons, once', async () => {
    const id = await confirmed(city);
    const at = (step: string) => `/v1/deductions/${id}/${step}`;
    await post(city.reviewer, at('reversal'), { reason: '录错医师' }).expect(201);
    expect(codeOf(await post(city.reviewer, at('reversal/confirmation'), {}).expect(403))).toBe('reversal.one-person');
    await post(city.first.affairs, at('reversal/refusal'), { reason: '核对无误' }).expect(201);
    await post(city.auditor, at('reversal'), { reason: '录错医师' }).expect(201);
    const both = await Promise.all([
      post(city.reviewer, at('reversal/confirmation'), {}),
      post(city.first.affairs, at('reversal/confirmation'), {}),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect((await get(city.doctor, at('appeal'))).body).toMatchObject({
      state: 'reversed',
      fallen: { how: 'reversed' },
    });
  });

  it('comes from outside too, with the document of the authority', async () => {
    const id = await confirmed(city);
    const decision = { document: '行政复议 7', authority: '市卫健委', decidedOn: '2026-11-20' };
    const outside = { forum: 'reconsideration', outcome: 'revoked', decision, reason: '事实不清' };
    await post(city.reviewer, `/v1/deductions/${id}/outcome`, outside).expect(403);
    await post(city.officer, `/v1/deductions/${id}/outcome`, outside).expect(201);
    expect((await get(city.doctor, `/v1/deductions/${id}/appeal`)).body.outcomes).toMatchObject([
      { forum: 'reconsideration' },
    ]);
  });
});

describe('many confirmed in one act', () => {
  it('are all confirmed on the minutes, or none with each refusal listed', async () => {
    const [a, b] = [await recorded(city), await recorded(city)];
    const of = (...deductionIds: string[]) => ({ deductionIds, minutes });
    const refused = await post(city.reviewer, '/v1/deductions/confirmations', of(a, b, a, 'ded_nothing')).expect(409);
    expect(refused.body).toMatchObject({ code: 'deduction.confirmations-refused' });
    expect(refused.body.errors.map(({ at, code }: { at: string; code: string }) => [at, code])).toEqual([
      ['deductionIds[0]', 'deduction.statement-window-open'],
      ['deductionIds[1]', 'deduction.statement-window-open'],
      ['deductionIds[2]', 'deduction.listed-twice'],
      ['deductionIds[3]', 'absent'],
    ]);
    for (const id of [a, b]) await post(city.doctor, `/v1/deductions/${id}/acknowledgement`).expect(201);
    expect(codeOf(await post(city.auditor, '/v1/deductions/confirmations', of(a, b)).expect(403))).toBe(
      'access.forbidden',
    );
    const done = await post(city.reviewer, '/v1/deductions/confirmations', of(a, b)).expect(201);
    expect(done.body.entries.map(({ kind }: { kind: string }) => kind)).toEqual([
      'deduction.confirmed',
      'deduction.confirmed',
    ]);
    expect((await get(city.doctor, `/v1/deductions/${b}/appeal`)).body.decision).toMatchObject({ minutes });
  });
});

describe('who may sign', () => {
  it('is nobody with a declared interest, until another person ends it', async () => {
    const id = await recorded(city);
    await post(city.doctor, `/v1/deductions/${id}/acknowledgement`).expect(201);
    const { hospitalId } = city.first;
    const interests = `/v1/doctors/${city.doctorId}/interests`;
    const made = await post(city.reviewer, interests, { hospitalId, reason: '配偶' }).expect(201);
    const confirm = () => post(city.reviewer, `/v1/deductions/${id}/confirmation`, {});
    expect(codeOf(await confirm().expect(403))).toBe('deduction.recused');
    const file = await get(city.reviewer, `/v1/doctors/${city.doctorId}/due-process`).expect(200);
    expect(file.body.interests).toMatchObject([{ personId: city.reviewer.personId, reason: '配偶' }]);
    expect(codeOf(await post(city.reviewer, interests, { hospitalId, reason: '…' }).expect(409))).toBe(
      'interest.already-declared',
    );
    await post(city.first.affairs, `${interests}/${made.body.id}/end`, { hospitalId, reason: '已解除' }).expect(201);
    await confirm().expect(201);
  });

  it('is, for its days, whom the hospital has mandated from elsewhere', async () => {
    const id = await recorded(city);
    await post(city.doctor, `/v1/deductions/${id}/acknowledgement`).expect(201);
    const guest = city.otherReviewer;
    const confirm = () => post(guest, `/v1/deductions/${id}/confirmation`, {});
    await confirm().expect(404);
    const { hospitalId } = city.first;
    const mandate = { hospitalId, personId: guest.personId, role: 'reviewer', from: '2026-11-01', until: '2027-01-01' };
    const why = { reason: '仅一名药师', document: '质控 5 号' };
    const give = (changes: object) => post(city.first.affairs, '/v1/mandates', { ...mandate, ...why, ...changes });
    expect(codeOf(await give({ until: '2026-11-20' }).expect(422))).toBe('mandate.dates');
    expect(codeOf(await give({ inPlaceOf: city.auditor.personId }).expect(422))).toBe('mandate.nobody-replaced');
    expect(codeOf(await give({ personId: 'per_nobody' }).expect(422))).toBe('mandate.person-unknown');
    expect(codeOf(await give({ personId: city.first.affairs.personId }).expect(422))).toBe('access.own-grant');
    const given = await give({ inPlaceOf: city.reviewer.personId }).expect(201);
    expect(codeOf(await give({}).expect(409))).toBe('mandate.already-held');
    await confirm().expect(201);
    const later = await recorded(city);
    await post(city.doctor, `/v1/deductions/${later}/acknowledgement`).expect(201);
    const end = `/v1/mandates/${given.body.id}/end`;
    await post(city.first.affairs, end, { until: '2026-11-20', reason: '已招聘' }).expect(201);
    await post(guest, `/v1/deductions/${later}/confirmation`, {}).expect(404);
    expect(codeOf(await post(city.first.affairs, end, { until: '2026-11-20', reason: '…' }).expect(409))).toBe(
      'mandate.ended',
    );
    const list = await get(city.reviewer, `/v1/mandates?hospital=${hospitalId}`).expect(200);
    expect(list.body.items).toMatchObject([{ personId: guest.personId, until: '2026-11-20' }]);
  });
});

describe('an appeal that is taken back', () => {
  it('is over, and the lists and the panel know it', async () => {
    const id = await confirmed(city);
    await post(city.doctor, `/v1/deductions/${id}/appeal`, { grounds: '有指征' }).expect(201);
    const withdrawal = `/v1/deductions/${id}/appeal-withdrawal`;
    expect((await post(chair, withdrawal)).status).toBe(403);
    const made = await post(city.doctor, withdrawal).expect(201);
    expect(made.body.entries).toMatchObject([{ kind: 'deduction.appeal-withdrawn' }]);
    expect((await get(city.doctor, `/v1/deductions/${id}/appeal`).expect(200)).body).toMatchObject({
      phase: 'final',
      settledFrom: '2026-11-20',
      appeals: [{ withdrawnOn: '2026-11-20', ruling: null }],
    });
    expect(codeOf(await post(city.doctor, withdrawal).expect(409))).toBe('appeal.withdrawn');
    expect(codeOf(await post(chair, `/v1/deductions/${id}/ruling`, upheld()).expect(409))).toBe(
      'ruling.no-appeal-open',
    );
  });
});

describe('a balance from paper', () => {
  it('counts once a second person has confirmed it, and makes nothing due that paper has dealt with', async () => {
    const { hospitalId } = city.first;
    const doctorId = await prescriber(city.first, { staffNo: 'B002', licenceNo: '110000000000002' });
    const doctor = await asDoctor(service, doctorId);
    const openings = `/v1/doctors/${doctorId}/openings`;
    const balance = {
      hospitalId,
      scheme: 'ganzhou-default',
      points: 4,
      carriedOn: '2026-06-30',
      document: { ref: '台账' },
      reason: '上线前',
    };
    expect(codeOf(await post(city.auditor, openings, { ...balance, points: 13 }).expect(422))).toBe('opening.points');
    const { id } = (await post(city.auditor, openings, balance).expect(201)).body;
    expect(codeOf(await post(city.auditor, openings, balance).expect(409))).toBe('opening.already-recorded');
    const left = async () => (await get(doctor, '/v1/me/standing').expect(200)).body.standings[0];
    expect(await left()).toMatchObject({ left: 12 });
    const confirm = (user: TestUser) => post(user, `${openings}/${id}/confirmation`, { hospitalId });
    expect((await confirm(city.auditor)).status).toBe(403);
    await confirm(city.reviewer).expect(201);
    expect(await left()).toMatchObject({
      left: 8,
      countedItems: [{ code: 'carried-over', counted: 4 }],
      sanctionsDue: [],
    });
    expect(codeOf(await confirm(city.first.affairs).expect(409))).toBe('opening.decided');

    const reversal = `${openings}/${id}/reversal`;
    await post(city.auditor, reversal, { hospitalId, reason: '台账属他人' }).expect(201);
    const second = (user: TestUser) => post(user, `${reversal}/confirmation`, { hospitalId });
    expect((await second(city.auditor)).status).toBe(403);
    await second(city.reviewer).expect(201);
    expect(await left()).toMatchObject({ left: 12, countedItems: [] });
    expect((await get(city.auditor, `/v1/doctors/${doctorId}/due-process`).expect(200)).body.openings).toMatchObject([
      { openingId: id, reversalProposed: null, reversed: { personId: city.reviewer.personId } },
    ]);
  });

  it('is signed for the hospital that carried it over, not for another where the doctor works too', async () => {
    const doctorId = await prescriber(city.first, { staffNo: 'B003', licenceNo: '110000000000003' });
    const { hospitalId, affairs } = city.second;
    const post2 = { hospitalId, staffNo: 'C003', department: '心内科', wardId: null, from: '2021-01-01' };
    await post(affairs, `/v1/doctors/${doctorId}/posts`, post2).expect(201);
    const balance = { scheme: 'ganzhou-default', points: 4, carriedOn: '2026-06-30', reason: '上线前' };
    const at = { hospitalId: city.first.hospitalId, document: { ref: '台账' } };
    const openings = `/v1/doctors/${doctorId}/openings`;
    const { id } = (await post(city.auditor, openings, { ...balance, ...at }).expect(201)).body;
    const elsewhere = await post(city.otherReviewer, `${openings}/${id}/confirmation`, { hospitalId });
    expect([elsewhere.status, codeOf(elsewhere)]).toEqual([404, 'opening.absent']);
    const activity = { scheme: 'ganzhou-default', activity: '义诊', doneOn: '2026-11-02', evidence: [] };
    const credits = `/v1/doctors/${doctorId}/credits`;
    const given = (await post(city.auditor, credits, { hospitalId: at.hospitalId, ...activity }).expect(201)).body;
    const foreign = await post(city.otherReviewer, `${credits}/${given.id}/confirmation`, { hospitalId });
    expect([foreign.status, codeOf(foreign)]).toEqual([404, 'credit.absent']);
  });
});

it('the window closes with its tenth working day, whatever is scheduled', async () => {
  const id = await confirmed(city);
  await post(city.reviewer, `/v1/deductions/${id}/delivery`, paper).expect(201);
  const { context } = city.doctor;
  service.clock.set('2026-12-04T15:59:59.999Z');
  expect((await appealOf(context, id)).status).toMatchObject({ phase: 'appealable' });
  service.clock.set('2026-12-04T16:00:00.000Z');
  expect((await appealOf(context, id)).status).toMatchObject({ phase: 'final', settledFrom: '2026-12-05' });
  const late = fileAppeal(context, { deductionId: id, grounds: '…', attachments: [] });
  await expect(late).rejects.toMatchObject({ code: 'appeal.too-late' });
});

it('every table of it follows from the entries', async () => {
  expect(await service.wrong()).toEqual([]);
  await service.tamper("update opening set state = 'confirmed' where state = 'reversed'");
  expect(JSON.stringify(await service.wrong())).toContain('opening');
});
