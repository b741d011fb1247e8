import { z } from 'zod';
import { addToMonth } from '../../../core/time.ts';
import { type RateMixAnswer, type RateMixCommand, rateMixQuestion } from '../../../usecases/signals/rate-mix.ts';
import type { Route } from '../../route.ts';
import { id, month } from '../../schemas.ts';
import { questionRoutes } from '../cost/cost-question.ts';
import { heading, headingExample, scopeOf } from '../cost/cost-schemas.ts';
import { number, range, scopeShown, which } from './signal-schemas.ts';

const mixBy = ['level', 'hospital', 'ward', 'drg'] as const;
const months = z.object({ from: z.string(), until: z.string() });

const rateMix = z
  .object({
    ...heading,
    scope: scopeShown,
    by: z.enum(mixBy),
    before: months,
    after: months,
    definitionVersion: z.int(),
    parts: z
      .object({
        before: z.number(),
        after: z.number(),
        change: z.number(),
        rate: z.number().meta({ description: 'Because units’ own values moved.' }),
        mix: z.number().meta({ description: 'Because units’ shares of the denominator moved.' }),
        groups: z.array(
          z.object({
            groupId: z.string(),
            before: number,
            after: number,
            shareBefore: z.number(),
            shareAfter: z.number(),
            rate: z.number(),
            mix: z.number(),
          }),
        ),
      })
      .nullable(),
    names: z.record(z.string(), z.string()),
    notCompared: z.array(z.object({ hospitalId: z.string(), name: z.string() })),
  })
  .meta({ id: 'RateMix' });

const rateMixExample: z.input<typeof rateMix> = {
  ...headingExample,
  scope: { kind: 'city', name: '赣州市' },
  by: 'level',
  before: { from: '2025-01', until: '2025-11' },
  after: { from: '2026-01', until: '2026-11' },
  definitionVersion: 1,
  parts: {
    before: 2410.55,
    after: 2388.2,
    change: -22.35,
    rate: -61.02,
    mix: 38.67,
    groups: [
      { groupId: '3', before: 2810.4, after: 2755.1, shareBefore: 0.61, shareAfter: 0.64, rate: -34.56, mix: 16.03 },
      { groupId: '2', before: 1785.1, after: 1715.6, shareBefore: 0.39, shareAfter: 0.36, rate: -26.46, mix: 22.64 },
    ],
  },
  names: { 2: '2', 3: '3' },
  notCompared: [],
};

const query = z.strictObject({
  ...which,
  county: id.optional(),
  hospital: id.optional(),
  by: z.enum(mixBy).meta({
    description: 'Wards of one hospital; levels and hospitals of a city or county; DRGs of any, under one grouper.',
  }),
  ...range,
  baseFrom: month.optional().meta({ description: 'Without: the same months a year earlier.' }),
  baseUntil: month.optional(),
});

export const rateMixRoutes: readonly Route[] = questionRoutes<typeof query, RateMixCommand, RateMixAnswer>({
  path: '/v1/cost/rate-mix',
  operationId: 'getRateMix',
  summary: 'Why a ratio moved: what comes of units’ own values and what of their weights; the parts add up exactly',
  tag: 'signals',
  query,
  schema: rateMix,
  example: rateMixExample,
  question: rateMixQuestion,
  command: ({ version = null, measure, by, from, until, baseFrom, baseUntil, ...asked }) => ({
    measure,
    version,
    scope: scopeOf(asked),
    by,
    before: { from: baseFrom ?? addToMonth(from, -12), until: baseUntil ?? addToMonth(until, -12) },
    after: { from, until },
  }),
  csv: {
    columns: [
      ['指标', 'measure'],
      ['定义版本', 'definition version'],
      ['分组方式', 'by'],
      ['组', 'group'],
      ['名称', 'name'],
      ['前期值', 'before'],
      ['后期值', 'after'],
      ['前期占分母', 'share before'],
      ['后期占分母', 'share after'],
      ['水平效应', 'rate'],
      ['结构效应', 'mix'],
    ],
    rows: ({ measure, definitionVersion, by, parts, names }, locale) =>
      parts === null
        ? []
        : [
            ...parts.groups.map((group) => [
              measure.id,
              definitionVersion,
              by,
              group.groupId,
              names[group.groupId] ?? null,
              group.before,
              group.after,
              group.shareBefore,
              group.shareAfter,
              group.rate,
              group.mix,
            ]),
            [
              measure.id,
              definitionVersion,
              by,
              null,
              locale === 'zh' ? '合计' : 'total',
              parts.before,
              parts.after,
              1,
              1,
              parts.rate,
              parts.mix,
            ],
          ],
  },
});
