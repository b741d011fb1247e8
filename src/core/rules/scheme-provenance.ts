import { z } from 'zod';

/** official: a published regulation; published: reported in the press, text not seen; proposal: ours, no source. */
export const provenance = z.enum(['official', 'published', 'proposal']);
/** Where a rule is weaker founded than its scheme, it says so; null: as the scheme. */
export const ownProvenance = provenance.nullable().default(null);
