import { z } from 'zod';
import { previewOfFinding } from '../../../usecases/deductions/deduction-record.ts';
import { explanation } from '../../explain.ts';
import { json, type Route, route } from '../../route.ts';
import { recordExample, recordSchema } from './finding-schema.ts';
import { previewShown, schemePreviewedExample, schemesPreviewed } from './preview-schemas.ts';

const preview = z
  .object({
    items: z.array(
      z.object({
        doctorId: z.string(),
        doctorName: z.string(),
        department: z.string(),
        underSchemes: schemesPreviewed,
        warnings: z.array(explanation),
      }),
    ),
  })
  .meta({ id: 'FindingPreview' });

export const findingPreviewRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/v1/deductions/preview',
    operationId: 'previewFinding',
    summary:
      'What recording this finding and confirming it now would do, to each person responsible. Nothing is written',
    tag: 'deductions',
    permission: 'deduction.record',
    readsDoctor: true,
    body: { kind: 'json', schema: recordSchema, example: recordExample },
    reply: {
      kind: 'json',
      status: 200,
      schema: preview,
      example: {
        items: [
          {
            doctorId: 'doc_1',
            doctorName: '张伟明',
            department: '心内科',
            underSchemes: [schemePreviewedExample],
            warnings: [],
          },
        ],
      },
    },
    problems: [409, 422],
    handle: async (context, { body, locale }) => {
      const found = await previewOfFinding(context, body);
      return json({ items: found.map((each) => ({ ...each, ...previewShown(each, locale) })) });
    },
  }),
];
