import type { BenchCity } from './city.ts';
import { median } from './figures.ts';
import { serveCity } from './server.ts';

const rounds = 3;

/** Seconds from the start of the process until it says where it listens, and was asked and answered once. */
export async function startUp(city: BenchCity): Promise<{ seconds: number; all: readonly number[] }> {
  const all: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const server = await serveCity(city);
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
