import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { KeptVerification } from '../usecases/published-log.ts';

/**
 * What the last `rx12 verify` of a data folder found, kept in it as a file: whoever verifies reads the databases only. It
 * proves nothing and is no part of a backup; it tells an administrator whether anybody looks.
 */
export async function keepVerification(folder: string, verification: KeptVerification): Promise<void> {
  const path = join(folder, fileName);
  await writeFile(`${path}.new`, `${JSON.stringify(verification)}\n`);
  await rename(`${path}.new`, path);
}

/** @returns null where none was kept, or what was kept cannot be read. */
export async function keptVerification(folder: string): Promise<KeptVerification | null> {
  const text = await readFile(join(folder, fileName), 'utf8').catch(() => '');
  const read = schema.safeParse(jsonOf(text));
  return read.success ? read.data : null;
}

const fileName = 'last-verification.json';
const schema = z.strictObject({
  at: z.iso.datetime(),
  entries: z.int().min(0),
  findings: z.int().min(0),
});

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
