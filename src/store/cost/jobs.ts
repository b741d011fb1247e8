import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { ImportJobRecord } from '../../core/cost/import-job.ts';
import type { RejectedRow } from '../../core/cost/slice.ts';
import { type CostReads, type CostWrites, maxKeptJobs } from '../cost-contract.ts';
import { change, type Sql, type Steps } from '../sql.ts';

/** What became of the files that were sent, and the rows they were refused for. */
export function jobWrites(sql: Sql): Pick<CostWrites, 'keepJob' | 'keepReport' | 'interruptJobs'> {
  return {
    keepJob: (job) => sql.together(keepJob(job)),
    keepReport: async (jobId, rows) => {
      if (rows.length === 0) return;
      const body = zstdCompressSync(JSON.stringify(rows));
      await sql.change('insert into import_report (job_id, rows, body) values (?, ?, ?)', jobId, rows.length, body);
    },
    interruptJobs: (at) =>
      sql.change("update import_job set state = 'interrupted', finished_at = ? where state = 'running'", at),
  };
}

function* keepJob(job: ImportJobRecord): Steps<void> {
  const { jobId, hospitalId, dataset, dryRun, startedAt, finishedAt, state, result, problem } = job;
  yield* change(
    `insert into import_job (id, hospital_id, dataset, dry_run, started_at, finished_at, state, result, problem)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?)
     on conflict (id) do update set finished_at = excluded.finished_at, state = excluded.state,
       result = excluded.result, problem = excluded.problem`,
    ...[jobId, hospitalId, dataset, dryRun ? 1 : 0, startedAt, finishedAt, state, result],
    problem === null ? null : JSON.stringify(problem),
  );
  yield* change(
    `delete from import_job where id not in (
       select id from import_job order by started_at desc, id desc limit ${maxKeptJobs})`,
  );
}

export function jobReads(sql: Sql): Pick<CostReads, 'importJob' | 'importJobs' | 'importReport'> {
  const columns = `id as "jobId", hospital_id as "hospitalId", dataset, dry_run as "dryRun", started_at as "startedAt",
    finished_at as "finishedAt", state, result, problem`;
  const read = (row: JobRow): ImportJobRecord => ({
    ...row,
    dryRun: row.dryRun === 1,
    problem: row.problem === null ? null : (JSON.parse(row.problem) as ImportJobRecord['problem']),
  });
  return {
    importJob: async (jobId) => {
      const [row] = await sql.rows<JobRow>(`select ${columns} from import_job where id = ?`, jobId);
      return row && read(row);
    },
    importJobs: async (hospitalId, limit) => {
      const rows = await sql.rows<JobRow>(
        `select ${columns} from import_job where hospital_id is not distinct from ?
         order by started_at desc, id desc limit ?`,
        ...[hospitalId, limit],
      );
      return rows.map(read);
    },
    importReport: async (jobId) => {
      const [found] = await sql.rows<{ body: Buffer }>('select body from import_report where job_id = ?', jobId);
      return found === undefined ? [] : (JSON.parse(zstdDecompressSync(found.body).toString()) as RejectedRow[]);
    },
  };
}

type JobRow = Omit<ImportJobRecord, 'dryRun' | 'problem'> & { readonly dryRun: 0 | 1; readonly problem: string | null };
