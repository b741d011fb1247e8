import { Readable } from 'node:stream';
import { z } from 'zod';
import { datasets } from '../../../core/cost/sums.ts';
import { DomainError } from '../../../core/errors.ts';
import { render } from '../../../core/explanation.ts';
import { problemMessages } from '../../../messages/catalogue.ts';
import { pointSlice, sliceHistory } from '../../../usecases/cost/cost.ts';
import { costContextOf } from '../../../usecases/cost/cost-door.ts';
import {
  type ImportJobView,
  importJob,
  importJobs,
  importReport,
  startImport,
} from '../../../usecases/cost/cost-jobs.ts';
import { rejectCsv } from '../../reject-csv.ts';
import { json, type Locale, type Route, route } from '../../route.ts';
import { id, month } from '../../schemas.ts';
import * as form from './import-schemas.ts';

const maxUploadBytes = 1_073_741_824;
const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** A name and a version, such as `CHS-DRG 2.0`. */
const grouper = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9 ._-]{0,39}$/, 'field.grouper');

export const costImportRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/v1/cost/imports',
    operationId: 'importCost',
    summary:
      'Read a file of front pages, drug lines or monthly returns; good slices go live by one entry, bad rows are listed',
    tag: 'cost',
    permission: 'cost.import',
    query: z.strictObject({
      dataset: z.enum(datasets),
      hospital: id
        .optional()
        .meta({ description: 'Needed for front pages and drug lines; returns may name their hospitals.' }),
      dryRun: z.enum(['true', 'false']).optional(),
      grouper: grouper.optional().meta({ description: 'What grouped the cases of front pages, with its version.' }),
    }),
    body: {
      kind: 'upload',
      types: ['text/csv', 'application/octet-stream', xlsxType],
      maxBytes: maxUploadBytes,
      description: 'CSV in UTF-8 or GB18030, or XLSX. Only mapped columns are read; the file itself is not stored.',
    },
    problems: [409, 413, 422],
    reply: { kind: 'json', status: 202, schema: form.job, example: form.jobExample },
    handle: async (context, { query, upload, locale }) => {
      if (upload === undefined) throw new Error('the route declares an upload');
      const command = {
        dataset: query.dataset,
        hospitalId: query.hospital ?? null,
        source: { kind: 'stream', stream: upload.stream },
        dryRun: query.dryRun === 'true',
        grouper: query.grouper ?? null,
      } as const;
      const job = await startImport(await costContextOf(context), command);
      // What was refused is kept with the job all the same.
      if (job.result?.outcome === 'refused') {
        throw new DomainError('invalid', 'cost.nothing-taken', { rejected: job.result.rejected, jobId: job.jobId });
      }
      return json(jobBody(job, locale), { headers: { location: `/v1/cost/import-jobs/${job.jobId}` } });
    },
  }),
  route({
    method: 'get',
    path: '/v1/cost/import-jobs',
    operationId: 'listImportJobs',
    summary: 'The newest files sent for a hospital, and what became of them',
    tag: 'cost',
    permission: 'cost.import',
    query: z.strictObject({
      hospital: id.optional().meta({ description: 'Without: files whose rows name their hospitals.' }),
    }),
    reply: { kind: 'json', status: 200, schema: form.jobs, example: form.jobsExample },
    handle: async (context, { query, locale }) => {
      const items = await importJobs(await costContextOf(context), query.hospital ?? null);
      return json({ items: items.map((job) => jobBody(job, locale)) });
    },
  }),
  route({
    method: 'get',
    path: '/v1/cost/import-jobs/{jobId}',
    operationId: 'getImportJob',
    summary: 'How far an import is, or what became of it',
    tag: 'cost',
    permission: 'cost.import',
    params: z.strictObject({ jobId: id }),
    reply: { kind: 'json', status: 200, schema: form.job, example: form.jobExample },
    handle: async (context, { params, locale }) =>
      json(jobBody(await importJob(await costContextOf(context), params.jobId), locale)),
  }),
  route({
    method: 'get',
    path: '/v1/cost/import-jobs/{jobId}/report',
    operationId: 'downloadImportReport',
    summary: 'The refused rows as CSV: line, column, what may be repeated of the value, and why',
    tag: 'cost',
    permission: 'cost.import',
    params: z.strictObject({ jobId: id }),
    reply: { kind: 'file', type: 'text/csv; charset=utf-8', example: form.reportExample },
    handle: async (context, { params, locale }) => {
      const rows = await importReport(await costContextOf(context), params.jobId);
      return { kind: 'file', name: 'rejected-rows.csv', content: Readable.from(rejectCsv(rows, locale)) };
    },
  }),
  route({
    method: 'get',
    path: '/v1/cost/slices',
    operationId: 'listSliceImports',
    summary: 'Every import that holds a slice, newest first, and which of them is live',
    tag: 'cost',
    permission: 'cost.import',
    query: z.strictObject({ hospital: id, month, dataset: z.enum(datasets) }),
    reply: { kind: 'json', status: 200, schema: form.history, example: form.historyExample },
    handle: async (context, { query }) => {
      const { hospital: hospitalId, month, dataset } = query;
      return json({ items: await sliceHistory(await costContextOf(context), { hospitalId, month, dataset }) });
    },
  }),
  route({
    method: 'post',
    path: '/v1/cost/slices/point',
    operationId: 'pointSlice',
    summary: 'Point a slice back at an earlier import, or at none: the way out of a wrong file',
    tag: 'cost',
    permission: 'cost.point',
    body: {
      kind: 'json',
      schema: z.strictObject({ hospitalId: id, month, dataset: z.enum(datasets), importId: id.nullable() }),
      example: { hospitalId: 'hos_1', month: '2026-09', dataset: 'inpatientRows', importId: 'imp_1' },
    },
    problems: [409, 422],
    reply: { kind: 'json', status: 200, schema: z.object({ position: z.int() }), example: { position: 4711 } },
    handle: async (context, { body }) => json(await pointSlice(await costContextOf(context), body)),
  }),
];

function jobBody({ problem, ...job }: ImportJobView, locale: Locale) {
  if (problem === null) return { ...job, problem };
  return { ...job, problem: { code: problem.code, detail: render(problemMessages, locale, problem) } };
}
