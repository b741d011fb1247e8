import { z } from 'zod';

/** The forms of files that are read, of what became of them, and of the slices they fill. */

const slice = { hospitalId: z.string(), month: z.string(), dataset: z.string() };

const imported = z
  .object({
    outcome: z
      .enum(['stored', 'unchanged', 'refused', 'dry-run'])
      .meta({ description: 'unchanged: the same bytes were read before.' }),
    importId: z.string().nullable(),
    dataset: z.string(),
    fileSha256: z.string(),
    fileBytes: z.int(),
    encoding: z.string(),
    rows: z.int(),
    rejected: z.int(),
    slices: z.array(
      z.object({ ...slice, rows: z.int(), rejected: z.int(), state: z.enum(['complete', 'partial', 'refused']) }),
    ),
    rejects: z.array(z.looseObject({ line: z.int(), column: z.string().nullable(), code: z.string() })),
    warnings: z.array(z.object({ code: z.string(), rows: z.int(), firstLines: z.array(z.int()) })),
    sumCheck: z.object({ without: z.int(), with: z.int(), both: z.int(), neither: z.int() }).nullable(),
    unmappedWardCodes: z.array(z.object({ code: z.string().nullable(), rows: z.int() })),
    droppedColumns: z.int().meta({ description: 'Columns that were not read at all; their names are not kept.' }),
    switched: z.array(z.object(slice)),
    position: z.int().nullable(),
    late: z.array(z.object({ ...slice, dueOn: z.string(), daysLate: z.int() })).meta({
      description: 'Of the switched slices those that came in for the first time, after the day they were owed by.',
    }),
    shrunk: z.array(z.object({ ...slice, rowsBefore: z.int(), rows: z.int() })).meta({
      description:
        'Of the switched slices those that took the place of more than twice as many rows: point them back if that was not meant.',
    }),
  })
  .meta({ id: 'CostImport' });

const importedExample: z.input<typeof imported> = {
  outcome: 'stored',
  importId: 'imp_1',
  dataset: 'inpatientRows',
  fileSha256: '5b3e7f0c9a1d2e4f6a8b0c1d3e5f7a9b1c3d5e7f9a0b2c4d6e8f0a1b3c5d7e9f',
  fileBytes: 812_345,
  encoding: 'gb18030',
  rows: 1510,
  rejected: 12,
  slices: [
    { hospitalId: 'hos_1', month: '2026-10', dataset: 'inpatientRows', rows: 1510, rejected: 12, state: 'partial' },
  ],
  rejects: [{ line: 81, column: 'CYSJ', code: 'cost.date-unreadable' }],
  warnings: [{ code: 'cost.sum-neither', rows: 3, firstLines: [17, 90, 1201] }],
  sumCheck: { without: 1507, with: 0, both: 0, neither: 3 },
  unmappedWardCodes: [{ code: 'W99', rows: 4 }],
  droppedColumns: 31,
  switched: [{ hospitalId: 'hos_1', month: '2026-10', dataset: 'inpatientRows' }],
  position: 20_990,
  late: [{ hospitalId: 'hos_1', month: '2026-10', dataset: 'inpatientRows', dueOn: '2026-11-15', daysLate: 5 }],
  shrunk: [],
};

const problem = z.object({ code: z.string(), detail: z.string() });

export const job = z
  .object({
    jobId: z.string(),
    state: z.enum(['running', 'done', 'refused', 'failed', 'interrupted']).meta({
      description:
        'done: read to its end, `result` says into what; refused: no such file, `problem` says why; interrupted: the service ended meanwhile, send the file again. Nothing of a job that is not done is live.',
    }),
    hospitalId: z.string().nullable(),
    dataset: z.string(),
    dryRun: z.boolean(),
    startedAt: z.string(),
    finishedAt: z.string().nullable(),
    bytesRead: z.int().nullable().meta({ description: 'While it runs: how much of the file has been read.' }),
    result: imported.nullable(),
    problem: problem.nullable(),
  })
  .meta({ id: 'CostImportJob' });

export const jobExample: z.input<typeof job> = {
  jobId: 'job_1',
  state: 'done',
  hospitalId: 'hos_1',
  dataset: 'inpatientRows',
  dryRun: false,
  startedAt: '2026-11-20T01:00:00.000Z',
  finishedAt: '2026-11-20T01:00:02.000Z',
  bytesRead: null,
  result: importedExample,
  problem: null,
};

export const jobs = z.object({ items: z.array(job) });
export const jobsExample = { items: [jobExample] };

export const history = z.object({
  items: z.array(
    z.object({
      importId: z.string(),
      startedAt: z.string(),
      fileSha256: z.string(),
      rows: z.int(),
      rejected: z.int(),
      state: z.enum(['complete', 'partial']),
      live: z.boolean(),
      rolledFrom: z.string().nullable().meta({
        description: 'The import whose rows were counted anew under a later ward map; null: a file of its own.',
      }),
    }),
  ),
});

export const historyExample: z.input<typeof history> = {
  items: [
    {
      importId: 'imp_1',
      startedAt: '2026-11-20T01:00:00.000Z',
      fileSha256: importedExample.fileSha256,
      rows: 1510,
      rejected: 12,
      state: 'partial',
      live: true,
      rolledFrom: null,
    },
  ],
};

export const reportExample =
  '行号,列,值,代码,说明\r\n81,CYSJ,字字字,cost.date-unreadable,不是日期。请填写如 2026-01-31 的日期。\r\n';
