import { z } from 'zod';
import { appealBodies } from '../../../core/procedure/appeal/due-process.ts';
import type { Signature } from '../../../core/procedure/deduction.ts';
import type { AppealView } from '../../../usecases/appeals/appeal-view.ts';
import { isoDate, text } from '../../schemas.ts';
import { can } from '../deductions/deduction-schemas.ts';

/** The forms of delivery, appeal and ruling, for the operations that read and write them. */

const maxSchemes = 5;
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'SHA-256 in lower-case hex');

export const minutes = z.strictObject({ ref: text(200), sha256, heldOn: isoDate });
export const minutesExample = {
  ref: '药事会纪要〔2026〕11号',
  sha256: '9f2c1d0c7c7e3b0f6b0d9d7f5a1f4f4bb2bb0a7a5a3f0a4be7d6c1e0f9a8b7c6',
  heldOn: '2026-11-20',
};

/** How a second decision, ours or one from outside, came out. */
export const outcome = {
  outcome: z.enum(['upheld', 'reduced', 'revoked']),
  items: z
    .array(z.strictObject({ scheme: text(60), points: z.int().min(0) }))
    .max(maxSchemes)
    .default([])
    .meta({ description: 'Only for reduced: what the item under each scheme weighs from now on.' }),
};

const signature = {
  personId: z.string(),
  name: z.string(),
  role: z.string(),
  at: z.string(),
  on: z.string().meta({ description: 'The Shanghai date.' }),
};
const evidenceShown = z.object({ ref: z.string(), note: z.string().nullable(), sha256: z.string().nullable() });
const minutesShown = z.object({ ref: z.string(), sha256: z.string(), heldOn: z.string() });
const reducedShown = z.array(z.object({ scheme: z.string(), points: z.int() }));

export const clockShown = z.object({
  due: z.string().nullable().meta({ description: 'The last day; null where a year has no holiday table.' }),
  notBefore: z.string(),
  missingYear: z.int().nullable(),
});

export const appealSchema = z
  .object({
    deductionId: z.string(),
    hospitalId: z.string(),
    state: z.string(),
    foundOn: z.string().nullable(),
    items: z.array(z.object({ scheme: z.string(), code: z.string() })),
    phase: z
      .enum(['undecided', 'undelivered', 'appealable', 'contested', 'final', 'fallen'])
      .meta({ description: 'How far delivery and appeal have come today.' }),
    deliverBy: clockShown.nullable(),
    appealBy: clockShown.nullable(),
    ruleBy: clockShown.nullable(),
    bodies: z.array(z.enum(appealBodies)).meta({ description: 'Who may rule now.' }),
    rulingIsLate: z.boolean(),
    settledFrom: z.string().nullable().meta({ description: 'From when what follows from the points may begin.' }),
    decision: z
      .object({ ...signature, outcome: z.string(), reason: z.string(), minutes: minutesShown.nullable() })
      .nullable()
      .meta({ description: 'The first decision.' }),
    statements: z.array(z.object({ ...signature, text: z.string() })),
    deliveries: z.array(
      z.object({ ...signature, how: z.string(), receivedOn: z.string(), document: evidenceShown.nullable() }),
    ),
    waived: z.boolean(),
    appeals: z.array(
      z.object({
        ...signature,
        level: z.int(),
        grounds: z.string(),
        attachments: z.array(evidenceShown),
        withdrawnOn: z.string().nullable().meta({ description: 'The doctor took it back: the decision is final.' }),
        ruling: z
          .object({
            ...signature,
            body: z.enum(appealBodies),
            outcome: z.string(),
            items: reducedShown,
            reason: z.string(),
            members: z.array(z.object({ personId: z.string(), name: z.string() })),
            minutes: minutesShown,
          })
          .nullable(),
      }),
    ),
    outcomes: z.array(
      z.object({
        ...signature,
        forum: z.string(),
        outcome: z.string(),
        items: reducedShown,
        decision: z.object({ document: z.string(), authority: z.string(), decidedOn: z.string() }),
        reason: z.string(),
      }),
    ),
    reversalProposed: z.object({ ...signature, reason: z.string() }).nullable(),
    fallen: z.object({ ...signature, how: z.string() }).nullable(),
    can,
  })
  .meta({ id: 'AppealFile' });

