import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { arch } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { layOut, packed } from './bundle/contents.ts';

/**
 * `npm run bundle`: one tar for machines without a network, of the architecture of this one.
 *
 *   --out DIR       where to put it (dist-bundle)
 *   --release V     another version than package.json's
 *   --old-glibc     for C libraries back to 2.28; needs gcc and g++
 */
const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'dist-bundle' },
    release: { type: 'string' },
    'old-glibc': { type: 'boolean', default: false },
  },
});
const repository = fileURLToPath(new URL('..', import.meta.url));
const own = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as { readonly version: string };
const version = values.release ?? own.version;
if (!/^\d+\.\d+\.\d+(-[0-9a-z.]+)?$/.test(version)) throw new Error(`${version} is no version such as 1.2.3`);

const out = resolve(values.out);
const folder = join(out, `rx12-${version}-linux-${arch()}${values['old-glibc'] ? '-glibc2.28' : ''}`);
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const needs = layOut(folder, { repository, version, oldGlibc: values['old-glibc'] });
if (values['old-glibc'] && needs.glibc !== '2.28') throw new Error(`this needs glibc ${needs.glibc}, not 2.28`);
const tar = packed(folder);
rmSync(folder, { recursive: true });
const sum = createHash('sha256').update(readFileSync(tar)).digest('hex');
writeFileSync(`${tar}.sha256`, `${sum}  ${basename(tar)}\n`);
process.stdout.write(`${tar}\nneeds glibc ${needs.glibc}, GLIBCXX_${needs.glibcxx}\nsha256 ${sum}\n`);
