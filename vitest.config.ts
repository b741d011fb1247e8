import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** What the store must give to every door: the same files run a second time over PostgreSQL. */
const overPostgres = [
  'test/http/deductions/deductions{,-races}.test.ts',
  'test/http/{idempotency,register}.test.ts',
  'test/usecases/register/doctor-search.test.ts',
  'test/store/cost{,-drugs,-unmapped}.test.ts',
  'test/intake/drug-line-import.test.ts',
  'test/model/{life,races}.test.ts',
];

/** Every import and every service has threads of its own; what they load is compiled once, not for each of them. */
const compiled = { NODE_COMPILE_CACHE: fileURLToPath(new URL('.cache/tests', import.meta.url)) };

const shared = {
  pool: 'forks' as const,
  maxWorkers: 2,
  // Two processes for all files, not one each: loading the service took as long as testing it. Tests share no state.
  isolate: false,
  testTimeout: 20_000,
  hookTimeout: 30_000,
};

export default defineConfig({
  test: {
    globalSetup: ['test/node-version.ts', 'test/run-folder.ts'],
    maxWorkers: 2,
    projects: [
      { test: { ...shared, name: 'all', include: ['test/**/*.test.ts'], env: { TZ: 'UTC', ...compiled } } },
      {
        test: {
          ...shared,
          name: 'postgres',
          include: overPostgres,
          env: { TZ: 'UTC', ...compiled, RX12_TEST_STORE: 'postgres', MODEL_RUNS: process.env.MODEL_RUNS ?? '8' },
        },
      },
    ],
    // .ci/run counts from the file what it prints as its last line.
    reporters: process.env.CI ? ['default', ['json', { outputFile: '.cache/tests.json' }]] : ['default'],
  },
});
