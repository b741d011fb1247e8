import { execFile } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtPackage } from './rig/built.ts';

const repository = fileURLToPath(new URL('..', import.meta.url));
const run = promisify(execFile);
let folder: string;
const data = mkdtempSync(join(tmpdir(), 'rx12-built-'));
const rx12 = (...args: string[]) =>
  run(process.execPath, [join(folder, 'dist', 'main.js'), ...args], { env: { RX12_DATA: data } });

beforeAll(async () => {
  folder = await builtPackage();
}, 60_000);
afterAll(() => rmSync(data, { recursive: true, force: true }));

describe('what npm run build makes', () => {
  it('founds a ledger and verifies it, from its own folder', { timeout: 60_000 }, async () => {
    await rx12('init', '--origin', 'test.example/built');
    expect((await rx12('verify')).stdout).toMatch(/^ok: \d+ entries/);
  });

  it('keeps the compiled form of what it loaded, beside the program', () => {
    expect(existsSync(join(folder, '.cache', 'compile'))).toBe(true);
  });

  it('has a file for every thread, and a thread of them does its work', async () => {
    for (const file of globSync('src/worker*.ts', { cwd: repository }))
      expect(existsSync(join(folder, 'dist', `${basename(file, '.ts')}.js`)), file).toBe(true);
    const task = { path: join(data, 'rx12.db') };
    const thread = new Worker(join(folder, 'dist', 'worker-verify.js'), {
      workerData: { apart: 'worker-verify', task },
    });
    const said = await new Promise((resolve, reject) => {
      thread.once('message', resolve);
      thread.once('error', reject);
    });
    expect(said).toEqual({ kind: 'result', result: [] });
  });

  it('names the lines of its sources where it fails', async () => {
    const dying = `process.setSourceMapsEnabled(true);
      await import(${JSON.stringify(join(folder, 'dist', 'worker-apart.js'))}).then(({ runApart }) => runApart('nothing', () => 1))
        .catch((error) => console.log(error.stack));`;
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', dying]);
    expect(stdout).toMatch(/worker-apart\.ts:\d+/);
  });
});
