import { z } from 'zod';
import type { DeductionFilter } from '../../usecases/deduction-list.ts';
import { bilingual } from '../explain.ts';
import { id, isoDate, text } from '../schemas.ts';

/** The forms of findings and deductions, for the operations that read and write them. */

const settings = ['outpatient', 'emergency', 'inpatient'] as const;
const capacities = ['prescriber', 'countersigner', 'supervisor', 'other'] as const;
const sources = [
  'prescription-review',
  'order-review',
  'inspection',
  'complaint',
  'his-hit',
  'external',
  'other',
] as const;
const maxPersons = 20;
const maxDrugs = 50;
const maxEvidence = 50;
const maxCircumstances = 20;
const maxSchemes = 5;

/** Codes as schemes write them; what no scheme knows is refused by the rule, which says which are known where. */
const code = z.string().min(1).max(20);
const schemeId = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'field.scheme-id')
  .max(60);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'SHA-256 in lower-case hex');

export const doctorRef = z
  .union([
    z.strictObject({ doctorId: id }),
    z.strictObject({ staffNo: text(40).meta({ description: '工号 at the hospital of the act.' }) }),
    z.strictObject({ licenceNo: text(40).meta({ description: '医师执业证书编码.' }) }),
  ])
  .meta({ id: 'DoctorRef' });

export const evidence = z
  .strictObject({
    ref: text(200).meta({
      description: 'A reference into the hospital’s own system; never a patient’s name or number.',
    }),
    note: text(500).nullable().default(null),
    sha256: sha256.nullable().default(null),
  })
  .meta({ id: 'Evidence' });

export const recordSchema = z
  .strictObject({
    persons: z
      .array(z.strictObject({ doctor: doctorRef, capacity: z.enum(capacities).default('prescriber') }))
      .min(1)
      .max(maxPersons),
    hospitalId: id,
    occurredOn: isoDate,
    setting: z.enum(settings),
    department: text(100)
      .nullable()
      .default(null)
      .meta({ description: 'null: that of the doctor’s post on that day.' }),
    wardId: id.nullable().default(null),
    drugs: z
      .array(
        z.strictObject({
          name: text(200),
          code: text(60).nullable().default(null),
          grade: z.enum(['unrestricted', 'restricted', 'special']).nullable().default(null),
        }),
      )
      .max(maxDrugs)
      .default([]),
    actRef: text(100).meta({ description: 'The prescription or order as the hospital’s own system numbers it.' }),
    reviewRef: text(100)
      .nullable()
      .default(null)
      .meta({ description: 'Batch or inspection; null: hospital, month of the act and source.' }),
    sheets: z.int().min(1).max(1_000).default(1),
    circumstances: z
      .strictObject({
        responsibility: z.enum(['general', 'important', 'main']).nullable().default(null),
        mitigating: z.array(text(200)).max(maxCircumstances).default([]),
        aggravating: z.array(text(200)).max(maxCircumstances).default([]),
      })
      .default({ responsibility: null, mitigating: [], aggravating: [] }),
    evidence: z.array(evidence).max(maxEvidence).default([]),
    remarks: text(2_000, 0).default(''),
    source: z.enum(sources).default('prescription-review'),
    externalDecision: z
      .strictObject({ document: text(200), authority: text(200), decidedOn: isoDate })
      .nullable()
      .default(null)
      .meta({ description: 'Where an authority decided and this only records it.' }),
    items: z
      .array(
        z.strictObject({
          scheme: schemeId,
          code,
          points: z.int().nullable().default(null).meta({ description: 'Only where the scheme gives a range.' }),
          pointsReason: text(500).nullable().default(null),
        }),
      )
      .max(maxSchemes)
      .meta({ description: 'One for each scheme the finding falls under.' }),
    leadId: id.nullable().default(null).meta({ description: 'The lead it came from, closed by this.' }),
  })
  .meta({ id: 'NewFinding' });

export const recordExample: z.input<typeof recordSchema> = {
  persons: [{ doctor: { staffNo: 'A001' }, capacity: 'prescriber' }],
  hospitalId: 'hos_1',
  occurredOn: '2026-11-02',
  setting: 'outpatient',
  actRef: 'RX20261102-0031',
  drugs: [{ name: '头孢克肟胶囊', grade: 'unrestricted' }],
  remarks: '无感染指征',
  source: 'prescription-review',
  items: [{ scheme: 'ganzhou-default', code: '2-1' }],
};

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

const can = z.array(z.enum(['state', 'acknowledge', 'confirm', 'dismiss', 'withdraw'])).meta({
  description: 'The steps of the caller that would go through now.',
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
