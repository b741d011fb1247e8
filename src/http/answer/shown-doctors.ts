import type { Reply } from '../route.ts';

/**
 * The doctors that an answer names, wherever in it they stand. It looks at what leaves, not at what a handler says of it,
 * so a list or a new field of a known name is recorded without anybody thinking of it.
 */
export function shownDoctors(reply: Reply): string[] {
  const found = new Set<string>();
  if (reply.kind === 'json') collect(reply.body, found, 0);
  return [...found];
}

const fieldsOfOne: readonly string[] = ['doctorId', 'duplicateId'];
const fieldsOfMany: readonly string[] = ['recordIds', 'mergedIds'];
/** No reply is nested as deeply. */
const maxDepth = 20;

function collect(value: unknown, found: Set<string>, depth: number): void {
  if (value === null || typeof value !== 'object' || depth > maxDepth) return;
  if (Array.isArray(value)) {
    for (const each of value) collect(each, found, depth + 1);
    return;
  }
  const { kind, id } = value as { readonly kind?: unknown; readonly id?: unknown };
  if (kind === 'doctor' && typeof id === 'string') found.add(id);
  for (const [name, member] of Object.entries(value)) {
    if (typeof member === 'string') {
      if (fieldsOfOne.includes(name)) found.add(member);
    } else if (fieldsOfMany.includes(name) && Array.isArray(member)) {
      for (const each of member) if (typeof each === 'string') found.add(each);
    } else collect(member, found, depth + 1);
  }
}
