import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { duties } from '../../src/usecases/appeals/duty.ts';
import { deductions } from '../../src/usecases/deductions/deduction-list.ts';
import { confirmed, type DeductionCity, deductionCity, recorded } from '../support/deductions.ts';
import { startService, type TestService, type TestUser } from '../support/service.ts';

let service: TestService;
let city: DeductionCity;
let panellist: TestUser;
beforeAll(async () => {
  service = await startService();
  city = await deductionCity(service);
  const { hospitalId } = city.first;
  panellist = await service.user([{ role: 'appeal-panellist', scope: { kind: 'hospital', hospitalId } }]);
});
afterAll(() => service.close());

const get = (user: TestUser, path: string) => service.http.get(path).set(user.bearer);
const post = (user: TestUser, path: string, body?: object) => {
  const request = service.http.post(path).set(user.bearer);
  return body === undefined ? request : request.send(body);
};
interface Shown {
  readonly deductionId: string;
  readonly task: string;
  readonly mine: boolean;
}
const about = async (user: TestUser, deductionId: string, query = '') => {
  const { body } = await get(user, `/v1/duties${query}`).expect(200);
  return body.items
    .filter((each: Shown) => each.deductionId === deductionId)
    .map(({ task, mine }: Shown) => [task, mine]);
};

describe('duties', () => {
  it('are seen by both sides, each told what is theirs', async () => {
    const id = await recorded(city);
    expect(await about(city.doctor, id)).toEqual([
      ['answer', true],
      ['confirm', false],
    ]);
    expect(await about(city.reviewer, id)).toEqual([
      ['answer', false],
      ['confirm', true],
    ]);
    expect(await about(city.auditor, id)).toEqual([
      ['answer', false],
      ['confirm', false],
    ]);
    expect(await about(city.reviewer, id, '?mine=true')).toEqual([['confirm', true]]);
    expect(await about(city.otherReviewer, id)).toEqual([]);
    expect(await about(city.officer, id, '?task=confirm')).toEqual([['confirm', false]]);
  });

  it('follow the decision to its delivery, appeal and ruling; a panellist sees what is appealed', async () => {
    const id = await confirmed(city);
    expect(await about(city.auditor, id)).toEqual([['deliver', true]]);
    expect(await about(panellist, id)).toEqual([]);
    await post(city.doctor, `/v1/deductions/${id}/appeal`, { grounds: '有指征' }).expect(201);
    expect(await about(panellist, id)).toEqual([['rule', true]]);
    expect(await about(city.doctor, id)).toEqual([['rule', false]]);
    expect(await about(city.officer, id)).toEqual([['rule', false]]);
  });

  it('come page by page, and each page leads to the next', async () => {
    const first = await get(city.reviewer, '/v1/duties?limit=1').expect(200);
    expect(new Set(first.body.items.map((each: Shown) => each.deductionId)).size).toBe(1);
    const second = await get(city.reviewer, first.body.links.next).expect(200);
    expect(second.body.items[0].deductionId).not.toBe(first.body.items[0].deductionId);
  });
});

describe('balances from paper and points given back', () => {
  interface Balance {
    readonly task: string;
    readonly mine: boolean;
    readonly openingId: string | null;
    readonly creditId: string | null;
  }
  const waiting = async (user: TestUser, id: string, query = '') => {
    const { body } = await get(user, `/v1/duties?limit=200${query}`).expect(200);
    return body.items
      .filter((each: Balance) => each.openingId === id || each.creditId === id)
      .map(({ task, mine }: Balance) => [task, mine]);
  };
  const doctors = () => `/v1/doctors/${city.doctorId}`;

  it('wait for their second person in the list of both sides', async () => {
    const { hospitalId, affairs } = city.first;
    const document = { ref: '台账' };
    const paper = { scheme: 'ganzhou-default', points: 1, carriedOn: '2026-06-30', document, reason: '上线前' };
    const openings = `${doctors()}/openings`;
    const { id: openingId } = (await post(city.auditor, openings, { hospitalId, ...paper }).expect(201)).body;
    const study = { scheme: 'ganzhou-default', activity: '义诊', doneOn: '2026-11-02', evidence: [] };
    const { id: creditId } = (await post(city.auditor, `${doctors()}/credits`, { hospitalId, ...study }).expect(201))
      .body;
    for (const [id, task] of [
      [openingId, 'confirm-opening'],
      [creditId, 'confirm-credit'],
    ]) {
      expect(await waiting(city.doctor, id)).toEqual([[task, false]]);
      expect(await waiting(city.auditor, id)).toEqual([[task, false]]);
      expect(await waiting(city.reviewer, id)).toEqual([[task, true]]);
      expect(await waiting(affairs, id, '&mine=true')).toEqual([[task, true]]);
      expect(await waiting(city.officer, id, `&task=${task}`)).toEqual([[task, false]]);
      expect(await waiting(city.otherReviewer, id)).toEqual([]);
      expect(await waiting(panellist, id)).toEqual([]);
    }
    await post(city.reviewer, `${openings}/${openingId}/confirmation`, { hospitalId }).expect(201);
    await post(city.reviewer, `${doctors()}/credits/${creditId}/confirmation`, { hospitalId }).expect(201);
    expect([await waiting(city.doctor, openingId), await waiting(city.doctor, creditId)]).toEqual([[], []]);
    await post(city.auditor, `${openings}/${openingId}/reversal`, { hospitalId, reason: '有误' }).expect(201);
    expect(await waiting(city.reviewer, openingId)).toEqual([['confirm-opening-reversal', true]]);
    await post(city.reviewer, `${openings}/${openingId}/reversal/confirmation`, { hospitalId }).expect(201);
    expect(await waiting(city.reviewer, openingId)).toEqual([]);
  });

  it('come in the one order of recording with the deductions, page by page', async () => {
    const { hospitalId } = city.first;
    const study = { scheme: 'ganzhou-default', doneOn: '2026-11-02', evidence: [], hospitalId };
    const made: string[] = [];
    for (const activity of ['一', '二']) {
      made.push((await post(city.auditor, `${doctors()}/credits`, { ...study, activity }).expect(201)).body.id);
      made.push(await recorded(city));
    }
    const seen: string[] = [];
    let path = '/v1/duties?limit=1';
    for (let pages = 0; pages < 60 && path; pages += 1) {
      const { body } = await get(city.reviewer, path).expect(200);
      for (const { deductionId, creditId } of body.items) seen.push(deductionId ?? creditId);
      path = body.links.next;
    }
    expect([...new Set(seen)].filter((id) => made.includes(id))).toEqual(made);
  });
});

