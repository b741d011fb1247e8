import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demo } from '../../src/cli/demo.ts';
import { logins } from '../../src/demo/announce.ts';
import { demoSizes } from '../../src/demo/plan/size.ts';
import { builtPackage } from '../rig/built.ts';

const folder = mkdtempSync(join(tmpdir(), 'rx12-demo-'));
let main: string;
/** On a machine that is busy with everything else. */
const startMs = 60_000;
beforeAll(async () => {
  main = join(await builtPackage(), 'dist', 'main.js');
}, startMs);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('npm run demo', () => {
  it('builds a city, says who can enter, and serves it; a second start only serves it, from the same morning on', {
    timeout: 2 * startMs,
  }, async () => {
    const first = await started();
    expect(first.errors()).toContain('building the demo city');
    for (const [login] of logins) expect(first.output()).toContain(`\n  ${login}`);
    expect(first.output().match(/^curl /gm)?.length).toBeGreaterThanOrEqual(3);
    const before = await standingOf(first.address);
    const waiting = /deductions\/(ded_\w+)\/acknowledgement/.exec(first.output())?.[1] ?? '';
    const acknowledged = await post(
      `${first.address}/v1/deductions/${waiting}/acknowledgement`,
      undefined,
      before.token,
    );
    expect(acknowledged.status).toBe(201);
    expect(await first.stop()).toBe(0);

    const second = await started();
    expect(second.errors()).not.toContain('building');
    const after = await standingOf(second.address);
    expect(after.body).toEqual(before.body);
    expect(await second.stop()).toBe(0);
    expect(readdirSync(folder).sort()).toEqual([expect.stringMatching(/^built-small-[0-9a-f]{12}$/), 'served']);
  });

  it('is not served to others, because its passwords are public', async () => {
    const settings = { RX12_DATA: folder, RX12_HOST: '0.0.0.0' };
    await expect(demo(settings, demoSizes.small, () => {})).rejects.toThrow('loopback');
  });
});

async function standingOf(address: string): Promise<{ readonly token: string; readonly body: unknown }> {
  const login = await post(`${address}/v1/auth/login`, { login: 'doctor', password: 'rx12-demo-doctor' });
  expect(login.status).toBe(200);
  const { accessToken: token } = (await login.json()) as { accessToken: string };
  const standing = await fetch(`${address}/v1/me/standing`, { headers: { authorization: `Bearer ${token}` } });
  expect(standing.status).toBe(200);
  return { token, body: await standing.json() };
}

function post(url: string, body: unknown, token?: string): Promise<Response> {
  const headers = {
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
  return fetch(url, { method: 'POST', headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
}

interface Running {
  readonly output: () => string;
  readonly errors: () => string;
  readonly ended: Promise<number | null>;
  readonly child: ChildProcess;
}

function run(): Running {
  const env = { PATH: process.env.PATH, RX12_DATA: folder, RX12_PORT: '0' };
  const child = spawn(process.execPath, [main, 'demo', '--size', 'small'], { env });
  let [output, errors] = ['', ''];
  child.stdout.on('data', (chunk) => {
    output += String(chunk);
  });
  child.stderr.on('data', (chunk) => {
    errors += String(chunk);
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { output: () => output, errors: () => errors, ended, child };
}

async function started(): Promise<Running & { readonly address: string; stop(): Promise<number | null> }> {
  const running = run();
  const address = await new Promise<string>((resolve, reject) => {
    const look = () => {
      const found = /(http:\/\/127\.0\.0\.1:\d+)[\s\S]*npx rx12 verify/.exec(running.output())?.[1];
      if (found !== undefined) resolve(found);
    };
    running.child.stdout?.on('data', look);
    running.child.once('exit', () => reject(new Error(`the demo did not start: ${running.errors()}`)));
  });
  const stop = () => {
    running.child.kill('SIGTERM');
    return running.ended;
  };
  return { ...running, address, stop };
}
