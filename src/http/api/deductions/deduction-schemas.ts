import { z } from 'zod';
import { deductionSteps } from '../../../core/procedure/open-steps.ts';
import type { DeductionFilter } from '../../../usecases/deductions/deduction-list.ts';
import { bilingual } from '../../explain.ts';
import { id, isoDate, text } from '../../schemas.ts';
import { code, schemeId } from './finding-schema.ts';

/** The forms in which deductions are shown and asked for. */

const item = z.object({
  scheme: z.string(),
  schemeVersion: z.string(),
  code: z.string(),
  category: z.string(),
  text: bilingual,
  source: z.string().nullable().meta({ description: 'The article that names the violation.' }),
  legalBasis: z.string(),
  referral: z.boolean(),
  points: z.int().meta({ description: 'By itself, before the counting rules; see the standing.' }),
  pointsReason: z.string().nullable(),
  exculpations: z.array(z.object({ id: z.string(), zh: z.string(), en: z.string() })),
});

const itemExample: z.input<typeof item> = {
  scheme: 'ganzhou-default',
  schemeVersion: '2026',
  code: '2-1',
  category: 'irrational-use',
  text: { zh: '适应证不适宜', en: 'Indication not appropriate' },
  source: '规范第十八条第一项',
  legalBasis: 'internal-points',
  referral: false,
  points: 2,
  pointsReason: null,
  exculpations: [],
};

const states = [
  'recorded',
  'confirmable',
  'stated',
  'acknowledged',
  'confirmed',
  'dismissed',
  'withdrawn',
  'lapsed',
  'revoked',
  'reversed',
] as const;
const state = z.enum(states).meta({ description: 'What has been signed, and what time has done since.' });
export const stateFilter = z.enum([...states, 'open', 'decidable']).meta({
  description: 'open: neither decided nor lapsed; decidable: open, and another person may decide it now.',
});

const clockDue = z.object({
  due: z.string().nullable().meta({ description: 'The last day; null where a year has no holiday table.' }),
  notBefore: z.string(),
  missingYear: z.int().nullable(),
});

const status = z.object({
  state,
  confirmableFrom: z.string().nullable(),
  statement: clockDue.meta({ description: 'Until when the doctor may state.' }),
  confirmation: clockDue.meta({ description: 'Until when it must be decided; then it lapses.' }),
});

const statusExample: z.input<typeof status> = {
  state: 'recorded',
  confirmableFrom: '2026-11-17',
  statement: { due: '2026-11-16', notBefore: '2026-11-16', missingYear: null },
  confirmation: { due: '2027-02-08', notBefore: '2027-02-08', missingYear: null },
};

const signature = {
  personId: z.string(),
  name: z.string(),
  role: z.string(),
  at: z.string(),
  on: z.string().meta({ description: 'The Shanghai date.' }),
};

export const can = z.array(z.enum(deductionSteps)).meta({
  description:
    'The steps of the caller that would go through now, before the confirmation and after it; read is the delivery of a decision by opening it in the inbox.',
});

const evidenceShown = z.object({ ref: z.string(), note: z.string().nullable(), sha256: z.string().nullable() });

export const deductionSchema = z
  .object({
    deductionId: z.string(),
    findingId: z.string(),
    doctorId: z.string(),
    doctorName: z.string(),
    capacity: z.string(),
    hospitalId: z.string(),
    hospitalName: z.string(),
    occurredOn: z.string(),
    setting: z.string(),
    department: z.string(),
    wardId: z.string().nullable(),
    drugs: z.array(z.object({ name: z.string(), code: z.string().nullable(), grade: z.string().nullable() })),
    actRef: z.string(),
    reviewRef: z.string(),
    sheets: z.int(),
    circumstances: z.object({
      responsibility: z.string().nullable(),
      mitigating: z.array(z.string()),
      aggravating: z.array(z.string()),
    }),
    evidence: z.array(evidenceShown),
    remarks: z.string(),
    source: z.string(),
    externalDecision: z.object({ document: z.string(), authority: z.string(), decidedOn: z.string() }).nullable(),
    items: z.array(item),
    leadId: z.string().nullable(),
    status,
    recorded: z.object(signature),
    statements: z.array(z.object({ ...signature, text: z.string(), attachments: z.array(evidenceShown) })),
    acknowledged: z.object(signature).nullable(),
    decided: z
      .object({
        ...signature,
        outcome: z.enum(['confirmed', 'dismissed', 'withdrawn']),
        reason: z.string(),
        exculpation: z.string().nullable(),
      })
      .nullable(),
    foundOn: z.string().nullable().meta({ description: 'The day of the finding, which chooses the cycle.' }),
    sameFinding: z.array(z.object({ deductionId: z.string(), capacity: z.string() })),
    can,
  })
  .meta({ id: 'Deduction' });

