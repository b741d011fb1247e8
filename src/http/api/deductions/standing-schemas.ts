import { z } from 'zod';
import { sanctionStates } from '../../../core/sanction/state.ts';
import type { Standing } from '../../../core/standing.ts';
import type { SeenItem } from '../../../core/standing-view.ts';
import { bilingual, explained, explanation } from '../../explain.ts';
import type { Locale } from '../../route.ts';

/** The forms of a standing. What a limited item does not show is left out, so that one form serves both. */

export const itemSchema = z
  .object({
    kind: z.enum(['full', 'limited']).meta({
      description: 'limited: another hospital’s; only category, points, dates and state are shown.',
    }),
    deductionId: z.string().optional(),
    hospitalId: z.string().optional(),
    actRef: z.string().optional(),
    reviewRef: z.string().optional(),
    code: z.string().optional(),
    category: z.string(),
    text: bilingual.optional(),
    source: z.string().nullable().optional().meta({ description: 'The article that names the violation.' }),
    schemeVersion: z.string().optional(),
    schemeHash: z.string().optional(),
    provenance: z.string().optional(),
    occurredOn: z.string(),
    recordedOn: z.string(),
    foundOn: z.string().nullable(),
    state: z.string(),
    points: z.int().meta({ description: 'By itself.' }),
    counted: z.int().meta({ description: 'What it adds to the sum.' }),
    sumAfter: z.int().nullable().optional().meta({ description: 'The sum of the cycle with this item.' }),
    reasons: z.array(explanation).optional(),
  })
  .meta({ id: 'StandingItem' });

const threshold = z.object({
  id: z.string(),
  at: z.int(),
  measured: z.string(),
  due: z.string(),
  zh: z.string(),
  en: z.string(),
  by: z.string(),
  requires: z.array(z.string()),
  rightKinds: z.array(z.string()),
  months: z.object({ min: z.int(), max: z.int().nullable() }).nullable(),
  legalBasis: z.string(),
  source: z.string().nullable(),
});

const cycle = z.object({ id: z.string().nullable(), from: z.string(), until: z.string() });

export const sanctionSchema = z
  .object({
    id: z.string(),
    threshold,
    schemeVersion: z.string(),
    cycle,
    deductionId: z.string(),
    dueOn: z.string(),
    points: z.int(),
    state: z.enum(sanctionStates).meta({
      description:
        'How far it has come: stayed until delivery and appeal are over, due, ordered by the commission, imposed (or the talk held), done, set-aside; outside: no hospital here acts on it.',
    }),
    measureIds: z.array(z.string()).meta({ description: 'The measures on rights that answer it.' }),
  })
  .meta({ id: 'SanctionDue' });

export const standingSchema = z
  .object({
    doctorId: z.string(),
    schemeId: z.string(),
    schemeVersion: z.string(),
    schemeHash: z.string(),
    provenance: z.string(),
    title: bilingual,
    direction: z.string(),
    asOf: z.string(),
    cycle,
    enrolled: z.boolean(),
    total: z.int(),
    left: z.int().meta({ description: 'max(0, total − max(0, counted − credited)).' }),
    counted: z.int(),
    credited: z.int(),
    uncapped: z.int(),
    contested: z.int(),
    countedItems: z.array(itemSchema),
    contestedItems: z.array(itemSchema),
    notCountedItems: z.array(itemSchema),
    openItems: z.array(itemSchema),
    credits: z.array(
      z.object({
        creditId: z.string(),
        hospitalId: z.string().nullable(),
        activity: z.string().nullable(),
        doneOn: z.string(),
        actsFrom: z.string().nullable(),
        points: z.int(),
      }),
    ),
    thresholdsAhead: z.array(z.object({ threshold, away: z.int() })),
    sanctionsDue: z.array(sanctionSchema),
    explanation: z.array(explanation),
  })
  .meta({ id: 'Standing' });

