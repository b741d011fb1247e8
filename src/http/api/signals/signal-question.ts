import type { z } from 'zod';
import type { Context } from '../../../usecases/context.ts';
import { json, type Locale, type Route, route } from '../../route.ts';
import { type Csv, csvOf } from '../cost/cost-question.ts';

/** A question whose answer rests on more than the live figures, with its two addresses: `path` in JSON, `path.csv`. */
export interface SignalQuestion<Q extends z.ZodType, A> {
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly query: Q;
  readonly schema: z.ZodType;
  readonly example: unknown;
  readonly answer: (context: Context, query: z.output<Q>) => Promise<A>;
  /** What of an answer is in words; without: JSON is the answer itself. */
  readonly shown?: (answer: A, locale: Locale) => unknown;
  readonly csv: Csv<A>;
}

export function signalQuestionRoutes<Q extends z.ZodType, A>(declared: SignalQuestion<Q, A>): Route[] {
  const { path, operationId, summary, query, schema, example, answer, shown, csv } = declared;
  const common = { method: 'get', tag: 'signals', permission: 'cost.read', query, problems: [422] } as const;
  return [
    route({
      ...common,
      path,
      operationId,
      summary,
      reply: { kind: 'json', status: 200, schema, example },
      handle: async (context, input) => {
        const found = await answer(context, input.query);
        return json(shown === undefined ? found : shown(found, input.locale));
      },
    }),
    route({
      ...common,
      path: `${path}.csv`,
      operationId: `${operationId}Csv`,
      summary: `${summary} – as CSV: UTF-8 with BOM, an empty cell where nothing is known`,
      reply: { kind: 'file', type: 'text/csv; charset=utf-8', example: csvOf(csv, null, 'zh') },
      handle: async (context, input) => {
        const content = csvOf(csv, await answer(context, input.query), input.locale);
        return { kind: 'file', name: `${path.slice(path.lastIndexOf('/') + 1)}.csv`, content };
      },
    }),
  ];
}
