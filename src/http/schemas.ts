import { z } from 'zod';
import { isLegible } from '../core/legible.ts';
import { roles } from '../core/register/people/access.ts';
import { isIsoDate } from '../core/time.ts';

/** Forms that several operations share. */

export const isoDate = z
  .string()
  .refine(isIsoDate, 'field.date')
  .meta({ description: 'A date in Asia/Shanghai, YYYY-MM-DD.', format: 'date' });

export const month = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'field.month')
  .meta({ description: 'A month, YYYY-MM.' });

/** Ids are ours: a prefix that says of what, and lower-case letters and digits. */
export const id = z.string().regex(/^[a-z][a-z0-9]{0,15}[_-][a-z0-9-]{1,60}$/, 'field.identifier');

/** Text that a person wrote. */
export function text(maxLength: number, minLength = 1) {
  return z
    .string()
    .min(minLength)
    .max(maxLength)
    .refine(isLegible, 'field.ill-formed')
    .refine((value) => minLength === 0 || value.trim() !== '', 'field.blank');
}

export const role = z.enum(roles);

export const scope = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('self'), doctorId: id }),
  z.strictObject({ kind: z.literal('department'), hospitalId: id, department: text(100) }),
  z.strictObject({ kind: z.literal('hospital'), hospitalId: id }),
  z.strictObject({ kind: z.literal('county'), regionId: id }),
  z.strictObject({ kind: z.literal('city') }),
]);

/** A choice in a query string. */
export const yesNo = z.enum(['true', 'false']).transform((value) => value === 'true');

/** A page of a list: at most `limit` rows after the opaque `cursor` of the page before. */
export const page = {
  limit: z
    .string()
    .regex(/^[1-9]\d{0,2}$/, 'field.page-size')
    .transform(Number)
    .pipe(z.int().max(200, 'field.page-size'))
    .optional(),
  cursor: z.string().max(400).optional(),
};

export const links = z.object({
  next: z.string().nullable().meta({ description: 'Where the next page is; null on the last.' }),
});
