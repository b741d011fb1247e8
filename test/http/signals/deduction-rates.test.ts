import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { propose, reverse } from '../../../src/usecases/appeals/reversal.ts';
import { importFile } from '../../../src/usecases/cost/cost.ts';
import { costContextOf } from '../../../src/usecases/cost/cost-door.ts';
import { blocksOf } from '../../support/cost.ts';
import { confirmed, type DeductionCity, deductionCity, recorded } from '../../support/deductions.ts';
import { csvOf, stays } from '../../support/front-page.ts';
import { reviewReturn } from '../../support/returns.ts';
import { startService, type TestService, type TestUser } from '../../support/service.ts';

let service: TestService;
let city: DeductionCity;
beforeAll(async () => {
  service = await startService();
  city = await deductionCity(service);
});
afterAll(() => service.close());

const send = async (dataset: 'reviewReturn' | 'inpatientRows', hospitalId: string, content: string) => {
  const file = { dataset, hospitalId, source: { kind: 'stream', stream: blocksOf(content) }, dryRun: false } as const;
  await importFile(await costContextOf(city.registrar.context), file);
};
const get = (user: TestUser, path: string) => service.http.get(`/v1/cost/${path}`).set(user.bearer);

describe('deductions per 1 000 reviewed prescriptions', () => {
  const ask = async () =>
    (await get(city.officer, 'deduction-rates?level=3&from=2026-10&until=2026-12').expect(200)).body.hospitals[0];

  it('a hospital without a review return is not assessed, which is no good rate', async () => {
    await confirmed(city);
    expect(await ask()).toMatchObject({ place: 'not-assessed', value: null, monthsReviewed: 0, monthsOwed: 2 });
  });
  it('counts what stands in reviewed months: not what was only recorded, not other sources, not unreviewed months', async () => {
    await recorded(city);
    await confirmed(city, { source: 'complaint' });
    await confirmed(city, { occurredOn: '2026-10-09' });
    await send('reviewReturn', city.first.hospitalId, reviewReturn('2026-11', [200]));
    // One finding of November over 200 sheets; that of October has no review to stand over.
    expect(await ask()).toMatchObject({
      numerator: 1,
      denominator: 200,
      value: 5,
      monthsReviewed: 1,
      monthsOwed: 2,
      place: 'not-judged',
    });
  });
  it('is the same as CSV, where what was not assessed is an empty cell and no zero', async () => {
    const csv = async (query: string) => (await get(city.officer, `deduction-rates.csv?${query}`).expect(200)).text;
    const reviewed = await csv('level=3&from=2026-10&until=2026-12');
    expect(reviewed).toMatch(
      new RegExp(`2026-10,2026-12,3,${city.first.hospitalId},[^,]*,1,200,5,.*,not-judged,1,2\r\n`),
    );
    const none = await csv('level=2&from=2026-10&until=2026-12');
    expect(none).toMatch(new RegExp(`,2,${city.second.hospitalId},[^,]*,0,0,,,,,,,,not-assessed,0,2\r\n`));
  });
  it('is the city’s or a county’s question, and out of reach elsewhere', async () => {
    await get(city.first.affairs, 'deduction-rates?level=3&from=2026-10&until=2026-12').expect(404);
    const county = `deduction-rates?county=${city.countyId}&level=2&from=2026-10&until=2026-12`;
    const { body } = await get(city.countyOfficer, county).expect(200);
    expect(body.hospitals).toMatchObject([{ hospitalId: city.second.hospitalId, place: 'not-assessed' }]);
  });
});

describe('deductions beside cost', () => {
  it('stand by ward and month, with what must not be read out of it', async () => {
    const { hospitalId, wardId } = city.first;
    await confirmed(city, { setting: 'inpatient', wardId, occurredOn: '2026-10-20' });
    await send('inpatientRows', hospitalId, csvOf(stays(40, () => ({ CYBF: '0301' }))));
    const path = `deductions-beside?hospital=${hospitalId}&measure=drugCostPerDischarge&from=2026-10&until=2027-01`;
    const { body, text } = await get(city.first.affairs, path).expect(200);
    expect(body.wards).toMatchObject([
      {
        wardId,
        months: [
          { month: '2026-10', status: 'complete', value: 26, small: false, deductions: 1 },
          { month: '2026-11', status: 'missing', value: null, deductions: 0 },
          // Nothing of December was reviewed, and nothing found: that is not none.
          { month: '2026-12', status: 'missing', value: null, deductions: null },
        ],
      },
    ]);
    expect(body.caveats[0].text).toContain('向均值回归');
    const csv = await get(city.first.affairs, path.replace('beside?', 'beside.csv?')).expect(200);
    const [, first = '', second = '', third = '', last = ''] = csv.text.split('\r\n');
    expect(first).toMatch(new RegExp(`,${wardId},[^,]*,2026-10,complete,104000,40,26,false,1,.*向均值回归`));
    expect(second).toMatch(/,2026-11,missing,,,,false,0,/);
    expect(third).toMatch(/,2026-12,missing,,,,false,,/);
    expect(last.split(',').slice(1, 11)).toEqual([...Array(9).fill(''), String(body.withoutWard)]);
    expect(csv.text).not.toContain(city.doctorId);
    // Nobody's record is in it, and no drug.
    expect(text).not.toContain(city.doctorId);
    await get(city.second.affairs, path).expect(404);
  });
  it('a finding that has fallen no longer counts', async () => {
    const deductionId = await confirmed(city, {
      setting: 'inpatient',
      wardId: city.first.wardId,
      occurredOn: '2026-10-21',
    });
    const path = `deductions-beside?hospital=${city.first.hospitalId}&measure=drugCostPerDischarge&from=2026-10&until=2026-11`;
    const october = async () => (await get(city.first.affairs, path).expect(200)).body.wards[0].months[0].deductions;
    expect(await october()).toBe(2);
    await propose(city.reviewer.context, { deductionId, reason: '误认', document: null });
    await reverse(city.first.affairs.context, { deductionId, note: '' });
    expect(await october()).toBe(1);
  });
});
