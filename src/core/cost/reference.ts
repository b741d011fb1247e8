import { z } from 'zod';

/**
 * A published series drawn beside a trend: never compared by the software, because its hospitals and its definition are
 * others. The form of `seeds/measures/reference/*.yaml`.
 */
const referenceSchema = z.strictObject({
  id: z.string().regex(/^[a-z][A-Za-z0-9]{2,60}$/),
  measure: z.string(),
  name: z.strictObject({ zh: z.string().min(1), en: z.string().min(1) }),
  scope: z.strictObject({ zh: z.string().min(1), en: z.string().min(1) }),
  source: z.string().min(1),
  /** Hospital level the series is of; null for all levels together. */
  level: z.union([z.literal(2), z.literal(3)]).nullable(),
  points: z
    .array(
      z.strictObject({
        from: monthSchema(),
        until: monthSchema(),
        value: z.number().positive(),
      }),
    )
    .min(1),
});
export type Reference = z.infer<typeof referenceSchema>;

/** @throws Error naming the file and what is wrong in it. */
export function parseReference(content: unknown, file: string): Reference {
  const parsed = referenceSchema.safeParse(content);
  if (!parsed.success) throw new Error(`${file}: ${z.prettifyError(parsed.error)}`);
  for (const [at, point] of parsed.data.points.entries()) {
    const before = parsed.data.points[at - 1];
    if (point.from >= point.until || (before !== undefined && point.from < before.until)) {
      throw new Error(`${file}: points must be in order and must not overlap (${point.from})`);
    }
  }
  return parsed.data;
}

function monthSchema() {
  return z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
}