export function itemShown(item: SeenItem, locale: Locale): z.input<typeof itemSchema> {
  if (item.kind === 'limited') return item;
  return { ...item, reasons: item.reasons.map((why) => explained(locale, why)) };
}

export function standingShown(standing: Standing<SeenItem>, locale: Locale) {
  const shown = (item: SeenItem) => itemShown(item, locale);
  return {
    ...standing,
    countedItems: standing.countedItems.map(shown),
    contestedItems: standing.contestedItems.map(shown),
    notCountedItems: standing.notCountedItems.map(shown),
    openItems: standing.openItems.map(shown),
    explanation: standing.explanation.map((why) => explained(locale, why)),
  };
}

const thresholdExample: z.input<typeof threshold> = {
  id: 'reminder-talk',
  at: 3,
  measured: 'cycle',
  due: 'reminder',
  zh: '科室提醒谈话',
  en: 'Reminder talk by the department',
  by: 'department',
  requires: [],
  rightKinds: [],
  months: null,
  legalBasis: 'internal-points',
  source: null,
};

const cycleExample = { id: '2026', from: '2026-01-01', until: '2027-01-01' };

export const itemExample: z.input<typeof itemSchema> = {
  kind: 'full',
  deductionId: 'ded_4q6t2mzk8w3c',
  hospitalId: 'hos_1',
  actRef: 'RX20261102-0031',
  reviewRef: 'hos_1/2026-11/prescription-review',
  code: '2-1',
  category: 'irrational-use',
  text: { zh: '适应证不适宜', en: 'Indication not appropriate' },
  source: '规范第十八条第一项',
  schemeVersion: '2026',
  schemeHash: '9f2c1d0c7c7e3b0f6b0d9d7f5a1f4f4bb2bb0a7a5a3f0a4be7d6c1e0f9a8b7c6',
  provenance: 'proposal',
  occurredOn: '2026-11-02',
  recordedOn: '2026-11-09',
  foundOn: '2026-11-18',
  state: 'confirmed',
  points: 2,
  counted: 2,
  sumAfter: 3,
  reasons: [
    {
      code: 'item.counted',
      parameters: { code: '2-1', points: 2, counted: 2, sumAfter: 3 },
      text: '代码 2-1:计入 2 分,累计 3 分。',
    },
  ],
};

export const sanctionExample: z.input<typeof sanctionSchema> = {
  id: 'ganzhou-default:reminder-talk:2026',
  threshold: thresholdExample,
  schemeVersion: '2026',
  cycle: cycleExample,
  deductionId: 'ded_4q6t2mzk8w3c',
  dueOn: '2026-11-18',
  points: 3,
  state: 'due',
  measureIds: [],
};

export const standingExample: z.input<typeof standingSchema> = {
  doctorId: 'doc_1',
  schemeId: 'ganzhou-default',
  schemeVersion: '2026',
  schemeHash: '9f2c1d0c7c7e3b0f6b0d9d7f5a1f4f4bb2bb0a7a5a3f0a4be7d6c1e0f9a8b7c6',
  provenance: 'proposal',
  title: {
    zh: '赣州市处方权十二分制管理(建议稿)',
    en: 'Ganzhou twelve-point management of prescribing rights (proposal)',
  },
  direction: 'deduct',
  asOf: '2026-11-20',
  cycle: cycleExample,
  enrolled: true,
  total: 12,
  left: 9,
  counted: 3,
  credited: 0,
  uncapped: 3,
  contested: 0,
  countedItems: [itemExample],
  contestedItems: [],
  notCountedItems: [],
  openItems: [],
  credits: [],
  thresholdsAhead: [{ threshold: { ...thresholdExample, id: 'interview', at: 6, due: 'interview' }, away: 3 }],
  sanctionsDue: [sanctionExample],
  explanation: [
    {
      code: 'standing.left.deduct',
      parameters: { total: 12, counted: 3, credited: 0, uncapped: 3, left: 9 },
      text: '剩余 9 分 = max(0, 12 − max(0, 已扣 3 − 返还 0))。',
    },
  ],
};
