import { z } from 'zod';
import { penaltyCounts } from '../../../usecases/signals/penalty-counts.ts';
import { json, type Route, route } from '../../route.ts';
import { id } from '../../schemas.ts';
import { range, scopeShown } from './signal-schemas.ts';

const count = z.int().nullable();

const counts = z
  .object({
    scope: scopeShown,
    from: z.string(),
    until: z.string(),
    asOf: z.string().meta({ description: 'The Shanghai date whose states are shown.' }),
    hospitals: z.array(
      z.object({
        hospitalId: z.string(),
        name: z.string(),
        level: z.int(),
        months: z.array(
          z.object({
            month: z.string(),
            owed: z.boolean().meta({ description: 'The hospital owes a review return for the month.' }),
            reviewed: count.meta({ description: 'Sheets looked at; null: no return is in.' }),
            findings: count.meta({
              description: 'Standing findings about acts of the month; null: not assessed, which is not good.',
            }),
            findingsOfReview: count.meta({ description: 'Those of them that came out of the reviewed sheets.' }),
            sanctions: z
              .array(
                z.object({
                  due: z.enum(['reminder', 'interview', 'restriction', 'suspension', 'cancellation', 'termination']),
                  state: z.enum(['waiting', 'open', 'in-force', 'done', 'set-aside']),
                  count: z.int(),
                }),
              )
              .nullable()
              .meta({ description: 'What came due in the month; null: not assessed.' }),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'PenaltyCounts' });

const example: z.input<typeof counts> = {
  scope: { kind: 'city', name: '赣州市' },
  from: '2026-10',
  until: '2026-11',
  asOf: '2026-11-20',
  hospitals: [
    {
      hospitalId: 'hos_1',
      name: '演示第一医院',
      level: 3,
      months: [
        {
          month: '2026-10',
          owed: true,
          reviewed: 210,
          findings: 6,
          findingsOfReview: 5,
          sanctions: [{ due: 'reminder', state: 'open', count: 2 }],
        },
      ],
    },
    {
      hospitalId: 'hos_2',
      name: '演示第二医院',
      level: 2,
      months: [
        { month: '2026-10', owed: true, reviewed: null, findings: null, findingsOfReview: null, sanctions: null },
      ],
    },
  ],
};

export const penaltyCountRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/cost/penalty-counts',
    operationId: 'getPenaltyCounts',
    summary: 'Standing findings and sanctions due by hospital and month, beside what was reviewed; it names nobody',
    tag: 'signals',
    permission: 'cost.read',
    query: z.strictObject({ county: id.optional(), hospital: id.optional(), ...range }),
    problems: [422],
    reply: { kind: 'json', status: 200, schema: counts, example },
    handle: async (context, { query }) => {
      const { county, hospital, from, until } = query;
      const scope =
        hospital !== undefined
          ? ({ kind: 'hospital', hospitalId: hospital } as const)
          : county !== undefined
            ? ({ kind: 'county', regionId: county } as const)
            : ({ kind: 'city' } as const);
      return json(await penaltyCounts(context, { scope, from, until }));
    },
  }),
];
