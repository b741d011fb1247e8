import { z } from 'zod';
import type { Month } from '../../time.ts';

/** Something else that happened over the same period: data, so that it stands beside every estimate and nobody forgets it. */
export type CoIntervention = z.infer<typeof schema>[number];

const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);

const schema = z.array(
  z.strictObject({
    id: z.string().regex(/^[a-z][a-z0-9-]{2,60}$/),
    name: z.strictObject({ zh: z.string().min(1), en: z.string().min(1) }),
    /** First month in which it acts, and first month in which it no longer does; null: it goes on. */
    from: month,
    until: month.nullable(),
    source: z.string().min(1),
    provenance: z.enum(['published', 'general-knowledge']),
  }),
);

/** @throws Error naming the file and what is wrong in it. */
export function parseCoInterventions(content: unknown, file: string): readonly CoIntervention[] {
  const parsed = schema.safeParse(content);
  if (!parsed.success) throw new Error(`${file}: ${z.prettifyError(parsed.error)}`);
  const ids = parsed.data.map(({ id }) => id);
  if (new Set(ids).size < ids.length) throw new Error(`${file}: an id stands twice`);
  return parsed.data;
}

/** Those that began inside the range: what was already there before it is in both periods. */
export function beganWithin(
  list: readonly CoIntervention[],
  { from, until }: { readonly from: Month; readonly until: Month },
): CoIntervention[] {
  const began = (at: Month) => at > from && at < until;
  return list.filter((one) => began(one.from) || (one.until !== null && began(one.until)));
}