describe('an inbox', () => {
  const items = async (user: TestUser, query = '') => (await get(user, `/v1/inbox${query}`).expect(200)).body.items;
  const find = async (user: TestUser, id: string, kind: string) =>
    (await items(user)).find(
      (each: { deductionId: string; kind: string }) => each.deductionId === id && each.kind === kind,
    );

  it('delivers a decision by being read, once, and the window opens', async () => {
    const id = await confirmed(city);
    const decision = await find(city.doctor, id, 'deduction.confirmed');
    expect(decision).toMatchObject({ unread: true, delivers: true, text: expect.stringContaining('送达') });
    const read = await post(city.doctor, `/v1/inbox/${decision.position}/read`).expect(201);
    expect(read.body.entries.map(({ kind }: { kind: string }) => kind)).toEqual(['deduction.delivered']);
    expect(await find(city.doctor, id, 'deduction.confirmed')).toMatchObject({ unread: false, delivers: false });
    expect((await get(city.doctor, `/v1/deductions/${id}/appeal`)).body).toMatchObject({
      phase: 'appealable',
      deliveries: [{ how: 'read-in-inbox', personId: city.doctorId }],
    });
    const again = await post(city.doctor, `/v1/inbox/${decision.position}/read`).expect(409);
    expect(again.body.code).toBe('inbox.already-read');
  });

  it('of two readings at the same moment one delivers', async () => {
    const id = await confirmed(city);
    const { position } = await find(city.doctor, id, 'deduction.confirmed');
    const both = await Promise.all([1, 2].map(() => post(city.doctor, `/v1/inbox/${position}/read`)));
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  it('tells the recorder what others signed, and keeps what was read', async () => {
    const id = await confirmed(city);
    const told = await find(city.auditor, id, 'deduction.confirmed');
    expect(told).toMatchObject({ unread: true, delivers: false });
    await post(city.auditor, `/v1/inbox/${told.position}/read`).expect(201);
    expect(await find(city.auditor, id, 'deduction.confirmed')).toMatchObject({ unread: false });
    const unread = await items(city.auditor, '?unread=true');
    expect(unread.map(({ position }: { position: number }) => position)).not.toContain(told.position);
    expect(unread.length).toBeGreaterThan(0);
  });

  it('is nobody else’s', async () => {
    const id = await confirmed(city);
    const { position } = await find(city.doctor, id, 'deduction.confirmed');
    await post(city.otherAuditor, `/v1/inbox/${position}/read`).expect(404);
    expect(await items(city.otherAuditor)).toEqual([]);
    await service.http.get('/v1/inbox').expect(401);
  });
});

it('what is due changes with the clock alone', async () => {
  const id = await confirmed(city);
  const overdue = async () =>
    (await duties(city.auditor.context, { mine: true }, { limit: 200 })).items.find((each) => each.about.id === id);
  service.clock.set('2026-11-25T15:59:59.999Z');
  expect(await overdue()).toMatchObject({ task: 'deliver', overdue: false });
  service.clock.set('2026-11-25T16:00:00.000Z');
  expect(await overdue()).toMatchObject({ task: 'deliver', overdue: true });
});

it('a documented leave pauses the lists like the records: nothing is confirmable, and nothing lapses, meanwhile', async () => {
  service.clock.set('2026-11-20T01:00:00.000Z');
  const id = await recorded(city);
  const { hospitalId } = city.first;
  const leave = { hospitalId, from: '2026-11-21', until: '2026-12-05', document: '病假单' };
  await post(city.first.affairs, `/v1/doctors/${city.doctorId}/leaves`, leave).expect(201);
  const stateOn = async (instant: string, state: 'recorded' | 'confirmable') => {
    service.clock.set(instant);
    const { items } = await deductions(city.reviewer.context, { state }, { limit: 200 });
    return items.find(({ deductionId }) => deductionId === id)?.state;
  };
  // Without the leave the window had run with 27 November; five working days after it end with 11 December.
  expect(await stateOn('2026-12-11T15:59:59.999Z', 'confirmable')).toBeUndefined();
  expect(await stateOn('2026-12-11T15:59:59.999Z', 'recorded')).toBe('recorded');
  expect(await stateOn('2026-12-11T16:00:00.000Z', 'confirmable')).toBe('confirmable');
});
