import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { packageFolder } from '../../package-folder.ts';

/** What the synthetic city is drawn from: seeds/demo, read and checked. */
export interface DemoSeeds {
  readonly places: z.infer<typeof placesFormat>;
  readonly people: z.infer<typeof peopleFormat>;
  readonly findings: z.infer<typeof findingsFormat>;
}

/** @throws ZodError when a file is not of its form: the files belong to the release, so that is a bug. */
export function readDemoSeeds(): DemoSeeds {
  return {
    places: placesFormat.parse(readYaml('places.yaml')),
    people: peopleFormat.parse(readYaml('people.yaml')),
    findings: findingsFormat.parse(readYaml('findings.yaml')),
  };
}

const hospital = z.strictObject({
  key: z.string().regex(/^h\d\d$/),
  name: z.string().includes('演示'),
  county: z.string(),
  level: z.literal([1, 2, 3]),
  kind: z.enum(['general', 'tcm', 'maternity', 'oncology', 'psychiatric', 'township']),
  wards: z.int().min(1).max(99),
  doctors: z.int().min(1).max(999),
});
const specialty = z.strictObject({ department: z.string(), code: z.string() });

const placesFormat = z.strictObject({
  city: z.string().includes('演示'),
  counties: z.array(z.string()).min(1),
  hospitals: z.array(hospital).min(3),
  specialties: z.record(hospital.shape.kind, z.array(specialty).min(1)),
});

const peopleFormat = z.strictObject({
  surnames: z.string().min(50),
  given: z.string().min(50),
  titles: z.array(
    z.strictObject({
      title: z.string(),
      weight: z.int().positive(),
      grade: z.enum(['unrestricted', 'restricted', 'special']),
    }),
  ),
});

const drug = z.strictObject({
  name: z.string(),
  grade: z.enum(['unrestricted', 'restricted', 'special']).nullable().default(null),
});
const texts = z.array(z.string().min(1)).min(1);

const findingsFormat = z.strictObject({
  codes: z.array(
    z.strictObject({
      code: z.string(),
      weight: z.int().positive(),
      settings: z.array(z.enum(['outpatient', 'emergency', 'inpatient'])).min(1),
      drugs: z.string().optional(),
      exculpation: z.string().optional(),
      remarks: texts,
    }),
  ),
  drugs: z.record(z.string(), z.array(drug).min(1)),
  statements: texts,
  dismissals: texts,
  withdrawals: texts,
  notes: texts,
  leads: z.strictObject({ 'his-hit': texts, complaint: texts, outlier: texts }),
});

function readYaml(name: string): unknown {
  return parse(readText(name), { strict: true, uniqueKeys: true });
}

function readText(name: string): string {
  return readFileSync(new URL(`seeds/demo/${name}`, packageFolder), 'utf8');
}
