import { execFileSync } from 'node:child_process';
import type { BenchCity } from './city/city.ts';
import { median } from './rig/figures.ts';
import { repository } from './rig/processes.ts';
import { serveCity } from './rig/server.ts';

const rounds = 3;

/** Seconds from the start of the process, built as `npm start` runs it, until it says where it listens; it is asked then. */
export async function startUp(city: BenchCity): Promise<{ seconds: number; all: readonly number[] }> {
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: repository, stdio: 'ignore' });
  const all: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const server = await serveCity(city, { program: 'dist/main.js' });
    try {
      const { status } = await fetch(`${server.origin}/readyz`);
      if (status !== 200) throw new Error(`the service is not ready: ${status}`);
      all.push(server.startedInS);
    } finally {
      await server.stop();
    }
  }
  return { seconds: median(all), all };
}
