import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { builtPackage } from '../rig/built.ts';

it('whoever reads only the beginning of what is printed, as head does, ends the command without a complaint', async () => {
  const main = join(await builtPackage(), 'dist', 'main.js');
  const child = spawn(process.execPath, [main, 'openapi'], { stdio: ['ignore', 'pipe', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const [first] = await Promise.all([
    new Promise<string>((resolve) => child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString()))),
  ]);
  // The text is far larger than a pipe holds, so the command is still writing when nobody reads any more.
  child.stdout.destroy();
  const code = await new Promise((resolve) => child.once('close', resolve));
  expect(first).toMatch(/^openapi: /);
  expect([code, errors]).toEqual([0, '']);
}, 60_000);
