import { z } from 'zod';
import { recordWorksheet, recordWorksheetLimits } from '../../../usecases/deductions/worksheet.ts';
import { json, type Route, route } from '../../route.ts';
import { id, text, yesNo } from '../../schemas.ts';

const code = z.object({
  line: z.int().meta({ description: 'As the file counts, header = 1.' }),
  code: z.string().nullable(),
  deductionId: z.string().nullable().meta({ description: 'null in a dry run.' }),
});

const report = z
  .object({
    outcome: z.enum(['recorded', 'unchanged', 'dry-run']).meta({
      description: 'unchanged: this very file was recorded before, or nothing in it is new.',
    }),
    sha256: z.string(),
    rows: z.int(),
    recorded: z.array(code).meta({ description: 'One for each code of each row.' }),
    alreadyRecorded: z.array(code).meta({ description: 'Open or confirmed already, wherever it came from.' }),
    skipped: z.array(z.object({ line: z.int(), reason: z.enum(['no-code', 'left-out']), code: z.string().nullable() })),
  })
  .meta({ id: 'WorksheetReport' });

export const worksheetRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/v1/worksheets',
    operationId: 'recordWorksheet',
    summary:
      'Record the findings of a 处方点评工作表 (CSV or XLSX), every row or none; the same file again changes nothing',
    tag: 'deductions',
    permission: 'deduction.record',
    query: z.strictObject({
      hospital: id,
      mapping: id,
      scheme: text(60).meta({ description: 'The scheme whose codes the sheet writes.' }),
      setting: z.enum(['outpatient', 'emergency', 'inpatient']).meta({ description: 'For rows that do not say.' }),
      dryRun: yesNo.optional().meta({ description: 'true: only say what would be recorded.' }),
    }),
    body: {
      kind: 'upload',
      types: ['text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
      description: 'Only the mapped columns are read; the file is not kept.',
      maxBytes: recordWorksheetLimits.bytes,
    },
    reply: {
      kind: 'json',
      status: 200,
      schema: report,
      example: {
        outcome: 'recorded',
        sha256: '9f2c1d0c7c7e3b0f6b0d9d7f5a1f4f4bb2bb0a7a5a3f0a4be7d6c1e0f9a8b7c6',
        rows: 3,
        recorded: [{ line: 2, code: '2-1', deductionId: 'ded_4q6t2mzk8w3c' }],
        alreadyRecorded: [],
        skipped: [{ line: 3, reason: 'no-code', code: null }],
      },
    },
    problems: [412, 422],
    handle: async (context, { query, upload }) => {
      const { hospital: hospitalId, mapping: mappingId, scheme, setting, dryRun = false } = query;
      if (upload === undefined) throw new Error('a worksheet without an upload');
      const command = { hospitalId, mappingId, scheme, setting, dryRun };
      return json(await recordWorksheet(context, { ...command, source: upload.stream }));
    },
  }),
];
