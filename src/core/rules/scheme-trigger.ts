import { z } from 'zod';
import { ownProvenance } from './scheme-provenance.ts';
import { code, identifier, legalBasis, lengthInMonths, requirement, rightKind } from './scheme-words.ts';

const maxActs = 100;

/**
 * A statutory trigger (处方管理办法 art 45, 46; 抗菌药物临床应用管理办法): what the law ties to findings whatever the
 * balance is. It proposes to a person, like a threshold, and never changes a right by itself.
 */
export const trigger = z.strictObject({
  id: identifier,
  /** Confirmed findings with one of these codes count; several about one prescription or order count once. */
  codes: z.array(code).min(1),
  /** antibacterial: only acts on whose sheet an antibacterial of any grade stands. */
  drugs: z.enum(['any', 'antibacterial']).default('any'),
  at: z.int().min(1).max(maxActs),
  /** each: every finding by itself. cycle: within one cycle of the scheme. months: within so many up to the finding. */
  window: z.union([z.literal('each'), z.literal('cycle'), z.strictObject({ months: z.int().min(1).max(120) })]),
  /** Counted at each hospital by itself, or over all hospitals of the person. */
  per: z.enum(['hospital', 'person']).default('hospital'),
  /** Only acts done once a measure on this other trigger had begun there. */
  after: identifier.nullable().default(null),
  /** The acts must follow each other with no proper one between: a person who has seen the sheets attests it. */
  consecutive: z.boolean().default(false),
  /** Whether it waits for delivery and appeal. Order 53 art 46 items 1 to 3 never do. */
  stayed: z.boolean().default(true),
  due: z.enum(['restriction', 'suspension', 'cancellation']),
  zh: z.string().min(1),
  en: z.string().min(1),
  requires: z.array(requirement).default([]),
  rightKinds: z.array(rightKind).min(1),
  months: lengthInMonths.nullable().default(null),
  legalBasis,
  source: z.string().min(1),
  provenance: ownProvenance,
});
