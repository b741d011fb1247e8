import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { importFile } from '../../../src/usecases/cost/cost.ts';
import { costContextOf } from '../../../src/usecases/cost/cost-door.ts';
import { type SmallCity, smallCity } from '../../support/city.ts';
import { blocksOf } from '../../support/cost.ts';
import { startService, type TestService, type TestUser } from '../../support/service.ts';

interface OpenApi {
  readonly paths: Readonly<Record<string, object>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

let service: TestService;
let city: SmallCity;
beforeAll(async () => {
  service = await startService();
  city = await smallCity(service);
  const lines = (month: string, price: number, boxes: number) =>
    [
      '月份,病区,药品编码,药品名称,单位,数量,金额',
      `${month},0301,YS0001,阿托伐他汀钙片,盒,${boxes},${price * boxes}`,
    ].join('\n');
  for (const [month, price, boxes] of [
    ['2025-10', 40, 100],
    ['2026-10', 30, 120],
  ] as const) {
    const stream = blocksOf(lines(month, price, boxes));
    const file = { dataset: 'drugLines', hospitalId: city.first.hospitalId, dryRun: false } as const;
    await importFile(await costContextOf(city.first.affairs.context), { ...file, source: { kind: 'stream', stream } });
  }
});
afterAll(() => service.close());

const get = (user: TestUser, path: string) => service.http.get(`/v1/cost/${path}`).set(user.bearer);
const october = 'from=2026-10&until=2026-11';

describe('price, volume and mix over HTTP', () => {
  it('stand against the same months a year earlier, in JSON and as CSV', async () => {
    const asked = `price-volume?hospital=${city.first.hospitalId}&${october}`;
    const { body } = await get(city.officer, asked).expect(200);
    const parts = { beforeFen: 400_000, afterFen: 360_000, changeFen: -40_000, priceFen: -120_000 };
    expect(body).toMatchObject({
      status: 'complete',
      total: { ...parts, volumeFen: 80_000, mixFen: 0 },
      drugs: [{ drugCode: 'YS0001', name: '阿托伐他汀钙片', unit: '盒', quantityBefore: 100, quantityAfter: 120 }],
    });
    expect(body.caveats[0].text).toMatch(/计量单位/);
    const csv = await get(city.officer, asked.replace('?', '.csv?')).expect(200);
    expect(csv.text).toContain('合计,,complete,,,400000,360000,-40000,-120000,80000,0,');
  });
});

describe('the share of key-monitored drugs', () => {
  it('is told by hospital and by ward, from the flags of the lines', async () => {
    const content =
      '月份,病区,药品编码,数量,金额,重点监控\n2026-10,0301,YS0001,10,30000,否\n2026-10,0301,YS0104,10,10000,是\n';
    const file = { dataset: 'drugLines', hospitalId: city.second.hospitalId, dryRun: false } as const;
    const source = { kind: 'stream', stream: blocksOf(content) } as const;
    await importFile(await costContextOf(city.second.affairs.context), { ...file, source });
    const asked = `measure=keyMonitoredShare&hospital=${city.second.hospitalId}`;
    const { body } = await get(city.officer, `trends?${asked}&${october}`).expect(200);
    expect(body.series[0].points[0]).toMatchObject({ value: 0.25, numerator: 1_000_000, small: false });
    const wards = await get(city.officer, `wards?${asked}&month=2026-10`).expect(200);
    expect(wards.body.wards).toMatchObject([{ wardId: city.second.wardId, value: 0.25 }]);
  });
});

describe('drugs by ward over HTTP', () => {
  const path = () => `hospitals/${city.first.hospitalId}/ward-drugs?${october}`;
  const newest = async () => (await service.ports.accessRecords.search({}, { limit: 1 }))[0];

  it('ask what for, and keep it', async () => {
    await get(city.officer, path()).expect(400);
    await get(city.officer, `${path()}&purpose=curiosity`).expect(400);
    const { body } = await get(city.officer, `${path()}&purpose=audit`).expect(200);
    expect(body.rows).toMatchObject([{ wardId: city.first.wardId, drugCode: 'YS0001', amountFen: 360_000 }]);
    const kept = { operation: 'listWardDrugs', purpose: 'audit', purposeStated: true, outcome: 'done' };
    expect(await newest()).toMatchObject({ ...kept, object: city.first.hospitalId, act: 'read' });
    const csv = await get(city.officer, `${path().replace('?', '.csv?')}&purpose=review`).expect(200);
    expect(csv.text).toContain('YS0001,阿托伐他汀钙片,盒,1,1200000');
    expect(await newest()).toMatchObject({ operation: 'listWardDrugsCsv', purpose: 'review', act: 'export' });
  });

  it('belong to fewer offices than cost does', async () => {
    const registrar = `trends?measure=drugShare&hospital=${city.first.hospitalId}&${october}`;
    await get(city.registrar, registrar).expect(200);
    await get(city.registrar, `${path()}&purpose=audit`).expect(403);
    await get(city.second.affairs, `${path()}&purpose=audit`).expect(404);
  });

  it('are in no answer of drug cost together with a doctor', async () => {
    const { text } = await service.http.get('/openapi.yaml').expect(200);
    const { paths: all, components } = parse(text) as OpenApi;
    const paths = Object.entries(all);
    const cost = paths.filter(([name]) => name.startsWith('/v1/cost/'));
    expect(cost.length).toBeGreaterThan(20);
    const shown = (schema: unknown): string => JSON.stringify(schema);
    const named = new Set([...shown(cost).matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name ?? ''));
    const answers = [
      ...cost.map(([, path]) => shown(path)),
      ...[...named].map((name) => shown(components.schemas[name])),
    ];
    expect(answers.filter((of) => /"(doctor\w*|prescriber\w*|staffNo|licenceNo)":/i.test(of))).toEqual([]);
    expect(answers.some((of) => of.includes('"drugCode":'))).toBe(true);
  });
});