const findingExample = {
  deductionId: 'ded_4q6t2mzk8w3c',
  findingId: 'fnd_2r8v5nqj1x7d',
  doctorId: 'doc_1',
  doctorName: '张伟明',
  capacity: 'prescriber',
  hospitalId: 'hos_1',
  hospitalName: '演示市人民医院',
  occurredOn: '2026-11-02',
  setting: 'outpatient',
  department: '心内科',
  wardId: null,
  actRef: 'RX20261102-0031',
  reviewRef: 'hos_1/2026-11/prescription-review',
  source: 'prescription-review',
};

export const deductionExample: z.input<typeof deductionSchema> = {
  ...findingExample,
  drugs: [{ name: '头孢克肟胶囊', code: null, grade: 'unrestricted' }],
  sheets: 1,
  circumstances: { responsibility: null, mitigating: [], aggravating: [] },
  evidence: [],
  remarks: '无感染指征',
  externalDecision: null,
  items: [itemExample],
  leadId: null,
  status: statusExample,
  recorded: {
    personId: 'per_1',
    name: '演示审核员',
    role: 'auditor',
    at: '2026-11-09T01:00:00.000Z',
    on: '2026-11-09',
  },
  statements: [],
  acknowledged: null,
  decided: null,
  foundOn: null,
  sameFinding: [],
  can: ['dismiss'],
};

export const summarySchema = z
  .object({
    deductionId: z.string(),
    findingId: z.string(),
    doctorId: z.string(),
    doctorName: z.string(),
    capacity: z.string(),
    hospitalId: z.string(),
    hospitalName: z.string(),
    department: z.string(),
    wardId: z.string().nullable(),
    setting: z.string(),
    occurredOn: z.string(),
    actRef: z.string(),
    reviewRef: z.string(),
    source: z.string(),
    recordedOn: z.string(),
    state,
    answeredOn: z.string().nullable(),
    decidedOn: z.string().nullable(),
    foundOn: z.string().nullable(),
    items: z.array(
      z.object({
        scheme: z.string(),
        code: z.string(),
        category: z.string(),
        text: bilingual,
        points: z.int(),
      }),
    ),
  })
  .meta({ id: 'DeductionSummary' });

export const summaryExample: z.input<typeof summarySchema> = {
  ...findingExample,
  recordedOn: '2026-11-09',
  state: 'confirmable',
  answeredOn: null,
  decidedOn: null,
  foundOn: null,
  items: [
    {
      scheme: 'ganzhou-default',
      code: '2-1',
      category: 'irrational-use',
      text: { zh: '适应证不适宜', en: 'Indication not appropriate' },
      points: 2,
    },
  ],
};

export const ownSchema = z
  .object({
    deductionId: z.string(),
    hospitalId: z.string(),
    hospitalName: z.string(),
    occurredOn: z.string(),
    recordedOn: z.string(),
    items: z.array(item),
    status,
    can,
  })
  .meta({ id: 'OwnDeduction' });

export const ownExample: z.input<typeof ownSchema> = {
  deductionId: 'ded_4q6t2mzk8w3c',
  hospitalId: 'hos_1',
  hospitalName: '演示市人民医院',
  occurredOn: '2026-11-02',
  recordedOn: '2026-11-09',
  items: [itemExample],
  status: statusExample,
  can: ['state', 'acknowledge'],
};

export const filterQuery = {
  hospital: id.optional(),
  department: text(100).optional(),
  ward: id.optional(),
  doctor: id.optional(),
  finding: id.optional(),
  category: text(60).optional(),
  scheme: schemeId.optional(),
  code: code.optional(),
  state: stateFilter.optional(),
  occurredFrom: isoDate.optional(),
  occurredUntil: isoDate.optional().meta({ description: 'The first day outside.' }),
  recordedFrom: isoDate.optional(),
  recordedUntil: isoDate.optional().meta({ description: 'The first day outside.' }),
};

export function filterOf(query: z.output<z.ZodObject<typeof filterQuery>>): DeductionFilter {
  const { hospital, ward, doctor, finding, ...same } = query;
  return { ...same, hospitalId: hospital, wardId: ward, doctorId: doctor, findingId: finding };
}
