import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { request } from 'node:https';
import { type AddressInfo, connect, createServer as createListener } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const example = readFileSync(fileURLToPath(new URL('../../deploy/nginx/rx12.conf', import.meta.url)), 'utf8');
const inCi = process.env.CI === 'true';
const has = ['nginx', 'openssl'].every((program) => spawnSync(program, ['version', '-v']).error === undefined);
if (!has && !inCi)
  process.stderr.write(
    'SKIPPED: the nginx example was not tried. Install nginx-light and openssl to run test/deploy.\n',
  );

const licenceNo = '990000000000002';

describe.runIf(has || inCi)('the nginx example', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rx12-nginx-'));
  let behind: Server;
  let heard: IncomingHttpHeaders[] = [];

  beforeAll(async () => {
    const subject = ['-subj', '/CN=rx12.example.cn', '-days', '2', '-nodes'];
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-keyout', join(folder, 'rx12.key')];
    execFileSync('openssl', ['req', '-x509', ...key, ...subject, '-out', join(folder, 'rx12.pem')], {
      stdio: 'ignore',
    });
    // Any service that says what it was told; it goes away in the middle of one address, as rx12 does when it is killed.
    behind = createServer((incoming, answer) => {
      heard.push(incoming.headers);
      if (incoming.url?.includes('cut')) incoming.socket.destroy();
      else answer.writeHead(incoming.url?.includes('absent') ? 404 : 200).end('x'.repeat(2_000_000));
    }).listen(0, '127.0.0.1');
    await once(behind, 'listening');
  });
  afterAll(() => {
    behind.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('leaves nothing of a licence number in any file, whatever is asked and whatever fails', async () => {
    const written = await tried('kept', example);
    expect(written.text).not.toContain(licenceNo);
    // It did write: the area, the status and what the service behind answered, and that it was away.
    expect(written.text).toMatch(/ GET \/v1\/prescribing-rights 200 \d+ [\d.]+ 200 /);
    expect(written.text).toMatch(/ GET \/v1\/prescribing-rights 502 /);
    expect(written.text).toMatch(/ POST \/v1\/deductions 413 /);
    expect(written.statuses).toEqual([200, 404, 502, 413, 403, 200]);
  });

  it('would be caught if it wrote as nginx does by default', async () => {
    const usual = example.replaceAll(
      /^log_format rx12[^;]*;/gm,
      'log_format rx12 \'$remote_addr "$request" $status\';',
    );
    expect((await tried('usual-access', usual)).text).toContain(licenceNo);
    const loud = example.replaceAll(/ emerg;/g, ' error;');
    expect((await tried('usual-error', loud)).text).toContain(licenceNo);
  });

  it('tells the service the address of the caller, and nothing of what the caller says of others', async () => {
    heard = [];
    await tried('told', example);
    expect(new Set(heard.map((headers) => headers['x-forwarded-for']))).toEqual(new Set(['127.0.0.1']));
    expect(new Set(heard.map((headers) => headers.host))).toEqual(new Set(['rx12.example.cn']));
  });

  /** Starts nginx with a text of the example, asks everything that could leave a trace, and stops it. */
  async function tried(name: string, text: string): Promise<{ text: string; statuses: number[] }> {
    const own = join(folder, name);
    mkdirSync(join(own, 'log'), { recursive: true });
    const [plain, secure] = [await freePort(), await freePort()];
    const { port } = behind.address() as AddressInfo;
    const placed = replacing(text, [
      ['/var/log/nginx/', `${own}/log/`],
      ['/etc/nginx/tls/', `${folder}/`],
      ['127.0.0.1:8012', `127.0.0.1:${port}`],
      ['listen 443 ssl', `listen 127.0.0.1:${secure} ssl`],
      ['listen 80;', `listen 127.0.0.1:${plain};`],
      [/listen \[::\].*;/g, ''],
    ]);
    writeFileSync(join(own, 'nginx.conf'), mainFile(own, placed));
    const nginx = spawn('nginx', ['-e', join(own, 'log', 'main.log'), '-c', join(own, 'nginx.conf')], {
      stdio: 'inherit',
    });
    try {
      await answering(nginx, secure);
      const path = `/v1/prescribing-rights/${licenceNo}`;
      const statuses = [
        await ask(secure, path, {
          headers: { referer: `https://rx12.example.cn/${licenceNo}`, 'user-agent': licenceNo },
        }),
        await ask(secure, `/${licenceNo}/absent?licenceNo=${licenceNo}`),
        await ask(secure, `${path}?cut`),
        await ask(secure, `/v1/deductions?q=${licenceNo}`, {
          method: 'POST',
          headers: { 'content-length': '900000000' },
        }),
        await ask(secure, `/metrics?${licenceNo}`),
        await ask(secure, `/v1/${licenceNo}/x`, { method: 'POST', body: 'y'.repeat(300_000) }),
      ];
      await sent(plain, `GET ${path} HTTP/1.1\r\nHost: rx12.example.cn\r\nConnection: close\r\n\r\n`);
      await sent(plain, `GET ${path} HTTP/7.7\r\n\r\n`);
      await sent(secure, `GET ${path} HTTP/1.1\r\nHost: rx12.example.cn\r\n\r\n`);
      return { statuses, text: await ended(nginx, own) };
    } finally {
      nginx.kill('SIGKILL');
    }
  }
});

/** What Debian's own main file says, in folders of the test's. */
function mainFile(own: string, server: string): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `${kind}_temp_path ${own}/${kind};`,
  );
  return `daemon off; pid ${own}/pid; worker_processes 1; ${process.getuid?.() === 0 ? 'user root;' : ''}
    error_log ${own}/log/main.log;
    events { worker_connections 64; }
    http { ${temporary.join(' ')} access_log ${own}/log/other.log; ${server} }`;
}

