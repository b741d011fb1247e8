import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SmallCity, smallCity } from '../../support/city.ts';
import { gb18030 } from '../../support/cost.ts';
import { csvOf, stays } from '../../support/front-page.ts';
import { startService, type TestService, type TestUser } from '../../support/service.ts';

let service: TestService;
let city: SmallCity;
let first: TestUser;
beforeAll(async () => {
  service = await startService();
  city = await smallCity(service);
  first = city.first.affairs;
});
afterAll(() => service.close());

/** Ward code 0301 is the only ward of each hospital; W9 is nobody's. */
const october = csvOf([...stays(8, () => ({ CYBF: '0301' })), ...stays(2, (at) => ({ BAH: `X${at}`, CYBF: 'W9' }))]);

const send = (user: TestUser, hospital: string, content: string | Buffer, more = '') =>
  service.http
    .post(`/v1/cost/imports?dataset=inpatientRows&hospital=${hospital}${more}`)
    .set(user.bearer)
    .set('content-type', 'text/csv')
    .send(content);

const trend = (user: TestUser, query: string) =>
  service.http.get(`/v1/cost/trends?measure=drugCostPerDischarge&from=2026-09&until=2026-11${query}`).set(user.bearer);

interface Point {
  readonly period: string;
  readonly status: string;
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
}

const octoberOf = (body: { series: { points: Point[] }[] }) =>
  body.series[0]?.points.find((point) => point.period === '2026-10');

describe('front pages sent over HTTP', () => {
  it('can be tried without a trace', async () => {
    const size = await service.ports.store.ledger.size();
    const tried = await send(first, city.first.hospitalId, october, '&dryRun=true').expect(202);
    expect(tried.body.result).toMatchObject({ outcome: 'dry-run', rows: 10, switched: [], position: null });
    expect(await service.ports.store.ledger.size()).toBe(size);
  });

  it('go live by one entry, in GB18030 too, and show in the trend at once', async () => {
    const sent = await send(first, city.first.hospitalId, gb18030(october)).expect(202);
    expect(sent.body.result).toMatchObject({
      outcome: 'stored',
      encoding: 'gb18030',
      rows: 10,
      switched: [{ hospitalId: city.first.hospitalId, month: '2026-10', dataset: 'inpatientRows' }],
      unmappedWardCodes: [{ code: 'W9', rows: 2 }],
    });
    const { body } = await trend(city.officer, `&hospital=${city.first.hospitalId}`).expect(200);
    // Ten stays of 26.00 yuan of drugs each, in fen over discharges.
    expect(octoberOf(body)).toMatchObject({ numerator: 26_000, denominator: 10, value: 26, status: 'complete' });
    // September was never sent: missing, which is not zero.
    expect(body.series[0].points[0]).toMatchObject({ period: '2026-09', status: 'missing', value: null });
  });

  it('change nothing when the same bytes come again, and say so', async () => {
    const size = await service.ports.store.ledger.size();
    const again = await send(first, city.first.hospitalId, gb18030(october)).expect(202);
    expect(again.body.result).toMatchObject({ outcome: 'unchanged', switched: [] });
    expect(await service.ports.store.ledger.size()).toBe(size);
  });

  it('show by ward, with unmapped codes counted and not dropped', async () => {
    const { body } = await service.http
      .get(`/v1/cost/wards?hospital=${city.first.hospitalId}&month=2026-10&measure=drugCostPerDischarge`)
      .set(first.bearer)
      .expect(200);
    expect(body.total).toMatchObject({ denominator: 10 });
    expect(
      body.wards.map((ward: { wardId: string | null; denominator: number }) => [ward.wardId, ward.denominator]),
    ).toEqual(
      expect.arrayContaining([
        [city.first.wardId, 8],
        [null, 2],
      ]),
    );
  });

  it('show by ward as CSV too, with the balancing measures beside', async () => {
    const asked = `wards.csv?hospital=${city.first.hospitalId}&month=2026-10&measure=drugCostPerDischarge`;
    const { text } = await service.http.get(`/v1/cost/${asked}`).set(first.bearer).expect(200);
    const [header = '', ...rows] = text.trimEnd().split('\r\n');
    const beside = header.split(',').indexOf('并列:totalCostPerDischarge');
    expect(beside).toBeGreaterThan(10);
    expect(header.split(',')[beside + 1]).toBe('并列样本过小:totalCostPerDischarge');
    const values = rows.map((row) => row.split(',').slice(beside, beside + 2));
    // Ten discharges are below the threshold; the value is there and says so.
    expect(values).toEqual([
      [expect.stringMatching(/^\d+(\.\d+)?$/), 'true'],
      [expect.stringMatching(/^\d+(\.\d+)?$/), 'true'],
    ]);
  });

  it('leave no patient’s name anywhere', async () => {
    expect(service.logged()).not.toContain('张三丰');
    expect(service.logged()).not.toContain('360702196001011234');
  });

  it('can be taken back to an earlier import or to none', async () => {
    const slice = { hospitalId: city.first.hospitalId, month: '2026-10', dataset: 'inpatientRows' };
    const point = (importId: string | null) =>
      service.http
        .post('/v1/cost/slices/point')
        .set(city.registrar.bearer)
        .send({ ...slice, importId });
    const before = await send(first, city.first.hospitalId, gb18030(october)).expect(202);
    await point(null).expect(200);
    const { body } = await trend(city.officer, `&hospital=${city.first.hospitalId}`).expect(200);
    expect(octoberOf(body)).toMatchObject({ status: 'missing', value: null });
    await point(before.body.result.importId).expect(200);
    const back = await trend(city.officer, `&hospital=${city.first.hospitalId}`).expect(200);
    expect(octoberOf(back.body)).toMatchObject({ value: 26 });
    const twice = await point(before.body.result.importId).expect(409);
    expect(twice.body.code).toBe('cost.slice-unchanged');
  });
});

