import fastJson from 'fast-json-stringify';
import { z } from 'zod';

export type Serialize = (body: unknown) => string;

/**
 * Compiles the JSON Schema of a reply's zod schema. zod stays the one source; running zod itself on every reply would
 * cost twice the time of writing it, so that is done only where `check` is set (tests and development). There a schema
 * that cannot be compiled is found at once; in service each is compiled by its first reply, because compiling them all
 * is a good part of a start.
 */
export function serializerOf(schema: z.ZodType, check: boolean): Serialize {
  if (check) {
    const write = compiled(schema);
    return (body) => {
      schema.parse(JSON.parse(JSON.stringify(body)));
      return write(body);
    };
  }
  let write: Serialize | undefined;
  return (body) => {
    write ??= compiled(schema);
    return write(body);
  };
}

function compiled(schema: z.ZodType): Serialize {
  const jsonSchema = z.toJSONSchema(schema, {
    io: 'output',
    target: 'draft-7',
    unrepresentable: 'any',
    reused: 'inline',
  });
  return fastJson(writable(jsonSchema) as Parameters<typeof fastJson>[0]) as Serialize;
}

/**
 * What the writer is given: a union whose branch is closed would turn one extra field into a 500, and one with null, as
 * zod spells every nullable, would run a validator for each value it meets.
 */
function writable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(writable);
  if (value === null || typeof value !== 'object') return value;
  const nullable = nullableIn(value);
  if (nullable !== undefined) return { ...(writable(nullable) as object), nullable: true };
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, member]) => !(key === 'additionalProperties' && member === false) && key !== '$schema')
      .map(([key, member]) => [key, writable(member)]),
  );
}

/** The one branch beside null of a union of just these two. */
function nullableIn(schema: object): object | undefined {
  const branches = (schema as { anyOf?: readonly { type?: unknown }[] }).anyOf;
  const [one, other] = branches ?? [];
  if (branches?.length !== 2 || other?.type !== 'null' || typeof one?.type !== 'string') return undefined;
  return one;
}
