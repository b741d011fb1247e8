import { Readable } from 'node:stream';
import { z } from 'zod';
import { type DeductionSummary, deductions, exportedDeductions } from '../../../usecases/deductions/deduction-list.ts';
import { recordFinding } from '../../../usecases/deductions/deduction-record.ts';
import { deductionById } from '../../../usecases/deductions/deduction-view.ts';
import { takenNow } from '../../answer/taken.ts';
import { pageLinks, placeIn } from '../../cursor.ts';
import { csvLines } from '../../deduction-csv.ts';
import { type Input, json, type Route, route, written } from '../../route.ts';
import { id, links, page } from '../../schemas.ts';
import {
  deductionExample,
  deductionSchema,
  filterOf,
  filterQuery,
  summaryExample,
  summarySchema,
} from './deduction-schemas.ts';
import { recordExample, recordSchema } from './finding-schema.ts';

const place = z.strictObject({ before: z.int().nonnegative() });
const defaultPage = 50;

export const deductionRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/v1/deductions',
    operationId: 'recordDeduction',
    summary: 'Record a finding about one act: one deduction for each person responsible. It deducts nothing yet',
    tag: 'deductions',
    permission: 'deduction.record',
    body: { kind: 'json', schema: recordSchema, example: recordExample },
    reply: { kind: 'written', location: '/v1/deductions/{id}' },
    problems: [409, 412, 422],
    handle: async (context, { body, ifMatch }) => written(await recordFinding(context, { ...body, ifMatch })),
  }),
  route({
    method: 'get',
    path: '/v1/deductions',
    operationId: 'listDeductions',
    summary: 'Deductions in the caller’s scope, newest first',
    tag: 'deductions',
    permission: 'deduction.read',
    readsDoctor: true,
    query: z.strictObject({ ...filterQuery, ...page }),
    reply: {
      kind: 'json',
      status: 200,
      schema: z.object({ items: z.array(summarySchema), links }),
      example: { items: [summaryExample], links: { next: null } },
    },
    handle: async (context, { query }) => {
      const { limit = defaultPage, cursor, ...filter } = query;
      const before = placeIn(place, cursor)?.before;
      const found = await deductions(context, filterOf(filter), { limit, before });
      const next = found.before === null ? undefined : { before: found.before };
      const { links: to, headers } = pageLinks('/v1/deductions', query, next);
      return json({ items: found.items, links: to }, { headers });
    },
  }),
  route({
    method: 'get',
    path: '/v1/deductions.csv',
    operationId: 'exportDeductions',
    summary: 'The same list as a CSV file: UTF-8 with BOM, cells that a spreadsheet would run are defused',
    tag: 'deductions',
    permission: 'deduction.export',
    readsDoctor: true,
    stepUp: 'weighty',
    query: z.strictObject(filterQuery),
    reply: {
      kind: 'file',
      type: 'text/csv; charset=utf-8',
      example:
        '\ufeff编号,医师,医院,科室,就诊类型,行为日期,处方或医嘱号,办法,代码,类别,条文,分值,状态,记录日期,认定日期,导出人,导出时间\r\nded_4q6t2mzk8w3c,张伟明,演示市人民医院,心内科,outpatient,2026-11-02,RX20261102-0031,ganzhou-default,2-1,irrational-use,适应证不适宜,2,confirmed,2026-11-09,2026-11-18,演示复核员,2026-11-20T01:00:00.000Z\r\n',
    },
    handle: async (context, { query, locale, shows }) => {
      const rows = recordedRows(exportedDeductions(context, filterOf(query)), shows);
      return {
        kind: 'file',
        name: 'deductions.csv',
        content: Readable.from(csvLines(rows, await takenNow(context), locale)),
      };
    },
  }),
  route({
    method: 'get',
    path: '/v1/deductions/{deductionId}',
    operationId: 'getDeduction',
    summary:
      'One deduction with everything signed about it and what the caller can do now; the ETag goes into If-Match',
    tag: 'deductions',
    permission: 'deduction.read',
    readsDoctor: true,
    params: z.strictObject({ deductionId: id }),
    reply: { kind: 'json', status: 200, schema: deductionSchema, example: deductionExample },
    handle: async (context, { params }) => {
      const { deduction, length } = await deductionById(context, params.deductionId);
      return json(deduction, { etag: length });
    },
  }),
];

/** Whose records a page shows is recorded before its first line leaves. */
async function* recordedRows(
  pages: AsyncIterable<readonly DeductionSummary[]>,
  shows: Input['shows'],
): AsyncGenerator<DeductionSummary> {
  for await (const rows of pages) {
    await shows(rows.map(({ doctorId }) => doctorId));
    yield* rows;
  }
}
