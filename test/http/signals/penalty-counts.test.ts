import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importFile } from '../../../src/usecases/cost/cost.ts';
import { costContextOf } from '../../../src/usecases/cost/cost-door.ts';
import { blocksOf } from '../../support/cost.ts';
import { confirmed, type DeductionCity, deductionCity, recorded } from '../../support/deductions.ts';
import { reviewReturn } from '../../support/returns.ts';
import { startService, type TestService, type TestUser } from '../../support/service.ts';

let service: TestService;
let city: DeductionCity;
beforeAll(async () => {
  service = await startService();
  city = await deductionCity(service);
});
afterAll(() => service.close());

const months = 'from=2026-10&until=2026-12';
const get = (user: TestUser, query = months) => service.http.get(`/v1/cost/penalty-counts?${query}`).set(user.bearer);
const first = async (user: TestUser = city.officer) => {
  const { body } = await get(user).expect(200);
  return body.hospitals.find(({ hospitalId }: { hospitalId: string }) => hospitalId === city.first.hospitalId).months;
};

describe('findings and sanctions due, counted', () => {
  it('are unknown where nothing was reviewed and nothing found, and zero where something was reviewed', async () => {
    const unknown = { reviewed: null, findings: null, findingsOfReview: null, sanctions: null };
    expect(await first()).toMatchObject([unknown, { month: '2026-11', owed: true, ...unknown }]);
    const { hospitalId } = city.first;
    const stream = blocksOf(reviewReturn('2026-10', [200]));
    const file = { dataset: 'reviewReturn', hospitalId, source: { kind: 'stream', stream }, dryRun: false } as const;
    await importFile(await costContextOf(city.registrar.context), file);
    expect(await first()).toMatchObject([{ reviewed: 200, findings: 0, findingsOfReview: 0, sanctions: [] }, unknown]);
  });

  it('follow what is found and what is done, each in its month, and name nobody', async () => {
    await recorded(city);
    expect((await first())[1]).toMatchObject({ findings: null });
    await confirmed(city, { source: 'complaint' });
    expect((await first())[1]).toMatchObject({ findings: 1, findingsOfReview: 0, sanctions: [] });
    // Four points in all: the threshold of three was crossed, and a talk is due.
    const deductionId = await confirmed(city);
    expect((await first())[1]).toMatchObject({
      reviewed: null,
      findings: 2,
      findingsOfReview: 1,
      sanctions: [{ due: 'reminder', state: 'open', count: 1 }],
    });
    const csv = await service.http.get(`/v1/cost/penalty-counts.csv?${months}`).set(city.officer.bearer).expect(200);
    // What was not assessed is an empty cell.
    expect(csv.text).toMatch(new RegExp(`${city.first.hospitalId},[^,]*,3,2026-11,true,,2,1,1,0,0,0,0,0\r\n`));
    expect(csv.text).toMatch(new RegExp(`${city.second.hospitalId},[^,]*,2,2026-11,true,,,,,,,,,\r\n`));
    const text = `${(await get(city.officer).expect(200)).text} ${csv.text}`;
    for (const name of [city.doctorId, deductionId]) expect(text).not.toContain(name);
  });

  it('are a place’s own: a county’s officer sees the county, a hospital’s office the hospital', async () => {
    await get(city.countyOfficer).expect(404);
    const { body } = await get(city.countyOfficer, `${months}&county=${city.countyId}`).expect(200);
    expect(body.hospitals.map(({ hospitalId }: { hospitalId: string }) => hospitalId)).toEqual([
      city.second.hospitalId,
    ]);
    await get(city.first.affairs).expect(404);
    await get(city.first.affairs, `${months}&hospital=${city.first.hospitalId}`).expect(200);
    await get(city.first.affairs, `${months}&hospital=${city.second.hospitalId}`).expect(404);
    await get(city.auditor, `${months}&hospital=${city.first.hospitalId}`).expect(403);
    await get(city.officer, 'from=2026-12&until=2026-12').expect(422);
  });
});
