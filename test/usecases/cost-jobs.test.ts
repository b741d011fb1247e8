import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openCost } from '../../src/compose/cost.ts';
import { costFile } from '../../src/compose/folder.ts';
import { importFile, pointSlice, sliceHistory } from '../../src/usecases/cost/cost.ts';
import { importJob, importJobs, importReport, startImport } from '../../src/usecases/cost/cost-jobs.ts';
import { blocksOf, type CostBench, costBench, refusalOf, tempFolder, testKey } from '../support/cost.ts';
import { csvOf, frontPage, stays } from '../support/front-page.ts';

const hospitals = [
  { hospitalId: 'a', level: 3, wards: ['W1'] },
  { hospitalId: 'b', level: 2, wards: ['W1'] },
] as const;

const fileOf = (content: string | AsyncIterable<Uint8Array>) => ({
  dataset: 'inpatientRows' as const,
  hospitalId: 'a',
  source: { kind: 'stream' as const, stream: typeof content === 'string' ? blocksOf(content) : content },
  dryRun: false,
});
const withAnswerAfter = (bench: CostBench, answerAfterMs: number) => ({
  ...bench.context,
  jobs: { ...bench.context.jobs, answerAfterMs },
});

describe('an import as a job', () => {
  it('that ends soon answers with what it did, and can be asked for afterwards', async () => {
    const { context } = costBench(hospitals);
    const job = await startImport(context, fileOf(csvOf(stays(4))));
    expect(job).toMatchObject({ state: 'done', bytesRead: null, result: { outcome: 'stored', rows: 4 } });
    expect(await importJob(context, job.jobId)).toEqual(job);
    expect(await importJobs(context, 'a')).toEqual([job]);
    expect(await importJobs(context, 'b')).toEqual([]);
  });

  it('that takes longer is told as running with its progress, goes on by itself and ends', async () => {
    const bench = costBench(hospitals);
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    // The file has been taken; only its import waits.
    const importFile: CostBench['context']['intake']['importFile'] = async (...job) => {
      const summary = await bench.context.intake.importFile(...job);
      await held;
      return summary;
    };
    const context = { ...withAnswerAfter(bench, 0), intake: { ...bench.context.intake, importFile } };
    const content = csvOf(stays(4));
    const job = await startImport(context, fileOf(content));
    expect(job).toMatchObject({ state: 'running', result: null });
    expect(await importJob(context, job.jobId)).toMatchObject({
      state: 'running',
      bytesRead: Buffer.byteLength(content),
    });
    expect(bench.switched).toEqual([]);
    const running = context.jobs.running.get(job.jobId);
    letGo();
    await running?.settled;
    expect(await importJob(context, job.jobId)).toMatchObject({ state: 'done', result: { rows: 4 } });
    expect(bench.switched).toHaveLength(1);
  });

  it('whose file is none is refused, and the refusal can be read again', async () => {
    const { context } = costBench(hospitals);
    expect((await refusalOf(startImport(context, fileOf('a,b\n1,2')))).code).toBe('cost.column-missing');
    const [job] = await importJobs(context, 'a');
    expect(job).toMatchObject({ state: 'refused', result: null, problem: { code: 'cost.column-missing' } });
  });

  it('lists every refused row in its report, of a refused file too', async () => {
    const { context } = costBench(hospitals);
    const pages = [...stays(5), ...stays(700, (at) => ({ BAH: `X${at}`, CYSJ: '2026-13-01' }))];
    const job = await startImport(context, fileOf(csvOf(pages)));
    expect(job.result).toMatchObject({ outcome: 'refused', rejected: 700 });
    expect(job.result?.rejects).toHaveLength(500);
    const report = await importReport(context, job.jobId);
    expect(report).toHaveLength(700);
    expect(report.at(-1)).toEqual({
      line: 706,
      column: 'CYSJ',
      value: '9999-99-99',
      code: 'cost.date-not-in-calendar',
    });
  });

  it('of another hospital is absent, byte for byte as one that is not there', async () => {
    const bench = costBench(hospitals);
    const job = await startImport(bench.context, fileOf(csvOf(stays(4))));
    bench.outOfReach.add('a');
    for (const jobId of [job.jobId, 'job_none']) {
      expect((await refusalOf(importJob(bench.context, jobId))).code).toBe('absent');
      expect((await refusalOf(importReport(bench.context, jobId))).code).toBe('absent');
    }
  });
});

