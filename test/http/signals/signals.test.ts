import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importFile } from '../../../src/usecases/cost/cost.ts';
import { costContextOf } from '../../../src/usecases/cost/cost-door.ts';
import type { UnitAlert } from '../../../src/usecases/signals/alert-list.ts';
import type { EffectReport } from '../../../src/usecases/signals/effect.ts';
import type { FunnelAnswer } from '../../../src/usecases/signals/funnel.ts';
import type { ChartAnswer } from '../../../src/usecases/signals/signal-chart.ts';
import { type SmallCity, smallCity } from '../../support/city.ts';
import { blocksOf } from '../../support/cost.ts';
import { inpatientReturn, type ReturnedMonth } from '../../support/returns.ts';
import { startService, type TestService, type TestUser } from '../../support/service.ts';

let service: TestService;
let city: SmallCity;
beforeAll(async () => {
  service = await startService();
  city = await smallCity(service);
  await send(city.first.hospitalId, [...calm, ...dearer]);
  await send(city.second.hospitalId, [...calm, ...calm.slice(0, 8)]);
  // A year earlier as well, so that there are months enough on both sides of a change.
  await send(city.second.hospitalId, calm, '2024-03');
});
afterAll(() => service.close());

const from = '2025-03';
const month = (drugYuan: number): ReturnedMonth => ({ discharges: 1000, drugYuan });
/** 2025-03 to 2026-02: 1600 with moving ranges of 20, so limits are 1600 ± 60 ÷ 1.128. */
const calm = Array.from({ length: 12 }, (_, at) => month(at % 2 === 0 ? 1610 : 1590));
/** 2026-03 to 2026-10: eight months above the centre. */
const dearer = [1620, 1625, 1622, 1627, 1621, 1626, 1623, 1628].map(month);

const send = async (hospitalId: string, months: readonly ReturnedMonth[], start = from) => {
  const stream = blocksOf(inpatientReturn(start, months));
  const file = { dataset: 'inpatientReturn', hospitalId, source: { kind: 'stream', stream }, dryRun: false } as const;
  await importFile(await costContextOf(city.registrar.context), file);
};

const get = (user: TestUser, path: string) => service.http.get(`/v1/cost/${path}`).set(user.bearer);
const chart = (user: TestUser, hospitalId: string) =>
  get(user, `signals?measure=financeDrugCostPerDischarge&hospital=${hospitalId}&from=2026-09&until=2026-11`);
const rebase = (user: TestUser, changes: object = {}) =>
  service.http
    .post('/v1/cost/baselines')
    .set(user.bearer)
    .send({
      measure: 'financeDrugCostPerDischarge',
      scope: { kind: 'hospital', hospitalId: city.first.hospitalId },
      from: '2025-11',
      until: '2026-11',
      appliesFrom: '2026-03',
      reason: '新住院楼启用',
      ...changes,
    });

describe('signals over HTTP', () => {
  it('rest on the first twelve months, whatever range is asked for', async () => {
    const { body } = await chart(city.officer, city.first.hospitalId).expect(200);
    expect(body.baselines).toEqual([
      { from: '2025-03', until: '2026-03', appliesFrom: '2025-03', basis: 'first-months', reason: null, setOn: null },
    ]);
    expect(body.months.map((one: { month: string }) => one.month)).toEqual(['2026-09', '2026-10']);
    expect(body.months[1]).toMatchObject({
      value: 1628,
      limits: { centre: 1600, lower: 1546.8085, upper: 1653.1915 },
      signals: [{ rule: 'shift', side: 'above' }],
    });
    expect(body.alerts).toMatchObject([
      {
        rule: 'shift',
        judgement: 'worse',
        since: '2026-03',
        to: '2026-10',
        fromValue: 1600,
        toValue: 1624,
        current: true,
      },
    ]);
  });
  it('are listed over all hospitals of a place, and only of that place', async () => {
    const { body } = await get(city.officer, 'alerts?measure=financeDrugCostPerDischarge').expect(200);
    expect(body).toMatchObject({ series: 2, judged: 2, total: 1, alerts: [{ hospitalId: city.first.hospitalId }] });
    const county = await get(city.countyOfficer, `alerts?county=${city.countyId}`).expect(200);
    expect(county.body).toMatchObject({ total: 0, alerts: [] });
    await get(city.countyOfficer, 'alerts').expect(404);
    const wards = await get(city.officer, 'alerts?of=ward').expect(422);
    expect(wards.body.code).toBe('signal.measure-needed');
  });
  it('keep their limits until a person says otherwise, and why', async () => {
    expect((await rebase(city.first.affairs).expect(403)).body.code).toBe('access.forbidden');
    const before = await service.ports.store.ledger.size();
    await rebase(city.officer).expect(201);
    expect(await service.ports.store.ledger.size()).toBe(before + 1);
    const { body } = await chart(city.officer, city.first.hospitalId).expect(200);
    expect(body.baselines).toMatchObject([{ basis: 'set-by-person', reason: '新住院楼启用', appliesFrom: '2026-03' }]);
    expect(body.months[1].limits.centre).toBeCloseTo((4 * 1600 + 8 * 1624) / 12, 3);
    expect((await rebase(city.officer).expect(409)).body.code).toBe('baseline.unchanged');
  });
  it.each([
    ['too few months', { from: '2026-01', until: '2026-11', appliesFrom: '2026-01' }, 'baseline.too-few-months'],
    ['no months', { from: '2026-01', until: '2026-01' }, 'baseline.range'],
    ['a start after its use', { from: '2025-11', until: '2026-11', appliesFrom: '2025-10' }, 'baseline.applies-before'],
  ])('a baseline of %s is refused', async (_name, changes, code) => {
    expect((await rebase(city.officer, changes).expect(422)).body.code).toBe(code);
  });
});

