import { z } from 'zod';
import { worksheetFields } from '../../../core/procedure/worksheet.ts';
import { mappings, saveMapping } from '../../../usecases/register/mapping.ts';
import { json, type Route, route, written } from '../../route.ts';
import { id, text } from '../../schemas.ts';

const mapping = z
  .object({
    mappingId: z.string(),
    hospitalId: z.string(),
    name: z.string(),
    columns: z.record(z.string(), z.string()),
    codes: z.record(z.string(), z.string().nullable()),
    savedOn: z.string(),
  })
  .meta({ id: 'Mapping' });

const saved = {
  hospitalId: 'hos_1',
  name: '门诊处方点评工作表',
  columns: { staffNo: '医生工号', occurredOn: '处方日期', actRef: '处方号', codes: '存在问题(代码)' },
  codes: { '3-5': '3-3', '1-3': null },
};

export const mappingRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/mappings',
    operationId: 'listMappings',
    summary: 'The saved column mappings of a hospital',
    tag: 'deductions',
    permission: 'deduction.record',
    query: z.strictObject({ hospital: id }),
    reply: {
      kind: 'json',
      status: 200,
      schema: z.object({ items: z.array(mapping) }),
      example: { items: [{ mappingId: 'map_1', ...saved, savedOn: '2026-11-20' }] },
    },
    handle: async (context, { query }) => json({ items: await mappings(context, query.hospital) }),
  }),
  route({
    method: 'post',
    path: '/v1/mappings',
    operationId: 'saveMapping',
    summary: 'Save how a hospital’s worksheet names its columns and codes; the same name replaces',
    tag: 'deductions',
    permission: 'mapping.save',
    body: {
      kind: 'json',
      schema: z.strictObject({
        hospitalId: id,
        name: text(100),
        columns: z
          .record(z.string().max(40), text(100))
          .meta({ description: `Our field → the header of the file. Fields: ${worksheetFields.join(', ')}.` }),
        codes: z
          .record(z.string().max(20), z.string().max(20).nullable())
          .default({})
          .meta({ description: 'A code only this hospital uses → the scheme’s code; null: left out.' }),
      }),
      example: saved,
    },
    reply: { kind: 'written', location: '/v1/mappings' },
    problems: [422],
    handle: async (context, { body }) => written(await saveMapping(context, body)),
  }),
];
