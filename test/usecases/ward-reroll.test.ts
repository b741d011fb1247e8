import { describe, expect, it } from 'vitest';
import type { PlaceWard } from '../../src/core/cost/places.ts';
import type { Dataset } from '../../src/core/cost/sums.ts';
import { importFile, pointSlice, sliceHistory } from '../../src/usecases/cost/cost.ts';
import type { CostContext } from '../../src/usecases/cost/cost-context.ts';
import { rerollWards, unmappedWards } from '../../src/usecases/cost/ward-reroll.ts';
import { blocksOf, type CostBench, costBench } from '../support/cost.ts';
import { csvOf, frontPage, stays } from '../support/front-page.ts';

const hospitals = [{ hospitalId: 'a', level: 3, wards: ['W1', 'W2'] }] as const;
const range = { hospitalId: 'a', from: '2026-01', until: '2027-01' };

/** The map as it is after somebody edited it: every ward given anew, with its codes from each day on. */
type Edit = Readonly<Record<string, { readonly steps: readonly { from: string; codes: string[] }[]; until?: string }>>;

function edited(context: CostContext, edit: Edit): CostContext {
  const wards = new Map(
    Object.entries(edit).map(([wardId, { steps, until = null }]): [string, PlaceWard] => {
      const facts = { name: wardId, department: '内科', specialty: '内科' };
      const dated = steps.map((step) => ({ ...facts, ...step }));
      const from = steps[0]?.from ?? '2000-01-01';
      return [wardId, { wardId, hospitalId: 'a', ...facts, codes: [], from, until, steps: dated, intoId: null }];
    }),
  );
  return { ...context, places: { ...context.places, version: 2, wards } };
}

const send = (context: CostContext, content: string, dataset: Dataset = 'inpatientRows') =>
  importFile(context, {
    dataset,
    hospitalId: 'a',
    source: { kind: 'stream', stream: blocksOf(content) },
    dryRun: false,
    grouper: dataset === 'inpatientRows' ? 'CHS-DRG 2.0' : null,
  });

/** Everything that questions read of the hospital. */
const figures = async ({ store }: CostBench) => ({
  wards: await store.wardMonths(range),
  hospital: await store.hospitalMonths({ ...range, hospitalIds: ['a'], datasets: ['inpatientRows', 'drugLines'] }),
  drgs: (await store.drgMonths({ ...range, hospitalIds: ['a'] })).sort((x, y) => (x.drg < y.drg ? -1 : 1)),
  drugs: await store.wardMonthDrugs(range),
  hospitalDrugs: await store.hospitalMonthDrugs({ ...range, hospitalIds: ['a'] }),
  groupers: await store.groupers({ ...range, hospitalIds: ['a'] }),
});

/** W1 moved on the tenth, W9 and 康复科 got their wards, W2 went into ward-1. */
const newMap: Edit = {
  'ward-1': {
    steps: [
      { from: '2000-01-01', codes: ['W1', 'W2'] },
      { from: '2026-10-10', codes: ['W2'] },
    ],
  },
  'ward-2': { steps: [{ from: '2026-10-10', codes: ['W1'] }] },
  'ward-9': { steps: [{ from: '2026-09-15', codes: ['W9', '康复科'] }] },
};

const codes = ['W1', 'W2', 'W9', '康复科', '张三'];
/** Two months, a code that is a name, no 离院方式, a DRG. */
const pages = stays(400, (at) => ({
  CYBF: codes[at % codes.length] ?? '',
  RYSJ: '',
  CYSJ: at % 3 === 0 ? `2026-09-${10 + (at % 20)}` : `2026-10-${10 + (at % 20)}`,
  XYF: `${(at * 37) % 900}.25`,
  DRG: at % 2 === 0 ? 'ES31' : 'FM19',
  DRGQZ: '0.8',
})).map(({ LYFS: _, ...page }) => page);
const lines = [
  '月份,病区,就诊类型,药品编码,药品名称,数量,DDDs,金额,抗菌药物',
  '2026-10-03,W1,住院,YS1,注射用美罗培南,3,0.5,30.00,是',
  '2026-10-12,W1,住院,YS1,注射用美罗培南,5,1.5,50.00,是',
  '2026-10-12,W9,住院,YS2,替格瑞洛片,2,,8.00,否',
  '2026-10-12,心内门诊,门诊,YS2,替格瑞洛片,1,,4.00,否',
].join('\n');

