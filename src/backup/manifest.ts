import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';

/** What a backup says of itself, written last: a folder without it is no backup. */
const manifestSchema = z.strictObject({
  form: z.literal('rx12/backup/v1'),
  origin: z.string(),
  madeAt: z.iso.datetime(),
  files: z.array(
    z.strictObject({ name: z.string().regex(/^[\w.-]+(\/[\w.-]+)?$/), bytes: z.int(), sha256: z.string() }),
  ),
  entries: z.int(),
  /** The newest signed checkpoint when it was begun: at most as long as the copy. */
  checkpoint: z.string().nullable(),
});

export type ManifestContent = z.infer<typeof manifestSchema>;

export interface Manifest extends ManifestContent {
  /** The files that are not as they were written. */
  damaged(): Promise<{ readonly seq: null; readonly what: string }[]>;
}

export const manifestName = 'manifest.json';

/** Undefined where the folder is no backup. @throws Error when its manifest cannot be read. */
export function readManifest(folder: string): Manifest | undefined {
  const path = join(folder, manifestName);
  if (!existsSync(path)) return undefined;
  const content = manifestSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  return {
    ...content,
    damaged: async () => {
      const findings: { seq: null; what: string }[] = [];
      for (const { name, bytes, sha256 } of content.files) {
        const found = existsSync(join(folder, name)) ? await measured(folder, name) : undefined;
        if (found === undefined) findings.push({ seq: null, what: `the backup lacks ${name}` });
        else if (found.bytes !== bytes || found.sha256 !== sha256) {
          findings.push({ seq: null, what: `${name} of the backup is not as it was written` });
        }
      }
      return findings;
    },
  };
}

/** A file of a backup as the manifest lists it. */
export async function measured(folder: string, name: string): Promise<ManifestContent['files'][number]> {
  const path = join(folder, name);
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return { name, bytes: statSync(path).size, sha256: hash.digest('hex') };
}
