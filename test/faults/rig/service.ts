import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtPackage } from '../../rig/built.ts';
import { prescriber } from '../../support/city.ts';
import { deductionCity } from '../../support/deductions.ts';
import { startService } from '../../support/service.ts';
import type { Misbehaviour } from './misbehaviour.ts';

/** A data folder to be hurt, with one auditor and sixteen doctors in it. */
export interface HurtFolder {
  /** Holds `data`, and is the test's own beside it. */
  readonly folder: string;
  readonly data: string;
  /** The auditor's bearer. */
  readonly authorization: string;
  /** The bearer of the hospital's system. */
  readonly his: string;
  readonly hospitalId: string;
  readonly licenceNos: readonly string[];
  /** When it was made, by this process's own count: its services start their clocks from here. */
  readonly sinceMs: number;
  remove(): void;
}

type Template = Omit<HurtFolder, 'sinceMs' | 'remove'>;

export interface ServiceProcess {
  readonly address: string;
  readonly child: ChildProcess;
  /** Resolves once the process behaves so. */
  misbehave(how: Misbehaviour): Promise<void>;
  /** Sends the signal and gives the exit code, or the signal that it died of. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | string>;
  readonly ended: Promise<number | string>;
  readonly output: () => string;
}

/** A copy of a city that is built once a process. */
export async function hurtFolder(): Promise<HurtFolder> {
  made ??= buildTemplate();
  const template = await made;
  // The path as the system names it, which is how the disk of disk.c hears of it.
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'rx12-hurt-')));
  cpSync(template.folder, folder, { recursive: true });
  return {
    ...template,
    folder,
    data: join(folder, 'data'),
    sinceMs: performance.now(),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Who does what on the ledger's file: see `serve`. */
export type Threads = 'as-served' | 'main-writes' | 'one';

/**
 * Starts the service over the folder and waits until it listens.
 *
 * @param options.under a program and its arguments that runs it, such as strace.
 * @throws Error with what it said when it ends before.
 */
export async function serve(
  { data, sinceMs }: Pick<HurtFolder, 'data' | 'sinceMs'>,
  options: {
    readonly environment?: Readonly<Record<string, string>>;
    readonly under?: readonly string[];
    /** Its main thread then writes the ledger: only there it can be made to misbehave. */
    readonly breakable?: boolean;
    /** Every call on the ledger's file is then made by the main thread, and none by a thread that copies its log back. */
    readonly oneThread?: boolean;
  } = {},
): Promise<ServiceProcess> {
  const built = await builtPackage();
  const program = join(built, 'dist', 'serve.js');
  // All services of a folder agree on what time it is, and it is later than when the city was built.
  const serviceTimeMs = Date.parse(builtAt) + performance.now() - sinceMs;
  const threads: Threads = options.oneThread ? 'one' : options.breakable ? 'main-writes' : 'as-served';
  const args = [program, data, String(Date.now()), String(serviceTimeMs), threads];
  const { PATH = '' } = process.env;
  const env = { PATH, TZ: 'UTC', NODE_COMPILE_CACHE: join(built, '.cache', 'faults'), ...options.environment };
  const stdio = ['ignore', 'pipe', 'pipe', 'ipc'] as const;
  const [tool, ...given] = [...(options.under ?? []), process.execPath];
  const child = spawn(tool ?? '', [...given, ...args], { env, stdio: [...stdio] });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (text += String(chunk)));
  const ended = new Promise<number | string>((done) => child.on('close', (code, signal) => done(code ?? signal ?? '')));
  const told = <T>(wanted: (message: Record<string, unknown>) => T | undefined) =>
    new Promise<T>((done, fail) => {
      const look = (message: unknown) => {
        const found = wanted(message as Record<string, unknown>);
        if (found === undefined) return;
        child.off('message', look);
        done(found);
      };
      child.on('message', look);
      ended.then((how) => fail(new Error(`the service ended (${how}): ${text}`)));
    });
  const address = await told(({ address }) => address as string | undefined);
  return {
    address,
    child,
    ended,
    output: () => text,
    misbehave: async (how) => {
      const done = told(({ misbehaves }) => (misbehaves === how ? true : undefined));
      child.send(how);
      await done;
    },
    end: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}

const builtAt = '2026-11-20T01:00:00.000Z';
const doctors = 16;
let made: Promise<Template> | undefined;

async function buildTemplate(): Promise<Template> {
  const service = await startService({ listen: false });
  const city = await deductionCity(service);
  const licenceNos = Array.from({ length: doctors }, (_, n) => String(360700000000000 + n));
  for (const [n, licenceNo] of licenceNos.entries()) await prescriber(city.first, { licenceNo, staffNo: `B${n}` });
  await service.publisher.publish();
  const folder = mkdtempSync(join(tmpdir(), 'rx12-hurt-template-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  await service.reopen(() => cpSync(join(service.folder, 'data'), join(folder, 'data'), { recursive: true }));
  await service.close();
  const { hospitalId, his } = city.first;
  const { authorization } = city.auditor.bearer;
  return { folder, data: join(folder, 'data'), authorization, his: his.bearer.authorization, hospitalId, licenceNos };
}
