import { z } from 'zod';
import {
  type PenaltyCountsAnswer,
  type PenaltyMonth,
  penaltyCounts,
} from '../../../usecases/signals/penalty-counts.ts';
import type { Route } from '../../route.ts';
import { id } from '../../schemas.ts';
import { signalQuestionRoutes } from './signal-question.ts';
import { range, scopeShown } from './signal-schemas.ts';

const duesShown = ['reminder', 'interview', 'restriction', 'suspension', 'cancellation', 'termination'] as const;
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
                  due: z.enum(duesShown),
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

const query = z.strictObject({ county: id.optional(), hospital: id.optional(), ...range });

export const penaltyCountRoutes: readonly Route[] = signalQuestionRoutes<typeof query, PenaltyCountsAnswer>({
  path: '/v1/cost/penalty-counts',
  operationId: 'getPenaltyCounts',
  summary: 'Standing findings and sanctions due by hospital and month, beside what was reviewed; it names nobody',
  query,
  schema: counts,
  example,
  answer: (context, { county, hospital, from, until }) => {
    const scope =
      hospital !== undefined
        ? ({ kind: 'hospital', hospitalId: hospital } as const)
        : county !== undefined
          ? ({ kind: 'county', regionId: county } as const)
          : ({ kind: 'city' } as const);
    return penaltyCounts(context, { scope, from, until });
  },
  csv: {
    columns: [
      ['医院', 'hospital'],
      ['医院名称', 'name'],
      ['医院级别', 'level'],
      ['月份', 'month'],
      ['应报点评', 'review owed'],
      ['点评处方数', 'sheets reviewed'],
      ['成立的认定', 'standing findings'],
      ['其中点评发现', 'of them from review'],
      ...duesShown.map((due) => [`到期处理:${due}`, `due: ${due}`] as const),
    ],
    rows: ({ hospitals }) =>
      hospitals.flatMap(({ hospitalId, name, level, months }) =>
        months.map(({ month, owed, reviewed, findings, findingsOfReview, sanctions }) => [
          ...[hospitalId, name, level, month, owed, reviewed, findings, findingsOfReview],
          ...duesShown.map((due) => countOf(sanctions, due)),
        ]),
      ),
  },
});

/** In whatever state it is; null where nothing was assessed. */
function countOf(sanctions: PenaltyMonth['sanctions'], due: string): number | null {
  return sanctions?.filter((one) => one.due === due).reduce((sum, { count: some }) => sum + some, 0) ?? null;
}
