import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { ImportJobRecord } from '../../core/cost/import-job.ts';
import type { RejectedRow } from '../../core/cost/slice.ts';
import { type CostReads, type CostWrites, maxKeptJobs } from '../cost-contract.ts';
import type { SqliteConnection } from '../open-sqlite.ts';

/** What became of the files that were sent, and the rows they were refused for. */
export function jobWrites(connection: SqliteConnection): Pick<CostWrites, 'keepJob' | 'keepReport' | 'interruptJobs'> {
  const keep = connection.prepare(
    `insert into import_job (id, hospital_id, dataset, dry_run, started_at, finished_at, state, result, problem)
     values (@jobId, @hospitalId, @dataset, @dryRun, @startedAt, @finishedAt, @state, @result, @problem)
     on conflict (id) do update set finished_at = excluded.finished_at, state = excluded.state,
       result = excluded.result, problem = excluded.problem`,
  );
  const forget = connection.prepare(
    `delete from import_job where id in (select id from import_job order by started_at desc, id desc limit -1 offset ?)`,
  );
  const report = connection.prepare('insert into import_report (job_id, rows, body) values (?, ?, ?)');
  const interrupt = connection.prepare(
    "update import_job set state = 'interrupted', finished_at = ? where state = 'running'",
  );
  const keepOne = connection.transaction((job: ImportJobRecord) => {
    const problem = job.problem === null ? null : JSON.stringify(job.problem);
    keep.run({ ...job, dryRun: job.dryRun ? 1 : 0, problem });
    forget.run(maxKeptJobs);
  });
  return {
    keepJob: async (job) => keepOne.immediate(job),
    keepReport: async (jobId, rows) => {
      if (rows.length > 0) report.run(jobId, rows.length, zstdCompressSync(JSON.stringify(rows)));
    },
    interruptJobs: async (at) => interrupt.run(at).changes,
  };
}

export function jobReads(connection: SqliteConnection): Pick<CostReads, 'importJob' | 'importJobs' | 'importReport'> {
  const columns = `id as jobId, hospital_id as hospitalId, dataset, dry_run as dryRun, started_at as startedAt,
    finished_at as finishedAt, state, result, problem`;
  const byId = connection.prepare<[string], JobRow>(`select ${columns} from import_job where id = ?`);
  const newest = connection.prepare<[string | null, number], JobRow>(
    `select ${columns} from import_job where hospital_id is ? order by started_at desc, id desc limit ?`,
  );
  const report = connection.prepare<[string], { body: Buffer }>('select body from import_report where job_id = ?');
  const read = (row: JobRow): ImportJobRecord => ({
    ...row,
    dryRun: row.dryRun === 1,
    problem: row.problem === null ? null : (JSON.parse(row.problem) as ImportJobRecord['problem']),
  });
  return {
    importJob: async (jobId) => {
      const row = byId.get(jobId);
      return row && read(row);
    },
    importJobs: async (hospitalId, limit) => newest.all(hospitalId, limit).map(read),
    importReport: async (jobId) => {
      const found = report.get(jobId);
      return found === undefined ? [] : (JSON.parse(zstdDecompressSync(found.body).toString()) as RejectedRow[]);
    },
  };
}

type JobRow = Omit<ImportJobRecord, 'dryRun' | 'problem'> & { readonly dryRun: 0 | 1; readonly problem: string | null };
