import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** What the store must give to every door: the same files run a second time over PostgreSQL. With CI=true all do. */
const doorsOverPostgres = process.env.CI
  ? ['test/http/**/*.test.ts', 'test/usecases/**/*.test.ts']
  : [
      'test/http/deductions/{deductions,deductions-races,erasure-order}.test.ts',
      'test/http/{idempotency,register}.test.ts',
      'test/usecases/register/doctor-search.test.ts',
    ];
const overPostgres = [
  ...doorsOverPostgres,
  'test/store/cost{,-drugs,-unmapped}.test.ts',
  'test/intake/drug-line-import.test.ts',
  'test/model/{life,races}.test.ts',
];

/** About the files of a data folder, or about what one process alone may remember: src/store/sqlite. */
const ofFiles = [
  'test/http/{access-record,erasure,scheme-replay}.test.ts',
  'test/http/cost/{import-privacy,lost-file,ward-reroll}.test.ts',
  'test/http/doors/{factor,sessions}.test.ts',
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
          exclude: ofFiles,
          // A round trip a question, and every city of a test made by hundreds of them.
          testTimeout: 60_000,
          env: { TZ: 'UTC', ...compiled, RX12_TEST_STORE: 'postgres', MODEL_RUNS: process.env.MODEL_RUNS ?? '8' },
        },
      },
    ],
    // .ci/run counts from the file what it prints as its last line.
    reporters: process.env.CI ? ['default', ['json', { outputFile: '.cache/tests.json' }]] : ['default'],
  },
});
