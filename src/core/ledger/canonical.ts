/** What an entry's body may hold. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

/**
 * RFC 8785 canonical JSON: one value has one spelling, so one body has one hash for everybody, for ever. Properties whose
 * value is undefined are left out, as JSON.stringify does.
 *
 * @throws RangeError for a number that JSON cannot carry, and for text that is not well-formed Unicode (RFC 8785, 3.2.2.2).
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case 'string':
      if (!value.isWellFormed()) throw new RangeError('a lone surrogate has no canonical form');
      return JSON.stringify(value);
    case 'number':
      if (!Number.isFinite(value)) throw new RangeError(`${value} has no JSON form`);
      return JSON.stringify(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? canonicalArray(value) : canonicalObject(value);
    default:
      throw new RangeError(`a ${typeof value} has no JSON form`);
  }
}

function canonicalArray(items: readonly unknown[]): string {
  return `[${items.map(canonicalJson).join(',')}]`;
}

/** Keys sort by UTF-16 code units, which is what the default sort compares (RFC 8785, 3.2.3). */
function canonicalObject(value: object): string {
  let text = '';
  for (const key of Object.keys(value).sort()) {
    const member = (value as Record<string, unknown>)[key];
    if (member === undefined) continue;
    text += `${text === '' ? '' : ','}${canonicalKey(key)}:${canonicalJson(member)}`;
  }
  return `{${text}}`;
}

/** Entries have some hundred keys between them, and each is spelled again with every entry. */
function canonicalKey(key: string): string {
  const known = spelled.get(key);
  if (known !== undefined) return known;
  const text = canonicalJson(key);
  if (spelled.size < maxSpelled) spelled.set(key, text);
  return text;
}

const spelled = new Map<string, string>();
const maxSpelled = 1_000;
