// A check of unused code that looked at nothing says that all is well: plant a file that nothing uses, and expect a complaint.
import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';

const planted = 'src/core/planted-unused.ts';
writeFileSync(planted, 'export const plantedUnused = 1;\n');
try {
  const { status, stdout } = spawnSync('knip', [], { encoding: 'utf8' });
  if (status === 0 || !stdout.includes(planted)) {
    console.error('the check of unused code did not notice a planted file');
    process.exit(1);
  }
} finally {
  rmSync(planted);
}
console.log('a planted unused file is noticed');
