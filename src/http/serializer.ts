import fastJson from 'fast-json-stringify';
import { z } from 'zod';

export type Serialize = (body: unknown) => string;

/**
 * Compiles the JSON Schema of a reply's zod schema. zod stays the one source; running zod itself on every reply would
 * cost twice the time of writing it, so that is done only where `check` is set (tests and development).
 */
export function serializerOf(schema: z.ZodType, check: boolean): Serialize {
  const jsonSchema = z.toJSONSchema(schema, {
    io: 'output',
    target: 'draft-7',
    unrepresentable: 'any',
    reused: 'inline',
  });
  const write = fastJson(withoutClosedObjects(jsonSchema) as Parameters<typeof fastJson>[0]) as Serialize;
  if (!check) return write;
  return (body) => {
    schema.parse(JSON.parse(JSON.stringify(body)));
    return write(body);
  };
}

/** A union whose branch is closed would turn one extra field into a 500. */
function withoutClosedObjects(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutClosedObjects);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, member]) => !(key === 'additionalProperties' && member === false) && key !== '$schema')
      .map(([key, member]) => [key, withoutClosedObjects(member)]),
  );
}
