import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { stopServerOf } from './support/postgres/server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the test processes of one run keep what one of them makes for all: see rig/run.ts. */
    runFolder: string;
  }
}

/** What is there is made by the first test that needs it; here is where it is stopped and removed. */
export function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'rx12-run-'));
  project.provide('runFolder', folder);
  return () => {
    stopServerOf(folder);
    rmSync(folder, { recursive: true, force: true });
  };
}
