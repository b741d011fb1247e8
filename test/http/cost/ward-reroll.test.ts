import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCostStore } from '../../../src/store/cost/sqlite.ts';
import { type SmallCity, smallCity } from '../../support/city.ts';
import { csvOf, stays } from '../../support/front-page.ts';
import { startService, type TestService } from '../../support/service.ts';

let service: TestService;
let city: SmallCity;
beforeAll(async () => {
  service = await startService();
  city = await smallCity(service);
});
afterAll(() => service.close());

describe('what has no rows', () => {
  it('says so in words, and whether there is anything to send', async () => {
    const { affairs, hospitalId } = city.second;
    const slice = { hospitalId, month: '2026-10', dataset: 'inpatientRows' } as const;
    const store = openCostStore(join(service.folder, 'data', 'cost.db'));
    await store.beginImport({ importId: 'imp_g', origin: 'generated', dataset: 'inpatientRows', startedAt: 'x' });
    await store.finishImport('imp_g', {
      identitySha256: 'g',
      fileSha256: 'g',
      summary: '{}',
      slices: [{ ...slice, rows: 1, rejected: 0, state: 'complete' }],
      wardMonths: [],
      hospitalMonths: [],
      codes: { ward: [], drg: [] },
    });
    await store.pointTo([{ ...slice, importId: 'imp_g', state: 'complete', position: 1 }]);
    await store.close();
    const ask = (language: string) =>
      service.http
        .post('/v1/cost/rerolls')
        .set({ ...affairs.bearer, 'accept-language': language })
        .send({ hospitalId });
    const { body } = await ask('zh').expect(200);
    expect(body.imports).toMatchObject([{ outcome: 'generated', toId: null, note: { code: 'reroll.generated' } }]);
    expect(body.imports[0].note.text).toContain('没有原始行');
    expect((await ask('en')).body.imports[0].note.text).toContain('no file to send');
  });
});

describe('a ward code that nobody had mapped', () => {
  it('stands in the queue, gets a ward, and a re-roll by the worker moves its rows there', async () => {
    const { affairs, hospitalId } = city.first;
    const pages = [...stays(8, () => ({ CYBF: '0301' })), ...stays(5, (at) => ({ BAH: `X${at}`, CYBF: '0702' }))];
    const sent = await service.http
      .post(`/v1/cost/imports?dataset=inpatientRows&hospital=${hospitalId}`)
      .set(affairs.bearer)
      .set('content-type', 'text/csv')
      .send(csvOf(pages))
      .expect(202);
    const queue = () => service.http.get(`/v1/cost/unmapped-wards?hospital=${hospitalId}`).set(affairs.bearer);
    expect((await queue().expect(200)).body.items).toEqual([
      {
        hospitalId,
        dataset: 'inpatientRows',
        code: '0702',
        rows: 5,
        firstMonth: '2026-10',
        lastMonth: '2026-10',
        wardIds: [],
      },
    ]);
    const ward = { name: '肾内科病房', department: '肾内科', specialty: '肾病学', codes: ['0702'], from: '2026-09-01' };
    const made = await service.http
      .post(`/v1/hospitals/${hospitalId}/wards`)
      .set(affairs.bearer)
      .send(ward)
      .expect(201);
    expect((await queue()).body.items).toMatchObject([{ code: '0702', wardIds: [made.body.id] }]);
    // So that the history can tell which came later.
    service.clock.advanceMs(1_000);
    const reroll = (dryRun: boolean) =>
      service.http.post('/v1/cost/rerolls').set(affairs.bearer).send({ hospitalId, dryRun });
    const [tried, done] = [await reroll(true).expect(200), await reroll(false).expect(200)];
    expect(tried.body.switched).toEqual([]);
    const { importId } = sent.body.result;
    expect(done.body).toMatchObject({
      imports: [{ fromId: importId, outcome: 'stored', slices: [{ withoutWardBefore: 5, withoutWardAfter: 0 }] }],
      switched: [{ hospitalId, month: '2026-10', dataset: 'inpatientRows' }],
    });
    expect((await queue()).body).toEqual({ items: [], unlisted: 0 });
    const { body } = await service.http
      .get(`/v1/cost/wards?hospital=${hospitalId}&month=2026-10&measure=drugCostPerDischarge`)
      .set(affairs.bearer)
      .expect(200);
    const counts = body.wards.map((row: { wardId: string; denominator: number }) => [row.wardId, row.denominator]);
    expect(counts).toEqual(
      expect.arrayContaining([
        [city.first.wardId, 8],
        [made.body.id, 5],
      ]),
    );
    const history = await service.http
      .get(`/v1/cost/slices?hospital=${hospitalId}&month=2026-10&dataset=inpatientRows`)
      .set(affairs.bearer);
    expect(history.body.items).toMatchObject([
      { rolledFrom: importId, live: true },
      { importId, live: false },
    ]);
    // The entry says what it was made from, and the ledger decides what is live when the copy is lost.
    const [, newest] = await service.ports.store.ledger.entriesOf([
      { kind: 'slice', id: `${hospitalId}/2026-10/inpatientRows` },
    ]);
    expect(newest?.event).toMatchObject({ rolledFrom: importId, importId: done.body.imports[0].toId });
  });
});