/** @throws Error for what is not there: the example changed, and the test would try something else. */
function replacing(text: string, pairs: readonly (readonly [string | RegExp, string])[]): string {
  return pairs.reduce((now, [from, to]) => {
    const next = now.replaceAll(from, to);
    if (next === now) throw new Error(`the example does not say ${from}`);
    return next;
  }, text);
}

/** Everything that nginx wrote into files, once it has stopped. */
async function ended(nginx: ChildProcess, own: string): Promise<string> {
  const gone = once(nginx, 'exit');
  nginx.kill('SIGQUIT');
  await gone;
  const files = globSync('**/*', { cwd: own }).filter(
    (name) => name !== 'nginx.conf' && statSync(join(own, name)).isFile(),
  );
  if (!existsSync(join(own, 'log', 'rx12-access.log'))) throw new Error('nginx wrote no access log');
  return files.map((name) => readFileSync(join(own, name), 'latin1')).join('\n');
}

async function answering(nginx: ChildProcess, port: number): Promise<void> {
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    if (nginx.exitCode !== null) throw new Error(`nginx ended with ${nginx.exitCode}`);
    const socket = connect(port, '127.0.0.1');
    const open = await new Promise((resolve) =>
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false)),
    );
    socket.destroy();
    if (open === true) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('nginx does not listen');
}

const maxAttempts = 250;

interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** @returns the status. */
async function ask(port: number, path: string, { method = 'GET', headers = {}, body }: Asked = {}): Promise<number> {
  const said = { host: 'rx12.example.cn', 'x-forwarded-for': '203.0.113.7', ...headers };
  const asking = request({
    host: '127.0.0.1',
    port,
    path,
    method,
    headers: said,
    rejectUnauthorized: false,
    agent: false,
  });
  asking.on('error', () => undefined);
  asking.flushHeaders();
  if (headers['content-length'] === undefined) asking.end(body);
  const [answer] = await once(asking, 'response');
  answer.resume();
  if (headers['content-length'] === undefined) await once(answer, 'end');
  asking.destroy();
  return answer.statusCode;
}

/** Bytes as they are, to a port that may not like them. */
async function sent(port: number, text: string): Promise<void> {
  const socket = connect(port, '127.0.0.1', () => socket.write(text));
  socket.on('error', () => undefined).resume();
  await once(socket, 'close');
}

async function freePort(): Promise<number> {
  const listener = createListener().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  listener.close();
  await once(listener, 'close');
  return port;
}
