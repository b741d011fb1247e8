import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { stopServerOf } from './support/postgres/server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the test processes of one run leave word of the PostgreSQL server that they share. */
    postgresRun: string;
  }
}

/** The server itself is started by the first test that needs one; here is where it is stopped. */
export function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'rx12-pg-run-'));
  project.provide('postgresRun', folder);
  return () => stopServerOf(folder);
}