const signed = (name: string, role: string, on: string) => ({
  personId: 'per_1',
  name,
  role,
  at: `${on}T01:00:00.000Z`,
  on,
});

export const appealExample: z.input<typeof appealSchema> = {
  deductionId: 'ded_4q6t2mzk8w3c',
  hospitalId: 'hos_1',
  state: 'confirmed',
  foundOn: '2026-11-18',
  items: [{ scheme: 'ganzhou-default', code: '2-1' }],
  phase: 'contested',
  deliverBy: null,
  appealBy: null,
  ruleBy: { due: '2026-12-18', notBefore: '2026-12-18', missingYear: null },
  bodies: ['hospital-panel'],
  rulingIsLate: false,
  settledFrom: null,
  decision: {
    ...signed('演示复核员', 'reviewer', '2026-11-18'),
    outcome: 'confirmed',
    reason: '证据充分',
    minutes: null,
  },
  statements: [],
  deliveries: [
    { ...signed('张伟明', 'doctor', '2026-11-19'), how: 'read-in-inbox', receivedOn: '2026-11-19', document: null },
  ],
  waived: false,
  appeals: [
    {
      ...signed('张伟明', 'doctor', '2026-11-20'),
      level: 1,
      grounds: '患者有明确感染指征。',
      attachments: [],
      withdrawnOn: null,
      ruling: null,
    },
  ],
  outcomes: [],
  reversalProposed: null,
  fallen: null,
  can: ['rule'],
};

export function appealShown({
  deduction,
  process,
  status,
  names,
  can: steps,
}: AppealView): z.input<typeof appealSchema> {
  const { finding, decided, statements, foundOn, state } = deduction;
  const by = ({ by: signer, at, on }: Signature) => ({
    personId: signer.personId,
    name: names.get(signer.personId) ?? '',
    role: signer.role,
    at,
    on,
  });
  return {
    deductionId: finding.deductionId,
    hospitalId: finding.hospitalId,
    state,
    foundOn,
    items: finding.items.map(({ scheme, code }) => ({ scheme, code })),
    phase: status.phase,
    deliverBy: status.delivery,
    appealBy: status.appeal,
    ruleBy: status.ruling,
    bodies: [...status.bodies],
    rulingIsLate: status.rulingIsLate,
    settledFrom: status.settledFrom,
    decision: decided && {
      ...by(decided),
      outcome: decided.outcome,
      reason: decided.reason,
      minutes: decided.minutes ?? null,
    },
    statements: statements.map((each) => ({ ...by(each), text: each.text })),
    deliveries: process.deliveries.map((each) => ({
      ...by(each),
      how: each.how,
      receivedOn: each.receivedOn,
      document: each.document,
    })),
    waived: process.waived.length > 0,
    appeals: process.appeals.map((each) => ({
      ...by(each),
      level: each.level,
      grounds: each.grounds,
      attachments: [...each.attachments],
      withdrawnOn: each.withdrawn?.on ?? null,
      ruling: each.ruling && {
        ...by(each.ruling),
        body: each.ruling.body,
        outcome: each.ruling.outcome,
        items: [...each.ruling.items],
        reason: each.ruling.reason,
        members: each.ruling.memberIds.map((personId) => ({ personId, name: names.get(personId) ?? '' })),
        minutes: each.ruling.minutes,
      },
    })),
    outcomes: process.outcomes.map((each) => ({
      ...by(each),
      forum: each.forum,
      outcome: each.outcome,
      items: [...each.items],
      decision: each.decision,
      reason: each.reason,
    })),
    reversalProposed: process.reversalProposed && {
      ...by(process.reversalProposed),
      reason: process.reversalProposed.reason,
    },
    fallen: process.fallen && { ...by(process.fallen), how: process.fallen.how },
    can: [...steps],
  };
}
