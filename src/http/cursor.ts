import type { z } from 'zod';
import { DomainError } from '../core/errors.ts';

/** Where a page ended, as an opaque text of a link. It is not signed: it only says where to read on, in the same scope. */
function cursorOf(place: object): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** @throws DomainError `form.cursor` (malformed) for a text that no page gave. */
export function placeIn<T extends z.ZodType>(schema: T, cursor: string | undefined): z.output<T> | undefined {
  if (cursor === undefined) return undefined;
  const read = schema.safeParse(jsonOf(Buffer.from(cursor, 'base64url').toString('utf8')));
  if (!read.success) throw new DomainError('malformed', 'form.cursor');
  return read.data;
}

/** The parts of a reply that lead to the next page: `links.next` and the Link header. */
export function pageLinks(
  path: string,
  query: Readonly<Record<string, string | number | boolean | undefined>>,
  next: object | undefined,
): { readonly links: { readonly next: string | null }; readonly headers: Readonly<Record<string, string>> } {
  if (next === undefined) return { links: { next: null }, headers: {} };
  const kept = Object.entries(query).flatMap(([name, value]): [string, string][] =>
    value === undefined || name === 'cursor' ? [] : [[name, String(value)]],
  );
  const href = `${path}?${new URLSearchParams([...kept, ['cursor', cursorOf(next)]])}`;
  return { links: { next: href }, headers: { link: `<${href}>; rel="next"` } };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