describe('what comes of months over HTTP', () => {
  it('is taken apart into rate and mix, with the year before as the base', async () => {
    const { body } = await get(
      city.officer,
      'rate-mix?measure=financeDrugCostPerDischarge&by=level&from=2026-09&until=2026-11',
    ).expect(200);
    expect(body.before).toEqual({ from: '2025-09', until: '2025-11' });
    expect(body.parts.rate + body.parts.mix).toBeCloseTo(body.parts.change, 9);
  });
  it('is told in the caller’s language, and as no cause', async () => {
    const ask = (since: string, more = '') =>
      get(
        city.officer,
        `effects?measure=financeDrugCostPerDischarge&hospital=${city.second.hospitalId}&from=2024-03&until=2026-11&since=${since}${more}`,
      );
    const { body } = await ask('2025-06').expect(200);
    expect(body.statement.code).toBe('effect.statement.no-clear-change');
    expect(body.statement.text).toContain('同一时期(自 2025-06 起,前 15 个月,后 17 个月)');
    expect(body.warnings).toMatchObject([
      { code: 'effect.warning.no-comparator', text: expect.stringContaining('没有对照') },
    ]);
    const english = await ask('2025-06').set('accept-language', 'en').expect(200);
    expect(english.body.statement.text).toContain('Over the same period');
    expect((await ask('2026-01').expect(422)).body.code).toBe('effect.too-few-months');
    expect((await ask('2025-06', '&comparator=x').expect(400)).body.code).toBe('effect.comparator-form');
    expect((await ask('2025-06', '&lag=13').expect(400)).body.code).toBe('form.invalid');
  });
});

