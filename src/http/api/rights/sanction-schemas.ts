import { z } from 'zod';
import type { Sanction } from '../../../core/sanction/due.ts';
import { bilingual, explained, explanation } from '../../explain.ts';
import type { Locale } from '../../route.ts';

/** The form of a sanction due, with how it came about and where each hospital stands with it. */

const ground = z.object({
  kind: z.enum(['threshold', 'trigger']),
  thresholdId: z.string().optional(),
  triggerId: z.string().optional(),
  at: z.int().meta({ description: 'Points of the threshold, or acts of the trigger.' }),
  before: z.int().optional(),
  after: z.int().optional(),
  counted: z.array(z.object({ deductionId: z.string(), points: z.int() })).optional(),
  credited: z.int().optional(),
  acts: z.int().optional(),
  stayed: z.boolean().optional().meta({ description: 'Whether it waits for delivery and appeal.' }),
  from: z.string(),
  until: z.string(),
});

const duty = z.object({
  hospitalId: z.string(),
  state: z.string().meta({ description: 'waiting, open, in-force, done or set-aside' }),
  waitsFor: z.array(z.object({ deductionId: z.string(), phase: z.string() })),
  openFrom: z.string().nullable(),
  measureId: z.string().nullable(),
  orderedOn: z.string().nullable(),
  talkHeldOn: z.string().nullable(),
  missing: z.array(z.string()).meta({ description: 'What the doctor still has to do.' }),
});

export const sanctionSchema = z
  .object({
    id: z.string(),
    schemeId: z.string(),
    schemeTitle: bilingual,
    schemeVersion: z.string(),
    schemeHash: z.string(),
    ground,
    due: z.string(),
    text: bilingual,
    by: z.string(),
    requires: z.array(z.string()),
    rightKinds: z.array(z.string()),
    months: z.object({ min: z.int(), max: z.int().nullable() }).nullable(),
    legalBasis: z.string(),
    source: z.string().nullable(),
    provenance: z.string(),
    dueOn: z.string(),
    deductionIds: z.array(z.string()),
    attestation: z.boolean(),
    duties: z.array(duty),
    explanation: z.array(explanation),
  })
  .meta({ id: 'Sanction' });

export function sanctionShown(sanction: Sanction, locale: Locale): z.input<typeof sanctionSchema> {
  const { ground: why, duties, explanation: because, requires, rightKinds, deductionIds, ...rest } = sanction;
  return {
    ...rest,
    requires: [...requires],
    rightKinds: [...rightKinds],
    deductionIds: [...deductionIds],
    ground: why.kind === 'threshold' ? { ...why, counted: [...why.counted] } : why,
    duties: duties.map(({ measure, steps, waitsFor, missing, ...each }) => ({
      ...each,
      waitsFor: [...waitsFor],
      missing: [...missing],
      measureId: measure?.measureId ?? null,
      orderedOn: steps.order?.on ?? null,
      talkHeldOn: steps.talk?.heldOn ?? null,
    })),
    explanation: because.map((each) => explained(locale, each)),
  };
}

export const sanctionExample: z.input<typeof sanctionSchema> = {
  id: 'ganzhou-default:suspension:2026',
  schemeId: 'ganzhou-default',
  schemeTitle: { zh: '处方权十二分管理（建议稿）', en: 'Twelve-point management of prescribing rights (proposal)' },
  schemeVersion: '2026',
  schemeHash: '9f2c1d0c7c7e3b0f6b0d9d7f5a1f4f4bb2bb0a7a5a3f0a4be7d6c1e0f9a8b7c6',
  ground: {
    kind: 'threshold',
    thresholdId: 'suspension',
    at: 12,
    before: 9,
    after: 12,
    counted: [
      { deductionId: 'ded_4q6t2mzk8w3c', points: 9 },
      { deductionId: 'ded_7k2m1a9x5n0p', points: 3 },
    ],
    credited: 0,
    from: '2026-01-01',
    until: '2027-01-01',
  },
  due: 'suspension',
  text: { zh: '暂停处方权至少1个月,经培训并考核合格后恢复', en: 'Right suspended for at least 1 month' },
  by: 'hospital',
  requires: ['training', 'exam'],
  rightKinds: ['general'],
  months: { min: 1, max: null },
  legalBasis: 'internal-points',
  source: null,
  provenance: 'proposal',
  dueOn: '2026-11-18',
  deductionIds: ['ded_4q6t2mzk8w3c', 'ded_7k2m1a9x5n0p'],
  attestation: false,
  duties: [
    {
      hospitalId: 'hos_1',
      state: 'waiting',
      waitsFor: [{ deductionId: 'ded_7k2m1a9x5n0p', phase: 'undelivered' }],
      openFrom: null,
      measureId: null,
      orderedOn: null,
      talkHeldOn: null,
      missing: ['training', 'exam'],
    },
  ],
  explanation: [
    {
      code: 'due.threshold',
      parameters: { at: 12, before: 9, after: 12, credited: 0, from: '2026-01-01', until: '2027-01-01' },
      text: '2026-11-18 的认定使本周期的分数由 9 分升至 12 分,达到 12 分。',
    },
  ],
};
