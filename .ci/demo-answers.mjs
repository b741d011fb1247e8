// Runs the README's command as a reader would, asks it whether it is well, and stops it by its process group.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const limitMs = 300_000;
const folder = mkdtempSync(join(tmpdir(), 'rx12-demo-'));
const demo = spawn('npm', ['run', 'demo'], {
  detached: true,
  env: { ...process.env, RX12_DATA: join(folder, 'demo'), RX12_PORT: '0' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
const ended = new Promise((resolve) => demo.on('exit', (code, signal) => resolve({ code, signal })));
const deadline = setTimeout(() => stop('SIGKILL'), limitMs);
let text = '';
demo.stdout.setEncoding('utf8');
demo.stdout.on('data', (chunk) => {
  text += chunk;
  process.stdout.write(chunk);
});

let failure;
try {
  const address = await addressSaid();
  for (const path of ['/healthz', '/readyz', '/docs', '/openapi.yaml', '/metrics']) {
    const answer = await fetch(`${address}${path}`);
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
  }
  console.log(`${address} answers`);
} catch (error) {
  failure = error;
} finally {
  stop('SIGTERM');
  await ended;
  clearTimeout(deadline);
  rmSync(folder, { recursive: true, force: true });
}
if (failure !== undefined) {
  console.error(`the demo does not work: ${failure.message}`);
  process.exit(1);
}

async function addressSaid() {
  const over = ended.then(({ code, signal }) => {
    throw new Error(`it ended before it served (${code ?? signal})`);
  });
  const said = new Promise((resolve) => {
    const look = () => {
      const address = /http:\/\/(?:127\.0\.0\.1|localhost|\[::1\]):\d+/.exec(text)?.[0];
      if (address !== undefined) resolve(address);
    };
    demo.stdout.on('data', look);
    look();
  });
  return Promise.race([said, over]);
}

function stop(signal) {
  try {
    process.kill(-demo.pid, signal);
  } catch {
    // It is gone already.
  }
}
