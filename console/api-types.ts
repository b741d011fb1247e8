import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import { parse } from 'yaml';

/**
 * Writes the types of the API from openapi.yaml, unless those at hand are of the same file. They are not committed: whoever
 * changes a route changes the console's types with the next `npm run types`, and nothing can be out of date.
 */
const source = fileURLToPath(new URL('../openapi.yaml', import.meta.url));
const target = fileURLToPath(new URL('./src/api/schema.gen.ts', import.meta.url));

const text = readFileSync(source, 'utf8');
const mark = `// openapi.yaml ${createHash('sha256').update(text).digest('hex')}\n`;
if (!existsSync(target) || !readFileSync(target, 'utf8').startsWith(mark)) {
  const types = astToString(await openapiTS(JSON.stringify(withoutProse(parse(text)))));
  writeFileSync(target, `${mark}${types}`);
}

/** Examples are two thirds of the file, and the checker reads every line of it. */
function withoutProse(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutProse);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key, inside]) => !isProse(key, inside));
  return Object.fromEntries(kept.map(([key, inside]) => [key, withoutProse(inside)]));
}

function isProse(key: string, inside: unknown): boolean {
  return key === 'example' || key === 'examples' || (key === 'description' && typeof inside === 'string');
}
