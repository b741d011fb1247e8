import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { builtPackage } from '../rig/built.ts';

let main: string;
let folder: string;
let children: ChildProcess[];
beforeAll(async () => {
  main = join(await builtPackage(), 'dist', 'main.js');
}, 60_000);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rx12-serve-'));
  children = [];
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

interface Command {
  readonly child: ChildProcess;
  readonly output: () => string;
  /** Resolves with the match once the output has it; rejects when the process ends before. */
  said(pattern: RegExp): Promise<RegExpExecArray>;
  readonly ended: Promise<number | null>;
}

function rx12(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Command {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, [main, ...args], {
    env: { PATH, RX12_DATA: join(folder, 'data'), RX12_PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let text = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      text += String(chunk);
      for (const look of listeners) look();
    });
  }
  const ended = new Promise<number | null>((resolve) => child.on('close', (code) => resolve(code)));
  return {
    child,
    output: () => text,
    ended,
    said: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const match = pattern.exec(text);
          if (match) resolve(match);
        };
        listeners.add(look);
        look();
        ended.then(() => reject(new Error(`it ended without saying ${pattern}: ${text}`)));
      }),
  };
}

const serving = async () => {
  const server = rx12(['serve']);
  const [, address = ''] = await server.said(/rx12 serves .* at (http:\/\/127\.0\.0\.1:\d+)/);
  return { ...server, address };
};

describe('rx12 serve', () => {
  it('refuses an empty data folder, naming it and the command that makes one', async () => {
    const server = rx12(['serve']);
    expect(await server.ended).toBe(1);
    expect(server.output()).toContain(join(folder, 'data'));
    expect(server.output()).toContain('rx12 init --origin NAME');
  });

  it('refuses settings that it does not know or cannot use, all at once and without their values', async () => {
    const server = rx12(['serve'], { RX12_PROT: '80', RX12_PORT: 'secret-70000', RX12_LOG_LEVEL: 'loud' });
    expect(await server.ended).toBe(1);
    expect(server.output()).toMatch(/RX12_PROT.*\n.*RX12_PORT[\s\S]*RX12_LOG_LEVEL/);
    expect(server.output()).not.toContain('secret-70000');
  });

  it('serves what init made to the security administrator, one process at a time, until SIGTERM', async () => {
    const init = rx12(['init', '--origin', 'test.example/serve']);
    expect(await init.ended).toBe(0);
    const [, password = ''] = await init.said(/password {2}(\S+)/);

    const server = await serving();
    // A process takes a second to start: those that only look are started together.
    const [again, second, verified] = [['init', '--origin', 'another'], ['serve'], ['verify']].map((args) =>
      rx12(args),
    );
    expect(await again?.ended).toBe(1);
    const login = await fetch(`${server.address}/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login: 'security', password }),
    });
    expect(await login.json()).toMatchObject({ mustChangePassword: true });

    expect(await second?.ended).toBe(1);
    expect(second?.output()).toContain('another rx12 process is writing this data folder');
    expect(await verified?.ended).toBe(0);
    expect(verified?.output()).toMatch(/ok: 3 entries/);

    const request = await halfSent(server.address);
    server.child.kill('SIGTERM');
    await refused(server.address);
    const answer = await request.finish();
    expect(answer).toMatch(/^HTTP\/1\.1 401/);
    expect(await server.ended).toBe(0);
    expect(server.output()).not.toContain(password);

    // A port that somebody else has: it ends, and the next one finds the folder free.
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const taken = String((holder.address() as AddressInfo).port);
    for (const name of ['RX12_PORT', 'RX12_LOG_PORT']) {
      const turnedAway = rx12(['serve'], { [name]: taken });
      expect(await turnedAway.ended).toBe(1);
      expect(turnedAway.output()).toContain(taken);
    }
    holder.close();

    // The published log: off unless a port is named, then on a listener that knows nothing of the API.
    expect(server.output()).not.toContain('outsiders');
    const open = rx12(['serve'], { RX12_LOG_PORT: '0' });
    const [, log = ''] = await open.said(/the log for outsiders is at (http:\/\/\S+)\/log\/checkpoint/);
    const [, api = ''] = await open.said(/rx12 serves .* at (http:\/\/127\.0\.0\.1:\d+)/);
    expect(log).not.toBe(api);
    const statuses = await Promise.all(
      [`${log}/log/checkpoint`, `${log}/v1/me`, `${log}/healthz`, `${api}/log/checkpoint`].map(
        async (url) => (await fetch(url)).status,
      ),
    );
    expect(statuses).toEqual([200, 404, 404, 404]);
    expect(await (await fetch(`${log}/log/checkpoint`)).text()).toMatch(/^test\.example\/serve\n3\n/);
    expect(readConfig({}).log).toMatchObject({ listen: undefined, refreshMs: 3_600_000 });
  }, 60_000);
});

/** A login whose body has only begun to arrive: under way for the server, and finished when the test says so. */
async function halfSent(address: string): Promise<{ finish(): Promise<string> }> {
  const { port } = new URL(address);
  const body = JSON.stringify({ login: 'nobody', password: 'not the password' });
  const socket = connect(Number(port), '127.0.0.1');
  let text = '';
  socket.setEncoding('utf8');
  socket.on('data', (chunk) => {
    text += String(chunk);
  });
  const closed = new Promise<string>((resolve, reject) => {
    socket.on('close', () => resolve(text));
    socket.on('error', reject);
  });
  const head = `POST /v1/auth/login HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`;
  await new Promise<void>((resolve) => socket.write(head + body.slice(0, 10), () => resolve()));
  // The server has read the head once it answers a request that was sent after it.
  await fetch(`${address}/healthz`);
  return {
    finish: () => {
      socket.write(body.slice(10));
      return closed;
    },
  };
}

/** Resolves once a new connection is refused. */
async function refused(address: string): Promise<void> {
  for (;;) {
    try {
      await fetch(`${address}/readyz`, { headers: { connection: 'close' } });
    } catch {
      return;
    }
  }
}
