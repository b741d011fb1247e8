import { describe, expect, it } from 'vitest';
import { importFile } from '../../../src/usecases/cost/cost.ts';
import { answered } from '../../../src/usecases/cost/cost-answer.ts';
import { type FunnelCommand, funnel } from '../../../src/usecases/signals/funnel.ts';
import { type RateMixCommand, rateMixQuestion, unmapped } from '../../../src/usecases/signals/rate-mix.ts';
import { type CostBench, costBench, refusalOf, seeded, tempFile } from '../../support/cost.ts';
import { csvOf, stays } from '../../support/front-page.ts';
import { inpatientReturn, type ReturnedMonth } from '../../support/returns.ts';

const month = (discharges: number, drugYuan: number): ReturnedMonth => ({ discharges, drugYuan });

const bring = (
  { context }: CostBench,
  dataset: 'inpatientReturn' | 'inpatientRows',
  hospitalId: string,
  content: string,
) => importFile(context, { dataset, hospitalId, source: { kind: 'path', path: tempFile(content) }, dryRun: false });

const asked: RateMixCommand = {
  measure: 'financeDrugCostPerDischarge',
  version: null,
  scope: { kind: 'city' },
  by: 'level',
  before: { from: '2025-09', until: '2025-10' },
  after: { from: '2026-09', until: '2026-10' },
};

describe('rate and mix', () => {
  const hospitals = [
    { hospitalId: 'a', level: 3 },
    { hospitalId: 'b', level: 2 },
    { hospitalId: 'c', level: 2 },
  ] as const;
  const twoYears = async (bench: CostBench, id: string, before: ReturnedMonth, after: ReturnedMonth) => {
    await bring(bench, 'inpatientReturn', id, inpatientReturn('2025-09', [before]));
    await bring(bench, 'inpatientReturn', id, inpatientReturn('2026-09', [after]));
  };
  it('every level became cheaper and the city dearer: it is the mix', async () => {
    const bench = costBench(hospitals);
    await twoYears(bench, 'a', month(100, 3000), month(300, 2900));
    await twoYears(bench, 'b', month(200, 1500), month(100, 1450));
    await twoYears(bench, 'c', month(100, 1500), month(100, 1450));
    const { parts, notCompared } = await answered(bench.context, rateMixQuestion, asked);
    expect(parts).toMatchObject({ before: 1875, after: 2320, change: 445 });
    expect(parts?.rate).toBeLessThan(0);
    expect(parts?.mix).toBeGreaterThan(445);
    expect(parts?.groups.map(({ groupId }) => groupId)).toEqual(['3', '2']);
    expect(notCompared).toEqual([]);
  });
  it('leaves a hospital that lacks a period out of both, and names it', async () => {
    const bench = costBench(hospitals);
    await twoYears(bench, 'a', month(100, 3000), month(100, 3100));
    await bring(bench, 'inpatientReturn', 'b', inpatientReturn('2026-09', [month(900, 100)]));
    const found = await answered(bench.context, rateMixQuestion, { ...asked, by: 'hospital' });
    expect(found.parts).toMatchObject({ before: 3000, after: 3100, mix: 0, groups: [{ groupId: 'a' }] });
    expect(found.notCompared.map(({ hospitalId }) => hospitalId)).toEqual(['b', 'c']);
    expect(found.names).toEqual({ a: 'a医院' });
  });
  it('takes the wards of a hospital apart, what is unmapped included', async () => {
    const bench = costBench([{ hospitalId: 'a', level: 3, wards: ['W1', 'W2'] }]);
    const pages = (month: string, counts: readonly (readonly [string, number])[]) =>
      csvOf(
        counts.flatMap(([CYBF, count]) =>
          stays(count, (at) => ({ CYBF, BAH: `${CYBF}${at}`, RYSJ: '', CYSJ: `${month}-05` })),
        ),
      );
    await bring(
      bench,
      'inpatientRows',
      'a',
      pages('2025-09', [
        ['W1', 10],
        ['W2', 5],
      ]),
    );
    await bring(
      bench,
      'inpatientRows',
      'a',
      pages('2026-09', [
        ['W1', 10],
        ['X9', 5],
      ]),
    );
    const scope = { kind: 'hospital', hospitalId: 'a' } as const;
    const { parts } = await answered(bench.context, rateMixQuestion, {
      ...asked,
      measure: 'drugCostPerDischarge',
      scope,
      by: 'ward',
    });
    const shares = parts?.groups.map(({ groupId, shareBefore, shareAfter }) => [groupId, shareBefore, shareAfter]);
    expect(shares).toEqual([
      ['a/W1', 0.6667, 0.6667],
      ['a/W2', 0.3333, 0],
      [unmapped, 0, 0.3333],
    ]);
  });
  it('has no parts for a hospital whose period is missing, and is refused for groups that a place does not have', async () => {
    const bench = costBench([{ hospitalId: 'a', level: 3, wards: ['W1'] }]);
    const scope = { kind: 'hospital', hospitalId: 'a' } as const;
    const found = await answered(bench.context, rateMixQuestion, {
      ...asked,
      measure: 'drugCostPerDischarge',
      scope,
      by: 'ward',
    });
    expect(found).toMatchObject({ parts: null, notCompared: [{ hospitalId: 'a' }] });
    expect((await refusalOf(answered(bench.context, rateMixQuestion, { ...asked, scope, by: 'level' }))).code).toBe(
      'change.group-not-here',
    );
    expect((await refusalOf(answered(bench.context, rateMixQuestion, { ...asked, by: 'ward' }))).code).toBe(
      'change.group-not-here',
    );
  });
});

