import { z } from 'zod';
import { legalBases, rightKinds } from '../register/right.ts';

/** The words that several parts of a scheme are made of. */

export const identifier = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case words joined by hyphens');
/** As worksheets and catalogues write them: 1-1, D01, E03. */
export const code = z.string().regex(/^[A-Z0-9]+(-[0-9]+)?$/, 'capitals and digits, with at most one hyphen');

export const legalBasis = z.enum(legalBases);
export const rightKind = z.enum(rightKinds);

/** What a doctor must do before a measure ends. */
export const requirement = z.enum(['study', 'training', 'exam']);
export type Requirement = z.output<typeof requirement>;

/** How long a measure holds; max null: no longest. */
export const lengthInMonths = z.strictObject({ min: z.int().min(1), max: z.int().min(1).nullable() });
