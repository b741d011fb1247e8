import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';
import { buildInto, builtPrograms } from '../../build.ts';
import { onceInRun } from './run.ts';

/**
 * The folder of a package as `npm run build` makes it, the console apart: `dist/main.js`, and beside `dist` what is read at
 * run time. A process starts from it in a sixth of the time that it takes to find and read the sources one by one.
 * The programs that tests run in processes of their own lie beside it.
 */
export function builtPackage(): Promise<string> {
  const run = inject('runFolder');
  return onceInRun(run, 'built', async () => {
    const folder = join(run, 'package');
    mkdirSync(folder);
    for (const beside of ['migrations', 'node_modules', 'pages', 'seeds', 'package.json'])
      symlinkSync(join(repository, beside), join(folder, beside));
    await buildInto(join(folder, 'dist'), [...builtPrograms(), ...testPrograms]);
    return folder;
  });
}

const testPrograms = ['test/faults/rig/serve.ts', 'test/support/postgres/append-many.ts'];
const repository = fileURLToPath(new URL('../../', import.meta.url));
