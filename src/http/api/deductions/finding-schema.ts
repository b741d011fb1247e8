import { z } from 'zod';
import { id, isoDate, text } from '../../schemas.ts';

/** The form in which a finding is sent. */

/** Codes as schemes write them; one that no scheme knows is refused by the rule, which says where it looked. */
export const code = z.string().min(1).max(20);
export const schemeId = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'field.scheme-id')
  .max(60);

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

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'field.sha256');

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