describe('a question that cannot be answered', () => {
  it.each([
    ['two places at once', '&hospital=hos_1&county=reg_1', 'cost.scope', 400],
    ['a scope without its place', '&scope=ward', 'cost.scope', 400],
    ['a measure that nobody defined', '&measure=x', 'form.invalid', 400],
    ['a place that is not there', '&hospital=hos_nothing', 'absent', 404],
  ])('%s is refused', async (_name, query, code, status) => {
    const { body } = await trend(city.officer, query).expect(status);
    expect(body.code).toBe(code);
  });

  it('is an empty range', async () => {
    const { body } = await service.http
      .get('/v1/cost/trends?measure=drugCostPerDischarge&from=2026-10&until=2026-10')
      .set(city.officer.bearer)
      .expect(422);
    expect(body.code).toBe('cost.range-empty');
  });

  it('is one about a hospital of another county', async () => {
    const outside = await trend(city.countyOfficer, `&hospital=${city.first.hospitalId}`).expect(404);
    const absent = await trend(city.countyOfficer, '&hospital=hos_nothing').expect(404);
    expect(outside.text).toBe(absent.text);
    await trend(city.countyOfficer, `&hospital=${city.second.hospitalId}`).expect(200);
  });
});

describe('a file without end', () => {
  it('is answered while it is still being sent, and its sender is cut off', async () => {
    const block = Buffer.alloc(262_144, 'a');
    let sentBytes = 0;
    const status = await new Promise<number | undefined>((resolve, reject) => {
      let answer: number | undefined;
      const sending = request(
        `${service.baseUrl}/v1/cost/imports?dataset=inpatientRows&hospital=${city.first.hospitalId}`,
        {
          method: 'POST',
          headers: { ...first.bearer, 'content-type': 'text/csv' },
        },
      );
      sending.on('response', (response) => {
        answer = response.statusCode;
        response.on('error', () => undefined).resume();
      });
      // Cut off, it is an error of a connection: what counts is whether the answer came before.
      sending.on('error', () => undefined);
      sending.on('close', () => resolve(answer));
      const more = () => {
        if (sending.destroyed) return;
        sentBytes += block.length;
        if (sentBytes > 1024 * 1024 * 1024) return reject(new Error('it is still being taken'));
        if (sending.write(block)) setImmediate(more);
        else sending.once('drain', more);
      };
      more();
    });
    expect(status).toBe(422);
    expect(sentBytes).toBeGreaterThan(65_536);
    expect(sentBytes).toBeLessThan(256 * 1024 * 1024);
  });
});
