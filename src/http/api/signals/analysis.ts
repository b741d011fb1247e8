import { z } from 'zod';
import { DomainError } from '../../../core/errors.ts';
import { costContextOf } from '../../../usecases/cost/cost-door.ts';
import { type EffectReport, effect, maxComparators } from '../../../usecases/signals/effect.ts';
import { type FunnelAnswer, funnel } from '../../../usecases/signals/funnel.ts';
import { explained } from '../../explain.ts';
import type { Route } from '../../route.ts';
import { id, month, text } from '../../schemas.ts';
import { scopeOf } from '../cost/cost-schemas.ts';
import { effectCsv, funnelCsv } from './analysis-csv.ts';
import * as form from './analysis-schemas.ts';
import { rateMixRoutes } from './rate-mix.ts';
import { signalQuestionRoutes } from './signal-question.ts';
import { level, range, where, which } from './signal-schemas.ts';

const funnelQuery = z.strictObject({
  ...which,
  county: id.optional(),
  hospital: id.optional(),
  of: z.enum(['hospital', 'ward']).default('hospital'),
  level,
  specialty: text(60).optional(),
  ...range,
});
const effectQuery = z.strictObject({
  ...which,
  ...where,
  level: level.optional(),
  ...range,
  since: month.meta({ description: 'First month of the later period.' }),
  harmonics: z.enum(['0', '1', '2']).optional().meta({ description: 'Seasons as pairs of sine and cosine.' }),
  lag: z
    .string()
    .regex(/^([0-9]|1[0-2])$/, 'field.lag')
    .optional()
    .meta({ description: 'Months over which residuals may be correlated; without: by the number of months.' }),
  comparator: text(4_000).optional().meta({
    description:
      'Ids of hospitals that nothing was done to, separated by commas; those of the place itself are left out of its own series.',
  }),
});

export const analysisRoutes: readonly Route[] = [
  ...rateMixRoutes,
  ...signalQuestionRoutes<typeof funnelQuery, FunnelAnswer>({
    path: '/v1/cost/funnels',
    operationId: 'getFunnel',
    summary: 'Hospitals of a level, or wards of a specialty, with limits that allow for what units differ by anyway',
    query: funnelQuery,
    schema: form.funnel,
    example: form.funnelExample,
    answer: async (context, query) => {
      const { version = null, specialty = null, measure, of, level: asked, from, until } = query;
      const scope = scopeOf(query);
      if (scope.kind === 'ward') throw new Error('the form has no ward');
      return funnel(await costContextOf(context), {
        measure,
        version,
        scope,
        of,
        level: asked,
        specialty,
        from,
        until,
      });
    },
    csv: funnelCsv,
  }),
  ...signalQuestionRoutes<typeof effectQuery, EffectReport>({
    path: '/v1/cost/effects',
    operationId: 'getEffect',
    summary: 'Interrupted time series: what differs in level and slope over the same period, and how sure that is',
    query: effectQuery,
    schema: form.effect,
    example: form.effectExample,
    answer: async (context, query) => {
      const { version = null, level: asked = null, measure, from, until, since } = query;
      return effect(await costContextOf(context), {
        measure,
        version,
        scope: scopeOf(query),
        level: asked,
        from,
        until,
        since,
        harmonics: harmonicsOf(query.harmonics),
        lag: query.lag === undefined ? null : Number(query.lag),
        comparator: hospitalsIn(query.comparator),
      });
    },
    shown: ({ statement, warnings, ...found }, locale) => ({
      ...found,
      statement: explained(locale, statement),
      warnings: warnings.map((warning) => explained(locale, warning)),
    }),
    csv: effectCsv,
  }),
];

function harmonicsOf(asked: '0' | '1' | '2' | undefined): 0 | 1 | 2 {
  return asked === '2' ? 2 : asked === '1' ? 1 : 0;
}

/** @throws DomainError effect.comparator-form. */
function hospitalsIn(list: string | undefined): string[] {
  const ids = [...new Set(list?.split(',') ?? [])];
  if (ids.length > maxComparators || ids.some((one) => !id.safeParse(one).success)) {
    throw new DomainError('malformed', 'effect.comparator-form', { limit: maxComparators });
  }
  return ids;
}
