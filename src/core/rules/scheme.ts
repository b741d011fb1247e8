/** Placeholder while the scheme format is written: see the zod schema that replaces it. */
export type SchemeFile = { readonly id: string };