describe('a correction', () => {
  const october = { hospitalId: 'a', month: '2026-10', dataset: 'inpatientRows' } as const;
  const corrected = csvOf(stays(4, () => ({ XYF: '94.00' })));

  it('is switched by the next attempt where a crash came between import and entry', async () => {
    const bench = costBench(hospitals);
    await importFile(bench.context, fileOf(csvOf(stays(4))));
    const cut = { ...bench.context, switchSlice: () => Promise.reject(new Error('power cut')) };
    await expect(importFile(cut, fileOf(corrected))).rejects.toThrow('power cut');
    expect(bench.switched.map((entry) => entry.importId)).toEqual(['imp_1']);
    const again = await importFile(bench.context, fileOf(corrected));
    expect(again).toMatchObject({ outcome: 'unchanged', importId: 'imp_2', switched: [{ month: '2026-10' }] });
    expect(bench.switched.map((entry) => entry.importId)).toEqual(['imp_1', 'imp_2']);
  });

  it('that was pointed back stays so when its file comes again', async () => {
    const bench = costBench(hospitals);
    await importFile(bench.context, fileOf(csvOf(stays(4))));
    await importFile(bench.context, fileOf(corrected));
    await pointSlice(bench.context, { ...october, importId: 'imp_1' });
    expect(await importFile(bench.context, fileOf(corrected))).toMatchObject({ outcome: 'unchanged', switched: [] });
    const history = await sliceHistory(bench.context, october);
    expect(history.map(({ importId, live }) => [importId, live])).toEqual([
      ['imp_2', false],
      ['imp_1', true],
    ]);
  });

  it('switches all months of a file or none', async () => {
    const bench = costBench(hospitals);
    const pages = [...stays(4), frontPage({ BAH: 'S', RYSJ: '', CYSJ: '2026-09-30' })];
    const cut = { ...bench.context, switchSlice: () => Promise.reject(new Error('power cut')) };
    await expect(importFile(cut, fileOf(csvOf(pages)))).rejects.toThrow('power cut');
    const live = () => bench.store.liveSlices({ from: '2026-01', until: '2027-01' });
    expect(await live()).toEqual([]);
    const before = await bench.store.liveVersion();
    await importFile(bench.context, fileOf(csvOf(pages)));
    expect((await live()).map((slice) => slice.position)).toEqual([1, 2]);
    // One change for both: no question sees one month of the file without the other.
    expect(await bench.store.liveVersion()).toBe(before + 1);
  });
});

describe('a process that is killed in the middle of an import', () => {
  it('leaves nothing live, and the next start calls the job interrupted and clears what was staged', async () => {
    const folder = tempFolder();
    const costPath = join(folder, 'cost.db');
    const script = fileURLToPath(new URL('../support/import-until-killed.ts', import.meta.url));
    const child = spawn(process.execPath, [script, costPath], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const count = (table: string) => {
      const database = new Database(costPath, { readonly: true });
      const row = database.prepare<[], { n: number }>(`select count(*) as n from ${table}`).get();
      database.close();
      return row?.n;
    };
    // It was killed where it hurts: rows are staged, and the job is still said to run.
    expect(count('front_page_chunk')).toBe(1);
    expect(count("cost_import where state = 'staging'")).toBe(1);
    expect(count("import_job where state = 'running'")).toBe(1);
    const cost = await openCost(costFile(folder), testKey, [], {
      now: () => '2026-11-20T02:00:00.000Z',
      onBug: () => undefined,
    });
    expect(await cost.ports.reads.importJob('job_cut')).toMatchObject({
      state: 'interrupted',
      finishedAt: '2026-11-20T02:00:00.000Z',
    });
    expect(await cost.ports.reads.liveSlices({ from: '2026-01', until: '2027-01' })).toEqual([]);
    expect(count('front_page_chunk')).toBe(0);
    expect(count('cost_import')).toBe(0);
    await cost.close();
  });
});
