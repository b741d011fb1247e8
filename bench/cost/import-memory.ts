import { execFileSync, spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildInto } from '../../build.ts';
import { type BenchCity, benchPassword } from '../city/city.ts';
import { hospitalId } from '../city/entries.ts';
import { cacheFolder, repository } from '../rig/processes.ts';
import { serveCity } from '../rig/server.ts';

export interface ImportMemory {
  /** The server that reads the file in a thread, whole. */
  readonly serverMb: number;
  /** The same before the import began. */
  readonly serverBeforeMb: number;
  /** The command that sends it. */
  readonly clientMb: number;
  /** A process of the built program in which the import runs and nothing else. */
  readonly aloneMb: number;
}

/**
 * The most memory (VmHWM) that processes of the built program ever held while a file of front pages was read, the server
 * and the command as `npm start` and `npx rx12` run them.
 */
export async function importMemory(city: BenchCity, file: string): Promise<ImportMemory> {
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: repository, stdio: 'ignore' });
  const server = await serveCity(city, { program: 'dist/main.js' });
  const { pid = 0 } = server.running.child;
  try {
    const serverBeforeMb = highWaterMb(pid);
    const options = ['--login', 'affairs', '--dataset', 'inpatientRows', '--hospital', hospitalId(0)];
    const clientMb = await highWaterOf(['dist/main.js', 'import', file, ...options, '--url', server.origin]);
    return { serverMb: highWaterMb(pid), serverBeforeMb, clientMb, aloneMb: await importAlone(file) };
  } finally {
    await server.stop();
  }
}

async function importAlone(file: string): Promise<number> {
  const path = join(cacheFolder, `import-alone-${process.pid}.db`);
  // Beside dist, because what is built looks for the migrations one folder up.
  const built = join(repository, `dist-alone-${process.pid}`);
  await buildInto(built, ['src/intake/file-import.ts', 'src/store/cost/sqlite.ts']);
  const job = {
    dataset: 'inpatientRows',
    jobId: null,
    importId: 'alone',
    hospitalId: 'alone',
    startedAt: '2026-11-20T01:00:00.000Z',
    today: '2026-11-20',
    wards: [{ code: 'W01', wardId: 'ward-1', from: '2000-01-01', until: null }],
    grouper: null,
    dryRun: false,
  };
  const script = `
    import { importFileHere } from '${built}/file-import.js';
    import { openCostStore } from '${built}/sqlite.js';
    const store = openCostStore(${JSON.stringify(path)});
    const source = { kind: 'path', path: ${JSON.stringify(file)} };
    const { outcome } = await importFileHere(store, new Uint8Array(32).fill(1), ${JSON.stringify(job)}, source);
    if (outcome !== 'stored') process.exitCode = 1;
    await store.close();`;
  try {
    return await highWaterOf(['--input-type=module', '-e', script]);
  } finally {
    rmSync(built, { recursive: true });
    for (const end of ['', '-wal', '-shm']) rmSync(`${path}${end}`, { force: true });
  }
}

const flags = ['--max-semi-space-size=16'];
const lookEveryMs = 20;

/** Runs a process to its end and says the most it ever held. @throws Error when it does not end well. */
async function highWaterOf(args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [...flags, ...args], { cwd: repository, stdio: ['pipe', 'ignore', 'inherit'] });
  child.stdin.end(`${benchPassword}\n`);
  let held = 0;
  const looking = setInterval(() => {
    held = highWaterMb(child.pid ?? 0) || held;
  }, lookEveryMs);
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  clearInterval(looking);
  if (code !== 0) throw new Error(`the import ended with ${code}`);
  return held;
}

/** 0 for a process that has ended. */
function highWaterMb(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_024;
  } catch {
    return 0;
  }
}