describe('the funnel of hospitals', () => {
  const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
  const quarter: FunnelCommand = {
    measure: 'financeDrugCostPerDischarge',
    version: null,
    scope: { kind: 'city' },
    of: 'hospital',
    level: 2,
    specialty: null,
    from: '2026-07',
    until: '2026-10',
  };
  const city = async (bench: CostBench) => {
    const random = seeded(3);
    for (const [at, id] of ids.entries()) {
      const own = id === 'g' ? 4000 : 1700 + at * 10;
      const months = Array.from({ length: 3 }, () => month(400, Math.round(own + 60 * (random() - 0.5))));
      await bring(bench, 'inpatientReturn', id, inpatientReturn('2026-07', months));
    }
  };
  it('shows the one that is far off, and allows the others what they differ by anyway', async () => {
    const bench = costBench([
      ...ids.map((hospitalId) => ({ hospitalId, level: 2 }) as const),
      { hospitalId: 'top', level: 3 },
    ]);
    await city(bench);
    const found = await funnel(bench.context, quarter);
    expect(found.spread).toBe('amount');
    expect(found.phi).toBeGreaterThan(1);
    expect(found.tauSquared).toBeGreaterThan(0);
    expect(found.units).toHaveLength(7);
    expect(found.units.find(({ unitId }) => unitId === 'g')).toMatchObject({
      name: 'g医院',
      place: expect.stringMatching(/^above/),
    });
    expect(found.units.filter(({ place }) => place === 'within')).toHaveLength(6);
  });
  it('a hospital that has not sent all months is missing, which is no place in the funnel', async () => {
    const bench = costBench([...ids, 'late'].map((hospitalId) => ({ hospitalId, level: 2 }) as const));
    await city(bench);
    await bring(bench, 'inpatientReturn', 'late', inpatientReturn('2026-07', [month(400, 1)]));
    const found = await funnel(bench.context, quarter);
    expect(found.missing).toEqual(['late']);
    expect(found.units.map(({ unitId }) => unitId)).not.toContain('late');
  });
  it('of amounts needs three months, and wards a measure known by ward', async () => {
    const bench = costBench([{ hospitalId: 'a', level: 2 }]);
    const { context } = bench;
    expect((await refusalOf(funnel(context, { ...quarter, from: '2026-08' }))).code).toBe('signal.too-few-months');
    const visits = { ...quarter, of: 'ward', measure: 'outpatientDrugCostPerVisit' } as const;
    expect((await refusalOf(funnel(context, visits))).code).toBe('cost.measure-not-by-ward');
  });
});
