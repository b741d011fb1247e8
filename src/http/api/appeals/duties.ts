import { z } from 'zod';
import { dutyTasks } from '../../../core/duty.ts';
import { duties, type ListedDuty } from '../../../usecases/appeals/duty.ts';
import { pageLinks, placeIn } from '../../cursor.ts';
import { json, type Route, route } from '../../route.ts';
import { id, links, page, yesNo } from '../../schemas.ts';
import { clockShown } from './appeal-schemas.ts';

const place = z.union([
  z.strictObject({ record: z.int().nonnegative() }),
  z.strictObject({ sanctionsOf: z.string().max(80) }),
]);
const defaultPage = 50;

const duty = z
  .object({
    task: z.enum(dutyTasks),
    of: z.string().meta({ description: 'doctor, confirmer, office, second-person, or the body of an appeal.' }),
    mine: z.boolean().meta({ description: 'The caller can do it.' }),
    deductionId: z
      .string()
      .nullable()
      .meta({ description: 'null: it is about a balance from paper, a credit or a sanction.' }),
    openingId: z.string().nullable(),
    creditId: z.string().nullable(),
    sanctionDueId: z.string().nullable(),
    doctorId: z.string(),
    doctorName: z.string(),
    hospitalId: z.string(),
    hospitalName: z.string(),
    from: z.string().meta({ description: 'The first day on which it can be done.' }),
    clock: clockShown.nullable(),
    overdue: z.boolean(),
    onMissed: z.string().nullable().meta({ description: 'What silence leads to; never anything against the doctor.' }),
    movedUp: z.boolean().meta({ description: 'It became this body’s because the one before was late.' }),
  })
  .meta({ id: 'Duty' });

export const dutyRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/duties',
    operationId: 'listDuties',
    summary:
      'What is due in the caller’s scope, by whom and until when; the doctor’s windows and the offices’ duties alike',
    tag: 'duties',
    permission: 'duty.read',
    readsDoctor: true,
    query: z.strictObject({
      hospital: id.optional(),
      task: z.enum(dutyTasks).optional(),
      mine: yesNo.optional().meta({ description: 'Only what the caller can do.' }),
      ...page,
    }),
    reply: {
      kind: 'json',
      status: 200,
      schema: z.object({ items: z.array(duty), links }),
      example: {
        items: [
          {
            task: 'deliver',
            of: 'office',
            mine: true,
            deductionId: 'ded_4q6t2mzk8w3c',
            openingId: null,
            creditId: null,
            sanctionDueId: null,
            doctorId: 'doc_1',
            doctorName: '张伟明',
            hospitalId: 'hos_1',
            hospitalName: '演示市人民医院',
            from: '2026-11-18',
            clock: { due: '2026-11-23', notBefore: '2026-11-23', missingYear: null },
            overdue: false,
            onMissed: 'overdue',
            movedUp: false,
          },
        ],
        links: { next: null },
      },
    },
    handle: async (context, { query }) => {
      const { limit = defaultPage, cursor, hospital: hospitalId, task, mine } = query;
      const after = placeIn(place, cursor);
      const found = await duties(context, { hospitalId, task, mine }, { limit, after });
      const { links: to, headers } = pageLinks('/v1/duties', query, found.after ?? undefined);
      return json({ items: found.items.map(shown), links: to }, { headers });
    },
  }),
];

/** Who is kept from it is told by nobody but the record itself. */
function shown({ notBy: _notBy, about, ...rest }: ListedDuty): z.input<typeof duty> {
  const idOf = (kind: typeof about.kind) => (about.kind === kind ? about.id : null);
  return {
    ...rest,
    deductionId: idOf('deduction'),
    openingId: idOf('opening'),
    creditId: idOf('credit'),
    sanctionDueId: idOf('sanction'),
  };
}