describe('a question of signals as CSV', () => {
  const lines = async (path: string, user = city.officer) => {
    const { text, headers } = await get(user, path).expect(200);
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(text.startsWith('\ufeff')).toBe(true);
    const rows: string[][] = parse(text, { bom: true });
    return { names: rows[0] ?? [], rows: rows.slice(1) };
  };
  const numbers = (cells: readonly (string | undefined)[]) => cells.map((cell) => (cell ? Number(cell) : null));

  it('has the months of the chart with their limits, and an empty cell where there is none', async () => {
    const query = `measure=financeDrugCostPerDischarge&hospital=${city.first.hospitalId}&from=2026-09&until=2026-12`;
    const { body } = await get(city.officer, `signals?${query}`).expect(200);
    const { names, rows } = await lines(`signals.csv?${query}`);
    expect(names.slice(4, 12)).toEqual([
      '月份',
      '数据状态',
      '分子(金额为分)',
      '分母',
      '指标值',
      '中心线',
      '下限',
      '上限',
    ]);
    expect(rows.map((row) => [row[4], ...numbers(row.slice(6, 12))])).toEqual(
      body.months.map((one: ChartAnswer['months'][number]) => {
        const { centre = null, lower = null, upper = null } = one.limits ?? {};
        return [one.month, one.numerator, one.denominator, one.value, centre, lower, upper];
      }),
    );
    expect(rows.at(-1)?.slice(4, 9)).toEqual(['2026-11', 'missing', '', '', '']);
  });
  it('has the alerts of a place, and of no other', async () => {
    const { body } = await get(city.officer, 'alerts?measure=financeDrugCostPerDischarge').expect(200);
    const { rows } = await lines('alerts.csv?measure=financeDrugCostPerDischarge');
    expect(rows.map((row) => row.slice(5, 9))).toEqual(
      body.alerts.map((one: UnitAlert) => [one.rule, one.side, one.judgement, one.since]),
    );
    expect((await lines(`alerts.csv?county=${city.countyId}`, city.countyOfficer)).rows).toEqual([]);
    await get(city.countyOfficer, 'alerts.csv').expect(404);
  });
  it('has the units of a funnel, and those that are missing say so', async () => {
    const query = 'measure=financeDrugCostPerDischarge&level=3&from=2026-05&until=2026-11';
    const { body } = await get(city.officer, `funnels?${query}`).expect(200);
    const { rows } = await lines(`funnels.csv?${query}`);
    const figures = body.units.map((one: FunnelAnswer['units'][number]) => [
      one.unitId,
      one.numerator,
      one.denominator,
      one.value,
      one.place,
    ]);
    expect(figures.length).toBeGreaterThan(0);
    expect(rows.map((row) => [row[5], ...numbers(row.slice(8, 11)), row.at(-1)])).toEqual(figures);
    expect(rows.map((row) => row[7])).toEqual(body.units.map((one: FunnelAnswer['units'][number]) => one.status));
    const { rows: later } = await lines(`funnels.csv?${query.replace('2026-11', '2026-12')}`);
    expect(later.map((row) => [row[5], row[7], row[8], row.at(-1)])).toEqual([
      [city.first.hospitalId, 'missing', '', 'missing'],
    ]);
  });
  it('has every figure of an effect, and no figure without what it does not prove', async () => {
    const query = `measure=financeDrugCostPerDischarge&hospital=${city.second.hospitalId}&from=2024-03&until=2026-11&since=2025-06`;
    const { body } = await get(city.officer, `effects?${query}`).expect(200);
    const { rows } = await lines(`effects.csv?${query}`);
    const of = (kind: string) => rows.filter((row) => row[4] === kind);
    expect(of('month').map((row) => [row[5], ...numbers(row.slice(6, 10))])).toEqual(
      body.series.map((one: EffectReport['series'][number]) => [
        one.month,
        one.observed,
        one.comparator,
        one.fitted,
        one.counterfactual,
      ]),
    );
    for (const method of ['neweyWest', 'praisWinsten'] as const) {
      const found = Object.entries<Record<string, number>>(body[method]).map(([name, one]) => {
        return [name, one.estimate, one.standardError, one.lower, one.upper];
      });
      expect(of(method).map((row) => [row[5], ...numbers(row.slice(10, 14))])).toEqual(found);
    }
    expect(of('statement')[0]?.at(-1)).toBe(body.statement.text);
    expect(of('warning').map((row) => row.at(-1))).toEqual(body.warnings.map((one: { text: string }) => one.text));
    expect(of('data').map((row) => row.at(-1))).toEqual(['15 + 17, lag 3', body.dataSha256]);
    const english = await get(city.officer, `effects.csv?${query}`).set('accept-language', 'en').expect(200);
    expect(english.text).toContain('Over the same period');
  });
});

// The last of all: the months before stay as the others found them.
describe('a month that is still running', () => {
  it('is drawn and not judged, and makes no alert', async () => {
    await send(city.first.hospitalId, [month(9000)], '2026-11');
    const path = `signals?measure=financeDrugCostPerDischarge&hospital=${city.first.hospitalId}&from=2026-10&until=2026-12`;
    const { body } = await get(city.officer, path).expect(200);
    expect(body.months[1]).toMatchObject({
      month: '2026-11',
      status: 'partial',
      value: 9000,
      limits: null,
      notJudged: 'month-running',
      signals: [],
    });
    const alerts = (await get(city.officer, 'alerts').expect(200)).body.alerts as UnitAlert[];
    expect(alerts.filter(({ to }) => to > '2026-10')).toEqual([]);
    expect(alerts.length).toBeGreaterThan(0);
  });
});
