import { z } from 'zod';
import type { FindingPreview } from '../../../core/procedure/deduction-preview.ts';
import { explained } from '../../explain.ts';
import type { Locale } from '../../route.ts';
import { itemExample, itemSchema, itemShown, sanctionExample, sanctionSchema } from './standing-schemas.ts';

/** What confirming would do under each scheme. */
export const schemesPreviewed = z.array(
  z.object({
    schemeId: z.string(),
    leftBefore: z.int(),
    leftAfter: z.int(),
    item: itemSchema,
    sanctionsDue: z.array(sanctionSchema).meta({ description: 'What would newly fall due.' }),
  }),
);

export const schemePreviewedExample: z.input<typeof schemesPreviewed>[number] = {
  schemeId: 'ganzhou-default',
  leftBefore: 11,
  leftAfter: 9,
  item: itemExample,
  sanctionsDue: [sanctionExample],
};

export function previewShown({ underSchemes, warnings }: FindingPreview, locale: Locale) {
  return {
    underSchemes: underSchemes.map((each) => ({ ...each, item: itemShown({ kind: 'full', ...each.item }, locale) })),
    warnings: warnings.map((why) => explained(locale, why)),
  };
}
