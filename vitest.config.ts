import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/node-version.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // Two processes for all files, not one each: loading the service took as long as testing it. Tests share no state.
    isolate: false,
    testTimeout: 20_000,
    hookTimeout: 30_000,
    env: { TZ: 'UTC' },
    // .ci/run counts from the file what it prints as its last line.
    reporters: process.env.CI ? ['default', ['json', { outputFile: '.cache/tests.json' }]] : ['default'],
  },
});
