import type { Reply } from '../route.ts';

/**
 * The doctors that an answer names, wherever in it they stand. It looks at what leaves, not at what a handler says of it,
 * so a list or a new field of a known name is recorded without anybody thinking of it.
 */
export function shownDoctors(reply: Reply): readonly string[] {
  if (reply.kind === 'bytes') return reply.doctorIds ?? [];
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
  const members = value as Readonly<Record<string, unknown>>;
  if (members.kind === 'doctor' && typeof members.id === 'string') found.add(members.id);
  // Without a list of the members made first: an answer about a doctor has hundreds.
  for (const name in members) {
    const member = members[name];
    if (typeof member === 'string') {
      if (fieldsOfOne.includes(name)) found.add(member);
    } else if (member !== null && typeof member === 'object') {
      if (Array.isArray(member) && fieldsOfMany.includes(name)) {
        for (const each of member) if (typeof each === 'string') found.add(each);
      } else collect(member, found, depth + 1);
    }
  }
}
