import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Made once a run, by whichever test process asks first; the others wait for it.
 *
 * @param folder of the run (`inject('runFolder')`), which is removed at its end.
 * @param make what it answers must survive JSON.
 */
export async function onceInRun<T>(folder: string, name: string, make: () => Promise<T>): Promise<T> {
  const ready = join(folder, `${name}.ready.json`);
  if (isFirst(join(folder, `${name}.starting`))) {
    writeFileSync(`${ready}.part`, JSON.stringify(await make()));
    renameSync(`${ready}.part`, ready);
  }
  for (let attempt = 0; !existsSync(ready); attempt += 1) {
    if (attempt > attempts) throw new Error(`another test process did not make what is shared: ${name}`);
    await new Promise((resolve) => setTimeout(resolve, stepMs));
  }
  return JSON.parse(readFileSync(ready, 'utf8')) as T;
}

const attempts = 1_200;
const stepMs = 50;

function isFirst(mark: string): boolean {
  try {
    mkdirSync(mark);
    return true;
  } catch {
    return false;
  }
}