describe('a ward map that was changed', () => {
  it.each<[Dataset, string]>([
    ['inpatientRows', csvOf(pages)],
    ['drugLines', lines],
  ])('is applied to %s that are in, as if their file had come after the change', async (dataset, content) => {
    const bench = costBench(hospitals);
    await send(bench.context, content, dataset);
    const context = edited(bench.context, newMap);
    const before = await figures(bench);
    const dry = await rerollWards(context, { hospitalId: 'a', dryRun: true });
    expect(dry).toMatchObject({ imports: [{ outcome: 'dry-run', fromId: 'imp_1', toId: null }], switched: [] });
    expect(await figures(bench)).toEqual(before);

    const done = await rerollWards(context, { hospitalId: 'a', dryRun: false });
    const [made] = done.imports;
    expect(made).toMatchObject({ outcome: 'stored', fromId: 'imp_1' });
    expect(made?.slices).toEqual(dry.imports[0]?.slices);
    expect(done.switched).toHaveLength(made?.slices.length ?? 0);
    for (const event of bench.switched.slice(done.switched.length)) {
      expect(event).toMatchObject({ importId: made?.toId, rolledFrom: 'imp_1' });
    }
    const oracle = costBench(hospitals);
    await send(edited(oracle.context, newMap), content, dataset);
    expect(await figures(bench)).toEqual(await figures(oracle));
    expect(await figures(bench)).not.toEqual(before);
  });

  it('changes nothing the second time, nor when the same file comes again, and can be taken back', async () => {
    const bench = costBench(hospitals);
    await send(bench.context, csvOf(pages));
    const before = await figures(bench);
    const context = edited(bench.context, newMap);
    const made = (await rerollWards(context, { hospitalId: 'a', dryRun: false })).imports[0]?.toId ?? '';
    const after = await figures(bench);
    const again = await rerollWards(context, { hospitalId: 'a', dryRun: false });
    expect(again).toMatchObject({ imports: [{ fromId: made, outcome: 'same' }], switched: [], position: null });
    expect(await send(context, csvOf(pages))).toMatchObject({ outcome: 'unchanged', importId: made, switched: [] });
    expect(await figures(bench)).toEqual(after);
    const october = { hospitalId: 'a', month: '2026-10', dataset: 'inpatientRows' } as const;
    expect(await sliceHistory(context, october)).toMatchObject([
      { importId: made, live: true, rolledFrom: 'imp_1' },
      { importId: 'imp_1', live: false, rolledFrom: null },
    ]);
    for (const month of ['2026-09', '2026-10']) await pointSlice(context, { ...october, month, importId: 'imp_1' });
    expect(await figures(bench)).toEqual(before);
    // Back to the old map: the old import says so already, and the next change stands on the first rows.
    expect((await rerollWards(bench.context, { hospitalId: 'a', dryRun: false })).imports[0]?.outcome).toBe('same');
  });

  it('in what no row of the file bears makes no other import of it', async () => {
    const bench = costBench(hospitals);
    await send(bench.context, csvOf(stays(5)));
    const context = edited(bench.context, {
      'a/W1': { steps: [{ from: '2000-01-01', codes: ['W1'] }], until: '2026-11-01' },
      new: { steps: [{ from: '2026-01-01', codes: ['W7'] }] },
    });
    expect(await send(context, csvOf(stays(5)))).toMatchObject({ outcome: 'unchanged', switched: [] });
    const ended = edited(bench.context, {
      'a/W1': { steps: [{ from: '2000-01-01', codes: ['W1'] }], until: '2026-10-31' },
    });
    expect(await send(ended, csvOf(stays(5)))).toMatchObject({ outcome: 'stored' });
  });

  it('leaves a slice alone that somebody switched meanwhile', async () => {
    const bench = costBench(hospitals);
    await send(bench.context, csvOf(pages));
    const corrected = csvOf(stays(9));
    const context = edited(bench.context, newMap);
    let raced = false;
    const racing: CostContext = {
      ...context,
      switchSlice: async (drafts, decidedOn) => {
        if (!raced) {
          raced = true;
          await send(context, corrected);
        }
        return bench.context.switchSlice(drafts, decidedOn);
      },
    };
    const done = await rerollWards(racing, { hospitalId: 'a', dryRun: false });
    expect(done.switched.map(({ month }) => month)).toEqual(['2026-09']);
    const live = await bench.store.liveSlices(range);
    expect(live.map(({ importId }) => importId)).toEqual([done.imports[0]?.toId, 'imp_3']);
  });

  it.each([
    ['file', 'not-kept', 'the file has to come again'],
    ['generated', 'generated', 'no file ever stood behind them'],
  ] as const)('says where the rows of a %s are not there: %s, %s', async (origin, outcome, _why) => {
    const { context, store } = costBench(hospitals);
    const slice = { hospitalId: 'a', month: '2026-10', dataset: 'inpatientRows' } as const;
    await store.beginImport({ importId: 'g', origin, dataset: 'inpatientRows', startedAt: 'x' });
    await store.finishImport('g', {
      identitySha256: 'g',
      fileSha256: 'g',
      summary: '{}',
      slices: [{ ...slice, rows: 1, rejected: 0, state: 'complete' }],
      wardMonths: [],
      hospitalMonths: [],
      codes: { ward: [], drg: [] },
    });
    await store.pointTo([{ ...slice, importId: 'g', state: 'complete', position: 1 }]);
    expect(await rerollWards(context, { hospitalId: 'a', dryRun: false })).toMatchObject({
      imports: [{ outcome, toId: null }],
      switched: [],
    });
  });
});

