import { z } from 'zod';
import { violations } from '../../../usecases/schemes/scheme-violations.ts';
import { bilingual } from '../../explain.ts';
import { json, type Route, route } from '../../route.ts';
import { id, isoDate, text } from '../../schemas.ts';

const violation = z
  .object({
    schemeId: z.string(),
    schemeTitle: bilingual,
    schemeVersion: z.string(),
    code: z.string(),
    zh: z.string(),
    en: z.string(),
    points: z.object({ min: z.int(), max: z.int() }).meta({ description: 'Equal where the scheme states them.' }),
    category: z.string(),
    subject: z.enum(['prescriber', 'pharmacist']),
    legalBasis: z.string(),
    source: z.string().nullable(),
    exculpations: z.array(z.string()),
    referral: z.boolean(),
  })
  .meta({ id: 'ViolationType' });

const example: z.input<typeof violation> = {
  schemeId: 'ganzhou-default',
  schemeTitle: { zh: '处方权十二分管理（建议稿）', en: 'Twelve-point management of prescribing rights (proposal)' },
  schemeVersion: '2026',
  code: '2-1',
  zh: '适应证不适宜',
  en: 'Indication not appropriate',
  points: { min: 2, max: 2 },
  category: 'irrational-use',
  subject: 'prescriber',
  legalBasis: 'internal-points',
  source: '规范第十八条第一项',
  exculpations: ['off-label'],
  referral: false,
};

export const violationTypeRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/violation-types',
    operationId: 'listViolationTypes',
    summary: 'The violations in force on a day, searched by code and text',
    tag: 'schemes',
    permission: 'scheme.read',
    query: z.strictObject({
      on: isoDate.optional(),
      q: z.string().max(100).optional().meta({ description: 'Found in the code or in either text.' }),
      category: text(60).optional(),
      scheme: text(60).optional(),
      hospital: id.optional().meta({ description: 'Only what binds this hospital.' }),
    }),
    reply: {
      kind: 'json',
      status: 200,
      schema: z.object({ on: z.string(), items: z.array(violation) }),
      example: { on: '2026-11-20', items: [example] },
    },
    handle: async (context, { query }) => {
      const { hospital: hospitalId, ...search } = query;
      const { on, items } = await violations(context, { ...search, hospitalId });
      const range = (points: (typeof items)[number]['points']) =>
        typeof points === 'number' ? { min: points, max: points } : points;
      return json({ on, items: items.map((item) => ({ ...item, points: range(item.points) })) });
    },
  }),
];