describe('the queue of unmapped codes', () => {
  it('counts live rows by code with their months, names hidden, and says which the map has learnt', async () => {
    const bench = costBench(hospitals);
    await send(bench.context, csvOf(pages));
    await send(bench.context, lines, 'drugLines');
    const rowsOf = (code: string) => pages.filter((page) => page.CYBF === code).length;
    const queue = await unmappedWards(bench.context, 'a');
    const both = { firstMonth: '2026-09', lastMonth: '2026-10', wardIds: [], dataset: 'inpatientRows' };
    expect(queue.unlisted).toBe(0);
    expect(queue.items).toHaveLength(4);
    expect(queue.items).toEqual(
      expect.arrayContaining([
        { hospitalId: 'a', code: 'W9', rows: rowsOf('W9'), ...both },
        { hospitalId: 'a', code: '康复科', rows: rowsOf('康复科'), ...both },
        { hospitalId: 'a', code: null, rows: rowsOf('张三'), ...both },
        { hospitalId: 'a', code: 'W9', rows: 1, ...both, firstMonth: '2026-10', dataset: 'drugLines' },
      ]),
    );
    const context = edited(bench.context, newMap);
    const learnt = (await unmappedWards(context, null)).items.filter(({ wardIds }) => wardIds.length > 0);
    expect(learnt.map(({ code, wardIds }) => [code, wardIds])).toEqual(
      expect.arrayContaining([
        ['W9', ['ward-9']],
        ['康复科', ['ward-9']],
      ]),
    );
    await rerollWards(context, { hospitalId: 'a', dryRun: false });
    // Before its ward's first day a code stays unmapped.
    const early = pages.filter((page) => page.CYBF === 'W9' && (page.CYSJ ?? '') < '2026-09-15').length;
    const left = (await unmappedWards(context, 'a')).items;
    expect(left.find(({ code }) => code === 'W9')).toMatchObject({ rows: early, lastMonth: '2026-09' });
    expect(left.find(({ code }) => code === null)?.rows).toBe(rowsOf('张三'));
    expect(left.some(({ dataset }) => dataset === 'drugLines')).toBe(false);
  });

  it('is empty where every code has its ward, and forgets a slice that is taken out', async () => {
    const bench = costBench(hospitals);
    await send(bench.context, csvOf(stays(5)));
    expect((await unmappedWards(bench.context, 'a')).items).toEqual([]);
    await send(bench.context, csvOf([...stays(5), frontPage({ BAH: 'U', CYBF: 'W9' })]));
    expect((await unmappedWards(bench.context, 'a')).items).toMatchObject([{ code: 'W9', rows: 1 }]);
    await pointSlice(bench.context, { hospitalId: 'a', month: '2026-10', dataset: 'inpatientRows', importId: null });
    expect((await unmappedWards(bench.context, 'a')).items).toEqual([]);
  });
});
